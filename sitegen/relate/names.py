"""The first mention of each company, model and person in a text becomes a link to its page."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sitegen.model.entities import Entity, EntityKey, Kind
from sitegen.model.problems import Place, Problem
from sitegen.model.prose import Prose
from sitegen.relate.judging.link_markup import NewLink, with_links
from sitegen.relate.scanning.blocks import Block, blocks

_LINKED_KINDS = frozenset({Kind.COMPANY, Kind.MODEL, Kind.PERSON})
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_IS_CJK = re.compile(f"[{_CJK}]")
# Where a name may begin: at a word in letters with spaces between, at any character of a language without.
_START = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_NEVER = re.compile(r"(?!)")
_BLANKS = {ord(blank): " " for blank in "\n\t\r\u00a0\u202f"}
_SHORTEST = 2


class _Name(NamedTuple):
    """One way to call one or more entities."""

    text: str
    keys: tuple[EntityKey, ...]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of a site's entities, by the word or character with which they begin, the longest first."""

    by_start: Mapping[str, tuple[_Name, ...]] = field(default_factory=dict)
    starts: re.Pattern[str] = _NEVER  # finds the keys of `by_start`

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "NameIndex":
        """Gather names, native names and aliases; a name of several entities is kept with all of them."""
        keys: dict[str, dict[EntityKey, None]] = {}
        for entity in entities:
            if entity.key.kind not in _LINKED_KINDS:
                continue
            for name in (entity.name, entity.native_name, *entity.aliases):
                tidy = " ".join(name.split())
                if len(tidy) >= _SHORTEST:
                    keys.setdefault(tidy, {})[entity.key] = None
        by_start: dict[str, list[_Name]] = {}
        for name in sorted(keys, key=lambda name: (-len(name), name)):
            start = _START.search(name)
            if start is not None and start.start() == 0:
                by_start.setdefault(start.group(), []).append(_Name(name, tuple(keys[name])))
        return cls({start: tuple(names) for start, names in by_start.items()}, _any_of(by_start))

    def found_in(self, text: str) -> Iterator[tuple[int, _Name]]:
        """The names in a text with their offsets, in order and without overlap, each as long as can be."""
        if self.starts.search(text) is None:
            return
        plain = text.translate(_BLANKS)
        done = 0
        for start in self.starts.finditer(plain):
            at = start.start()
            if at < done or not _begins(plain, at):
                continue
            names = self.by_start[start.group()]
            name = next(
                (name for name in names if plain.startswith(name.text, at) and _ends(plain, at, name.text)), None
            )
            if name is not None:
                yield at, name
                done = at + len(name.text)


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


def link_names(
    prose: Prose,
    own: EntityKey | None,
    names: NameIndex,
    unlinked: Collection[str] = (),
    *,
    listed: Collection[EntityKey] = (),
    path: str = "",
) -> tuple[Prose, tuple[EntityKey, ...], tuple[Problem, ...]]:
    """Link the first mention of each entity that the text does not link itself.

    `own` is the subject of the page, which is never linked; `unlinked` are names or ids that the editor switched off;
    `listed` are the entities of the front matter, which settle a name that could mean several. Returns the text, every
    entity that it names, in the order of their first mention, and a warning for each ambiguous name.
    """
    done = {reference.target.partition("#")[0] for reference in prose.references}
    off = frozenset(unlinked)
    mentioned: dict[EntityKey, None] = {}
    ambiguous: dict[str, tuple[EntityKey, ...]] = {}
    links: list[NewLink] = []
    for block in blocks(prose.html):
        for at, name in names.found_in(block.text):
            key = _meant(name, own, listed)
            if key is None:
                if name.text not in off:
                    ambiguous.setdefault(name.text, name.keys)
                continue
            mentioned[key] = None
            if key == own or str(key) in done or off & {name.text, key.id, str(key)}:
                continue
            link = _link(prose, block, at, name.text, key, path)
            if link is not None:
                done.add(str(key))
                links.append(link)
    problems = tuple(_ambiguity(prose, path, name, keys) for name, keys in ambiguous.items())
    return with_links(prose, links), tuple(mentioned), problems


def _meant(name: _Name, own: EntityKey | None, listed: Collection[EntityKey]) -> EntityKey | None:
    """The one entity that a name means here; None where it could be several."""
    if len(name.keys) == 1:
        return name.keys[0]
    if own in name.keys:
        return own
    close = [key for key in name.keys if key in listed]
    return close[0] if len(close) == 1 else None


def _link(prose: Prose, block: Block, at: int, name: str, key: EntityKey, path: str) -> NewLink | None:
    end = at + len(name)
    if block.is_heading or block.link_at(at, end) is not None:
        return None
    start, stop = block.origin_of(at, end)
    if "<" in prose.html[start:stop]:
        return None
    return NewLink(start=start, end=stop, target=str(key), classes="name", words=name, place=Place(path, prose.line))


def _ambiguity(prose: Prose, path: str, name: str, keys: tuple[EntityKey, ...]) -> Problem:
    offset = max(prose.source.find(name), 0)
    line = prose.line + prose.source.count("\n", 0, offset)
    column = offset - prose.source.rfind("\n", 0, offset)
    choices = " or ".join(f"[{name}]({key})" for key in keys)
    advice = f"write {choices}, or list it under `unlinked`"
    return Problem(Place(path, line, column), "ambiguous-name", f"'{name}' could mean {_listed(keys)}", advice)


def _listed(keys: tuple[EntityKey, ...]) -> str:
    return " or ".join(str(key) for key in keys)
