"""Links put into rendered HTML: a figure's to the fact behind it, a name's to its page."""

from collections.abc import Iterable, Mapping
from html import escape

from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.ledger import Ledger, Status
from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.model.problems import Place
from factledger.model.proofreading_results import Judged, Outcome
from factledger.model.rendered_prose import Prose, Reference
from factledger.relate.matching.backing_facts import FROM_NOTE

_MARKED = (Status.SUPERSEDED, Status.RETRACTED, Status.REFUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link around a stretch of the HTML that no tag cuts."""

    start: int
    end: int
    target: str
    classes: str
    title: str = ""
    words: str = ""
    place: Place


def with_links(prose: Prose, links: Iterable[NewLink]) -> Prose:
    """The text with these links, which must not overlap; their references are appended in the order of the text."""
    ordered = sorted(links, key=lambda link: link.start)
    if not ordered:
        return prose
    pieces, references, position = [], list(prose.references), 0
    for link in ordered:
        title = f' title="{escape(link.title)}"' if link.title else ""
        pieces.append(prose.html[position : link.start])
        pieces.append(f'<a class="{link.classes}" href="\x00{len(references)}\x00"{title}>')
        pieces.append(prose.html[link.start : link.end])
        pieces.append("</a>")
        references.append(Reference(link.target, link.place, link.words))
        position = link.end
    pieces.append(prose.html[position:])
    return replace(prose, html="".join(pieces), references=tuple(references))


def figure_links(
    judged: Iterable[Judged], ledger: Ledger, metrics: Mapping[str, Metric], place: Place, messages: Messages = ENGLISH
) -> list[NewLink]:
    """The links of an article's figures that rest on facts; dates and what already stands in a link get none."""
    links = []
    for one in judged:
        printed = one.printed
        if one.outcome not in (Outcome.BACKED, Outcome.DERIVED) or not printed.is_linkable or not one.facts:
            continue
        if one.how == FROM_NOTE or printed.figure.value is None or one.facts[0] not in ledger.facts:
            continue
        links.append(
            NewLink(
                start=printed.html_start,
                end=printed.html_end,
                target=f"fact:{one.facts[0]}",
                classes=_classes(one, ledger),
                title=_title(one, ledger, metrics, messages),
                words=printed.figure.core,
                place=place,
            )
        )
    return links


def _classes(one: Judged, ledger: Ledger) -> str:
    """What the theme marks the figure by: where its fact stands, if there is something to say."""
    if one.outcome is Outcome.DERIVED:
        return "figure figure--derived"
    standing = ledger.standings[one.facts[0]]
    if standing.status in _MARKED and not standing.is_upheld:
        return f"figure figure--{standing.status}"
    return "figure figure--disputed" if standing.disputed_by else "figure"


def _title(one: Judged, ledger: Ledger, metrics: Mapping[str, Metric], messages: Messages) -> str:
    """What a reader learns on hover or focus: the fact's value, as-of, source and standing, or the sum."""
    fact = ledger.facts[one.facts[0]]
    if one.outcome is Outcome.DERIVED:
        if messages.speaks("en"):
            return f"Worked out: {one.how}"
        figures = messages.gettext("; ").join(ledger.facts[id].text for id in one.facts if id in ledger.facts)
        return messages.gettext("Worked out from %(figures)s", figures=figures)
    metric = metrics.get(fact.metric)
    name = metric.name if metric else fact.metric
    period = f", {fact.period}" if fact.period else ""
    kind = "" if fact.kind == "actual" else f" ({fact.kind})"
    return f"{name}{period}{kind}: {fact.text}; as of {fact.as_of}; {fact.source.name}{_standing(fact, ledger)}"


def _standing(fact: Fact, ledger: Ledger) -> str:
    standing = ledger.standings[fact.id]
    if standing.status is Status.SUPERSEDED and standing.superseded_by:
        newer = ledger.facts[standing.superseded_by]
        return f"; {'confirmed' if standing.is_upheld else f'superseded by {newer.text}'} as of {newer.as_of}"
    if standing.status in _MARKED:
        return f"; {standing.status}"
    others = dict.fromkeys(ledger.facts[other].text for other in standing.disputed_by)
    return f"; disputed: {', '.join(others)}" if others else ""
