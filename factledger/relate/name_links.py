"""The first mention of each company, model and person in a text becomes a link to its page."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from factledger.model.entities import EntityKey
from factledger.model.problems import Place, Problem
from factledger.model.rendered_prose import Prose
from factledger.relate.judging.link_insertion import NewLink, with_links
from factledger.relate.scanning.entity_names import Name, NameIndex
from factledger.relate.scanning.html_blocks import Block, blocks


def link_names(
    prose: Prose,
    own: EntityKey | None,
    names: NameIndex,
    unlinked: Collection[str] = (),
    *,
    listed: Collection[EntityKey] = (),
    path: str = "",
    cut: Iterable[Block] | None = None,
    beside: Sequence[NewLink] = (),
) -> tuple[Prose, tuple[EntityKey, ...], tuple[Problem, ...]]:
    """Link the first mention of each entity that the text does not link itself.

    `own` is the subject of the page, which is never linked; `unlinked` are names or ids that the editor switched off;
    `listed` are the entities of the front matter, which settle a name that could mean several; `cut` are the text's
    `blocks` where they are at hand, and `beside` other links that are put in with the names', which keep off them. Returns the text, every
    entity that it names, in the order of their first mention, and a warning for each ambiguous name.
    """
    done = {reference.target.partition("#")[0] for reference in prose.references}
    off = frozenset(unlinked)
    mentioned: dict[EntityKey, None] = {}
    ambiguous: dict[str, tuple[EntityKey, ...]] = {}
    links: list[NewLink] = []
    taken = [(link.start, link.end) for link in beside]  # in the order of the text
    for block in blocks(prose.html) if cut is None else cut:
        for at, name in names.found_in(block.text):
            key = _meant(name, own, listed)
            if key is None:
                if name.text not in off:
                    ambiguous.setdefault(name.text, name.keys)
                continue
            mentioned[key] = None
            if key == own or str(key) in done or off & {name.text, key.id, str(key)}:
                continue
            link = _link(prose, block, at, name.text, key, path)
            if link is not None and not _is_taken(link, taken):
                done.add(str(key))
                links.append(link)
    problems = tuple(_ambiguity(prose, path, name, keys) for name, keys in ambiguous.items())
    return with_links(prose, [*beside, *links]), tuple(mentioned), problems


def _is_taken(link: NewLink, taken: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(taken, (link.start, link.end)) - 1
    return (at >= 0 and taken[at][1] > link.start) or (at + 1 < len(taken) and taken[at + 1][0] < link.end)


def _meant(name: Name, own: EntityKey | None, listed: Collection[EntityKey]) -> EntityKey | None:
    """The one entity that a name means here; None where it could be several."""
    if len(name.keys) == 1:
        return name.keys[0]
    if own in name.keys:
        return own
    close = [key for key in name.keys if key in listed]
    return close[0] if len(close) == 1 else None


def _link(prose: Prose, block: Block, at: int, name: str, key: EntityKey, path: str) -> NewLink | None:
    end = at + len(name)
    if block.is_heading or block.link_at(at, end) is not None:
        return None
    start, stop = block.origin_of(at, end)
    if "<" in prose.html[start:stop]:
        return None
    return NewLink(start=start, end=stop, target=str(key), classes="name", words=name, place=Place(path, prose.line))


def _ambiguity(prose: Prose, path: str, name: str, keys: tuple[EntityKey, ...]) -> Problem:
    offset = max(prose.source.find(name), 0)
    line = prose.line + prose.source.count("\n", 0, offset)
    column = offset - prose.source.rfind("\n", 0, offset)
    choices = " or ".join(f"[{name}]({key})" for key in keys)
    advice = f"write {choices}, or list it under `unlinked`"
    return Problem(Place(path, line, column), "ambiguous-name", f"'{name}' could mean {_listed(keys)}", advice)


def _listed(keys: tuple[EntityKey, ...]) -> str:
    return " or ".join(str(key) for key in keys)
