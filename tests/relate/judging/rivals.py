"""Articles about one maker beside its rivals, in any of the languages, and which of their figures are errors."""

from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.facts import Metric
from factledger.model.problems import Place
from factledger.model.proofreading_language import language
from factledger.model.proofreading_results import Outcome
from factledger.model.rendered_prose import Prose
from factledger.read.article_file import read_article
from factledger.relate.judging.proofread_article import proofread
from factledger.relate.ledger_building import relate_facts
from factledger.relate.matching.claim_index import ClaimIndex

_UNITS = {
    "deliveries": ("Deliveries", "vehicles"),
    "orders": ("Orders", "orders"),
    "range": ("Range", "km"),
    "fires": ("Fires", "incidents"),
    "job-cuts": ("Job cuts", "people"),
    "capacity": ("Capacity", "vehicles"),
    "costs": ("Costs", "currency"),
    "stations": ("Stations", "stations"),
    "debt": ("Debt", "currency"),
    "financing": ("Financing", "currency"),
    "battery": ("Battery size", "kWh"),
    "charging-time": ("Charging time", "minutes"),
    "wage-increase": ("Wage increase", "percent"),
    "combined-ratio": ("Combined ratio", "percent"),
    "net-profit": ("Net profit", "currency"),
    "revenue": ("Revenue", "currency"),
    "market-share": ("Market share", "percent"),
    "margin": ("Margin", "percent"),
    "rank": ("Rank", "rank"),
    "share-move": ("Share price move", "percent"),
    "price": ("Price", "currency"),
}
_METRICS = {id: Metric(id=id, name=name, unit=unit, place=Place("m.yaml")) for id, (name, unit) in _UNITS.items()}


def _entity(kind, id, name, *, company=None):
    key = EntityKey(kind, id)
    maker = Mention(EntityKey(Kind.COMPANY, company), Place(f"{id}.md")) if company else None
    return key, Entity(key=key, name=name, company=maker, place=Place(f"{id}.md"), prose=Prose())


_ENTITIES = dict(
    [
        _entity(Kind.COMPANY, "arden", "Arden"),
        _entity(Kind.COMPANY, "norvik", "Norvik"),
        _entity(Kind.COMPANY, "surya", "Surya"),
        _entity(Kind.MODEL, "n30", "N30", company="norvik"),
        _entity(Kind.MODEL, "n90", "N90", company="norvik"),
        _entity(Kind.MODEL, "r4", "R4", company="arden"),
        _entity(Kind.MARKET, "europe", "Europe"),
    ]
)


def errors(facts, body, *, code="en", company="norvik", rules=("contradiction",)):
    """The figures of a text that contradict a fact."""
    return {
        problem.message.split("'")[1] for problem in _proofread(facts, body, code, company)[1] if problem.rule in rules
    }


def backed(facts, body, *, code="en", company="norvik"):
    """The figures of a text that its page shows as stating a fact, with the number of the fact."""
    numbers = {f"a/f{number}": number for number in range(1, len(facts) + 1)}
    found = _proofread([f"id: f{number}, {fact}" for number, fact in enumerate(facts, 1)], body, code, company)[0]
    return {
        one.printed.figure.core: numbers[one.facts[0]]
        for one in found.figures
        if one.outcome is Outcome.BACKED and one.printed.figure.value is not None
    }


def _proofread(facts, body, code, company):
    listed = "".join(f"  - {{{fact}}}\n" for fact in facts)
    text = (
        f"---\ntitle: A story\ndate: 2025-11-15\ncompanies: [{company}]\n"
        f'sources: {{s: {{name: S, url: "https://s.example/"}}}}\nfacts:\n{listed}---\n{body}\n'
    )
    known = language(code)
    article, problems = read_article("content/articles/a.md", text.encode(), language=known)
    assert article is not None
    assert not problems
    ledger, _ = relate_facts(article.facts, metrics=_METRICS, entities=_ENTITIES, today=article.published.day, allow={})
    return proofread(article, ClaimIndex(ledger, _METRICS, _ENTITIES, [article], language=known))


def accused(facts, body, *, code="en", company="norvik"):
    """The figures of a text that contradict a fact, or of which an editor is asked."""
    return errors(facts, body, code=code, company=company, rules=("contradiction", "doubtful-figure"))
