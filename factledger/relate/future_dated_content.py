"""What is dated later than the build, or than the story that builds on it.

An update or a correction that has not come is left out until it has. So a site can be built as of any day, and a
misprinted year neither leads the feeds nor goes unnoticed. A retraction is never left out, for what is taken back must
not stand a day longer.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from factledger.model.articles import Article, CorrectionKind
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Reference
from factledger.model.timestamps import Stamp

_RULE = "not-yet"
_ADVICE = "correct the date; until then it is left out"


def as_known(articles: Iterable[Article], now: datetime) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles as they stand at a moment, and what in them is still to come.

    Those of a preview that are to come themselves are left as they are.
    """
    found: list[Article] = []
    problems: list[Problem] = []
    for article in articles:
        known, more = (article, ()) if _is_to_come(article.published, now) else _as_known(article, now)
        found.append(known)
        problems.extend(more)
    return tuple(found), tuple(problems)


def _as_known(article: Article, now: datetime) -> tuple[Article, tuple[Problem, ...]]:
    problems = tuple(sorted(_to_come(article, now)))
    if not problems:
        return article, ()
    updated = None if _is_to_come(article.updated, now) else article.updated
    facts = article.facts
    if updated is not article.updated:
        facts = tuple(replace(one, told=article.published) if one.told == article.updated else one for one in facts)
    kept = tuple(
        one for one in article.corrections if one.kind is CorrectionKind.RETRACTION or not _is_to_come(one.stamp, now)
    )
    return replace(article, updated=updated, facts=facts, corrections=kept), problems


def _to_come(article: Article, now: datetime) -> Iterator[Problem]:
    if _is_to_come(article.updated, now):
        yield Problem(
            article.updated_place or article.place, _RULE, f"the update of {article.updated} has not come", _ADVICE
        )
    for correction in article.corrections:
        if _is_to_come(correction.stamp, now):
            is_kept = correction.kind is CorrectionKind.RETRACTION
            message = f"the {correction.kind} of {correction.stamp} has not come"
            yield Problem(correction.place, _RULE, message, "correct the date" if is_kept else _ADVICE)
    last = Stamp.at(now).last_day
    for fact in article.facts:
        first = fact.as_of.first or fact.as_of.last
        # Without an update or correction to come it lies after its article, which reading has told.
        if first > last and fact.told is not None and fact.told.moment > now:
            yield Problem(fact.place, _RULE, f"the fact is of {fact.as_of}, which has not come", "correct its as_of")


def check_later_facts(
    article: Article, references: Iterable[Reference], articles: Mapping[str, Article]
) -> Iterator[Problem]:
    """Find an article's links, in canonical names, to facts that a later story was the first to tell.

    Nobody could know them yet; as of any day between the two, such as under an embargo, such a link leads nowhere.
    """
    for reference in references:
        scheme, _, rest = reference.target.partition(":")
        owner = rest.partition("/")[0]
        other = articles.get(owner) if scheme == "fact" and owner != article.id else None
        if other is not None and other.published.moment > article.modified.moment:
            message = f"this links to a fact of '{owner}', which came later, on {other.published}"
            advice = "give this story a fact of its own, or say `updated:` where it was changed since"
            yield Problem(reference.place, _RULE, message, advice)


def _is_to_come(stamp: Stamp | None, now: datetime) -> bool:
    return stamp is not None and stamp.moment > now
