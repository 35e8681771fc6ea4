"""One article on the proofreader's desk: what its figures may rest on, looked up in the order of nearness."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.model.articles import Article
from sitegen.model.entities import EntityKey, Kind
from sitegen.model.facts import Fact, FactKind
from sitegen.model.figures import Figure, Printed
from sitegen.model.quantity import Qualifier, Quantity
from sitegen.relate.figures.agreement import is_fair, last_digit
from sitegen.relate.figures.claims import Claim, Shelf, units_agree
from sitegen.relate.figures.dating import Known, known_dates
from sitegen.relate.figures.derived import Result, Sort, is_fair_result, results, sort_of
from sitegen.relate.figures.excuses import Excuses, excuses
from sitegen.relate.figures.kin import kin
from sitegen.relate.figures.misprints import weight
from sitegen.relate.figures.scan import scan

_FRACTIONS = ("half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths")
_STEM = 6  # letters by which "deliveries" is found in "delivered"
_KIND_WORDS = {
    FactKind.ACTUAL: ("delivered", "sold", "reached", "count", "result"),
    FactKind.TARGET: ("target", "goal", "aim", "means to", "wants to"),
    FactKind.ESTIMATE: ("estimate", "expect", "forecast", "analyst"),
    FactKind.PLAN: ("plan", "will "),
}
_REACH = 3  # groups over which facts count as told near one another
_NEAR = 14  # claims told near a figure that are combined
_CUED_BELOW = 3  # digits below which a difference or sum needs a word that says so
_FAR_FROM = 4  # digits from which a sum of facts told far apart cannot be chance


@dataclass(slots=True, kw_only=True)
class Desk:
    """What an article's figures are held against; not frozen, since what is costly is made when first needed.

    `told` are the claims that figures of the text rest on, by group, in the order of the text.
    """

    article: Article
    shelf: Shelf
    own: list[Claim]
    dates: list[Known]
    excuses: Excuses
    subjects: tuple[EntityKey, ...]
    told: dict[int, list[Claim]] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    _near: dict[tuple[int, Sort, bool], list[Result]] = field(default_factory=dict)
    _far: list[Result] | None = None
    _notes: list[tuple[Quantity, Fact]] | None = None

    def tell(self, group: int, claim: Claim) -> None:
        """Note that a figure of this group rests on a claim."""
        self.told.setdefault(group, []).append(claim)
        for later in range(group, group + _REACH):
            for sort in Sort:
                self._near.pop((later, sort, True), None)
                self._near.pop((later, sort, False), None)
        self._far = None

    def told_facts(self) -> set[str]:
        """The facts that some figure of the text states."""
        return {claim.facts[0].id for claims in self.told.values() for claim in claims if not claim.how}


def desk(article: Article, shelf: Shelf) -> Desk:
    """Lay out what an article's figures may rest on."""
    subjects = _subjects(article, shelf)
    entities = [shelf.entities[key] for key in subjects if key in shelf.entities]
    return Desk(
        article=article,
        shelf=shelf,
        own=shelf.claims(article.facts),
        dates=known_dates(article, entities),
        excuses=excuses(article.allow),
        subjects=subjects,
    )


def _subjects(article: Article, shelf: Shelf) -> tuple[EntityKey, ...]:
    """What the article is about: what it lists and what its facts and events are about, each with its family."""
    keys = [mention.key for mention in article.mentions if mention.key.kind is not Kind.TOPIC]
    keys += [fact.subject for fact in article.facts]
    keys += [mention.key for event in article.events for mention in event.subjects]
    return tuple(dict.fromkeys(relative for key in dict.fromkeys(keys) for relative in shelf.family(key)))


def named_fact(desk: Desk, one: Printed) -> Fact | None:
    """The fact that an editor's own link around a figure names."""
    references = desk.article.prose.references
    if one.reference is None or one.reference >= len(references):
        return None
    scheme, _, id = references[one.reference].target.partition(":")
    if scheme != "fact":
        return None
    facts = desk.shelf.ledger.facts
    return facts.get(f"{desk.article.id}/{id}") or facts.get(id)


