"""What the facts say to each figure of an article: backed, derived, contradicted, unknown or allowed."""

from collections.abc import Iterator, Sequence

from factledger.model.articles import Article
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Figure, Judged, Outcome, Printed
from factledger.model.quantity import Qualifier
from factledger.relate.judging.arithmetic_verdicts import against_relation, turned
from factledger.relate.judging.conflicts_with_neighbours import against_hedge, against_points, beside_reviewed
from factledger.relate.judging.contradictions import accused, miscounted, misread
from factledger.relate.judging.date_verdicts import judge_date, years_by_group
from factledger.relate.judging.dates_from_other_articles import dates_reviewed
from factledger.relate.judging.derived_times import of_other_times
from factledger.relate.judging.differences_in_text import misdirected
from factledger.relate.judging.named_operand_verdicts import by_named_operands
from factledger.relate.judging.rank_verdicts import misranked
from factledger.relate.judging.verdict_severity import settled
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.backing_facts import elsewhere, is_backed, named_fact, noted
from factledger.relate.matching.candidate_ranking import Candidate, candidate, fitting, is_told_apart
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.derived_figures import derived, derived_from, is_told_here, is_worked_out
from factledger.relate.matching.elided_units import with_elided_unit
from factledger.relate.matching.fact_arithmetic import DerivedValue, sort_of
from factledger.relate.matching.facts_by_nearness import ArticleContext, article_context
from factledger.relate.matching.nearest_words import Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, units_agree
from factledger.relate.matching.typing_slips import weight

_TWO = 2
_STORY = 10  # in words, up to which a number tells stories
_SHORT = 2  # digits up to which a likeness says little
_ELSEWHERE_FROM = 4  # digits from which a likeness to another article's fact says something


def judge(
    article: Article, printed: Sequence[Printed], claim_index: ClaimIndex, *, is_beside: bool = False
) -> tuple[Verdict, ...]:
    """Compare every figure of an article with the facts, in the order of the text.

    A small number in words that no fact knows tells a story ("two people") and is left out. The texts beside the
    body (`is_beside`), such as the title, need not tell what the article's facts say, and may build on all of them.
    """
    if not printed:
        return ()
    at = article_context(article, claim_index)
    at.surroundings.note(printed)
    if is_beside:
        at.assumed = tuple(at.own)
    at.stated = frozenset(_stated(at, printed)) if not is_beside else frozenset(claim.facts[0].id for claim in at.own)
    looks = [_look(at, one) if one.figure.value is not None else None for one in printed]
    for look in looks:
        if look is not None and look.claim is not None:
            at.tell(look.near.one, look.claim)
    years = years_by_group(printed)
    found: dict[int, Verdict] = {}
    # Shares and changes last, since what they are of may stand behind them: "13 percent of the 309,200".
    for number in sorted(range(len(printed)), key=lambda number: _unit(printed[number]) in PROPORTIONS):
        look = looks[number]
        if look is None:
            found[number] = judge_date(at, printed[number], years.get(printed[number].group, ()))
        elif (verdict := _judge_value(at, look)) is not None:
            found[number] = verdict
    verdicts = [found[number] for number in sorted(found)]
    reviewed = misdirected(at, turned(at, beside_reviewed(at, verdicts)))
    return settled(at, dates_reviewed(at, of_other_times(at, reviewed)))


def _stated(at: ArticleContext, printed: Sequence[Printed]) -> Iterator[str]:
    """The article's facts whose value stands somewhere in the text."""
    values = {(one.figure.value.low, one.figure.value.high) for one in printed if one.figure.value is not None}
    return (claim.facts[0].id for claim in at.own if (claim.value.low, claim.value.high) in values)


class _Look:
    """What was found for a figure at first sight: the facts of the article that it could state, or one from elsewhere."""

    __slots__ = ("claim", "found", "is_elsewhere", "named", "near")

    def __init__(
        self, near: Near, named: Fact | None, found: list[Candidate], other: Claim | None, own: Claim | None
    ) -> None:
        self.near = near
        self.named = named
        self.found = found
        self.claim = own or other
        self.is_elsewhere = own is None and other is not None


