"""What the texts say beside the ledger: figures held against facts, names linked, companies named in passing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Metric
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.ledger import Ledger
from factledger.model.problems import Problem
from factledger.model.proofreading_language import language
from factledger.model.proofreading_results import Coverage, Judged, Proofread, coverage
from factledger.model.rendered_prose import Prose, Reference
from factledger.relate.judging.proofread_article import ComparedArticle, compare, proofread_wordings
from factledger.relate.ledger_building import LedgerMemory
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.matching.proofreading_inputs import ProofreadingInputs
from factledger.relate.matching.recorded_ledger_answers import AskedLedger
from factledger.relate.name_links import link_names
from factledger.relate.scanning.entity_names import NameIndex
from factledger.relate.scanning.html_blocks import blocks


class Read(NamedTuple):
    """What an article's text comes to: its HTML with the links put in, what those lead to, and what was found; `digest` is the HTML's."""

    html: str
    added: tuple[Reference, ...]
    mentioned: tuple[EntityKey, ...]
    coverage: Coverage
    figures: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    digest: str


def _one_by_one(read: Callable[[Article], Read], articles: Sequence[Article], _: ProofreadingInputs) -> Iterable[Read]:
    return map(read, articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """How many articles may be related faster, without changing what comes of it.

    `spread` is another way to `map`; what comes of an article depends on its file, on where its links lead, and on what
    is in `ProofreadingInputs`. Only where `wants_figures` do the proofs come with every figure. `put_aside` gives a text
    that takes less memory. `ledger` knows what the facts came to in an earlier build.
    """

    spread: Callable[[Callable[[Article], Read], Sequence[Article], ProofreadingInputs], Iterable[Read]] = _one_by_one
    put_aside: Callable[[Prose], Prose] = Prose.at_hand
    wants_figures: bool = True
    ledger: LedgerMemory | None = None


NO_HELP = Helping()


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Articles and entities with their texts linked; `proofs` is by article, `mentioned_in` by entity, newest article first."""

    articles: tuple[Article, ...]
    entities: Mapping[EntityKey, Entity]
    proofs: Mapping[str, Proofread]
    mentioned_in: Mapping[EntityKey, tuple[str, ...]]


def relate_texts(
    articles: Iterable[Article],
    entities: Mapping[EntityKey, Entity],
    *,
    ledger: Ledger,
    metrics: Mapping[str, Metric],
    code: str = "en",
    helping: Helping = NO_HELP,
) -> tuple[Texts, tuple[Problem, ...]]:
    """Proofread every article and link the names in every text.

    The articles are those of the site, newest first, their references resolved. A figure's link comes before a
    name's, so that a name is never linked inside a figure. Of texts in a language (`code`) that is not known here the
    names alone are linked.
    """
    articles = tuple(articles)
    asked = AskedLedger()
    claim_indexes = {
        tag: ClaimIndex(ledger, metrics, entities, articles, language=language(tag or code), asked=asked)
        for tag in dict.fromkeys(["", *(article.language for article in articles)])
    }
    names = NameIndex.of(entities.values())
    problems: list[Problem] = []
    linked, proofs = [], {}
    mentioned_in: dict[EntityKey, dict[str, None]] = {}

    def read(article: Article) -> Read:
        article = replace(article, prose=article.prose.at_hand())
        cut = tuple(blocks(article.prose.html))
        claim_index = claim_indexes[article.language]
        known = language(article.language or code)
        found = ComparedArticle()
        if known is not None:
            found = compare(article, claim_index, cut=cut)
        prose, mentioned, more = link_names(
            article.prose,
            None,
            names,
            article.unlinked,
            listed=[mention.key for mention in article.mentions],
            path=article.place.path,
            cut=cut,
            beside=found.links,
        )
        added = prose.references[len(article.prose.references) :]
        figures = found.figures if helping.wants_figures else ()
        beside = proofread_wordings(article, claim_index) if known is not None else ()
        problems = (*beside, *found.problems, *more)
        return Read(prose.html, added, mentioned, coverage(found.figures), figures, problems, _digest_of(prose.html))

    around = ProofreadingInputs(ledger, metrics, entities, articles, code, asked=asked, claim_index=claim_indexes[""])
    for article, one in zip(articles, helping.spread(read, articles, around), strict=True):
        problems.extend(one.problems)
        listed = [mention.key for mention in article.mentions]
        for key in one.mentioned:
            if key not in listed:
                mentioned_in.setdefault(key, {})[article.id] = None
        references = (*article.prose.references, *one.added)
        before = article.prose
        prose = helping.put_aside(
            Prose(
                html=one.html,
                references=references,
                headings=before.headings,
                ids=before.ids,
                source=before.source if helping.wants_figures else "",  # which only proofreading looks into
                line=before.line,
                digest=one.digest,
            )
        )
        linked.append(replace(article, prose=prose, wordings=()))
        proofs[article.id] = Proofread(prose=prose, figures=one.figures, coverage=one.coverage)
    texts = Texts(
        articles=tuple(linked),
        entities=dict(_entities(entities, names, problems)),
        proofs=proofs,
        mentioned_in={key: tuple(ids) for key, ids in mentioned_in.items()},
    )
    return texts, tuple(problems)


def _digest_of(html: str) -> str:
    """What tells the HTML of a finished text from any other."""
    return blake2b(html.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _entities(
    entities: Mapping[EntityKey, Entity], names: NameIndex, problems: list[Problem]
) -> Iterator[tuple[EntityKey, Entity]]:
    for key, entity in entities.items():
        prose, _, found = link_names(entity.prose, key, names, path=entity.place.path)
        problems.extend(found)
        yield key, replace(entity, prose=prose)