def own_fact(desk: Desk, one: Printed) -> Claim | None:
    """The article's own fact that backs a figure: the same number before a rounding, then what the words speak of."""
    backing = [claim for claim in desk.own if is_backed(one.figure, claim)]
    if len(backing) > 1:
        value = one.figure.value
        assert value is not None
        same = [claim for claim in backing if claim.value.low == value.low and claim.value.high == value.high]
        words = f"{one.before} {one.after}".lower()
        return max(same or backing, key=lambda claim: _nearness(claim, words))
    return backing[0] if backing else None


def _nearness(claim: Claim, words: str) -> int:
    """How much of what a fact is about is spoken of in these words."""
    fact = claim.facts[0]
    period = fact.period or fact.as_of
    kind = any(word in words for word in _KIND_WORDS[fact.kind])
    return sum(noun[:_STEM] in words for noun in claim.nouns) + (str(period.year) in words) + kind


def is_backed(figure: Figure, claim: Claim) -> bool:
    """Whether a claim says what the figure says."""
    value = figure.value
    assert value is not None
    if figure.is_malformed or not units_agree(value.unit, claim):
        return False
    return is_fair(value, claim.value, is_share=is_share(figure))


def is_share(figure: Figure) -> bool:
    """Whether the figure is a share in words: a third, one in five."""
    words = figure.core.lower()
    if not figure.is_spelled or figure.value is None or figure.value.unit != "percent":
        return False
    return words.endswith(_FRACTIONS) or " in " in words or " out of " in words


def noted(desk: Desk, figure: Figure) -> Claim | None:
    """A figure in the scope of or the note on one of the article's facts, which rests on the fact's source."""
    value = figure.value
    assert value is not None
    if figure.is_malformed:
        return None
    if desk._notes is None:
        desk._notes = [*_in_notes(desk.article)]
    for stated, fact in desk._notes:
        claim = Claim(stated, stated.unit or "", frozenset(), (fact,), "from the note on the fact")
        if units_agree(value.unit, claim) and (value.low, value.high) == (stated.low, stated.high):
            return claim
    return None


def _in_notes(article: Article) -> Iterator[tuple[Quantity, Fact]]:
    for fact in article.facts:
        if not (fact.note or fact.scope):
            continue
        for found in scan(f"{fact.scope}. {fact.note}", today=article.published.day):
            if found.value is not None:
                yield found.value, fact


def elsewhere(desk: Desk, figure: Figure) -> Claim | None:
    """A fact of another article about the same subjects that was known when this one was published."""
    value = figure.value
    assert value is not None
    if figure.is_malformed:
        return None
    low, high = _window(value)
    for subject in desk.subjects:
        for claim in desk.shelf.claims_between(subject, low, high):
            if was_known(desk, claim) and is_backed(figure, claim):
                return claim
    return None


def was_known(desk: Desk, claim: Claim) -> bool:
    """Whether a claim had been made when the article was published."""
    as_of = claim.facts[0].as_of
    return (as_of.first or as_of.last) <= desk.article.published.day


def _window(value: Quantity) -> tuple[Decimal, Decimal]:
    """Between which lower ends a fact may lie for which the wording is fair."""
    if value.qualifier is Qualifier.EXACT:
        reach = value.step
    else:
        reach = max(last_digit(value.low), value.step, value.low / 20)
    return value.low - reach, value.high + reach


def derived(desk: Desk, one: Printed) -> Result | None:
    """What backs a figure by arithmetic: facts told near it, or a sum of facts told farther off that no chance makes."""
    if one.figure.is_malformed:
        return None
    if sort_of(_unit(one)) is Sort.AMOUNT and weight(one.figure) < _CUED_BELOW and not _is_cued(one, _CUES):
        return _fairest(one, desk.results)
    found = _fairest(one, desk.results) or _fairest(one, results_near(desk, one))
    return found or (_fairest(one, _results_far(desk)) if _is_telling(one.figure) else None)


