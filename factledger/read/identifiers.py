"""Ids and words: what can be an id, the id nearest to a text, the word nearest to another."""

import re
from collections.abc import Iterable, Sequence

from factledger.model import spelling_suggestions
from factledger.model.slugs import slug

# Unicode letters and digits, joined by single hyphens or dots.
_ID = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def is_id(text: str) -> bool:
    """Whether a text can be an id and so a part of an address."""
    return _ID.fullmatch(text) is not None and len(text.encode()) <= 120


def nearest_id(text: str) -> str:
    """The id that a text was perhaps meant to be, with its dots; empty where there is none."""
    return ".".join(part for part in (slug(part) for part in text.split(".")) if part)[:60]


def did_you_mean(word: str, options: Iterable[str], otherwise: str = "") -> str:
    """Advice that names the nearest of the options, or the advice given when none is near."""
    return spelling_suggestions.did_you_mean(word, options) or otherwise


def listed(options: Sequence[str], last: str = "or") -> str:
    """Words as a sentence has them: a, b or c."""
    return options[0] if len(options) == 1 else f"{', '.join(options[:-1])} {last} {options[-1]}"
