"""A built site whose list of files was signed, as the guide has it, with the real program."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from factledger.cli import main

GUIDE = (Path(__file__).parent.parent / "docs/building.md").read_text("utf-8")
SIGN, VERIFY = re.findall(r"^(ssh-keygen -Y .*)$", GUIDE, re.MULTILINE)
CHECK = re.search(r"^\(cd one .*\)$", GUIDE, re.MULTILINE)[0]

MISSING = [name for name in ("ssh-keygen", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason="ssh-keygen or sha256sum is not installed")


@pytest.fixture
def signed(tmp_path, monkeypatch):
    """A folder in which the site `one` was built and its list signed."""
    assert main(["init", str(tmp_path / "ledger")]) == 0
    folder = tmp_path / "ledger"
    monkeypatch.chdir(folder)
    assert main(["build", "--now", "2026-01-01", "--output", "one", "--quiet"]) == 0
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"], check=True)
    public = Path("key.pub").read_text()
    Path("allowed_signers").write_text(f'publisher@example.org namespaces="factledger" {public}')
    command = SIGN.replace("~/.ssh/id_ed25519", "key")
    subprocess.run(command, shell=True, check=True, capture_output=True)
    return folder


def is_good():
    return subprocess.run(VERIFY, shell=True, check=False, capture_output=True).returncode == 0


def test_a_signed_list_is_good_until_a_byte_of_it_changes(signed):
    assert is_good()
    listing = signed / "one/.factledger"
    listing.write_text(listing.read_text().replace("index.html", "index.htm", 1))
    assert not is_good()


def test_who_is_not_named_cannot_sign(signed):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "other"], check=True)
    (signed / "one/.factledger.sig").unlink()
    subprocess.run(SIGN.replace("~/.ssh/id_ed25519", "other"), shell=True, check=True, capture_output=True)
    assert not is_good()


def test_the_signature_outlives_a_build_that_changes_nothing_and_covers_every_file(signed):
    assert main(["build", "--now", "2026-01-01", "--output", "one", "--quiet"]) == 0
    assert is_good()
    lines = (signed / "one/.factledger").read_text().splitlines()[1:]
    assert subprocess.run(CHECK, shell=True, check=False).returncode == 0
    listed = {line.split("  ", 1)[1] for line in lines}
    there = {path.relative_to(signed / "one").as_posix() for path in (signed / "one").rglob("*") if path.is_file()}
    assert there - listed == {".factledger", ".factledger.sig"}
    (signed / "one/index.html").write_text("changed")
    assert subprocess.run(CHECK, shell=True, check=False, capture_output=True).returncode != 0