# Words with which sentences say that a round number was worked out: a difference, a sum.
_CUES = re.compile(
    r"\b(?:more|less|fewer|by|difference|gap|rais\w+|rise|rose|lower\w*|higher|above|below|over|under|add\w*|cut\w*|together|"
    r"sum|total|short|ahead|behind|another|extra|left|lack\w*|missing|missed|gone|gr[eo]w\w*|lost|gain\w*|apart|both|beyond|step|"
    r"from|double|half|month|makes?|all|far|beats?|margin|lead|lag)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\b(?:more|less|fewer|by|gr[eo]w\w*|ris\w+|rose|up|down|fell|fall\w*|higher|lower|above|below|over|under|increas\w+|"
    r"decreas\w+|drop\w*|jump\w*|gain\w*|lost|plus|minus|cut|rais\w+|ahead|behind|step|change\w*|faster|slower)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(?:of|against|shares?|part|that is|done|filled|makes? up|one in)\b", re.IGNORECASE)


def _is_cued(one: Printed, cues: re.Pattern[str]) -> bool:
    hedge = one.figure.core_start - one.figure.start
    before = one.before[: len(one.before) - hedge]
    return cues.search(before) is not None or cues.search(one.after) is not None


def _unit(one: Printed) -> str | None:
    return one.figure.value.unit if one.figure.value is not None else None


def _is_telling(figure: Figure) -> bool:
    assert figure.value is not None
    if sort_of(figure.value.unit) is not Sort.AMOUNT:
        return False
    return weight(figure) >= _FAR_FROM or figure.value.unit in _MEASURED


_MEASURED = frozenset({"seconds", "km", "kWh", "square metres"})


def _fairest(one: Printed, found: Iterable[Result]) -> Result | None:
    value = one.figure.value
    assert value is not None
    share = is_share(one.figure)
    fair = [
        result
        for result in found
        if is_fair_result(value, result, is_share=share)
        and _is_relation(one, result)
        and (_is_unit_of(value.unit, result) or _is_per_piece(one, result))
    ]
    return min(fair, key=lambda result: len(result.parts), default=None)


def _is_relation(one: Printed, result: Result) -> bool:
    """Whether the words around a percentage speak of the relation that was computed: a share, or a change."""
    if result.unit != "percent":
        return True
    is_of = one.after.split(maxsplit=1)[:1] == ["of"]
    if result.is_change:
        return not is_of and _is_cued(one, _GROWTH)
    return is_of or is_share(one.figure) or _SHARE.search(one.before) is not None


def _is_unit_of(printed: str | None, result: Result) -> bool:
    if printed == result.unit:
        return True
    return units_agree(printed, result.claim())


def _is_per_piece(one: Printed, result: Result) -> bool:
    """ "More than twelve orders for each car": a multiple with a unit."""
    words = one.after.lower()
    return result.unit == "times" and ("for each" in words or "for every" in words or "per " in words)


def results_near(desk: Desk, one: Printed) -> list[Result]:
    """What follows from the facts told in a figure's paragraph, list or table, and in the two before it."""
    assert one.figure.value is not None
    sort = Sort.TIMES if _is_per_piece_wording(one) else sort_of(one.figure.value.unit)
    is_short = sort is not Sort.AMOUNT or weight(one.figure) < _CUED_BELOW
    key = (one.group, sort, is_short)
    found = desk._near.get(key)
    if found is None:
        groups = [desk.told[at] for at in range(one.group, one.group - _REACH, -1) if at in desk.told]
        if is_short:
            groups = groups[:2]
        near = _unique(claim for group in groups for claim in reversed(group))[:_NEAR]
        day = desk.article.published.day
        here = [claim for claim in near if claim in desk.told.get(one.group, ())] or near
        relatives = [relative for claim in here for relative in kin(claim, desk.shelf, day)]
        found = desk._near[key] = results(sort, near, _unique([*near, *desk.own]), relatives)
    return found


def _is_per_piece_wording(one: Printed) -> bool:
    words = one.after.lower()
    return "for each" in words or "for every" in words


def _results_far(desk: Desk) -> list[Result]:
    if desk._far is None:
        told = [claim for claims in desk.told.values() for claim in claims]
        everything = _unique([*desk.own, *told])
        desk._far = results(Sort.AMOUNT, everything, everything, parts=3)
    return desk._far


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    found: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        found.setdefault((claim.facts[0].id, claim.how), claim)
    return list(found.values())
