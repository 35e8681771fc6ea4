"""Whether the facts that corrections name are there, or were."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from sitegen.model.articles import Article, Correction
from sitegen.model.ledger import AllowedNote, Ledger
from sitegen.model.problems import Problem
from sitegen.model.spelling import did_you_mean

_RULE = "gone-fact"


def whole_id(correction: Correction, article: str) -> str:
    """The id of the fact that a correction of an article names."""
    return correction.fact if "/" in correction.fact else f"{article}/{correction.fact}"


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
