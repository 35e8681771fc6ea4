"""Names that do not belong where they stand: of whom the front matter knows nothing, or beside another's model.

What an article is about its front matter lists, or its facts and events name. Who else is named in the title cannot be meant;
in the text others are named by the way, so that there a name is strange only where it stands in the place of the maker, or
where a sentence tells of it what the facts tell of somebody else.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from factledger.model.articles import Article, Wording
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.proofreading_results import Judged, Outcome
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.clauses import sentence_ends
from factledger.relate.scanning.entity_names import Name

_OPENING = 3  # blocks in which a text says whom it is about


class Doubt(NamedTuple):
    """A stretch of a text that is asked about."""

    start: int
    end: int
    message: str
    advice: str


def marked(words: str) -> str:
    """Words as an editor marks them who knows that they are right."""
    return f"`*{words}*{{.plain}}`"


class _Standing(NamedTuple):
    """A name where it stands in a text."""

    start: int
    name: Name

    @property
    def end(self) -> int:
        return self.start + len(self.name.text)

    def is_of(self, *roles: Role) -> bool:
        return all(key.kind.role in roles for key in self.name.keys)


class _Cast:
    """Whom an article is about, as its front matter has it; not frozen, for makers are looked up once."""

    def __init__(self, article: Article, claim_index: ClaimIndex) -> None:
        self.entities: Mapping[EntityKey, Entity] = claim_index.entities
        keys = [mention.key for mention in article.mentions]
        keys += [fact.subject for fact in article.facts]
        keys += [mention.key for event in article.events for mention in event.subjects]
        scopes = (key for claim in claim_index.claims(article.facts) for key in claim_index.wanted(claim).named)
        self.known = dict.fromkeys(above for key in (*keys, *scopes) for above in self.with_makers(key))

    def with_makers(self, key: EntityKey) -> Iterator[EntityKey]:
        """An entity with the company that it belongs to, and those above that."""
        done: set[EntityKey] = set()
        while key not in done:
            done.add(key)
            yield key
            entity = self.entities.get(key)
            owner = (entity.company or entity.parent) if entity is not None else None
            if owner is None:
                return
            key = owner.key

    def knows(self, name: Name) -> bool:
        """Whether a name is that of somebody whom the front matter names, or of whom one of those belongs to."""
        return any(key in self.known for key in name.keys)

    @property
    def listed(self) -> Sequence[EntityKey]:
        """The companies and models that the front matter names, those first; none where it names no company."""
        companies = [key for key in self.known if key.kind.role is Role.COMPANY]
        models = [key for key in self.known if key.kind.role is Role.MODEL]
        return [*companies, *models] if companies else []

    def listed_beside(self, name: Name) -> Sequence[EntityKey]:
        """The models that the front matter names of a model's maker, or of one that belongs to the same."""
        owners = {key for one in name.keys for key in self.with_makers(one)}
        return [
            key for key in self.known if key.kind.role is Role.MODEL and not owners.isdisjoint(self.with_makers(key))
        ]

    def is_maker(self, makers: Sequence[EntityKey], made: Sequence[EntityKey]) -> bool:
        """Whether something belongs to somebody, or somebody to whom it belongs does."""
        above = {key for one in made for key in self.with_makers(one)}
        owners = {key for one in makers for key in self.with_makers(one)}
        return not above.isdisjoint(owners)


def misplaced_beside(article: Article, claim_index: ClaimIndex) -> Iterator[tuple[Wording, Doubt]]:
    """Whom the title and the like name of whom the rest of the front matter knows nothing."""
    cast: _Cast | None = None
    for wording in article.wordings:
        standing = [_Standing(start, name) for start, name in claim_index.names.found_in(wording.text)]
        if standing:
            cast = cast or _Cast(article, claim_index)
            yield from ((wording, doubt) for doubt in _in_wording(wording.text, standing, cast))


def _in_wording(text: str, standing: Sequence[_Standing], cast: _Cast) -> Iterator[Doubt]:
    for one in standing:
        if not cast.knows(one.name):
            kind = one.name.keys[0].kind
            message = f"'{one.name.text}' is named here, a {kind} that nothing else in the front matter names"
            yield Doubt(one.start, one.end, message, f"put the name right, or list it under `{kind.plural}`")
    yield from _misattributed(text, standing, cast)


