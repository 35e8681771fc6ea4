"""The site's own words for what it counts: "bikes" and "pedelecs" are e-bikes where its settings say so."""

from collections.abc import Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace
from factledger.model.unit_and_number_words import canonical_unit


def with_own_units(articles: Sequence[Article], units: Mapping[str, Sequence[str]]) -> tuple[Article, ...]:
    """The articles with each figure in the unit that its word stands for; `units` has the words by unit."""
    if not units:
        return tuple(articles)
    names = {word.casefold(): canonical_unit(unit) for unit, words in units.items() for word in words}
    return tuple(
        replace(article, facts=tuple(_in_own_unit(fact, names) for fact in article.facts)) for article in articles
    )


def _in_own_unit(fact: Fact, names: Mapping[str, str]) -> Fact:
    value = fact.value
    unit = names.get(value.unit.casefold()) if value is not None and value.unit else None
    return replace(fact, value=replace(value, unit=unit)) if value is not None and unit is not None else fact
