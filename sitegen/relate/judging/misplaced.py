"""The second look at dates: those that are right about something else than what their sentence tells.

A wrong year is often the year of something: of the target before, of another subject's deliveries. The facts behind the
figures of its sentence give it away where none of them has to do with that year, and one has to do with a year that a
slip parts from it. A date that the article's own facts do not know is held against those of its paragraph, too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from sitegen.model.dates import Grain, Period
from sitegen.model.facts import Fact
from sitegen.model.figures import Judged, Outcome, Printed
from sitegen.relate.judging.verdicts import Verdict
from sitegen.relate.matching.context import Desk
from sitegen.relate.matching.date_slips import is_date_slip
from sitegen.relate.matching.dates import Known, backing_date, dates_of

_ONE_DAY = timedelta(days=1)


def dates_reviewed(at: Desk, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those on dates turned into contradictions that belong to other facts than those told there."""
    changed = dict(_misplaced_dates(at, verdicts))
    changed |= dict(_untold_dates(at, verdicts))
    changed = dict(_loose_dates(at, verdicts)) | changed
    return (
        tuple(changed.get(number, verdict) for number, verdict in enumerate(verdicts)) if changed else tuple(verdicts)
    )


_JOINED = re.compile(r"[^.,;:()]{0,40}?\b(?:in|for|during|of)\s+(?:the\s+)?", re.DOTALL)
_LED_BY = re.compile(r"\s+(?:(?!and\b|but\b|while\b|after\b|then\b|or\b)[^\W\d]+\s+){0,4}")


def _misplaced_dates(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Dates with which no fact told there has to do, and a slip away from the date of one that is named nowhere near."""
    sentences = _numbers_by([verdict.judged.printed.sentence for verdict in verdicts])
    paragraphs = _numbers_by([verdict.judged.printed.group for verdict in verdicts])
    for number, verdict in enumerate(verdicts):
        printed = verdict.judged.printed
        if printed.figure.period is None or not is_in_digits(printed):
            continue
        sentence, paragraph = sentences[printed.sentence], paragraphs[printed.group]
        found = None
        for facts, around in (
            ([*_fact_beside(at, verdicts, number)], sentence),
            (_facts_of_sentence(at, verdicts, number, sentence), sentence),
            (_facts_of_paragraph(at, verdicts, paragraph) if _is_background(verdict) else [], paragraph),
        ):
            named = [period for other in around if (period := verdicts[other].judged.printed.figure.period) is not None]
            found = found or _wrong_year(at, verdict, facts, named)
            if facts:
                break
        if found is not None:
            known, fact = found
            judged = Judged(printed=printed, outcome=Outcome.CONTRADICTS, facts=(fact,), how=known.name)
            yield number, Verdict(judged=judged, slip="another date", known=known)


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


# A date that opens a sentence governs all of it, any other one its clause.
_OPENS = re.compile(
    r"(?:^|[.!?…]\W*\s)(?:in|for|by|at|to|since|during|from)\s+(?:the\s+)?(?:whole\s+of\s+)?$", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[,;:()–—]\s|\b(?:and|but|while|after|before|then|or|since|when)\b", re.IGNORECASE)


def _facts_of_sentence(at: Desk, verdicts: Sequence[Verdict], number: int, sentence: Iterable[int]) -> list[Fact]:
    """The facts behind the figures that a date speaks of; of its whole sentence where the article does not know it."""
    date = verdicts[number].judged.printed
    is_free = _is_background(verdicts[number]) or _OPENS.search(date.before) is not None
    found: list[Fact] = []
    for other in sentence:
        value = verdicts[other].judged.printed
        first, second = (value, date) if other < number else (date, value)
        between = first.after[: max(second.figure.start - first.figure.core_end, 0)]
        is_near = second.figure.start - first.figure.core_end <= len(first.after)
        if is_free or (is_near and _CLAUSE_END.search(between) is None):
            found += _facts_of_value(at, verdicts[other])
    return found


def _facts_of_paragraph(at: Desk, verdicts: Sequence[Verdict], paragraph: Iterable[int]) -> list[Fact]:
    """The facts that are told in a paragraph, and the article's own."""
    return [*(fact for other in paragraph for fact in _facts_of_value(at, verdicts[other])), *at.article.facts]


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


def is_in_digits(printed: Printed) -> bool:
    """Whether a figure holds a digit, which "last year" does not."""
    return any(character.isdecimal() for character in printed.figure.core)


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
            if _is_background(verdicts[number]) and abs(day - known.period.last) == _ONE_DAY:
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
            if (
                wanted is not None
                and not any(wanted.overlaps(other) for other in named)
                and is_date_slip(figure, wanted)
            ):
                return Known(wanted, f"the fact '{fact.short_id}'", fact.place, fact.id), fact.id
    return None
