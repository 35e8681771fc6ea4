"""A rise told as a fall in a title without a figure, or the reverse: "Deliveries slip" where the article's facts rose.

A direction beside a figure is weighed with it. In a title or a summary it can only be held against what the article's facts of
that metric show: a change on record, or the latest figure of a series beside each earlier one. Where they point both ways
nothing is asked, nor where the words compare two things, hope, deny, or speak of another time or of somebody of whom the facts
tell nothing. In the text itself clauses without a figure told of too much else.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from factledger.model.articles import Article, Wording
from factledger.model.dates import Period
from factledger.model.entities import EntityKey, Role
from factledger.model.facts import FactKind
from factledger.model.proofreading_language import Found
from factledger.model.quantity import is_more
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.evidence.fact_dimensions import CHANGES
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.scanning.clauses import is_quoted, read_clauses

_UNSURE = frozenset({"denied", "earlier", "compared", "beside", "kind", "needed"})
_DONE = "actual"


class _Course(NamedTuple):
    """Which way something went, by the facts: of whom, and what it is called; None where they point both ways."""

    subjects: frozenset[EntityKey]
    is_up: bool | None
    name: str


def turned_titles(article: Article, claim_index: ClaimIndex) -> Iterator[tuple[Wording, Doubt]]:
    """The words of direction in clauses without figures of the title and the like that the facts speak against."""
    if not _may_tell(article, claim_index):
        return
    courses = _courses(article, claim_index)
    if all(course.is_up is None for own in courses.values() for course in own):
        return
    language = claim_index.language
    wordings = [one for one in article.wordings if "direction" in language.said_in(one.text)]
    for wording in wordings:
        if not language.said_in(wording.text).get("counted", frozenset()).isdisjoint(courses):
            yield from ((wording, doubt) for doubt in _in_text(wording.text, courses, claim_index))


def _may_tell(article: Article, claim_index: ClaimIndex) -> bool:
    """Whether facts tell a change, or the same of a subject more than once, without which no title has to be read."""
    if len({(fact.metric, fact.subject) for fact in article.facts}) < len(article.facts):
        return True
    metrics = (claim_index.metrics.get(fact.metric) for fact in article.facts)
    return any(metric is not None and metric.growth_of for metric in metrics)


def _courses(article: Article, claim_index: ClaimIndex) -> Mapping[str, Sequence[_Course]]:
    """Which way what the article's facts count went, by concept."""
    found: dict[str, list[_Course]] = {}
    series: dict[tuple[object, ...], list[tuple[Period, Claim]]] = {}
    for claim in claim_index.claims(article.facts):
        fact, wanted = claim.facts[0], claim_index.wanted(claim)
        if fact.kind is not FactKind.ACTUAL or claim.value.is_range or claim.value.is_rank or wanted.moves:
            continue
        if wanted.is_change:
            for concept in wanted.concepts - CHANGES:
                way = claim.value.low > 0 if claim.value.low and not fact.scope else None
                found.setdefault(concept, []).append(_Course(wanted.family, way, wanted.name))
        elif fact.period is not None and claim.value.low >= 0:  # of a loss "more" is less
            key = (fact.metric, fact.subject, fact.scope, fact.basis, claim.unit, fact.period.grain)
            series.setdefault(key, []).append((fact.period, claim))
    for own in series.values():
        *earlier, (_, last) = sorted(own, key=lambda pair: pair[0].last)
        ways = {is_more(last.value, one.value) for _, one in earlier}
        wanted = claim_index.wanted(last)
        for concept in wanted.concepts if ways else ():
            way = next(iter(ways)) if len(ways) == 1 and not last.facts[0].scope else None
            found.setdefault(concept, []).append(_Course(wanted.family, way, wanted.name))
    return found


def _in_text(text: str, courses: Mapping[str, Sequence[_Course]], claim_index: ClaimIndex) -> Iterator[Doubt]:
    reading = read_clauses(text, claim_index.language)
    for start, end in pairwise((*reading.segment_starts, len(text))):
        found = _in_clause(text, (start, end), reading.within(start, end), courses)
        if found is None or is_quoted(text, found[0].start):
            continue
        named = {
            key
            for at, name in claim_index.names.found_in(text)
            for key in name.keys
            if key.kind.role is not Role.MARKET or start <= at < end
        }
        if named <= found[1].subjects:
            yield _doubt(text, *found)


def _in_clause(
    text: str, clause: tuple[int, int], said: Sequence[Found], courses: Mapping[str, Sequence[_Course]]
) -> tuple[Found, _Course] | None:
    """The word of direction of a clause that all facts of what it counts speak against, and which way those went."""
    if any(sign.isdigit() for sign in text[clause[0] : clause[1]]):
        return None
    counted = {one.value for one in said if one.dimension == "counted"}
    ways = [one for one in said if one.dimension == "direction"]
    if not counted or len({one.value for one in ways}) != 1 or not counted <= courses.keys():
        return None
    if any(one.dimension in _UNSURE and (one.dimension, one.value) != ("kind", _DONE) for one in said):
        return None
    meant = [course for concept in counted for course in courses[concept]]
    if {course.is_up for course in meant} != {ways[0].value == "down"}:
        return None
    return ways[0], meant[0]


def _doubt(text: str, word: Found, course: _Course) -> Doubt:
    words = text[word.start : word.end]
    went = "rose" if course.is_up else "fell"
    message = f"'{words}' is said here, and by the facts '{course.name}' {went}"
    return Doubt(word.start, word.end, message, f"put the word right, or mark it: {marked(words)}")
