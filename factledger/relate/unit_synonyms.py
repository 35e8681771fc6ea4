"""Units as they are meant: "bikes" and "pedelecs" are e-bikes where a site says so, and vehicles those of a year where a metric is."""

from collections.abc import Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.unit_and_number_words import canonical_unit


def with_own_units(
    articles: Sequence[Article], units: Mapping[str, Sequence[str]], metrics: Mapping[str, Metric]
) -> tuple[Article, ...]:
    """The articles with each figure in the unit that its word stands for; `units` has a site's own words by unit.

    "200,000 vehicles" of a metric that is counted in vehicles a year are those of a year.
    """
    names = {word.casefold(): canonical_unit(unit) for unit, words in units.items() for word in words}
    rates = {metric.id: unit for metric in metrics.values() if "/" in (unit := canonical_unit(metric.unit))}
    if not names and not rates:
        return tuple(articles)
    return tuple(_in_own_units(article, names, rates) for article in articles)


def _in_own_units(article: Article, names: Mapping[str, str], rates: Mapping[str, str]) -> Article:
    facts = tuple(_in_own_unit(fact, names, rates) for fact in article.facts)
    is_same = all(one is other for one, other in zip(facts, article.facts, strict=True))
    return article if is_same else replace(article, facts=facts)


def _in_own_unit(fact: Fact, names: Mapping[str, str], rates: Mapping[str, str]) -> Fact:
    value = fact.value
    if value is None or not value.unit:
        return fact
    unit = names.get(value.unit.casefold(), value.unit)
    if (rate := rates.get(fact.metric)) is not None and rate.partition("/")[0] == unit:
        unit = rate
    return fact if unit == value.unit else replace(fact, value=replace(value, unit=unit))
