"""The names of a site's entities, found in a text."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import NamedTuple

from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.fast_dataclass import dataclass

LINKED_ROLES = frozenset({Role.COMPANY, Role.MODEL, Role.PERSON})
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_IS_CJK = re.compile(f"[{_CJK}]")
# Where a name may begin: at a word in letters with spaces between, at any character of a language without.
_START = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_NEVER = re.compile(r"(?!)")
_BLANKS = {ord(blank): " " for blank in "\n\t\r\u00a0\u202f"}
_BLANK = re.compile("[\n\t\r\u00a0\u202f]")
_SHORTEST = 2


class Name(NamedTuple):
    """One way to call one or more entities."""

    text: str
    keys: tuple[EntityKey, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """The names of a site's entities, by the word or character with which they begin, the longest first."""

    by_start: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    starts: re.Pattern[str] = _NEVER  # finds the keys of `by_start`

    @classmethod
    def of(
        cls,
        entities: Iterable[Entity],
        *,
        roles: Collection[Role] = LINKED_ROLES,
        with_short_names: bool = False,
        words: Collection[str] = (),
        endings: Sequence[str] = (),
        inflections: Sequence[str] = (),
    ) -> "NameIndex":
        """Gather names, native names and aliases; a name of several entities is kept with all of them.

        `with_short_names` counts what no link is put on: the brands of a company, where they are no entities
        themselves, and a model's name without its company's ("the Koi"), unless that is one of the common `words`.
        `endings` are what the language may put behind a name ("Chinas"), `inflections` what its first word may end with in
        place of "e" where it has several ("Vereinigten Staaten").
        """
        keys: dict[str, dict[EntityKey, None]] = {}
        entities = [entity for entity in entities if entity.key.kind.role in roles]
        more = _short_names(entities, words) if with_short_names else {}
        for entity in entities:
            for name in (entity.name, entity.native_name, *entity.aliases, *more.get(entity.key, ())):
                tidy = " ".join(name.split())
                if len(tidy) >= _SHORTEST:
                    for form in (*(f"{tidy}{ending}" for ending in ("", *endings)), *_inflected(tidy, inflections)):
                        keys.setdefault(form, {})[entity.key] = None
        by_start: dict[str, list[Name]] = {}
        for name in sorted(keys, key=lambda name: (-len(name), name)):
            start = _START.search(name)
            if start is not None and start.start() == 0:
                by_start.setdefault(start.group(), []).append(Name(name, tuple(keys[name])))
        return cls({start: tuple(names) for start, names in by_start.items()}, _any_of(by_start))

    def found_in(self, text: str) -> tuple[tuple[int, Name], ...]:
        """The names in a text with their offsets, in order and without overlap, each as long as can be."""
        return _found_in(self, text)

    def search(self, text: str) -> Iterator[tuple[int, Name]]:
        """The same, looked for anew."""
        first = self.starts.search(text)
        if first is None:
            return
        plain = text if _BLANK.search(text) is None else text.translate(_BLANKS)
        done = 0
        for start in self.starts.finditer(plain, first.start()):
            at = start.start()
            if at < done or not _begins(plain, at):
                continue
            for name in self.by_start[start.group()]:
                if plain.startswith(name.text, at) and _ends(plain, at, name.text):
                    yield at, name
                    done = at + len(name.text)
                    break


@lru_cache(maxsize=256)
def _found_in(names: NameIndex, text: str) -> tuple[tuple[int, Name], ...]:
    """The names in a text, kept as long as an article's texts are gone through: one rule after another asks for them."""
    return tuple(names.search(text))


def _inflected(name: str, inflections: Sequence[str]) -> Iterator[str]:
    first, blank, rest = name.partition(" ")
    if blank and first.endswith("e"):
        yield from (f"{first[:-1]}{ending} {rest}" for ending in inflections)


def _short_names(entities: Iterable[Entity], words: Collection[str]) -> Mapping[EntityKey, tuple[str, ...]]:
    entities = tuple(entities)
    known = {name for entity in entities for name in (entity.name, *entity.aliases)}
    makers = {entity.key: (entity.name, *entity.aliases, *entity.brands) for entity in entities}
    found: dict[EntityKey, tuple[str, ...]] = {}
    for entity in entities:
        if entity.company is None:
            found[entity.key] = tuple(brand for brand in entity.brands if brand not in known)
            continue
        for maker in makers.get(entity.company.key, ()):
            short = entity.name.removeprefix(f"{maker} ")
            is_word = short.isdecimal() or short.lower() in words
            if short != entity.name and len(short) >= _SHORTEST and not is_word:
                found[entity.key] = (short,)
    return found


def _any_of(starts: Iterable[str]) -> re.Pattern[str]:
    """What finds these words and characters, the words at their end; that they begin there is left to `_begins`.

    A look behind would be tried at every character; without it the search leaps to the first letters of names.
    """
    words = sorted(start for start in starts if _IS_CJK.match(start) is None)
    characters = sorted(start for start in starts if _IS_CJK.match(start) is not None)
    choices = [re.escape(character) for character in characters]
    if words:
        choices.append(rf"(?:{'|'.join(map(re.escape, words))})(?![^\W_{_CJK}])")
    return re.compile("|".join(choices)) if choices else _NEVER


def _begins(text: str, at: int) -> bool:
    """Whether a name can begin here: not within a word, a code or an address."""
    if at == 0 or _IS_CJK.match(text, at):
        return True
    before = text[at - 1]
    return not (before.isalnum() or before in "_@#/-.·") or _IS_CJK.match(before) is not None


def _ends(text: str, at: int, name: str) -> bool:
    """Whether a name ends where it should: "Model 3" not in "Model 30" or "Model 3.5"; possessives are no matter."""
    end = at + len(name)
    after = text[end : end + 1]
    if not after or _IS_CJK.match(name[-1]) or _IS_CJK.match(after):
        return True
    if after.isalnum() or after == "_":
        return False
    return not (after in ".,-" and name[-1].isdecimal() and text[end + 1 : end + 2].isdecimal())
