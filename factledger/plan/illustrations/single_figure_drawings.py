"""The ways to draw one figure: each gives an illustration with its words, or None where the figures do not allow it.

A caption says what is drawn, for a picture without words needs one; the text for those who do not see
it adds the figures.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from factledger.model.dates import Grain
from factledger.model.entities import EntityKey
from factledger.model.facts import Confidence, Counting, Fact, FactKind
from factledger.model.message_catalogues import N_
from factledger.model.quantity import Quantity
from factledger.model.views import Illustration
from factledger.plan.fact_views import label
from factledger.plan.illustrations import from_figures
from factledger.plan.illustrations.figures_around_fact import (
    amount,
    disputed,
    goals,
    history,
    is_missed,
    number,
    parts,
    readings,
    result,
    rivals,
    rungs,
    trackers,
    vintages,
)
from factledger.plan.site_index import SiteIndex

_MOST_STEPS = 8
_MOST_RUNGS = 7
_MOST_TOLD = 6
_MOST_BUBBLES = 6
_MOST_UNITS = 60
_FEWEST = 3
_DOTS = N_("%(figure)s. Each dot stands for %(count)s.")
_COUNTED = {"vehicles": N_("%(figure)s. Each car stands for %(count)s."), "orders": _DOTS}
_EACH_CAR, _EACH_DOT = N_("Each car stands for %(count)s."), N_("Each dot stands for %(count)s.")
_BY_GRAIN = {
    Grain.WEEK: N_("%(metric)s by week, %(subject)s: %(first)s to %(last)s."),
    Grain.MONTH: N_("%(metric)s by month, %(subject)s: %(first)s to %(last)s."),
    Grain.QUARTER: N_("%(metric)s by quarter, %(subject)s: %(first)s to %(last)s."),
    Grain.HALF: N_("%(metric)s by half-year, %(subject)s: %(first)s to %(last)s."),
    Grain.YEAR: N_("%(metric)s by year, %(subject)s: %(first)s to %(last)s."),
}


class Drawn(NamedTuple):
    """An illustration with what it shows in a line, and in full for those who do not see it; motifs show no figures."""

    illustration: Illustration
    caption: str
    alt: str
    is_chart: bool = True
    scale: str = ""  # what one car or dot stands for


class Story(NamedTuple):
    """A figure to draw, what stands beside it, the day up to which anything is known, and the tone of what is counted."""

    fact: Fact
    beside: Sequence[Fact]
    day: date
    accent: str = "live"
    subjects: tuple[EntityKey, ...] = ()  # the companies that it is about


Way = Callable[[SiteIndex, Story], Drawn | None]


def split(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure that is disputed."""
    sides = disputed(site_index, story.fact, story.day)
    if not sides:
        return None
    caption = _about(site_index, story, N_("%(figure)s: a bar for each published figure."))
    return Drawn(
        from_figures.split([number(site_index, one) for one in sides]), caption, _with(site_index, caption, sides)
    )


