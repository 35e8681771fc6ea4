"""How large a drawing says that it is."""

import re
from collections.abc import Mapping

_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d+)?)(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")


def stated_size(root: Mapping[str, str]) -> tuple[int, int]:
    """Width and height in whole units by the attributes of the root, 0 and 0 where they do not say."""
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if all(lengths):
        return _in_whole([float(found[1]) for found in lengths if found])
    parts = _NUMBERS.split(root.get("viewBox", "").strip())
    try:
        return _in_whole([float(part) for part in parts[2:4]]) if len(parts) == 4 else (0, 0)
    except ValueError:
        return 0, 0


def _in_whole(lengths: list[float]) -> tuple[int, int]:
    width, height = (round(length) if 0 < length < 1e6 else 0 for length in lengths)
    return (width, height) if width and height else (0, 0)
