"""Dates beside a figure that are said of something else: of a base of comparison, a founding, a time to come, the next figure."""

from factledger.model.facts import FactKind
from factledger.model.proofreading_language import Language, words_of
from factledger.relate.matching.evidence.evidence_types import Setting
from factledger.relate.matching.evidence.fact_dimensions import SETTLED_BEFOREHAND, FactDimensions
from factledger.relate.matching.nearest_words import Level, Near, PrintedDate, Zone


def is_base(zone: Zone, dated: PrintedDate, language: Language) -> bool:
    """Whether a date is that with which something is compared: "above September's", "than in October 2024"."""
    text = zone.text.reading.text
    before = text[max(zone.start, dated.start - _LEAD) : dated.start]
    if not language.has_spaces:  # "比二季度的3.1%": of the figure that it leads
        return before.endswith(tuple(language.bases)) and not text.startswith(language.possessive, dated.end)
    if not language.bases.isdisjoint(words_of(before).words[-_LEADING_WORDS:]):
        return True
    return any(0 <= dated.start - found.end <= 1 for found in zone.phrases("beside"))


def is_of_life(zone: Zone, dated: PrintedDate) -> bool:
    """Whether a year is that in which somebody was founded or born: "the maker, founded in 1931,", "der 1948 gegründete"."""
    return dated.figure.period is not None and any(
        -_BESIDE_LIFE <= found.start - dated.end <= _BESIDE_LIFE or 0 <= dated.start - found.end <= _BESIDE_LIFE
        for found in zone.phrases("life")
    )


_BESIDE_LIFE = 6  # characters between a year and the word that makes it one of a life


def is_settled(wanted: FactDimensions, *, is_moment: bool) -> bool:
    """Whether what a fact tells is so before the time of which its sentence tells something else: a price."""
    return is_moment or not wanted.concepts.isdisjoint(SETTLED_BEFOREHAND)


def is_definite(dated: PrintedDate) -> bool:
    """Whether a date says its year or how far off it is: "the end of the first quarter" may have gone by or lie ahead."""
    return dated.figure.is_year_stated or dated.figure.is_relative


def is_to_come(dated: PrintedDate, wanted: FactDimensions, setting: Setting) -> bool:
    """Whether a date lies ahead of the article, where what is so now is not said to be."""
    period = dated.figure.period
    if period is None or wanted.fact.kind is not FactKind.ACTUAL:
        return False
    return (period.first or period.last) > setting.day.last


def leads_base(zone: Zone, dated: PrintedDate, near: Near, language: Language) -> bool:
    """Whether a clause begins with what a figure is compared with and goes on to it: "as in the first half of 2024 it spent 512 now"."""
    if not language.has_spaces or near.opener not in language.bases or zone is not near.zones[Level.CLAUSE][0]:
        return False
    text, figure = zone.text.reading.text, near.one.figure
    if not zone.start <= dated.start < figure.start:
        return False
    return sum(word not in language.function for word in words_of(text[dated.end : figure.start]).words) >= _GOING_ON


_GOING_ON = 3  # words with a meaning between what is compared with and the figure
_LEAD = 16  # characters before a date in which a word of comparison stands
_LEADING_WORDS = 2


def may_be_of_next(near: Near, words: str) -> bool:
    """Whether a date stands between a figure and the next of its clause, of which it may be said."""
    zone = near.zones[Level.CLAUSE][0]
    if not any(start == zone.end for start, _ in near.passage.values):
        return False
    said = [dated for dated in zone.dates() if zone.words((dated.start, dated.end)) == words]
    return bool(said) and all(dated.start >= near.one.figure.end for dated in said)


def is_inserted(near: Near, zones: tuple[Zone, ...], words: str, language: Language) -> bool:
    """Whether a date stands behind other words in a clause beside the figure's: "close to a fifth in the spring of 2024,"."""
    if not language.has_spaces:
        return False
    is_bare = _is_bare(near, language)
    for zone in zones:
        for dated in zone.dates():
            if zone.text is near.passage and zone.words((dated.start, dated.end)) == words:
                before = words_of(zone.text.reading.text[zone.start : dated.start]).words
                is_parted = near.zones[Level.CLAUSE][0].start - zone.end > _PARTED
                if is_bare and is_parted and not zone.has_figure():
                    return False
                is_told = any(found.start < dated.start for found in zone.phrases("counted"))
                return is_told or sum(word not in language.function for word in before) >= _INSERTED
    return False


def _is_bare(near: Near, language: Language) -> bool:
    """Whether no word with a meaning stands before a figure in its clause: "It built in the first quarter, said the agency, 44,100 cars"."""
    zone = near.zones[Level.CLAUSE][0]
    before = words_of(zone.text.reading.text[zone.start : near.one.figure.start]).words
    return all(word in language.function for word in before)


_PARTED = 6  # characters between two clauses from which something is put in between them
_INSERTED = 2  # words with a meaning before a date that make more of a clause than a time
