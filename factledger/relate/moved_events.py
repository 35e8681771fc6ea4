"""Events that a later story puts off: without a word of it, pages would tell the first date as the day of what never came."""

from collections.abc import Iterable, Iterator

from factledger.model.articles import Article
from factledger.model.entities import EntityKey
from factledger.model.facts import Event
from factledger.model.problems import Problem

RULE = "moved-event"
_ADVICE = "tell it with that date in one of the stories, with `updated`, and leave it out of the other"


def check_moved_events(moves: Iterable[tuple[Event, Event]]) -> Iterator[Problem]:
    """A problem for each event that was moved, as `moved` finds them."""
    for before, now in moves:
        message = f"'{before.title}' was to come in {before.date}, and a later story says {now.date}"
        yield Problem(before.place, RULE, message, _ADVICE, (now.place,))


def moved(articles: Iterable[Article]) -> Iterator[tuple[Event, Event]]:
    """Each event to come that a later story told again, under the same title, with another date, and what that says.

    What comes again, such as results, is told again once it was there; only what was still to come is asked about. Who allows it
    says that there are two.
    """
    told: dict[tuple[str, str, frozenset[EntityKey]], tuple[Article, Event]] = {}
    for article in sorted(articles, key=lambda one: (one.published.moment, one.id)):
        if article.retraction is not None:
            continue
        for event in article.events:
            who = frozenset(mention.key for mention in event.subjects)
            key = (event.kind, " ".join(event.title.casefold().split()), who)
            before = told.get(key)
            told[key] = article, event
            if before is None or before[0] is article or not _is_moved(before[1], event, article):
                continue
            if not any(RULE in one.allow for one in (before[0], article)):
                yield before[1], event


def _is_moved(before: Event, now: Event, article: Article) -> bool:
    """Whether the first date was not over when the story with the second appeared, and neither lies within the other."""
    is_ahead = article.published.day <= before.date.last
    return is_ahead and not (before.date.contains(now.date) or now.date.contains(before.date))
