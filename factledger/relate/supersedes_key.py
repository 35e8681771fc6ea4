"""What `supersedes` names: the fact that an editor says was replaced."""

from collections.abc import Mapping, Sequence

from factledger.model.entities import EntityKey
from factledger.model.facts import Fact
from factledger.model.problems import Problem
from factledger.model.spelling_suggestions import did_you_mean
from factledger.relate.links_that_will_break import Fates

_SUGGESTIONS = 100


def replacements(
    facts: Sequence[Fact], by_id: Mapping[str, Fact], fates: Fates
) -> tuple[Mapping[str, Fact], tuple[Problem, ...]]:
    """For the id of each fact with a usable `supersedes`, the fact it replaces.

    A short id means the article's own fact. Ids that do not exist and circles are problems and replace nothing.
    """
    found: dict[str, Fact] = {}
    problems: list[Problem] = []
    near = _Near(facts)
    for fact in facts:
        if not fact.supersedes:
            continue
        older = by_id.get(f"{fact.article}/{fact.supersedes}") or by_id.get(fact.supersedes)
        place = fact.supersedes_place or fact.place
        if older is None:
            problems.append(_missing(fact, near, fates))
            continue
        found[fact.id] = older
        end = fates.end(older.article, named_by=fact.article)
        if end is not None:
            message = f"the superseded fact is of an article that expires on {end}"
            advice = f"take `supersedes` out, or `expires` out of '{older.article}'"
            problems.append(Problem(place, "expires-soon", message, advice))
    for fact in _in_circles(found, by_id):
        del found[fact.id]
        message = f"'{fact.short_id}' and '{fact.supersedes}' supersede each other in a circle"
        if fact.supersedes in (fact.id, fact.short_id):
            message = f"the fact '{fact.short_id}' supersedes itself"
        place = fact.supersedes_place or fact.place
        problems.append(Problem(place, "bad-value", message, "let the newer name the older alone"))
    return found, tuple(problems)


def _missing(fact: Fact, near: "_Near", fates: Fates) -> Problem:
    place = fact.supersedes_place or fact.place
    owner, slash, _ = fact.supersedes.partition("/")
    if slash and owner in fates.held_back:
        message = f"the article '{owner}' is not published: {fates.held_back[owner]}"
        return Problem(place, "unknown-article", message, "publish it or take `supersedes` out")
    advice = did_you_mean(fact.supersedes, near(fact)) or "write a fact's id, article/fact or fact alone"
    return Problem(place, "unknown-fact", f"no fact '{fact.supersedes}' to supersede", advice)


class _Near:
    """Ids worth suggesting; looks through the facts once, and stops when the mistakes are too many to be read."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._by_subject: dict[EntityKey, list[str]] = {}
        self._by_article: dict[str, list[str]] = {}
        self._asked = 0

    def __call__(self, fact: Fact) -> list[str]:
        """The article's own short ids, or for a whole id those of facts about the same subject."""
        if not self._asked:
            for other in self._facts:
                self._by_subject.setdefault(other.subject, []).append(other.id)
                self._by_article.setdefault(other.article, []).append(other.short_id)
        self._asked += 1
        if self._asked > _SUGGESTIONS:
            return []
        if "/" in fact.supersedes:
            return [near for near in self._by_subject[fact.subject] if near != fact.id]
        return [near for near in self._by_article[fact.article] if near != fact.short_id]


def _in_circles(replaces: Mapping[str, Fact], by_id: Mapping[str, Fact]) -> list[Fact]:
    """The facts that replace themselves by way of others; each replaces at most one, so a walk finds them."""
    circles: list[Fact] = []
    seen: dict[str, str] = {}
    for start in sorted(replaces):
        here = start
        while here in replaces and here not in seen:
            seen[here] = start
            here = replaces[here].id
        if seen.get(here) != start or here not in replaces:
            continue
        first = here
        circles.append(by_id[first])
        while (here := replaces[here].id) != first:
            circles.append(by_id[here])
    return circles