def _look(at: ArticleContext, one: Printed) -> _Look:
    near = at.surroundings.near(one)
    named = named_fact(at, one)
    if named is not None:
        claims = at.claim_index.claims([named])
        return _Look(near, named, [], None, claims[0] if claims and _says_named(one.figure, claims[0]) else None)
    if one.is_excused:
        return _Look(near, None, [], None, None)
    assert one.figure.value is not None
    found = fitting(at, near, at.between(one.figure.value)) or with_elided_unit(at, near)
    own = found[0].claim if found and not (found[0].differing and found[0].counts) else None
    other = None if found else elsewhere(at, near)
    if other is not None and is_told_apart(at, near, other):
        other = None
    return _Look(near, None, found, other, own)


def _says_named(figure: Figure, claim: Claim) -> bool:
    """Whether a figure that an editor linked says what the fact says; the hedge and the scale may stand beside it."""
    if is_backed(figure, claim):
        return True
    value = figure.value
    assert value is not None
    if value.qualifier is not Qualifier.EXACT or figure.is_malformed or value.is_range:
        return False
    ends = {claim.value.low, claim.value.high}
    if units_agree(value.unit, claim) and (value.low in ends or -value.low in ends):
        return True
    scaled = {end.scaleb(-power) for end in ends for power in (3, 6, 9, 12)}
    return value.unit is None and value.low in scaled


def _judge_value(at: ArticleContext, look: _Look) -> Verdict | None:
    one, claim = look.near.one, look.claim
    if look.named is not None:
        return _judge_named(at, one, look.named, claim)
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    if look.found and look.found[0].counts and not look.found[0].differing and look.found[0].is_doubtful:
        return misread(at, look.near, look.found[0])
    if claim is not None and (not look.is_elsewhere or _is_telling(one.figure, claim)):
        return _rests(look, claim)
    if look.found and look.found[0].counts and weight(one.figure) > _SHORT and not _is_told(at, look.found[0]):
        return misread(at, look.near, look.found[0])
    noted_claim = noted(at, one.figure)
    if noted_claim is not None:
        return _rests(look, noted_claim)
    result = derived(at, one, look.near)
    if result is not None and look.found and _is_what_is_left(look.found[0], result):
        return misread(at, look.near, look.found[0])
    if result is not None:
        is_far = _is_roundabout(result) or not is_told_here(at, one, result)
        if is_far and (turned_hedge := against_hedge(at, look.near)) is not None:
            return turned_hedge  # what is told nearer is meant
        at.results.append(result)
        worked_out = result.claim()
        at.tell(one, worked_out)
        return Verdict(judged=Judged(printed=one, outcome=Outcome.DERIVED, facts=_ids(worked_out), how=worked_out.how))
    if claim is not None:
        return replace(_rests(look, claim), candidate=candidate(at, look.near, claim))
    if look.found:
        return misread(at, look.near, look.found[0])
    return _unbacked(at, look)


def _is_roundabout(result: DerivedValue) -> bool:
    """Whether a result takes three facts, where with the reverse of the figure's hedge two may do."""
    return len({fact.id for part in result.parts for fact in part.facts}) > _TWO


def _is_what_is_left(found: Candidate, result: DerivedValue) -> bool:
    """Whether a figure beside a name is what is told of somebody else, which as a part of a sum always follows from the rest."""
    fact = found.claim.facts[0]
    return (
        found.counts
        and len(result.parts) == _TWO
        and found.claim.value.low == result.value
        and {one.dimension for one in found.differing} == {"subject"}
        and all((one.metric, one.period, one.kind) == (fact.metric, fact.period, fact.kind) for one in result.facts)
        and fact.id not in {one.id for one in result.facts}
    )


