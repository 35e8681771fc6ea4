"""The facts that corrections name: whether they are there, or were, and which are taken back."""

from collections.abc import Collection, Iterable, Mapping

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import AllowedNote, Ledger
from factledger.model.problems import Problem
from factledger.model.spelling_suggestions import did_you_mean

_RULE = "gone-fact"


def whole_id(correction: Correction, article: str) -> str:
    """The id of the fact that a correction of an article names."""
    return correction.fact if "/" in correction.fact else f"{article}/{correction.fact}"


def without_retracted(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles, of whose facts those no longer stand that a retraction takes back: the one it names, or all of its story.

    A fact's own `retracted` says more of it than a correction, and is kept.
    """
    articles = tuple(articles)
    reasons = {
        whole_id(record, article.id): record.reason  # of a whole story: "article/"
        for article in articles
        for record in article.corrections
        if record.kind is CorrectionKind.RETRACTION
    }
    owners = {id.partition("/")[0] for id in reasons}
    return tuple(_without(article, reasons) if article.id in owners else article for article in articles)


def _without(article: Article, reasons: Mapping[str, str]) -> Article:
    found = []
    for fact in article.facts:
        reason = reasons.get(fact.id) or reasons.get(f"{article.id}/")
        is_disowned = bool(reason) and not fact.retracted
        found.append(replace(fact, retracted=reason or "", is_disowned=True) if is_disowned else fact)
    return replace(article, facts=tuple(found))


def check_corrections(
    ledger: Ledger, articles: Iterable[Article], *, held_back: Collection[str] = (), formerly: Collection[str] = ()
) -> tuple[Ledger, tuple[Problem, ...]]:
    """Find corrections that name no fact: a misspelt one answers for nothing and takes nothing back.

    `formerly` are the ids of facts that an earlier build published; `held_back` the articles of which nothing can be
    said. What an article's `allow` excuses is noted in the ledger.
    """
    problems: list[Problem] = []
    notes = dict(ledger.notes)
    for article in articles:
        for record in article.corrections:
            id = whole_id(record, article.id)
            if not record.fact or id in ledger.facts or id in formerly or id.partition("/")[0] in held_back:
                continue
            message = f"no fact '{record.fact}' to correct"
            if reasons := article.allow.get(_RULE):
                note = AllowedNote(rule=_RULE, message=message, reasons=reasons)
                notes[article.id] = (*notes.get(article.id, ()), note)
                continue
            known = ledger.facts if "/" in record.fact else [fact.short_id for fact in article.facts]
            advice = (
                did_you_mean(record.fact, known) or "write a fact's id, or under allow: {gone-fact: why it is gone}"
            )
            problems.append(Problem(record.fact_place or record.place, _RULE, message, advice))
    return replace(ledger, notes=dict(sorted(notes.items()))), tuple(problems)
