"""What is said to the dates of an article: known, unknown, or against a fact or event that their words name."""

from collections.abc import Sequence

from factledger.model.dates import Grain, Period, day
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace
from factledger.model.proofreading_results import Figure, Judged, Outcome, Printed
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.backing_facts import named_fact
from factledger.relate.matching.date_matches import KnownDate, backing_date, dates_of_one
from factledger.relate.matching.date_slips import date_slip, is_date_slip, is_digit_slip
from factledger.relate.matching.evidence.fact_dimensions import stems
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level


def years_by_group(printed: Sequence[Printed]) -> dict[int, tuple[int, ...]]:
    """The years that each paragraph names, in which its days without a year may lie."""
    found: dict[int, dict[int, None]] = {}
    for one in printed:
        period = one.figure.period
        if period is not None and one.figure.is_year_stated:
            found.setdefault(one.group, {})[period.year] = None
    return {group: tuple(years) for group, years in found.items()}


def judge_date(at: ArticleContext, one: Printed, years: Sequence[int]) -> Verdict:
    """What is known of a date; one without a year may also lie in a year that its paragraph names."""
    named = named_fact(at, one)
    told = _judge_named_date(at, one, named) if named is not None else None
    if told is not None:
        return told
    verdict = _judge_date_as(at, one, one.figure)
    period = one.figure.period
    if one.figure.is_year_stated or verdict.judged.outcome is Outcome.BACKED or period is None:
        return verdict
    if period.grain is not Grain.DAY or one.figure.is_malformed:
        return verdict
    others = []
    for year in years:
        moved = _in_year(period, year)
        if moved is not None and year != period.year:
            others.append(_judge_date_as(at, one, replace(one.figure, period=moved)))
    return next((other for other in others if other.judged.outcome is Outcome.BACKED), (*others, verdict)[0])


def _judge_named_date(at: ArticleContext, one: Printed, fact: Fact) -> Verdict | None:
    """What the fact that an editor's own link names says to a date in it; None where it speaks of another matter."""
    figure = one.figure
    own, noted = dates_of_one(fact, at.article.published.day, at.claim_index.language)
    found = None if figure.is_malformed else backing_date(figure, own)
    slipped = next(
        (date for date in own if is_date_slip(figure, date.period) or _is_other_value(figure, date, fact)), None
    )
    if found is None and slipped is None and not figure.is_malformed:
        found = backing_date(figure, noted)
    if found is not None:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=(fact.id,), how=found.name))
    if slipped is None or at.excuses.reason(figure, is_contradiction=True):
        return None
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(fact.id,), how=slipped.name)
    return Verdict(judged=judged, slip="the link names this fact", known=slipped, ground=Ground.LINK)


def _is_other_value(figure: Figure, date: KnownDate, fact: Fact) -> bool:
    """Whether a date is told as the value of a fact whose value is another one: April 2026 for March 2026."""
    is_value = fact.value is None and date.period == fact.named_time
    return is_value and figure.period is not None and figure.period.grain is date.period.grain and not figure.is_edge


def _in_year(period: Period, year: int) -> Period | None:
    try:
        return day(period.last.replace(year=year))
    except ValueError:
        return None


def _judge_date_as(at: ArticleContext, one: Printed, figure: Figure) -> Verdict:
    period = figure.period
    assert period is not None
    if figure.is_malformed and not one.is_excused:
        judged = Judged(printed=one, outcome=Outcome.CONTRADICTS)
        kind = "it ends before it begins" if period.grain is Grain.YEAR else "there is no such day"
        return Verdict(judged=judged, slip=kind, known=at.dates[0], ground=Ground.IMPOSSIBLE)
    known = backing_date(figure, at.dates)
    if known is None and at.has_noted_dates():
        known = backing_date(figure, at.all_dates())
    if known is not None and not (known.is_life and period.grain is Grain.YEAR and not _is_of_life(at, one)):
        facts = (known.fact,) if known.fact else ()
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED, facts=facts, how=known.name))
    if one.is_excused:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how="marked as plain"))
    if at.claim_index.is_on_record(at.subjects, period):
        return Verdict(judged=Judged(printed=one, outcome=Outcome.BACKED))
    reason = at.excuses.reason(figure, is_contradiction=True)
    found = None if reason else _tied(at, one, figure)
    if found is None:
        outcome = Outcome.ALLOWED if reason else Outcome.UNKNOWN
        return Verdict(judged=Judged(printed=one, outcome=outcome, how=reason))
    tied, why = found
    facts = (tied.fact,) if tied.fact else ()
    judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=facts, how=tied.name)
    return Verdict(judged=judged, slip=why, known=tied, ground=Ground.DATE if tied.fact else Ground.EVENT)


def _is_of_life(at: ArticleContext, one: Printed) -> bool:
    """Whether the words before a year tell of a life: "founded in", "launched in"."""
    return any(found.dimension == "life" for found in at.claim_index.language.find(one.before))


_TIES = 2


def _tied(at: ArticleContext, one: Printed, figure: Figure) -> tuple[KnownDate, str] | None:
    """The event or fact that the words of a sentence name, whose date is another one of the same grain."""
    period = figure.period
    assert period is not None
    if period.grain not in (Grain.DAY, Grain.MONTH) or figure.is_edge:
        return None
    near = at.surroundings.near(one)
    sentence = frozenset(
        word for zone in near.zones_within(Level.SENTENCE) for word in stems(zone.words((zone.start, zone.end)))
    )
    told = near.says("dated", ("told",), Level.SENTENCE) is not None
    for event in at.article.events:
        if event.date.grain is not period.grain:
            continue
        shared = sentence & stems(event.title) - at.common_stems
        slipped = date_slip(figure, period, event.date)
        if len(shared) + bool(slipped) >= _TIES and shared:
            return KnownDate(event.date, f"the event '{event.title}'", event.place), "it is another date"
    is_ahead = near.says("kind", ("plan", "estimate"), Level.BEFORE) is not None  # nothing was told then
    for known in at.all_dates():
        if is_ahead and known.period.last <= at.article.published.day:
            continue
        if told and known.is_accuser and known.period.grain is Grain.DAY and is_digit_slip(figure, known.period):
            return known, "a digit of the day is wrong"
    return None
