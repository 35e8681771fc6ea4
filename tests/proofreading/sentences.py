"""Sentences that tell a few facts rightly in a dozen ways, and some that tell them wrong: `tests/proofreading/<language>/sentences.yaml`.

Each entry holds `facts`, as in front matter, `right` sentences, of which each stands alone as the text of an article, and `wrong`
ones with what is wrong of each. They were written by people who knew nothing of the rules, and looked at since.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import yaml

from tests.proofreading.benchmark import QUESTIONS, ROOT, judge

_TITLES = {"en": "A note", "de": "Notiz", "zh-Hans": "短讯"}
_LISTS = {"company": "companies", "model": "models", "market": "markets"}


class Sentence(NamedTuple):
    """A sentence, or a few, with the facts that it tells; `why` it is wrong, empty where it is right."""

    language: str
    entry: int
    facts: tuple[str, ...]
    text: str
    why: str


def sentences(language: str, *, every: int = 1) -> Iterator[Sentence]:
    """Those of every first, second or third entry of a language."""
    for number, entry in enumerate(_entries(language)):
        if number % every == 0:
            facts = tuple(entry["facts"])
            yield from (Sentence(language, number, facts, text, "") for text in entry["right"])
            yield from (Sentence(language, number, facts, one["text"], one["why"]) for one in entry["wrong"])


@cache
def _entries(language: str) -> list[dict[str, Any]]:
    text = (ROOT / language / "sentences.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def outcome(sentence: Sentence) -> str:
    """What becomes of an article of it: "error", "asked", "unbacked" where a figure has no fact, or "silent"."""
    said = judge(sentence.language, f"sentence-{sentence.entry}", _article(sentence))
    if said.of("contradiction"):
        return "error"
    if any(said.of(rule) for rule in QUESTIONS):
        return "asked"
    return "unbacked" if said.of("unknown-figure") else "silent"


def _article(sentence: Sentence) -> str:
    mapped = [yaml.safe_load(f"{{{fact}}}") for fact in sentence.facts]
    named = {plural: sorted({str(one[key]) for one in mapped if key in one}) for key, plural in _LISTS.items()}
    lists = "".join(f"{plural}: [{', '.join(ids)}]\n" for plural, ids in named.items() if ids)
    facts = "".join(f"  - {{{fact}, source: s}}\n" for fact in sentence.facts)
    return (
        f"---\ntitle: {_TITLES[sentence.language]}\ndate: 2025-11-15\n{lists}"
        f'sources:\n  s: {{type: own, name: S, url: "https://s.example/"}}\nfacts:\n{facts}---\n{sentence.text}\n'
    )
