"""What the facts say to each figure of an article: backed, derived, contradicted, unknown or allowed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sitegen.model.articles import Article
from sitegen.model.entities import EntityKey, Kind
from sitegen.model.facts import Fact
from sitegen.model.figures import Figure, Judged, Outcome, Printed
from sitegen.model.quantity import Qualifier, Quantity
from sitegen.relate.figures.agreement import is_fair, last_digit
from sitegen.relate.figures.claims import Claim, Shelf, units_agree
from sitegen.relate.figures.dating import Known, backing_date, known_dates, misdated
from sitegen.relate.figures.derived import derivations, is_fair_result
from sitegen.relate.figures.excuses import Excuses, excuses
from sitegen.relate.figures.misprints import slip, weight
from sitegen.relate.figures.scan import scan

_SHORT = 2  # digits up to which a likeness says little
_ELSEWHERE_FROM = 4  # digits from which a likeness to another article's fact says something
_FRACTIONS = ("half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said to a figure, with the fact or date that a slip parts it from."""

    judged: Judged
    slip: str = ""
    claim: Claim | None = None
    known: Known | None = None


@dataclass(slots=True, kw_only=True)
class _Desk:
    """One article on the desk; not frozen, since what is costly is worked out when it is first needed."""

    article: Article
    shelf: Shelf
    claims: list[Claim]
    dates: list[Known]
    excuses: Excuses
    subjects: tuple[EntityKey, ...]
    used: dict[int, list[Claim]] = field(default_factory=dict)  # by block
    derived: dict[int, list[Claim]] = field(default_factory=dict)  # by block
    notes: list[tuple[Figure, Fact]] | None = None
    wider: list[Claim] | None = None


def judge(article: Article, printed: Sequence[Printed], shelf: Shelf) -> tuple[Verdict, ...]:
    """Compare every figure of an article with the facts, in the order of the text."""
    if not printed:
        return ()
    subjects = _subjects(article, shelf)
    entities = [shelf.entities[key] for key in subjects if key in shelf.entities]
    desk = _Desk(
        article=article,
        shelf=shelf,
        claims=shelf.claims(article.facts),
        dates=known_dates(article, entities),
        excuses=excuses(article.allow),
        subjects=subjects,
    )
    direct = {one: _direct(desk, one) for one in printed if one.figure.value is not None}
    for one, claim in direct.items():
        if claim is not None:
            desk.used.setdefault(one.block, []).append(claim)
    verdicts = []
    for one in printed:
        if one.figure.period is not None:
            verdicts.append(_judge_date(desk, one))
        else:
            verdicts.append(_judge_value(desk, one, direct[one]))
    return tuple(verdicts)


def _subjects(article: Article, shelf: Shelf) -> tuple[EntityKey, ...]:
    """What the article is about: what it lists and what its facts are about, with each one's company."""
    keys = [mention.key for mention in article.mentions if mention.key.kind is not Kind.TOPIC]
    keys += [fact.subject for fact in article.facts]
    keys += [mention.key for event in article.events for mention in event.subjects]
    for key in tuple(keys):
        entity = shelf.entities.get(key)
        if entity is not None and entity.company is not None:
            keys.append(entity.company.key)
    return tuple(dict.fromkeys(keys))


def _judge_value(desk: _Desk, one: Printed, claim: Claim | None) -> Verdict:
    named = _named_fact(desk, one)
    if named is not None:
        return _judge_named(desk, one, named)
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    if claim is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=_ids(claim)))
    result = None if one.figure.is_malformed else _derived(desk, one)
    if result is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.DERIVED, facts=_ids(result), how=result.how))
    noted = _noted(desk, one.figure) or _elsewhere(desk, one.figure)
    if noted is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=_ids(noted), how=noted.how))
    return _unbacked(desk, one)


def _named_fact(desk: _Desk, one: Printed) -> Fact | None:
    """The fact that an editor's own link names."""
    if one.reference is None or one.reference >= len(desk.article.prose.references):
        return None
    scheme, _, id = desk.article.prose.references[one.reference].target.partition(":")
    if scheme != "fact":
        return None
    facts = desk.shelf.ledger.facts
    return facts.get(f"{desk.article.id}/{id}") or facts.get(id)


def _judge_named(desk: _Desk, one: Printed, fact: Fact) -> Verdict:
    claims = desk.shelf.claims([fact])
    if claims and _is_backed(one.figure, claims[0]):
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=(fact.id,)))
    reason = desk.excuses.reason(one.figure, is_contradiction=True)
    if reason or not claims:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, facts=(fact.id,), how=reason))
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(fact.id,))
    return Verdict(judged=judged, slip="the link names this fact", claim=claims[0])


def _direct(desk: _Desk, one: Printed) -> Claim | None:
    """The article's own fact that backs a figure: the same number before a rounding, then the article's order."""
    if one.figure.is_malformed:
        return None
    value = one.figure.value
    assert value is not None
    backing = [claim for claim in desk.claims if _is_backed(one.figure, claim)]
    same = [claim for claim in backing if claim.value.low == value.low and claim.value.high == value.high]
    chosen = same or backing
    if len(chosen) > 1:
        words = f"{one.before} {one.after}".lower()
        return max(chosen, key=lambda claim: _nearness(claim, words))
    return chosen[0] if chosen else None


