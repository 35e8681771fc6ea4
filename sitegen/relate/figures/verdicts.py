"""Verdicts on figures, and the second look at those that agree with a fact, only with the wrong one.

A figure that was changed by a slip can happen to be right about something else: the target of last year, another
month's floor, another year. Two signs give that away. One of the article's own facts is told nowhere, and a slip away
from it stands a figure that rests on what the article tells in another place or does not tell at all. Or a date stands
right beside a figure whose fact is about another date, a slip away.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitegen.model.dates import Grain, Period
from sitegen.model.facts import Fact
from sitegen.model.figures import Judged, Outcome, Printed
from sitegen.relate.figures.claims import Claim
from sitegen.relate.figures.dating import Known, dates_of, year_slip
from sitegen.relate.figures.desk import Desk, is_backed, named_fact
from sitegen.relate.figures.misprints import slip

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
        for number, verdict in enumerate(verdicts):
            if _is_rival(at, verdict, fact):
                continue
            if _is_suspect(at, verdict, rests, number) and slip(verdict.judged.printed.figure, claim) in _DIGIT_SLIPS:
                yield number, _contradicting(verdict.judged.printed, claim, fact)
                break


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
    if verdict.judged.outcome is Outcome.DERIVED or verdict.judged.how:
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


_BETWEEN_AFTER = re.compile(r"[^.,;:()\d]{0,40}?\b(?:in|for|during|of)\s+", re.DOTALL)
_BETWEEN_BEFORE = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?:target|goal|deliveries|sales|count|total)\s+(?:of|to|at|is|was|:)\s+"
)
_GRAINS = (Grain.YEAR, Grain.HALF, Grain.QUARTER, Grain.MONTH)


def _misplaced_dates(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Dates right beside a figure whose fact has another one."""
    for number, verdict in enumerate(verdicts):
        printed = verdict.judged.printed
        period = printed.figure.period
        if period is None or period.grain not in _GRAINS or verdict.judged.outcome is not Outcome.BACKED:
            continue
        if not printed.figure.is_year_stated or at.excuses.reason(printed.figure, is_contradiction=True):
            continue
        for neighbour in (number - 1, number + 1):
            fact = _stated_beside(at, verdicts, number, neighbour)
            if fact is not None and (found := _other_year(fact, period)) is not None:
                judged = Judged(printed=printed, outcome=Outcome.CONTRADICTS, facts=(fact.id,), how=found.name)
                yield number, Verdict(judged=judged, slip="a year off", known=found)
                break


def _stated_beside(at: Desk, verdicts: Sequence[Verdict], number: int, neighbour: int) -> Fact | None:
    """The fact behind the figure that stands right before or behind a date in its sentence."""
    if not 0 <= neighbour < len(verdicts):
        return None
    date, other = verdicts[number].judged.printed, verdicts[neighbour].judged
    value = other.printed
    if value.sentence != date.sentence or value.figure.value is None or other.outcome is not Outcome.BACKED:
        return None
    if neighbour < number:
        between = value.after[: date.figure.core_start - value.figure.core_end]
        is_beside = _BETWEEN_AFTER.fullmatch(between) is not None
    else:
        between = date.after[: value.figure.core_start - date.figure.core_end]
        is_beside = _BETWEEN_BEFORE.fullmatch(between) is not None
    return at.shelf.ledger.facts.get(other.facts[0]) if is_beside and other.facts and not other.how else None


def _other_year(fact: Fact, period: Period) -> Known | None:
    """The date of a fact that a printed one should have been, if it is none of the fact's."""
    if any(period.overlaps(stated) for stated in dates_of(fact)):
        return None
    if fact.period is None or not year_slip(period.year, fact.period.year):
        return None
    return Known(fact.period, f"the fact '{fact.short_id}'", fact.place, fact.id)
