"""Whether a figure is said to be so, or to be hoped for."""

from collections.abc import Sequence

from factledger.model.dates import Grain
from factledger.model.facts import FactKind
from factledger.model.language import Found, Language
from factledger.relate.matching.evidence.counted import words_of
from factledger.relate.matching.evidence.says import Evidence, Says
from factledger.relate.matching.evidence.wanted import Wanted
from factledger.relate.matching.nearby import Level, Near, Zone

_COUNTED_OVER = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR, Grain.SPAN})
_BESIDE = 2  # characters between a figure and the word behind it that it belongs to


def weigh_kind(wanted: Wanted, near: Near, language: Language) -> Evidence | None:
    """Whether they tell a result, or what is hoped for, as the fact does."""
    kind = wanted.fact.kind
    hopes = ("target", "estimate", "plan")
    here = near.first("kind", Level.BEHIND)
    words = [(found.value, zone.words((found.start, found.end))) for zone, found in here[1]]
    hoped = next((said for value, said in words if value in hopes), "")
    done = next((said for value, said in words if value == "actual"), "")
    start = near.one.figure.start
    if _has_modal(near, here[1], language):
        done = ""
    if kind is FactKind.ACTUAL:
        if done:
            return Evidence("kind", Says.AGREES, done, "a result")
        if wanted.fact.period is None or wanted.fact.period.grain not in _COUNTED_OVER:
            hoped = ""  # a data sheet may promise what is so
        if hoped and here[0] == Level.CLAUSE:
            leading = [
                found
                for _, found in here[1]
                if found.end <= start or (found.value != "plan" and found.start - near.one.figure.end <= _BESIDE)
            ]  # what "would" be done to last year's figure makes no plan of it
            return Evidence("kind", Says.DIFFERS, hoped, "a result") if leading and hoped else None
        return None
    shown = f"{'an' if kind is FactKind.ESTIMATE else 'a'} {kind}"
    if hoped:
        return Evidence("kind", Says.AGREES, hoped, shown)
    elsewhere = next(((level, zone, one) for level, zone, one in near.phrases("kind") if one.value in hopes), None)
    if elsewhere is not None and (elsewhere[0] <= Level.SENTENCE or not done or near.one.passage.above):
        is_other = done and elsewhere[0] == Level.SENTENCE
        return Evidence(
            "kind", Says.DOUBTS if is_other else Says.ECHOES, done if is_other else words_of(elsewhere), shown
        )
    if done:
        return Evidence("kind", Says.DIFFERS, done, shown)
    counted = near.first("counted", Level.CLAUSE)[1]
    if kind is FactKind.PLAN or not any(found.value in wanted.concepts for _, found in counted):
        return None
    return Evidence("kind", Says.DOUBTS, "", shown)


def _has_modal(near: Near, phrases: Sequence[tuple[Zone, Found]], language: Language) -> bool:
    """Whether a verb before a figure makes a wish of the one behind it: "wollte 42.013 Wagen übergeben"."""
    start = near.one.figure.start
    clause = near.zones[Level.CLAUSE]
    return any(
        zone in clause and found.end <= start and zone.words((found.start, found.end)).lower() in language.modals
        for zone, found in phrases
    )
