"""What `docs/architecture.md` names is there, no name stands for two things, and nothing lies about by accident."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACES = ("factledger", ".")
TOP_LEVEL = {
    *(".ci", ".github", "content", "docs", "factledger", "findings", "tests", "theme"),
    *(".gitignore", "LICENSE", "README.md", "build.py", "pyproject.toml", "site.yaml"),
}


def is_there(path):
    return any(any((ROOT / place).glob(path.rstrip("/"))) for place in PLACES)


def test_every_file_and_folder_that_it_names_exists():
    named = set(re.findall(r"`([\w.*]+(?:/[\w.*]+)+/?|[\w]+\.py)`", TEXT))
    named |= set(re.findall(r"((?:\b\w+/)+\w+\.py)\b", TEXT))
    assert len(named) > 50
    assert sorted(path for path in named if not is_there(path)) == []


def test_every_room_of_the_program_is_told():
    rooms = {path.name for path in (ROOT / "factledger").iterdir() if (path / "__init__.py").is_file()}
    table = TEXT.partition("## Who may import whom")[2].partition("## How a build")[0]
    assert sorted(room for room in rooms if f"`{room}`" not in table) == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a repository knows which files it tracks")
def test_the_top_level_holds_only_what_is_meant_to_stand_there():
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {path.partition("/")[0] for path in tracked.split("\0") if path} == TOP_LEVEL


def test_no_two_modules_define_a_public_class_of_one_name():
    modules = {}
    for path in sorted((ROOT / "factledger").rglob("*.py")):
        for name in re.findall(r"^class ([A-Z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE):
            modules.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert len(modules) > 300
    assert {name: paths for name, paths in modules.items() if len(paths) > 1} == {}
