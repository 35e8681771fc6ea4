"""What `docs/architecture.md` names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PLACES = ("factledger", ".")


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
