"""A second look at dates that only other articles know: where no fact told in their paragraph states them, nothing backs them."""

from collections.abc import Iterator, Sequence

from factledger.model.dates import Grain
from factledger.model.facts import Fact
from factledger.model.figures import Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Verdict
from factledger.relate.matching.context import Desk
from factledger.relate.matching.dates import Known, backing_date, dates_of


def dates_reviewed(at: Desk, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those on dates made unknown that nothing near them backs."""
    changed = dict(_untold_dates(at, verdicts)) | dict(_loose_dates(at, verdicts))
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


def _loose_dates(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Dates in digits that neither the article nor a fact told in their paragraph states: nothing would show a slip."""
    paragraphs = _numbers_by([verdict.judged.printed.group for verdict in verdicts])
    for number, verdict in enumerate(verdicts):
        printed = verdict.judged.printed
        if not _is_background(verdict) or not is_in_digits(printed) or printed.figure.period is None:
            continue
        facts = [fact for other in paragraphs[printed.group] for fact in _facts_of_value(at, verdicts[other])]
        known = [Known(period, fact.short_id, fact.place) for fact in facts for period in dates_of(fact)]
        if backing_date(printed.figure, known) is None:
            reason = at.excuses.reason(printed.figure, is_contradiction=False)
            outcome = Outcome.ALLOWED if reason else Outcome.UNKNOWN
            yield number, Verdict(judged=Judged(printed=printed, outcome=outcome, how=reason))


def _untold_dates(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
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


def is_in_digits(printed: Printed) -> bool:
    """Whether a figure holds a digit, which "last year" does not."""
    return any(character.isdecimal() for character in printed.figure.core)


def _facts_of_value(at: Desk, verdict: Verdict) -> Iterator[Fact]:
    """The facts that a figure rests on, directly or by arithmetic."""
    if verdict.judged.printed.figure.value is None or verdict.judged.outcome not in (Outcome.BACKED, Outcome.DERIVED):
        return
    for id in verdict.judged.facts:
        fact = at.shelf.ledger.facts.get(id)
        if fact is not None:
            yield fact
            # The same figure may be on record from several articles, each with its own as-of.
            yield from (one for one in at.shelf.facts_alike(fact, fact.period) if one.value == fact.value)
