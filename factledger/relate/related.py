"""Which articles to read next: those that share rare things with an article and lie near it in time.

Only an article's nearest neighbours in time are weighed for each thing that it shares, so the work grows with the
number of articles and a new one changes the lists of its own neighbours alone. For the same reason rarity counts in
steps (powers of four), which a single article seldom crosses.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.entities import Kind

_WEIGHTS = {"series": 4.0, "model": 3.0, "person": 1.5, "company": 2.0, "topic": 1.0, "market": 1.0}
_WINDOW = 6  # neighbours on either side
_HALVED_AFTER = 240  # days
_MOST = 4
_LEAST = 0.35  # of likeness, below which nothing is shown


def related(articles: Iterable[Article], *, most: int = _MOST) -> Mapping[str, tuple[str, ...]]:
    """By article, the ids of up to `most` others, the nearest first; the same for every order of the input."""
    ordered = sorted(articles, key=lambda article: (article.published.moment, article.id))
    places: dict[Hashable, list[int]] = {}
    features = [tuple(dict.fromkeys(_features(article))) for article in ordered]
    for number, own in enumerate(features):
        for feature in own:
            places.setdefault(feature, []).append(number)
    days = [article.published.day.toordinal() for article in ordered]
    return {
        article.id: tuple(ordered[other].id for other in _nearest(number, features[number], places, days, most))
        for number, article in enumerate(ordered)
    }


def _features(article: Article) -> Iterator[tuple[str, Hashable]]:
    for mention in article.mentions:
        yield mention.key.kind.value, mention.key
    for fact in article.facts:
        if fact.subject.kind is not Kind.TOPIC:
            yield fact.subject.kind.value, fact.subject
        yield "series", (fact.subject, fact.metric, fact.period)


def _nearest(
    number: int,
    own: Sequence[tuple[str, Hashable]],
    places: Mapping[Hashable, Sequence[int]],
    days: Sequence[int],
    most: int,
) -> list[int]:
    scores: dict[int, float] = {}
    for feature in own:
        holders = places[feature]
        if len(holders) == 1:
            continue
        weight = _WEIGHTS[feature[0]] / _steps(len(holders))
        at = bisect_left(holders, number)
        for other in holders[max(at - _WINDOW, 0) : at + _WINDOW + 1]:
            scores[other] = scores.get(other, 0.0) + weight
    scores.pop(number, None)
    day = days[number]
    near = [(score / (1 + abs(days[other] - day) / _HALVED_AFTER), other) for other, score in scores.items()]
    near.sort(key=lambda pair: (-pair[0], abs(days[pair[1]] - day), -pair[1]))
    return [other for score, other in near[:most] if score >= _LEAST]


def _steps(count: int) -> int:
    """How common something is, in steps: 1 up to four articles, 2 up to sixteen, and so on."""
    return max((count - 1).bit_length() + 1, 2) // 2
