"""The tables of a language, compiled into expressions."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from factledger.model.fast_dataclass import dataclass
from factledger.model.grammar.number_words import NumberWords, listed_words, number_words
from factledger.model.grammar.regex_prefilter import Look, needed_letters
from factledger.model.proofreading_language import LANGUAGES, Language
from factledger.model.quantity import Qualifier
from factledger.model.unit_and_number_words import VULGAR_FRACTIONS

_DASHES = "-–—~～\u2011\u2012"


_Meanings = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class WordsBehind:
    """Expressions for what may stand behind a figure with what each means, the longest words first.

    Of hundreds few begin with the letter that stands there: `by_letter` has those, and those that may begin with any.
    """

    all: _Meanings
    by_letter: Mapping[str, _Meanings]
    any_letter: _Meanings

    @classmethod
    def of(cls, table: Mapping[str, str], *, has_spaces: bool) -> "WordsBehind":
        """The words of a data file's table, in which a star stands for any letters."""
        known = tuple(_with_words(table, has_spaces=has_spaces))
        letters = {word[0].lower() for word, _, _ in known}
        by_letter = {
            letter: tuple((one, meaning) for word, one, meaning in known if word[0].lower() in (letter, "*"))
            for letter in letters
        }
        return cls(tuple((one, meaning) for _, one, meaning in known), by_letter, by_letter.pop("*", ()))

    def at(self, text: str, end: int) -> _Meanings:
        """Those that may match a text at a place, after one blank at the most."""
        start = end + 1 if text[end : end + 1].isspace() else end
        return self.by_letter.get(text[start : start + 1].lower(), self.any_letter)


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """The tables of a language, compiled."""

    language: Language
    number: re.Pattern[str]
    seeds: re.Pattern[str]  # where a figure may begin; of words with blanks between them `seed_words` are looked up
    seed_words: frozenset[str]
    number_words: NumberWords
    ordinals: Mapping[str, int]
    whole_ranks: tuple[re.Pattern[str], ...]
    scales: Mapping[str, Decimal]
    scale: re.Pattern[str]
    more: re.Pattern[str]
    units: WordsBehind
    nouns: WordsBehind
    plain: re.Pattern[str]
    rates: WordsBehind
    rates_before: tuple[tuple[re.Pattern[str], str], ...]
    any_hedge: re.Pattern[str]  # whether one of `hedges` stands at the end of a text at all
    hedges: tuple[tuple[re.Pattern[str], Qualifier], ...]
    hedges_after: tuple[tuple[re.Pattern[str], Qualifier], ...]
    hedges_after_times: tuple[tuple[re.Pattern[str], Qualifier], ...]
    shares: tuple[tuple[Look, str, Decimal], ...]  # an expression, what kind it is of, its value
    ranges: re.Pattern[str]
    between: re.Pattern[str]
    between_and: re.Pattern[str]
    change_from: re.Pattern[str]
    change_to: re.Pattern[str]
    skip: tuple[Look, ...]
    labels: re.Pattern[str]
    unhedged: re.Pattern[str]
    minus: re.Pattern[str]
    spelled: re.Pattern[str]


_NEVER = r"(?!)"
_BEGIN, _END = r"(?<!\w)", r"(?!\w)"


def choice(words: Iterable[str], *, has_spaces: bool) -> str:
    """An expression for any of these words, as whole words where blanks part them; a star stands for letters."""
    whole, others = [], []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        expression = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        begins, ends = word[0].isalnum(), word[-1].isalnum()
        if has_spaces and begins and ends:
            whole.append(expression)
        elif has_spaces:
            others.append(f"{_BEGIN if begins else ''}{expression}{_END if ends else ''}")
        else:
            others.append(expression)
    if whole:  # whose edges are looked at once for all
        others.append(f"{_BEGIN}(?:{'|'.join(whole)}){_END}")
    return f"(?:{'|'.join(others)})" if others else _NEVER


@cache
def grammar(language: Language) -> Grammar | None:
    """The tables of a language; None where its file has none, as that of English."""
    table = tomllib.loads((LANGUAGES / f"{language.code}.toml").read_text(encoding="utf-8"))
    return _compiled(language, table["figures"]) if "figures" in table else None


