"""What an editor asks about one article: which figures no fact backs, and what the facts say to those of a line."""

from pathlib import Path

from factledger.model.articles import Article
from factledger.model.build_request import Request
from factledger.model.corpus_and_site import Site
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Problem
from factledger.model.proofreading_language import language
from factledger.pipeline import load, loaded
from factledger.relate.judging.explain import explain
from factledger.relate.judging.suggested_facts import suggest
from factledger.relate.matching.claim_index import ClaimIndex


def suggestions(request: Request, file: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The figures of one article that no fact backs, as YAML; None where the file is no article of the site."""
    site, problems = load(request)
    article = _article_at(file, request, site)
    if article is None:
        return None, problems
    known = language(article.language or site.settings.language)
    return suggest(article, site.proofs[article.id].figures, site.metrics, known), problems


def explanation(request: Request, file: Path, line: int) -> tuple[str | None, tuple[Problem, ...]]:
    """What the facts say to the figures of a line, with the evidence; None where the file is no article of the site."""
    corpus, site, problems = loaded(request)
    article = _article_at(file, request, site)
    if article is None:
        return None, problems
    known = language(article.language or site.settings.language)
    if known is None:
        return "", problems
    written = next(one for one in corpus.articles if one.id == article.id)
    # The site's own article has its links put in already, and no wordings.
    plain = replace(article, prose=written.prose, wordings=written.wordings)
    claim_index = ClaimIndex(site.ledger, site.metrics, site.entities, site.articles, language=known)
    return explain(plain, claim_index, line), problems


def _article_at(file: Path, request: Request, site: Site) -> Article | None:
    """The article of the site that stands in a file."""
    wanted = file.resolve()
    return next((one for one in site.articles if (request.project / one.place.path).resolve() == wanted), None)
