"""Fiscal years: their days stand in the file of the company that a fact is about."""

from collections.abc import Iterable, Iterator, Mapping

from factledger.model.articles import Article
from factledger.model.dates import Grain, fiscal
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Problem


def with_fiscal_days(
    articles: Iterable[Article], entities: Mapping[EntityKey, Entity]
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles with the days of the fiscal years that their facts are about."""
    found: list[Article] = []
    problems: list[Problem] = []
    for article in articles:
        if not any(_is_fiscal(fact) for fact in article.facts):
            found.append(article)
            continue
        facts = tuple(_with_days(fact, entities) if _is_fiscal(fact) else fact for fact in article.facts)
        problems.extend(_unknown(article.facts, entities))
        found.append(replace(article, facts=facts))
    return tuple(found), tuple(problems)


def _is_fiscal(fact: Fact) -> bool:
    return fact.period is not None and fact.period.grain is Grain.FISCAL


def _with_days(fact: Fact, entities: Mapping[EntityKey, Entity]) -> Fact:
    company = _company(fact.subject, entities)
    if company is None or company.fiscal_year_ends is None or fact.period is None:
        return fact
    ends, is_named_after_start = company.fiscal_year_ends, company.is_fiscal_year_named_after_start
    period = fiscal(fact.period.name, ends, is_named_after_start=is_named_after_start)
    return replace(fact, period=period, is_fiscal=True)


def _unknown(facts: Iterable[Fact], entities: Mapping[EntityKey, Entity]) -> Iterator[Problem]:
    for fact in facts:
        company = _company(fact.subject, entities)
        if not _is_fiscal(fact) or (company is not None and company.fiscal_year_ends is not None):
            continue
        if company is None:
            message, advice = f"nothing says which months {fact.period} has for {fact.subject}", ""
        else:
            message = f"nothing says with which month the fiscal years of {company.name} end"
            advice = f"add `fiscal_year_ends: 03`, or another month, to {company.place.path}, or "
        yield Problem(fact.place, "bad-date", message, f"{advice}write the months, as in 2024-04/2025-03")


def _company(key: EntityKey, entities: Mapping[EntityKey, Entity]) -> Entity | None:
    """The company that a subject is or belongs to."""
    entity = entities.get(key)
    if entity is None or key.kind.role is Role.COMPANY:
        return entity
    return entities.get(entity.company.key) if entity.company else None