def _misattributed(text: str, standing: Sequence[_Standing], cast: _Cast) -> Iterator[Doubt]:
    """A company's name right before a model of another one: "Cerva N90"."""
    for first, second in pairwise(standing):
        if not (first.is_of(Role.COMPANY) and second.is_of(Role.MODEL)) or text[first.end : second.start].strip():
            continue
        if not cast.is_maker(first.name.keys, second.name.keys):
            yield _of_another(first, second, cast)


def _of_another(first: _Standing, second: _Standing, cast: _Cast) -> Doubt:
    owner = next(
        (cast.entities[key].name for key in list(cast.with_makers(second.name.keys[0]))[1:] if key in cast.entities),
        "another",
    )
    message = f"'{first.name.text}' is said beside '{second.name.text}', and that belongs to {owner}"
    return Doubt(first.start, first.end, message, _advice(first, f"name {owner} here, too"))


def _advice(one: _Standing, instead: str) -> str:
    return f"put the name right, {instead}, or, if it is right as it stands, mark it: {marked(one.name.text)}"


def strange_in_text(
    article: Article, texts: Sequence[str], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Mapping[int, Sequence[Doubt]]:
    """The doubtful names of a text by the number of its block; its figures are judged already."""
    found = {number: pairs for number, text in enumerate(texts) if (pairs := list(claim_index.names.found_in(text)))}
    if not found:
        return {}
    cast = _Cast(article, claim_index)
    met = {
        id(name): name for pairs in found.values() for _, name in pairs
    }  # of which most texts have a few, many times
    unknown = {key for key, name in met.items() if not cast.knows(name)}
    if not unknown:
        return {}
    named = {number: [_Standing(start, name) for start, name in pairs] for number, pairs in found.items()}
    strange = [one for standing in named.values() for one in standing if id(one.name) in unknown]
    counts = Counter(key for one in strange for key in one.name.keys)
    once = {one.name.keys for one in strange if sum(counts[key] for key in one.name.keys) == 1}
    told = set(_with_figures(named, texts, figures, claim_index))
    found_first = dict(_unlisted_first(named, texts, cast, claim_index))
    doubts: dict[int, Sequence[Doubt]] = {}
    for number, standing in named.items():
        if any(id(one.name) in unknown for one in standing):
            here = list(_in_block(article, texts[number], standing, cast, once - told, claim_index))
            asked = {doubt.start for doubt in here}
            doubts[number] = (*here, *(one for one in found_first.get(number, ()) if one.start not in asked))
    return doubts


def _unlisted_first(
    named: Mapping[int, Sequence[_Standing]], texts: Sequence[str], cast: _Cast, claim_index: ClaimIndex
) -> Iterator[tuple[int, Sequence[Doubt]]]:
    """Companies and models that stand where one that the front matter lists should: named once, before any listed one.

    Who names another by the way, to compare him or to leave him out, has named his own before.
    """
    makers = {
        number: [one for one in standing if one.is_of(Role.COMPANY) or one.is_of(Role.MODEL)]
        for number, standing in named.items()
    }
    counts = Counter(one.name.keys for here in makers.values() for one in here)
    met: set[EntityKey] = set()
    for number, here in makers.items():
        doubts: list[Doubt] = []
        for one in here:
            if counts[one.name.keys] == 1 and not cast.knows(one.name):
                listed = _listed_instead(one, number, cast)
                beside = _in_its_sentence(one, here, texts[number], claim_index)
                if listed and met.isdisjoint(listed) and not any(_says_whom(one, other, cast) for other in beside):
                    doubts.append(_unlisted(one, listed[0], cast))
            met.update(one.name.keys)
        if doubts:
            yield number, doubts


def _listed_instead(one: _Standing, number: int, cast: _Cast) -> Sequence[EntityKey]:
    """Who could be meant by a name that nothing lists, in the block with this number: far on, "it" may be all that is said of him."""
    if one.is_of(Role.MODEL):
        return cast.listed_beside(one.name)
    return cast.listed if number < _OPENING else ()


def _says_whom(one: _Standing, other: _Standing, cast: _Cast) -> bool:
    """Whether another name of a sentence tells that the one is named by the way."""
    return other.is_of(Role.MODEL) if one.is_of(Role.MODEL) else cast.knows(other.name)


def _in_its_sentence(
    one: _Standing, standing: Sequence[_Standing], text: str, claim_index: ClaimIndex
) -> Sequence[_Standing]:
    """The other names of a name's sentence."""
    if len(standing) == 1:
        return ()
    ends = sentence_ends(text, claim_index.language)
    sentence = bisect_right(ends, one.start)
    return [other for other in standing if other is not one and bisect_right(ends, other.start) == sentence]


def _unlisted(one: _Standing, listed: EntityKey, cast: _Cast) -> Doubt:
    own = cast.entities[listed].name if listed in cast.entities else listed.id
    message = f"'{one.name.text}' is named here before '{own}', and nothing in the front matter names it"
    return Doubt(one.start, one.end, message, _advice(one, f"list it under `{one.name.keys[0].kind.plural}`"))


def _with_figures(
    named: Mapping[int, Sequence[_Standing]], texts: Sequence[str], figures: Sequence[Judged], claim_index: ClaimIndex
) -> Iterator[tuple[EntityKey, ...]]:
    """Who stands in a sentence with a number that no fact knows: by the way others are compared with."""
    unknown: dict[str, list[int]] = {}
    for one in figures:
        figure = one.printed.figure
        if one.outcome is Outcome.UNKNOWN and figure.value is not None and not figure.is_spelled:
            unknown.setdefault(one.printed.passage.text, []).append(figure.core_start)
    for number, standing in named.items():
        text = texts[number]
        if text in unknown:
            ends = sentence_ends(text, claim_index.language)
            sentences = {bisect_right(ends, at) for at in unknown[text]}
            yield from (one.name.keys for one in standing if bisect_right(ends, one.start) in sentences)


def _in_block(
    article: Article,
    text: str,
    standing: Sequence[_Standing],
    cast: _Cast,
    once: set[tuple[EntityKey, ...]],
    claim_index: ClaimIndex,
) -> Iterator[Doubt]:
    yield from (doubts := list(_misattributed(text, standing, cast)))
    told = {doubt.start for doubt in doubts}
    ends = [0, *sentence_ends(text, claim_index.language), len(text)]
    starts = [one.start for one in standing]
    for start, end in pairwise(ends):
        here = standing[bisect_left(starts, start) : bisect_left(starts, end)]
        strange = [one for one in here if one.is_of(Role.COMPANY) and not cast.knows(one.name)]
        if not strange or strange[0].start in told:
            continue
        found = _in_sentence(article, text, (start, end), here, strange[0], cast, once, claim_index)
        if found is not None:
            yield found


def _in_sentence(
    article: Article,
    text: str,
    sentence: tuple[int, int],
    here: Sequence[_Standing],
    strange: _Standing,
    cast: _Cast,
    once: set[tuple[EntityKey, ...]],
    claim_index: ClaimIndex,
) -> Doubt | None:
    """A company of which the front matter knows nothing, in the place of another: beside its model, or where it is the only one named."""
    own = [one for one in here if cast.knows(one.name) and not one.is_of(Role.MARKET)]
    companies = {one.name.keys for one in here if one.is_of(Role.COMPANY)}
    owned = [one for one in own if one.is_of(Role.MODEL)]
    if owned and len(companies) == 1:
        if any(cast.is_maker(strange.name.keys, one.name.keys) for one in owned):
            return None
        return _of_another(strange, owned[0], cast)
    if own or strange.name.keys not in once:
        return None
    counted = {
        concept
        for claim in claim_index.claims(article.facts)
        if claim.facts[0].subject.kind.role is not Role.MARKET
        for concept in claim_index.wanted(claim).concepts
    }
    said = next(
        (
            found
            for found in claim_index.language.find(text)
            if found.dimension == "counted"
            and found.value in counted
            and sentence[0] <= found.start
            and found.end <= sentence[1]
        ),
        None,
    )
    if said is None:
        return None
    words = text[said.start : said.end]
    message = f"'{words}' is said of '{strange.name.text}', of whom nothing in the front matter tells"
    return Doubt(
        strange.start, strange.end, message, _advice(strange, f"list it under `{strange.name.keys[0].kind.plural}`")
    )
