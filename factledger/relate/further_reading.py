"""Which articles to read next: those that share rare things with an article and lie near it in time.

Only an article's nearest neighbours in time are weighed for each thing that it shares, so the work grows with the
number of articles and a new one changes the lists of its own neighbours alone. For the same reason rarity counts in
steps (powers of four), which a single article seldom crosses.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.entities import Role

_WEIGHTS = {"series": 4.0, "model": 3.0, "person": 1.5, "company": 2.0, "topic": 1.0, "market": 1.0}
_WINDOW = 6  # neighbours on either side
_HALVED_AFTER = 240  # days
_MOST = 4
_LEAST = 0.35  # of likeness, below which nothing is shown


def related(articles: Iterable[Article], *, most: int = _MOST) -> Mapping[str, tuple[str, ...]]:
    """By article, the ids of up to `most` others, the nearest first; the same for every order of the input."""
    ordered = sorted(articles, key=lambda article: (article.published.moment, article.id))
    places: dict[Hashable, list[int]] = {}
    things: list[list[tuple[str, list[int]]]] = []  # of each article, by kind, who else has them
    for number, article in enumerate(ordered):
        own = []
        for feature in dict.fromkeys(_features(article)):
            holders = places.setdefault(feature, [])
            holders.append(number)
            own.append((feature[0], holders))
        things.append(own)
    days = [article.published.day.toordinal() for article in ordered]
    return {
        article.id: tuple(ordered[other].id for other in _nearest(number, things[number], days, most))
        for number, article in enumerate(ordered)
    }


def _features(article: Article) -> Iterator[tuple[str, Hashable]]:
    for mention in article.mentions:
        yield mention.key.kind.role.value, mention.key
    for fact in article.facts:
        if fact.subject.kind.role is not Role.TOPIC:
            yield fact.subject.kind.role.value, fact.subject
        yield "series", (fact.subject, fact.metric, fact.period)


def _nearest(
    number: int,
    own: Iterable[tuple[str, Sequence[int]]],
    days: Sequence[int],
    most: int,
) -> list[int]:
    scores: dict[int, float] = {}
    for kind, holders in own:
        if len(holders) == 1:
            continue
        weight = _WEIGHTS[kind] / _steps(len(holders))
        at = bisect_left(holders, number)
        for other in holders[max(at - _WINDOW, 0) : at + _WINDOW + 1]:
            scores[other] = scores.get(other, 0.0) + weight
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
