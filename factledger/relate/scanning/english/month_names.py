"""The months by their names and short forms."""

from collections.abc import Mapping

_NAMES = "january february march april may june july august september october november december"
MONTHS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(_NAMES.split(), 1)},
    **{f"{name}'s": number for number, name in enumerate(_NAMES.split(), 1)},
    **{f"{name}’s": number for number, name in enumerate(_NAMES.split(), 1)},
    **{name[:3]: number for number, name in enumerate(_NAMES.split(), 1)},
    "sept": 9,
}
