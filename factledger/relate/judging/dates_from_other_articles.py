"""A second look at dates that only other articles know: where no fact told in their paragraph states them, nothing backs them."""

from collections.abc import Iterator, Sequence

from factledger.model.dates import Grain
from factledger.model.facts import Fact
from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.date_matches import KnownDate, backing_date, dates_of
from factledger.relate.matching.facts_by_nearness import ArticleContext


def dates_reviewed(at: ArticleContext, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those on dates made unknown that nothing near them backs."""
    changed = dict(_untold_dates(at, verdicts)) | dict(_loose_dates(at, verdicts)) | dict(_other_days(at, verdicts))
    return (
        tuple(changed.get(number, verdict) for number, verdict in enumerate(verdicts)) if changed else tuple(verdicts)
    )


def _numbers_by(keys: Sequence[int]) -> dict[int, list[int]]:
    """The places of equal keys."""
    found: dict[int, list[int]] = {}
    for number, key in enumerate(keys):
        found.setdefault(key, []).append(number)
    return found


def _is_background(verdict: Verdict) -> bool:
    """Whether a date is known from other articles alone."""
    judged = verdict.judged
    return judged.outcome is Outcome.BACKED and not judged.facts and not judged.how


def _loose_dates(at: ArticleContext, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Dates in digits that neither the article nor a fact told in their paragraph states: nothing would show a slip."""
    paragraphs = _numbers_by([verdict.judged.printed.group for verdict in verdicts])
    replaced = [one for fact in at.article.facts for one in _replaced_dates(at, fact)] if verdicts else []
    for number, verdict in enumerate(verdicts):
        printed = verdict.judged.printed
        if not _is_background(verdict) or not is_in_digits(printed) or printed.figure.period is None:
            continue
        facts = [fact for other in paragraphs[printed.group] for fact in _facts_of_value(at, verdicts[other])]
        known = [KnownDate(period, fact.short_id, fact.place) for fact in facts for period in dates_of(fact)]
        known += replaced
        if backing_date(printed.figure, known) is None:
            reason = at.excuses.reason(printed.figure, is_contradiction=False)
            outcome = Outcome.ALLOWED if reason else Outcome.UNKNOWN
            yield number, Verdict(judged=Judged(printed=printed, outcome=outcome, how=reason))


def _replaced_dates(at: ArticleContext, fact: Fact) -> Iterator[KnownDate]:
    """The dates that earlier vintages of a fact named which is a date itself: "in March instead of September"."""
    ledger = at.claim_index.ledger
    earlier: Fact | None = fact if fact.value is None and fact.named_time is not None else None
    for _ in range(_VINTAGES):
        standing = ledger.standings.get(earlier.id) if earlier is not None else None
        earlier = ledger.facts.get(standing.supersedes) if standing is not None and standing.supersedes else None
        if earlier is None:
            return
        if (named := earlier.named_time) is not None:
            yield KnownDate(named, earlier.short_id, earlier.place, earlier.id)


def _untold_dates(at: ArticleContext, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Days that only another article knows, a day beside one that this article's facts or events name and no sentence."""
    days = [
        (number, period.last)
        for number, verdict in enumerate(verdicts)
        if (period := verdict.judged.printed.figure.period) is not None and period.grain is Grain.DAY
    ]
    printed = {day for _, day in days}
    for known in at.dates:
        if not known.is_accuser or known.period.grain is not Grain.DAY or known.period.last in printed:
            continue
        for number, day in days:
            judged = verdicts[number].judged
            if _is_background(verdicts[number]) and abs((day - known.period.last).days) == 1:
                yield number, Verdict(judged=Judged(printed=judged.printed, outcome=Outcome.UNKNOWN))


_VINTAGES = 12  # of a date that are looked back upon
_NEAR = 45  # days by which a mistaken day may be off


def _other_days(at: ArticleContext, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Unknown days told with a figure whose fact is of another day that the text does not tell at all."""
    printed = {period.last for one in verdicts if (period := one.judged.printed.figure.period) is not None}
    sentences = _numbers_by([verdict.judged.printed.sentence for verdict in verdicts])
    for number, verdict in enumerate(verdicts):
        one, period = verdict.judged.printed, verdict.judged.printed.figure.period
        if verdict.judged.outcome is not Outcome.UNKNOWN or period is None or period.grain is not Grain.DAY:
            continue
        if one.figure.is_edge or not is_in_digits(one) or at.excuses.reason(one.figure, is_contradiction=True):
            continue
        days = [known for other in sentences[one.sentence] for known in _days_of(at, verdicts[other])]
        wanted = next((known for known in days if 0 < abs((known.period.last - period.last).days) <= _NEAR), None)
        if wanted is not None and not any(known.period.last in printed for known in days):
            facts = (wanted.fact,) if wanted.fact else ()
            judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=facts, how=wanted.name)
            slip = "the figure beside it is of that day"
            yield number, Verdict(judged=judged, slip=slip, known=wanted, ground=Ground.DATE)


def _days_of(at: ArticleContext, verdict: Verdict) -> Iterator[KnownDate]:
    """The days of which the article's own facts are that a figure states."""
    if verdict.judged.outcome is not Outcome.BACKED or verdict.judged.printed.figure.value is None:
        return
    own = {claim.facts[0].id: claim.facts[0] for claim in at.own}
    for id in verdict.judged.facts:
        fact = own.get(id)
        if fact is None:
            continue
        day = fact.period if fact.period is not None else fact.as_of
        if day.grain is Grain.DAY and day.last != at.article.published.day:
            yield KnownDate(day, f"the fact '{fact.short_id}'", fact.place, fact.id)


def is_in_digits(printed: Printed) -> bool:
    """Whether a figure holds a digit, which "last year" does not."""
    return any(character.isdecimal() for character in printed.figure.core)


def _facts_of_value(at: ArticleContext, verdict: Verdict) -> Iterator[Fact]:
    """The facts that a figure rests on, directly or by arithmetic."""
    if verdict.judged.printed.figure.value is None or verdict.judged.outcome not in (Outcome.BACKED, Outcome.DERIVED):
        return
    for id in verdict.judged.facts:
        fact = at.claim_index.ledger.facts.get(id)
        if fact is not None:
            yield fact
            # The same figure may be on record from several articles, each with its own as-of.
            yield from (one for one in at.claim_index.facts_alike(fact, fact.period) if one.value == fact.value)
