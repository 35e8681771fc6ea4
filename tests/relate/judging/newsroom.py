"""Articles in a few words, for the proofreader's tests."""

import textwrap
from dataclasses import replace

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey, Kind
from factledger.model.facts import Metric
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose
from factledger.read.article_file import read_article
from factledger.relate.judging.proofread_article import proofread
from factledger.relate.ledger_building import relate_facts
from factledger.relate.matching.claim_index import ClaimIndex

PATH = "content/articles/story.md"
METRICS = {
    metric.id: metric
    for metric in (
        Metric(id=id, name=name, unit=unit, place=Place("content/metrics.yaml"))
        for id, name, unit in (
            ("deliveries", "Deliveries", "vehicles"),
            ("orders", "Orders", "orders"),
            ("stores", "Stores", "stores"),
            ("cities", "Cities", "cities"),
            ("price", "Price", "currency"),
            ("investment", "Investment", "currency"),
            ("share-move", "Share price move", "percent"),
            ("margin", "Margin", "percent"),
            ("range", "Range", "km"),
            ("capacity", "Capacity", "vehicles a year"),
            ("rank", "Rank", "rank"),
        )
    )
}
COMPANY = Entity(key=EntityKey(Kind.COMPANY, "xiaomi"), name="Xiaomi", place=Place("x.md"), prose=Prose())


def article(body: str, *facts: str, more: str = "", date: str = "2025-03-18", id: str = "story") -> Article:
    """An article about Xiaomi; each fact is the inside of a YAML mapping."""
    listed = "".join(f"  - {{{fact}}}\n" for fact in facts)
    text = (
        f"---\ntitle: A story\ndate: {date}\ncompanies: [xiaomi]\n"
        'sources:\n  weibo: {name: Weibo, url: "https://weibo.com/1"}\n'
        + (f"facts:\n{listed}" if facts else "")
        + textwrap.dedent(more)
        + f"---\n{textwrap.dedent(body).lstrip()}"
    )
    found, problems = read_article(f"content/articles/{id}.md", text.encode())
    assert not problems, problems
    assert found is not None
    return found


def claim_index(*articles: Article) -> ClaimIndex:
    """What the facts of these articles say together."""
    facts = [fact for one in articles for fact in one.facts]
    entities = {COMPANY.key: COMPANY}
    ledger, _ = relate_facts(facts, metrics=METRICS, entities=entities, today=articles[0].published.day, allow={})
    return ClaimIndex(ledger, METRICS, entities, articles)


def proofs(body: str, *facts: str, others: tuple[Article, ...] = (), **settings: str):
    """The article proofread, with its problems."""
    own = article(body, *facts, **settings)
    return proofread(own, claim_index(own, *others))


def outcomes(body: str, *facts: str, **settings) -> list[tuple[str, str]]:
    """Each quantity of a text with its outcome."""
    result, _ = proofs(body, *facts, **settings)
    return [(one.printed.figure.text, one.outcome.value) for one in result.figures if one.printed.figure.value]


def problems(body: str, *facts: str, **settings) -> list[tuple[str, str]]:
    """Each problem's rule and message."""
    return [(problem.rule, problem.message) for problem in proofs(body, *facts, **settings)[1]]


def with_source(one: Article, source: str) -> Article:
    """The article with another text under the same front matter."""
    return replace(one, prose=replace(one.prose, source=source))
