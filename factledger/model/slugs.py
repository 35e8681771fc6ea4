"""A text as an id."""

import re
import unicodedata

_JOINTS = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """A text as an id: lower case, letters and digits of any script joined by hyphens; may be empty."""
    return _JOINTS.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")