def steps(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A target that moved."""
    moves = vintages(site_index, story.fact, story.day)[-_MOST_STEPS:]
    if len(moves) < 2:
        return None
    found = result(site_index, story.fact, story.day)
    illustration = from_figures.steps(
        [amount(site_index, one) for one in moves], number(site_index, found) if found else None
    )
    gettext = site_index.messages.gettext
    caption = _about(site_index, story, N_("%(figure)s, as it moved."))
    words = gettext(", then ").join(
        gettext("%(figure)s (%(day)s)", figure=site_index.words(one), day=site_index.formats.period(one.as_of))
        for one in moves
    )
    if found:
        caption = " ".join([caption, gettext("The line is the result.")])
        words = gettext("%(figures)s; result %(figure)s", figures=words, figure=site_index.words(found))
    return Drawn(illustration, caption, gettext("%(caption)s %(figures)s.", caption=caption, figures=words))


def goal_after_results(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A target that never moved, behind the results of the years before."""
    if story.fact.period is None or story.fact.kind is not FactKind.TARGET:
        return None
    before = [one for one in history(site_index, story.fact) if one is not story.fact][-5:]
    if not before:
        return None
    illustration = from_figures.columns(
        [*(amount(site_index, one, "ink") for one in before), amount(site_index, story.fact, "live")], "live"
    )
    caption = _about(site_index, story, N_("%(figure)s, beside the results before it."))
    return Drawn(illustration, caption, _with(site_index, caption, [*before, story.fact]))


def ladder(site_index: SiteIndex, story: Story) -> Drawn | None:
    """Prices and the like, side by side."""
    found = rungs(site_index, story.fact, story.beside)[:_MOST_RUNGS]
    if len(found) < 3:
        return None
    own = story.fact.subject
    illustration = from_figures.ladder(
        [amount(site_index, one, "live" if one.subject == own else "soft") for one in found], "live"
    )
    gettext = site_index.messages.gettext
    has_others = any(one.subject != own for one in found)
    names = site_index.messages.pgettext("list", ", ").join(
        " ".join(filter(None, (site_index.entity(one.subject).name if one.subject != own else "", one.scope)))
        or (site_index.entity(own).name if has_others else gettext("all"))
        for one in found
    )
    metric, subject = site_index.metric(story.fact.metric).name, site_index.entity(own).name
    caption = gettext("%(metric)s, %(subject)s, from the top: %(names)s.", metric=metric, subject=subject, names=names)
    return Drawn(illustration, caption, _with(site_index, caption, found))


def bubbles(site_index: SiteIndex, story: Story) -> Drawn | None:
    """One figure of several companies."""
    found = rivals(site_index, story.fact, story.beside)[:_MOST_BUBBLES]
    if len(found) < 2:
        return None
    illustration = from_figures.bubbles(
        [amount(site_index, one, "live" if one is story.fact else "soft") for one in found]
    )
    names = site_index.messages.pgettext("list", ", ").join(site_index.entity(one.subject).name for one in found)
    caption = site_index.messages.gettext(
        "%(figure)s, as areas: %(names)s.", figure=label(site_index, story.fact), names=names
    )
    return Drawn(illustration, caption, _with(site_index, caption, found))


def race(site_index: SiteIndex, story: Story) -> Drawn | None:
    """The results of several companies, each as a part of its own target."""
    found = trackers(site_index, story.fact, story.subjects, story.day)
    if len(found) < _FEWEST or story.fact.period is None:
        return None
    lanes = sorted(((proportion, site_index.entity(key).name) for key, proportion in found), reverse=True)
    period = site_index.formats.period(story.fact.period)
    gettext = site_index.messages.gettext
    caption = gettext(
        "Results of %(period)s as parts of the last target, which is the line; from the top: %(names)s.",
        period=period,
        names=site_index.messages.pgettext("list", ", ").join(name for _, name in lanes),
    )
    words = gettext("; ").join(
        f"{name} {site_index.formats.percent(Decimal(proportion))}" for proportion, name in lanes
    )
    told = gettext("%(caption)s %(figures)s.", caption=caption, figures=words)
    return Drawn(from_figures.race([proportion for proportion, _ in lanes]), caption, told)


def against(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A result with the targets that were set for it."""
    found = goals(site_index, story.fact, story.day)
    if not found:
        return None
    ground = "wrong" if is_missed(site_index, story.fact, found[-1]) else "paper"
    illustration = from_figures.against(
        amount(site_index, story.fact), [number(site_index, one) for one in found], ground
    )
    caption = _about(site_index, story, N_("%(figure)s, and every target that was set for it."))
    return Drawn(illustration, caption, _with(site_index, caption, [story.fact, *found]))


def lot_of_parts(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A count of cars that is the sum of its parts."""
    if not site_index.draws_cars:
        return None
    found = parts(site_index, story.fact, story.beside)
    whole = number(site_index, story.fact)
    if len(found) < 2 or sum(number(site_index, one) for one in found) != whole:
        return None
    each = _scale(whole)
    first = round(number(site_index, found[0]) / each)
    groups = [(first, story.accent), (round(whole / each) - first, "ink")]
    count = _count(site_index, each, story.fact)
    message = N_("%(figure)s, in two tones its parts. Each car stands for %(count)s.")
    caption = _about(site_index, story, message, count=count)
    return Drawn(
        from_figures.lot([group for group in groups if group[0]]),
        caption,
        _with(site_index, caption, [story.fact, *found]),
        scale=site_index.messages.gettext(_EACH_CAR, count=count),
    )


def proportion(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure with the largest of its parts: of a whole without a scope, or whose own scope the part's begins with.

    What goes from China to Europe is no part of what comes from Europe to China, though it is less.
    """
    whole = story.fact.scope
    found = [
        one
        for one in parts(site_index, story.fact, story.beside)
        if one.scope and (not whole or one.scope.startswith(f"{whole}, "))
    ]
    if not found:
        return None
    part = number(site_index, found[0]) / number(site_index, story.fact)
    caption = _about(site_index, story, N_("%(figure)s; in colour %(part)s."), part=found[0].scope)
    return Drawn(from_figures.proportion(part), caption, _with(site_index, caption, [story.fact, found[0]]))


def columns(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure with those before it."""
    found = history(site_index, story.fact)
    if len(found) < 3:
        return None
    illustration = from_figures.columns(
        [amount(site_index, one, "live" if one is found[-1] else "soft") for one in found]
    )
    first, last = found[0].period, found[-1].period
    assert first is not None
    assert last is not None
    gettext = site_index.messages.gettext
    caption = gettext(
        _BY_GRAIN[last.grain],
        metric=site_index.metric(story.fact.metric).name,
        subject=site_index.entity(story.fact.subject).name,
        first=site_index.formats.period(first),
        last=site_index.formats.period(last),
    )
    if any(amount(site_index, one).is_floor for one in found):
        caption = " ".join([caption, gettext("A pointed top means “over”.")])
    told = gettext("; ").join(
        f"{site_index.formats.period(one.period)} {site_index.words(one)}" for one in found[-_MOST_TOLD:] if one.period
    )
    return Drawn(
        illustration, caption, gettext("%(caption)s The last of them: %(figures)s.", caption=caption, figures=told)
    )


def percentage(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A share, or by how much something grew."""
    metric = site_index.metric(story.fact.metric)
    value = number(site_index, story.fact)
    if site_index.unit(story.fact) != "percent" or (value > 100 and not metric.growth_of):
        return None
    caption = _about(site_index, story, N_("%(figure)s."))
    illustration = from_figures.change(100, 100 + value) if metric.growth_of else from_figures.ring(value / 100)
    return Drawn(illustration, caption, _with_figures(site_index, caption, site_index.words(story.fact)))


def change(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure with the one before it."""
    found = history(site_index, story.fact)
    if len(found) != 2 or found[0].period is None:
        return None
    illustration = from_figures.change(number(site_index, found[0]), number(site_index, found[1]))
    caption = _about(
        site_index,
        story,
        N_("%(figure)s; the circle with a rim is %(period)s."),
        period=site_index.formats.period(found[0].period),
    )
    return Drawn(illustration, caption, _with(site_index, caption, found))


def climb(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure that was read now and then."""
    found = readings(site_index, story.fact, story.day)
    if len(found) < 3:
        return None
    first, last = found[0].latest, found[-1].latest
    span = (last - first).days
    points = [((one.latest - first).days / span, number(site_index, one)) for one in found]
    gettext = site_index.messages.gettext
    caption = gettext(
        "%(metric)s, %(subject)s: %(first)s to %(last)s.",
        metric=site_index.metric(story.fact.metric).name,
        subject=site_index.entity(story.fact.subject).name,
        first=site_index.formats.period(found[0].as_of),
        last=site_index.formats.period(found[-1].as_of),
    )
    told = gettext("; ").join(
        f"{site_index.formats.period(one.as_of)} {site_index.words(one)}" for one in found[-_MOST_TOLD:]
    )
    told = gettext("%(caption)s The last of them: %(figures)s.", caption=caption, figures=told)
    return Drawn(from_figures.climb(points), caption, told)


def tally(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A count for its own sake: cars as cars, anything else as dots."""
    whole, metric = number(site_index, story.fact), site_index.metric(story.fact.metric)
    unit = site_index.unit(story.fact)
    message = _COUNTED.get(unit, "") if site_index.draws_cars else _DOTS if metric.adds_up else ""
    if whole < _FEWEST or metric.counts is Counting.AT_MOMENT or not message:
        return None
    each = _scale(whole)
    count = round(whole / each)
    stands_for = _count(site_index, each, story.fact)
    caption = _about(site_index, story, message, count=stands_for)
    illustration = from_figures.lot([(count, story.accent)]) if message is not _DOTS else from_figures.seeds(count)
    scale = site_index.messages.gettext(_EACH_DOT if message is _DOTS else _EACH_CAR, count=stands_for)
    alt = _with_figures(site_index, caption, site_index.words(story.fact))
    return Drawn(illustration, caption, alt, scale=scale)


def struck(site_index: SiteIndex, story: Story) -> Drawn | None:
    """A figure beside the same one as somebody else had it, which is refuted."""
    for one in story.beside:
        same = (one.subject, one.metric, one.period, one.kind) == (
            story.fact.subject,
            story.fact.metric,
            story.fact.period,
            story.fact.kind,
        )
        if same and one.confidence is Confidence.REFUTED and number(site_index, one):
            caption = _about(site_index, story, N_("%(figure)s. The bar that is struck out is refuted."))
            illustration = from_figures.struck(number(site_index, story.fact), number(site_index, one))
            return Drawn(illustration, caption, _with(site_index, caption, [story.fact, one]))
    return None


def _named(site_index: SiteIndex, fact: Fact) -> str:
    """Whose figure, and of what: "Xiaomi: Deliveries target, 2025"."""
    return site_index.of_subject(fact.subject, label(site_index, fact))


def _about(site_index: SiteIndex, story: Story, message: str, **values: str) -> str:
    """A message that names the story's figure."""
    return site_index.messages.gettext(message, figure=_named(site_index, story.fact), **values)


def _with(site_index: SiteIndex, caption: str, facts: Sequence[Fact]) -> str:
    """A caption with the figures behind it."""
    told = site_index.messages.gettext("; ").join(f"{_named(site_index, one)} {site_index.words(one)}" for one in facts)
    return _with_figures(site_index, caption, told)


def _with_figures(site_index: SiteIndex, caption: str, told: str) -> str:
    return site_index.messages.gettext("%(caption)s %(figures)s.", caption=caption, figures=told)


def _count(site_index: SiteIndex, each: int, fact: Fact) -> str:
    if each == 1:
        return site_index.messages.gettext("one")
    return site_index.formats.quantity(Quantity(Decimal(each), Decimal(each), Decimal(1)), site_index.unit(fact))


def _scale(whole: float) -> int:
    """How many one car of a lot stands for: 1, 2 or 5 with noughts, so that there are not too many."""
    steps = (int(f"{factor}{'0' * noughts}") for noughts in range(20) for factor in (1, 2, 5))
    return next(each for each in steps if whole <= each * _MOST_UNITS)