def _nearness(claim: Claim, words: str) -> int:
    """How much of what the fact is about is spoken of around a figure."""
    fact = claim.facts[0]
    period = fact.period or fact.as_of
    return sum(noun in words for noun in claim.nouns) + (str(period.year) in words) + (fact.kind.value in words)


def _is_backed(figure: Figure, claim: Claim) -> bool:
    value = figure.value
    assert value is not None
    return units_agree(value.unit, claim) and is_fair(value, claim.value, is_share=_is_share(figure))


def _is_share(figure: Figure) -> bool:
    words = figure.core.lower()
    return (
        figure.is_spelled
        and figure.value is not None
        and figure.value.unit == "percent"
        and (words.endswith(_FRACTIONS) or " in " in words or " out of " in words)
    )


def _derived(desk: _Desk, one: Printed) -> Claim | None:
    value = one.figure.value
    assert value is not None
    if one.block not in desk.derived:
        near = _unique(desk.used.get(one.block, ()), desk.used.get(one.block - 1, ()))
        desk.derived[one.block] = derivations(near, _unique(desk.claims, near))
    is_share = _is_share(one.figure)
    fair = [
        result
        for result in desk.derived[one.block]
        if units_agree(value.unit, result) and is_fair_result(value, result, is_share=is_share)
    ]
    return min(fair, key=lambda result: len(result.facts), default=None)


def _unique(*lists: Iterable[Claim]) -> list[Claim]:
    return list({claim.facts[0].id: claim for claims in lists for claim in claims}.values())


def _noted(desk: _Desk, figure: Figure) -> Claim | None:
    """A figure that the note beside one of the article's facts states, which rests on the fact's source."""
    value = figure.value
    assert value is not None
    if figure.is_malformed:
        return None
    if desk.notes is None:
        today = desk.article.published.day
        desk.notes = [
            (found, fact)
            for fact in desk.article.facts
            if fact.note
            for found in scan(fact.note, today=today)
            if found.value is not None
        ]
    for found, fact in desk.notes:
        assert found.value is not None
        claim = Claim(found.value, found.value.unit or "", frozenset(), (fact,), "from the note on the fact")
        if units_agree(value.unit, claim) and value.low == found.value.low and value.high == found.value.high:
            return claim
    return None


def _elsewhere(desk: _Desk, figure: Figure) -> Claim | None:
    """A fact of another article about the same subjects that was known when this one was published."""
    if figure.is_malformed:
        return None
    value = figure.value
    assert value is not None
    low, high = _window(value)
    for subject in desk.subjects:
        ends, claims = desk.shelf.claims_of(subject)
        for claim in claims[bisect_left(ends, low) : bisect_left(ends, high + 1)]:
            if _was_known(desk, claim) and _is_backed(figure, claim):
                return claim
    return None


def _was_known(desk: _Desk, claim: Claim) -> bool:
    as_of = claim.facts[0].as_of
    return (as_of.first or as_of.last) <= desk.article.published.day


def _window(value: Quantity) -> tuple[Decimal, Decimal]:
    """Between which lower ends a fact may lie for which the wording is fair."""
    reach = max(last_digit(value.low), value.step, value.low / 20)
    if value.qualifier is Qualifier.EXACT:
        reach = value.step
    return value.low - reach, value.high + reach


def _unbacked(desk: _Desk, one: Printed) -> Verdict:
    found = _slipped(desk, one)
    reason = desk.excuses.reason(one.figure, is_contradiction=found is not None)
    if reason:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how=reason))
    if found is None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.UNKNOWN))
    claim, kind = found
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=_ids(claim), how=claim.how)
    return Verdict(judged=judged, slip=kind, claim=claim)


def _slipped(desk: _Desk, one: Printed) -> tuple[Claim, str] | None:
    """The claim that one slip parts from a figure: the article's facts, what follows from them, the subject's others."""
    is_short = weight(one.figure) <= _SHORT
    told = {claim.facts[0].id for claims in desk.used.values() for claim in claims} if is_short else ()
    for claim in desk.claims:
        kind = slip(one.figure, claim)
        if kind and claim.facts[0].id not in told:
            return claim, kind
    if not is_short:
        for claim in desk.derived.get(one.block, ()):
            kind = slip(one.figure, claim)
            if kind:
                return claim, kind
    if weight(one.figure) < _ELSEWHERE_FROM and not one.figure.is_malformed:
        return None
    return next(
        (
            (claim, kind)
            for subject in desk.subjects
            for claim in desk.shelf.claims_of(subject)[1]
            if (kind := slip(one.figure, claim)) and _was_known(desk, claim)
        ),
        None,
    )


def _judge_date(desk: _Desk, one: Printed) -> Verdict:
    figure = one.figure
    period = figure.period
    assert period is not None
    known = backing_date(figure, desk.dates)
    if known is not None:
        facts = (known.fact,) if known.fact else ()
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=facts, how=known.name))
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    if any(desk.shelf.dates_about(subject).names(period) for subject in desk.subjects):
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED))
    found = misdated(figure, desk.dates)
    reason = desk.excuses.reason(figure, is_contradiction=True)
    if found is None or reason:
        outcome = Outcome.ALLOWED if reason else Outcome.UNKNOWN
        return Verdict(judged=Judged(printed=one, outcome=outcome, how=reason))
    slipped, kind = found
    facts = (slipped.fact,) if slipped.fact else ()
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=facts, how=slipped.name)
    return Verdict(judged=judged, slip=kind, known=slipped)


def _ids(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.id for fact in claim.facts))
