"""Verdicts on figures, and the second look at those that agree with a fact, only with the wrong one.

A figure that was changed by a slip can happen to be right about something else: the target of last year, another
month's floor, another year. Two signs give that away. One of the article's own facts is told nowhere, and a slip away
from it stands a figure that rests on what the article tells in another place or does not tell at all. Or a figure is
about another year than the one named beside it, a slip away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sitegen.model.dates import Grain, Period
from sitegen.model.facts import Fact
from sitegen.model.figures import Figure, Judged, Outcome, Printed
from sitegen.relate.figures.claims import Claim
from sitegen.relate.figures.dating import Known, dates_of, day_slip, year_slip
from sitegen.relate.figures.desk import Desk, is_backed, named_fact
from sitegen.relate.figures.misprints import slip

_ONE_DAY = timedelta(days=1)
_DIGIT_SLIPS = frozenset({"a digit is wrong", "two digits are swapped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said to a figure, with the fact or date that a slip parts it from."""

    judged: Judged
    slip: str = ""
    claim: Claim | None = None
    known: Known | None = None


def second_look(at: Desk, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those turned into contradictions that rest on the wrong fact."""
    changed = dict(_usurpers(at, verdicts))
    changed |= dict(_misplaced_dates(at, verdicts))
    changed |= dict(_untold_dates(at, verdicts))
    return (
        tuple(changed.get(number, verdict) for number, verdict in enumerate(verdicts)) if changed else tuple(verdicts)
    )


def _usurpers(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Figures in the place of a fact of the article that no figure states."""
    rests = [_resting(verdict) for verdict in verdicts]
    told = {id for ids in rests for id in ids}
    for claim in at.own:
        fact = claim.facts[0]
        if fact.id in told or any(_states(verdict, claim) for verdict in verdicts):
            continue
        suspects = [
            number
            for number, verdict in enumerate(verdicts)
            if not _is_rival(at, verdict, fact)
            and _is_suspect(at, verdict, rests, number)
            and slip(verdict.judged.printed.figure, claim) in _DIGIT_SLIPS
        ]
        # Which of several is the wrong one cannot be told, so each is shown.
        for number in suspects:
            yield number, _contradicting(verdicts[number].judged.printed, claim, fact)


def _resting(verdict: Verdict) -> tuple[str, ...]:
    is_direct = verdict.judged.outcome is Outcome.BACKED and verdict.judged.printed.figure.value is not None
    return verdict.judged.facts if is_direct else ()


def _states(verdict: Verdict, claim: Claim) -> bool:
    figure = verdict.judged.printed.figure
    return figure.value is not None and is_backed(figure, claim)


def _is_suspect(at: Desk, verdict: Verdict, rests: Sequence[tuple[str, ...]], number: int) -> bool:
    """Whether a figure rests on what is told in another place of the text, or not by the article at all."""
    printed = verdict.judged.printed
    if printed.figure.value is None or verdict.judged.outcome not in (Outcome.BACKED, Outcome.DERIVED):
        return False
    if named_fact(at, printed) is not None or at.excuses.reason(printed.figure, is_contradiction=True):
        return False
    if verdict.judged.outcome is Outcome.DERIVED:
        return True
    if verdict.judged.how:
        return False
    fact = rests[number][0]
    is_own = fact.startswith(f"{at.article.id}/")
    return not is_own or any(fact in other for place, other in enumerate(rests) if place != number)


def _is_rival(at: Desk, verdict: Verdict, fact: Fact) -> bool:
    """Whether a figure rests on another statement about the very same thing, of which a text may choose one."""
    other = at.shelf.ledger.facts.get(verdict.judged.facts[0]) if verdict.judged.facts else None
    if other is None:
        return False
    return (other.metric, other.subject, other.period, other.as_of) == (
        fact.metric,
        fact.subject,
        fact.period,
        fact.as_of,
    )


def _contradicting(printed: Printed, claim: Claim, fact: Fact) -> Verdict:
    judged = Judged(printed=printed, outcome=Outcome.CONTRADICTS, facts=(fact.id,))
    return Verdict(judged=judged, slip="no sentence states this fact, and a digit is wrong here", claim=claim)


_JOINED = re.compile(r"[^.,;:()]{0,40}?\b(?:in|for|during|of)\s+(?:the\s+)?", re.DOTALL)
_LED_BY = re.compile(r"\s+(?:(?!and\b|but\b|while\b|after\b|then\b|or\b)[^\W\d]+\s+){0,4}")
_GRAINS = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH)


