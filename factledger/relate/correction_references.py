"""The facts that corrections name: whether they are there, or were, say what was put right, and which are taken back."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from factledger.model.articles import Article, Correction, CorrectionKind
from factledger.model.dates import PeriodError, parse_period
from factledger.model.facts import Fact, Retractor
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import AllowedNote, Ledger
from factledger.model.problems import Problem
from factledger.model.proofreading_language import language
from factledger.model.quantity import agree
from factledger.model.spelling_suggestions import did_you_mean
from factledger.relate.words_matching_values import figure_in, names_value


def whole_id(correction: Correction, article: str) -> str:
    """The id of the fact that a correction of an article names."""
    return correction.fact if "/" in correction.fact else f"{article}/{correction.fact}"


def without_retracted(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The articles, of whose facts those no longer stand that a retraction takes back: the one it names, or all of its story.

    A fact's own `retracted` says more of it than a correction, and is kept; but one that names the fact tells whose mistake
    it was, where the fact does not.
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
        reason = reasons.get(fact.id) or ("" if fact.retracted else reasons.get(f"{article.id}/", ""))
        is_disowned = bool(reason) and fact.retracted_by is None
        why = fact.retracted or reason
        found.append(replace(fact, retracted=why, retracted_by=Retractor.NEWSROOM) if is_disowned else fact)
    return replace(article, facts=tuple(found))


def check_corrections(
    ledger: Ledger,
    articles: Iterable[Article],
    *,
    code: str = "",
    held_back: Collection[str] = (),
    formerly: Collection[str] = (),
) -> tuple[Ledger, tuple[Problem, ...]]:
    """Find corrections that name no fact, for a misspelt one answers for nothing and takes nothing back, or say another figure.

    `code` is the site's language, `formerly` are the ids of facts that an earlier build published; `held_back` the
    articles of which nothing can be said. What an article's `allow` excuses is noted in the ledger.
    """
    problems: list[Problem] = []
    notes = dict(ledger.notes)
    for article in articles:
        known = {id: ledger.facts.get(id) for record in article.corrections if (id := _named(record, article))}
        gone = {id for id in known if not known[id] and id not in formerly and id.partition("/")[0] not in held_back}
        found = [*_gone(article, gone, ledger), *_unlike(article, known, code)]
        for problem, facts in found:
            if reasons := article.allow.get(problem.rule):
                note = AllowedNote(rule=problem.rule, message=problem.message, reasons=reasons, facts=facts)
                notes[article.id] = (*notes.get(article.id, ()), note)
            else:
                problems.append(problem)
    return replace(ledger, notes=dict(sorted(notes.items()))), tuple(problems)


def _named(record: Correction, article: Article) -> str:
    return whole_id(record, article.id) if record.fact else ""


def _gone(article: Article, gone: Collection[str], ledger: Ledger) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    for record in article.corrections:
        if _named(record, article) not in gone:
            continue
        known = ledger.facts if "/" in record.fact else [fact.short_id for fact in article.facts]
        advice = did_you_mean(record.fact, known) or "write a fact's id, or under allow: {gone-fact: why it is gone}"
        yield Problem(record.fact_place or record.place, "gone-fact", f"no fact '{record.fact}' to correct", advice), ()


def _unlike(article: Article, known: Mapping[str, Fact | None], code: str) -> Iterator[tuple[Problem, tuple[str, ...]]]:
    """The last correction of each fact has to say what the fact says now."""
    last: dict[str, Correction] = {}
    for record in sorted(article.corrections, key=lambda record: record.stamp.moment):
        if record.kind is not CorrectionKind.RETRACTION:
            last[_named(record, article)] = record
    for id, record in last.items():
        fact = known.get(id)
        if fact is not None and not fact.retracted and _says_otherwise(record.now, fact, article.language or code):
            message = f"the correction says '{record.now}', and the fact '{record.fact}' says '{fact.text}'"
            advice = "put right the one that is wrong"
            yield Problem(record.place, "correction-figure", message, advice, (fact.value_place,)), (fact.id,)


def _says_otherwise(words: str, fact: Fact, code: str) -> bool:
    """Whether a correction's `now` is a figure, and another than its fact's; it may also tell of a period."""
    known = language(code)
    figure = figure_in(words, known)
    if figure is None or fact.value is None or names_value(words, fact.text, known):
        return False
    return not _is_date(words) and not agree(replace(figure, unit=None), replace(fact.value, unit=None))


def _is_date(words: str) -> bool:
    try:
        parse_period(words)
    except PeriodError:
        return False
    return True
