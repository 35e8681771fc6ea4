"""Whether words stand in a figure's own phrase, so that they can say what it is; farther off they can only raise a doubt.

Sentences hold more than one matter: "within days of running out of cash it obtained 900 million". Without a parse of the
sentence the structure that shows is its signs and its small words: what a comma, an article or several words of meaning part
from a figure belongs to another phrase more often than to the figure's.
"""

import re

from factledger.model.proofreading_language import Language, words_of
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.nearest_words import Near, Zone

PARTING = re.compile(r"[,;:()–—，；：（）]|[.!?。！？](?:\s|$)")
_MOST_BETWEEN = 3  # words with a meaning of their own
_SIGNS_A_WORD = 3  # where nothing parts words


def differs(near: Near, zone: Zone, start: int, end: int, language: Language) -> Says:
    """What words say that are another's than the fact's: a contradiction in the figure's own phrase, elsewhere a doubt.

    So are words that may say something else as well: "quota", "soll", 要.
    """
    if zone.text.reading.text[start:end].lower() in language.weak:
        return Says.DOUBTS
    return Says.DIFFERS if is_own(near, zone, start, end, language) else Says.DOUBTS


def is_whole(near: Near, language: Language) -> bool:
    """Whether a figure is that of which the one before it is a part: what stands behind "310 of 650" is said of the 310."""
    start = near.one.figure.start
    before = next((value for value in reversed(near.passage.values) if value[1] <= start), None)
    if before is None:
        return False
    between = near.passage.reading.text[before[1] : start]
    return len(between) <= _A_FEW and language.is_part(between) and PARTING.search(between) is None


_A_FEW = 44  # characters between a part and its whole: " of the ", " of Germany's "


def losing_word(near: Near, language: Language) -> str:
    """The word that makes a loss of a result, or a fall of a change, in a figure's clause: "a net result of minus 84 million"."""
    zone = near.zones[0][0]
    text = zone.text.reading.text[zone.start : zone.end].lower()
    if not language.has_spaces:
        return next((word for word in language.losing if word in text), "")
    words = f" {' '.join(words_of(text).words)} "
    return next((word for word in language.losing if f" {word} " in words), "")


def is_in_base(zone: Zone, start: int, near: Near, language: Language) -> bool:
    """Whether words stand in another clause than a figure's that tells with what something is compared: ", less than a year ago,"."""
    if not language.has_spaces or zone.text is not near.passage or zone is near.zones[0][0]:
        return False
    reading = zone.text.reading
    return reading.segments[reading.segment_at(start)].opener in language.bases


def is_own(near: Near, zone: Zone, start: int, end: int, language: Language) -> bool:
    """Whether nothing but a few words parts a stretch of text from a figure; what stands over the text is its own, too."""
    if zone.text is not near.passage:
        return True
    text, figure = zone.text.reading.text, near.one.figure
    is_behind = start >= figure.end
    if is_behind and is_whole(near, language):
        return False
    between = text[figure.end : start] if is_behind else text[end : figure.start]
    if PARTING.search(between) is not None:
        return False
    if not language.has_spaces:
        return len(between) <= _MOST_BETWEEN * _SIGNS_A_WORD
    words = words_of(between).words
    meaning = [word not in language.function for word in words]
    if sum(meaning) > _MOST_BETWEEN:
        return False
    if not is_behind or True not in meaning:
        return True
    # Behind the figure another article begins another thing: "1.35 billion exceeds the proceeds".
    return language.articles.isdisjoint(words[meaning.index(True) :])