def _misplaced_dates(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Dates beside a figure that is about another year, a slip away, which the sentence does not name."""
    by_sentence: dict[int, list[int]] = {}
    for number, verdict in enumerate(verdicts):
        by_sentence.setdefault(verdict.judged.printed.sentence, []).append(number)
    for numbers in by_sentence.values():
        named = [period for number in numbers if (period := verdicts[number].judged.printed.figure.period) is not None]
        for number in numbers:
            beside = _fact_beside(at, verdicts, number)
            found = _wrong_year(at, verdicts[number], [*beside], named)
            if found is not None:
                known, fact = found
                printed = verdicts[number].judged.printed
                judged = Judged(printed=printed, outcome=Outcome.CONTRADICTS, facts=(fact,), how=known.name)
                yield number, Verdict(judged=judged, slip="another date", known=known)


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
            is_background = judged.outcome is Outcome.BACKED and not judged.facts and not judged.how
            if is_background and abs(day - known.period.last) == _ONE_DAY:
                changed = Judged(printed=judged.printed, outcome=Outcome.CONTRADICTS, how=known.name)
                yield number, Verdict(judged=changed, slip="a day off", known=known)


def _fact_beside(at: Desk, verdicts: Sequence[Verdict], number: int) -> Iterator[Fact]:
    """The facts behind the figure next to a date: "7,058 cars in 2024", "In 2024 Xiaomi delivered 136,854"."""
    date = verdicts[number].judged.printed
    if date.figure.value is not None:
        return
    for neighbour, joined in ((number - 1, _JOINED), (number + 1, _LED_BY)):
        if not 0 <= neighbour < len(verdicts):
            continue
        value = verdicts[neighbour].judged.printed
        if value.sentence != date.sentence or value.figure.value is None:
            continue
        first, second = (value, date) if neighbour < number else (date, value)
        between = first.after[: second.figure.start - first.figure.core_end]
        if joined.fullmatch(between):
            yield from _facts_of_value(at, verdicts[neighbour])
            return


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


def _wrong_year(at: Desk, verdict: Verdict, facts: Sequence[Fact], named: Sequence[Period]) -> tuple[Known, str] | None:
    """The date that a printed one should have been, if the facts of the figure beside it have nothing to do with it."""
    figure = verdict.judged.printed.figure
    period = figure.period
    if period is None or verdict.judged.outcome not in (Outcome.BACKED, Outcome.UNKNOWN) or figure.is_edge:
        return None
    if at.excuses.reason(figure, is_contradiction=True):
        return None
    if any(period.overlaps(stated) for fact in facts for stated in dates_of(fact)):
        return None
    for fact in facts:
        for wanted in (fact.period, fact.as_of):
            if wanted is not None and not any(wanted.overlaps(other) for other in named) and _is_slip(figure, wanted):
                return Known(wanted, f"the fact '{fact.short_id}'", fact.place, fact.id), fact.id
    return None


def _is_slip(figure: Figure, wanted: Period) -> bool:
    period = figure.period
    assert period is not None
    if period.grain is Grain.DAY:
        is_day = wanted.grain is Grain.DAY
        return is_day and bool(day_slip(period.last, wanted.last, is_year_stated=figure.is_year_stated))
    if period.grain not in _GRAINS or not figure.is_year_stated:
        return False
    return bool(year_slip(period.year, wanted.year)) and (period.grain is Grain.YEAR or period.grain is wanted.grain)
