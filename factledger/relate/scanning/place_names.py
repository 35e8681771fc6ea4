"""Countries and parts of the world named in a text, whether or not a site has a page of them.

A language's file has their names under `[cues.place]`, those of who lives there under `[cues.people]` and their adjectives under
`[cues.native]`, by their codes in ISO 3166-1 and, of parts of the world, in UN M49 as CLDR uses them. What a site has a page of
is that entity; all others are told apart by their code.
"""

from collections.abc import Iterable, Iterator, Mapping

from factledger.model.entities import Entity, EntityKey, Kind, Role
from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_language import Found, Language, words_of
from factledger.relate.scanning.entity_names import Name, NameIndex

_PLACE, _PEOPLE, _NATIVE = "place", "people", "native"
_WAYS = frozenset({_PLACE, _PEOPLE, _NATIVE})
_BESIDE = 24  # characters in which the word beside another is looked for


@dataclass(frozen=True, slots=True, eq=False)
class PlaceNames:
    """The names of a site's entities together with those of all countries."""

    names: NameIndex
    language: Language
    markets: Mapping[str, tuple[EntityKey, ...]]  # the site's own, by code

    @classmethod
    def of(cls, names: NameIndex, language: Language, entities: Iterable[Entity]) -> "PlaceNames":
        """Find which countries the markets of a site are."""
        markets: dict[str, dict[EntityKey, None]] = {}
        for entity in entities:
            if entity.key.kind.role is Role.MARKET:
                for name in (entity.name, entity.native_name, *entity.aliases):
                    for found in _places(name, language):
                        if (found.start, found.end) == (0, len(name)):
                            markets.setdefault(found.value, {})[entity.key] = None
        return cls(names, language, {code: tuple(keys) for code, keys in markets.items()})

    def found_in(self, text: str) -> Iterator[tuple[int, Name]]:
        """The entities and countries named in a text with their offsets, in order."""
        named = self.names.found_in(text)
        if _WAYS.isdisjoint(self.language.said_in(text)):
            return iter(named)
        return iter(sorted((*named, *self._countries(text, named))))

    def _countries(self, text: str, named: Iterable[tuple[int, Name]]) -> Iterator[tuple[int, Name]]:
        taken = [(start, start + len(name.text)) for start, name in named]
        for found in _places(text, self.language):
            if not any(start < found.end and found.start < end for start, end in taken):
                keys = self.markets.get(found.value) or (EntityKey(Kind.MARKET, found.value),)
                yield found.start, Name(text[found.start : found.end], keys)


def _places(text: str, language: Language) -> Iterator[Found]:
    """The names of countries in a text and of who lives there, where both count as places."""
    for found in language.find(text):
        if found.dimension in _WAYS and _is_place(text, found, language):
            yield found


def _is_place(text: str, found: Found, language: Language) -> bool:
    """Whether a word names a place: with a capital where letters have two cases ("Turkey", no "turkey").

    An adjective does before what makes it one: "Norwegian roads", and no Norwegian maker. Behind an article a people may
    be a company of that country: "die Japaner".
    """
    if found.dimension == _NATIVE:
        return not language.grounds.isdisjoint(words_of(text[found.end : found.end + _BESIDE]).words[:1])
    if text[found.start].islower():
        return False
    if found.dimension == _PEOPLE:
        return language.articles.isdisjoint(words_of(text[max(found.start - _BESIDE, 0) : found.start]).words[-1:])
    return True
