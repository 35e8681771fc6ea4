"""Which articles to read next: those that share rare things with an article and lie near it in time.

Only an article's nearest neighbours in time are weighed for each thing that it shares, so the work grows with the
number of articles and a new one changes the lists of its own neighbours alone. For the same reason rarity counts in
steps (powers of four), which a single article seldom crosses.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.entities import Role

_WEIGHTS = {Role.MODEL: 3.0, Role.PERSON: 1.5, Role.COMPANY: 2.0, Role.TOPIC: 1.0, Role.MARKET: 1.0}
_OF_SERIES = 4.0
_WINDOW = 6  # neighbours on either side
_HALVED_AFTER = 240  # days
_MOST = 4
_LEAST = 0.35  # of likeness, below which nothing is shown


def related(articles: Iterable[Article], *, most: int = _MOST) -> Mapping[str, tuple[str, ...]]:
    """By article, the ids of up to `most` others, the nearest first; the same for every order of the input."""
    ordered = sorted(articles, key=lambda article: (article.published.moment, article.id))
    places: dict[Hashable, tuple[float, list[int]]] = {}
    things: list[
        list[tuple[float, list[int]]]
    ] = []  # of each article what it shares: how much that weighs, and with whom
    for number, article in enumerate(ordered):
        own = []
        for feature, weight in dict(_features(article)).items():
            place = places.get(feature)
            if place is None:
                place = places[feature] = (weight, [])
            place[1].append(number)
            own.append(place)
        things.append(own)
    days = [article.published.day.toordinal() for article in ordered]
    return {
        article.id: tuple(ordered[other].id for other in _nearest(number, things[number], days, most))
        for number, article in enumerate(ordered)
    }


def _features(article: Article) -> Iterator[tuple[Hashable, float]]:
    for mention in article.mentions:
        yield mention.key, _WEIGHTS[mention.key.kind.role]
    for fact in article.facts:
        role = fact.subject.kind.role
        if role is not Role.TOPIC:
            yield fact.subject, _WEIGHTS[role]
        yield (fact.subject, fact.metric, fact.period), _OF_SERIES


def _nearest(
    number: int,
    own: Iterable[tuple[float, Sequence[int]]],
    days: Sequence[int],
    most: int,
) -> list[int]:
    scores: dict[int, float] = {}
    for weight, holders in own:
        if len(holders) == 1:
            continue
        share = weight / _steps(len(holders))
        at = bisect_left(holders, number)
        for other in holders[max(at - _WINDOW, 0) : at + _WINDOW + 1]:
            scores[other] = scores.get(other, 0.0) + share
    scores.pop(number, None)
    day = days[number]
    near = []
    for other, score in scores.items():
        if score >= _LEAST:  # which time can only make less
            apart = abs(days[other] - day)
            near.append((-score / (1 + apart / _HALVED_AFTER), apart, -other))
    near.sort()
    return [-other for score, _, other in near[:most] if -score >= _LEAST]


def _steps(count: int) -> int:
    """How common something is, in steps: 1 up to four articles, 2 up to sixteen, and so on."""
    return max((count - 1).bit_length() + 1, 2) // 2