def _compiled(language: Language, table: Mapping[str, Any]) -> Grammar:
    spaces = language.has_spaces
    group, decimal = (re.escape(signs) for signs in (language.group, language.decimal))
    number = rf"\d{{1,3}}(?:[{group}]\d{{3}})+(?:[{decimal}]\d+)?(?![{group}{decimal}]?\d)|\d+(?:[{decimal}]\d+)?(?![{group}{decimal}]?\d)"
    number = rf"\d+[{''.join(VULGAR_FRACTIONS)}]|{number}"
    worded = number_words(table, lambda words: choice(words, has_spaces=spaces))
    spelled = worded.expression
    ordinals = {word: int(value) for value, text in table.get("ordinals", {}).items() for word in listed_words(text)}
    scales = {word: Decimal(10) ** int(power) for power, text in table["scales"].items() for word in listed_words(text)}
    any_number = rf"(?:{number}|{spelled})"
    places = {
        "number": rf"(?P<number>{any_number})",
        "whole": rf"(?P<whole>{any_number})",
        "ordinal": rf"(?P<ordinal>{choice(ordinals, has_spaces=spaces)})",
    }
    shares = tuple(_shares(table, places, ordinals))
    digits = rf"(?P<digits>\d[\d{group}{decimal}]*)"
    return Grammar(
        language=language,
        number=re.compile(number),
        seeds=re.compile(digits if spaces else rf"{digits}|{spelled}", re.IGNORECASE),
        seed_words=frozenset(word.split()[0] for word in worded.words) if spaces else frozenset(),
        number_words=worded,
        ordinals=ordinals,
        whole_ranks=tuple(re.compile(_filled(one, places), re.IGNORECASE) for one in table.get("whole_ranks", [])),
        scales=scales,
        scale=re.compile(rf"\s?(?P<scale>{choice(scales, has_spaces=spaces)})"),
        more=re.compile(choice(listed_words(table.get("more", "")), has_spaces=False)),
        units=WordsBehind.of({**table["units"], **table["money"]}, has_spaces=spaces),
        nouns=WordsBehind.of(table.get("nouns", {}), has_spaces=spaces),
        plain=_any(table.get("plain", ""), has_spaces=spaces),
        rates=WordsBehind.of(table.get("rates", {}), has_spaces=spaces),
        rates_before=tuple(_before(table.get("rates_before", {}), has_spaces=spaces)),
        any_hedge=_ending(", ".join(table["hedges"].values()), has_spaces=spaces),
        hedges=tuple((one, Qualifier(name)) for one, name in _before(table["hedges"], has_spaces=spaces)),
        hedges_after=tuple(
            (one, Qualifier(name)) for one, name in _by_meaning(table["hedges_after"], has_spaces=spaces)
        ),
        hedges_after_times=tuple(
            (one, Qualifier(name)) for one, name in _by_meaning(table.get("hedges_after_times", {}), has_spaces=spaces)
        ),
        shares=shares,
        ranges=_any(table["ranges"], has_spaces=spaces, more=_DASHES),
        between=_ending(table.get("between", ""), has_spaces=spaces),
        between_and=_any(table.get("and", ""), has_spaces=spaces),
        change_from=_ending(table.get("from", ""), has_spaces=spaces),
        change_to=_any(table.get("to", ""), has_spaces=spaces),
        skip=tuple(
            Look(re.compile(_filled(one, places, named=False)), needed_letters(one)) for one in table.get("skip", [])
        ),
        unhedged=re.compile("|".join(table.get("unhedged", [])).replace(" ", r"\s+") or _NEVER, re.IGNORECASE),
        labels=_ending(table.get("labels", ""), has_spaces=spaces),
        minus=re.compile(
            rf"(?:[-−–]|{choice(listed_words(table.get('minus', '')), has_spaces=spaces)})\s*(?=\S)", re.IGNORECASE
        ),
        spelled=re.compile(spelled, re.IGNORECASE),
    )


def _by_meaning(table: Mapping[str, str], *, has_spaces: bool) -> Iterator[tuple[re.Pattern[str], str]]:
    """Expressions for what stands behind a figure, the longest words first."""
    return ((one, meaning) for _, one, meaning in _with_words(table, has_spaces=has_spaces))


def _with_words(table: Mapping[str, str], *, has_spaces: bool) -> Iterator[tuple[str, re.Pattern[str], str]]:
    pairs = [(word, meaning) for meaning, text in table.items() for word in listed_words(text)]
    for word, meaning in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        # A symbol has its own capitals: kW is a power and KW a week.
        flags = re.IGNORECASE if len(word) > 3 or not word.isascii() else 0
        yield word, re.compile(rf"\s?{choice([word], has_spaces=has_spaces)}", flags), meaning


def _before(table: Mapping[str, str], *, has_spaces: bool) -> Iterator[tuple[re.Pattern[str], str]]:
    pairs = [(word, meaning) for meaning, text in table.items() for word in listed_words(text)]
    for word, meaning in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        yield _ending(word, has_spaces=has_spaces), meaning


def _ending(text: str, *, has_spaces: bool) -> re.Pattern[str]:
    """An expression for a text that ends with one of these words."""
    return re.compile(rf"{choice(listed_words(text), has_spaces=has_spaces)}\s*$", re.IGNORECASE)


def _any(text: str, *, has_spaces: bool, more: str = "") -> re.Pattern[str]:
    signs = f"|[{re.escape(more)}]" if more else ""
    return re.compile(rf"\s*(?:{choice(listed_words(text), has_spaces=has_spaces)}{signs})\s*", re.IGNORECASE)


_PLACE = re.compile(r"\{(number|whole|ordinal)\}")


def _filled(expression: str, places: Mapping[str, str], *, named: bool = True) -> str:
    """An expression of a data file with its places for numbers filled in."""
    return (
        _PLACE.sub(lambda found: places[found[1]] if named else re.sub(r"\?P<\w+>", "?:", places[found[1]]), expression)
        .replace(" ?", r"\s*")
        .replace(" ", r"\s+")
    )


_SHARE_KINDS = ("one_in", "parts", "tenths", "times", "ranks", "top")


def _shares(
    table: Mapping[str, Any], places: Mapping[str, str], ordinals: Iterable[str]
) -> Iterator[tuple[Look, str, Decimal]]:
    for kind in _SHARE_KINDS:
        for text in table.get(kind, []):
            expression = re.compile(_filled(text, places), re.IGNORECASE)
            yield Look(expression, needed_letters(text, {"ordinal": ordinals})), kind, Decimal(0)
    for kind in ("fractions", "multiples", "places"):
        for value, texts in table.get(kind, {}).items():
            for text in texts:
                expression = re.compile(text.replace(" ?", r"\s*").replace(" ", r"\s+"), re.IGNORECASE)
                yield Look(expression, needed_letters(text)), kind, Decimal(value)
