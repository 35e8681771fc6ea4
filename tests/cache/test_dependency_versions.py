"""What makes a page beside its sources."""

import sqlite3
from importlib.metadata import version

from factledger.cache.dependency_versions import releases


def test_the_libraries_with_a_hand_in_the_bytes_are_named_in_the_releases_that_are_installed():
    names = ["babel", "jinja2", "markdown", "markupsafe", "nh3", "pillow", "pygments", "pyyaml", "tzdata"]
    assert releases() == {name: version(name) for name in names} | {"sqlite": sqlite3.sqlite_version}
