"""Facts parted into families that have nothing to do with one another, so that each can be worked out by itself.

A figure is held against others of its subject, of the company of its subject and of whoever owns that, and against
those that an editor joined with it by `supersedes`; against nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence

from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact
from factledger.relate.union_find import Groups


def families(
    facts: Iterable[Fact], replaces: Mapping[str, Fact], entities: Mapping[EntityKey, Entity]
) -> Sequence[tuple[Fact, ...]]:
    """The facts of each family, in their order; `replaces` as `chains` has it."""
    groups: Groups[EntityKey] = Groups()
    for key, entity in entities.items():
        for above in (entity.company, entity.parent):
            if above is not None:
                groups.join(above.key, key)
    facts = tuple(facts)
    if replaces:
        for fact in facts:
            if fact.id in replaces:
                groups.join(fact.subject, replaces[fact.id].subject)
    found: dict[EntityKey, list[Fact]] = {}
    roots: dict[EntityKey, EntityKey] = {}
    for fact in facts:
        root = roots.get(fact.subject)
        if root is None:
            root = roots[fact.subject] = groups.root(fact.subject)
        found.setdefault(root, []).append(fact)
    return [*map(tuple, found.values())]