def _is_told(at: ArticleContext, found: Candidate) -> bool:
    """Whether the text tells a fact elsewhere, so that an equal figure may follow from others."""
    return found.claim.facts[0].id in at.told_facts()


def _is_telling(figure: Figure, claim: Claim) -> bool:
    """Whether a number has so many digits that its standing in another article's fact is no chance."""
    assert figure.value is not None
    return weight(figure) >= _ELSEWHERE_FROM and figure.value.low == claim.value.low


def _rests(look: _Look, claim: Claim) -> Verdict:
    judged = Judged(printed=look.near.one, outcome=Outcome.BACKED, facts=_ids(claim), how=claim.how)
    return Verdict(judged=judged, candidate=look.found[0] if look.found else None)


def _judge_named(at: ArticleContext, one: Printed, fact: Fact, claim: Claim | None) -> Verdict:
    if claim is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=_ids(claim), how=claim.how))
    claims = at.claim_index.claims([fact])
    reason = at.excuses.reason(one.figure, is_contradiction=True)
    if reason or not claims:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, facts=(fact.id,), how=reason))
    result = (
        derived_from(at, one, fact.id, at.surroundings.near(one))
        if sort_of(claims[0].unit) is not sort_of(_unit(one))
        else None
    )
    if result is not None:
        worked_out = result.claim()
        return Verdict(judged=Judged(printed=one, outcome=Outcome.DERIVED, facts=_ids(worked_out), how=worked_out.how))
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(fact.id,))
    return Verdict(judged=judged, slip="the link names this fact", claim=claims[0], ground=Ground.LINK)


def _unit(one: Printed) -> str | None:
    return one.figure.value.unit if one.figure.value is not None else None


def _unbacked(at: ArticleContext, look: _Look) -> Verdict | None:
    one = look.near.one
    repeated = _repeated(at, look.near)
    if repeated is not None and candidate(at, look.near, repeated).says("counted") > 0:
        return _rests(look, repeated)
    found = _held_against(at, look.near)
    is_contradiction = found is not None and found.judged.outcome is Outcome.CONTRADICTS
    reason = at.excuses.reason(one.figure, is_contradiction=is_contradiction)
    if reason:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how=reason))
    if found is not None:
        return found
    if (named := by_named_operands(at, look.near)) is not None:
        return named
    value = one.figure.value
    assert value is not None
    if (missed := miscounted(at, look.near) or misranked(at, look.near)) is not None:
        return missed
    is_story = one.figure.is_spelled and value.low <= _STORY and value.unit not in PROPORTIONS
    is_story = is_story and not (value.is_rank and value.low > 1)  # who is first has no fact in most stories
    return None if is_story else Verdict(judged=Judged(printed=one, outcome=Outcome.UNKNOWN))


def _held_against(at: ArticleContext, near: Near) -> Verdict | None:
    """What speaks against a figure that nothing backs: a relation that the text tells, or a fact; a doubt only where neither accuses."""
    related = against_relation(at, near)
    if related is not None and related.judged.outcome is Outcome.CONTRADICTS:
        return related
    beside = against_hedge(at, near) or against_points(at, near)
    if beside is not None:
        return beside
    found = accused(at, near)
    if found is None or found.judged.outcome is not Outcome.CONTRADICTS:
        return related or found
    if is_worked_out(at, near.one):
        return None  # a sum or difference of the article's figures, though no word says so
    return found


def _repeated(at: ArticleContext, near: Near) -> Claim | None:
    """A fact that the text states with its hedge elsewhere, so that a second mention may do without."""
    figure = near.one.figure
    value = figure.value
    assert value is not None
    if value.qualifier is not Qualifier.EXACT or figure.is_malformed:
        return None
    told = (claim for claim in at.told_of_value(value) if units_agree(value.unit, claim))
    return next((claim for claim in told if not is_told_apart(at, near, claim)), None)


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in claim.facts))
