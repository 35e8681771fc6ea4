"""Places in a list that two of its entries claim: "1." over a heading where the next one is "1." again.

Whoever ranks things numbers them, down or up, and each number once. A text that numbers several lists begins anew, and the hours
of a log come back; so all numbers of it have to be those of one list, but for one that stands twice while its neighbour is missing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from factledger.model.proofreading_language import Language
from factledger.relate.judging.misplaced_names import Doubt, marked
from factledger.relate.judging.small_counts_in_words import numbers_in_words
from factledger.relate.scanning.html_blocks import Block

_FEWEST = 3
_MOST = 12


def list_numbers(cut: Sequence[Block], language: Language) -> Mapping[int, Sequence[Doubt]]:
    """The number of an entry that another one of the list has, where the one that is missing is meant; by the number of the block."""
    found = _numbers(cut, language)
    values = [value for _, _, value in found]
    twice = [value for value, count in Counter(values).items() if count > 1]
    if len(values) < _FEWEST or len(twice) != 1 or values.count(twice[0]) != 2:
        return {}
    wanted = [list(range(1, len(values) + 1)), list(range(len(values), 0, -1))]
    for order in wanted:
        wrong = [at for at, value in enumerate(values) if value != order[at]]
        if len(wrong) == 1:
            block, (start, end), _ = found[wrong[0]]
            return {block: (_doubt(cut[block].text, start, end, order[wrong[0]]),)}
    return {}


def _numbers(cut: Sequence[Block], language: Language) -> list[tuple[int, tuple[int, int], int]]:
    """The numbers with which blocks begin: of the block, where it stands, and which one."""
    words = numbers_in_words(language)
    found = []
    for number, block in enumerate(cut):
        opening = language.entry.match(block.text) if block.cell is None else None
        if opening is not None:
            said = opening["number"]
            value = int(said) if said.isdecimal() else words.get(said, 0)
            if 0 < value <= _MOST:
                found.append((number, opening.span("number"), value))
    return found


def _doubt(text: str, start: int, end: int, wanted: int) -> Doubt:
    words = text[start:end]
    message = f"'{words}' is the number of another entry of this list, and {wanted} of none"
    return Doubt(start, end, message, f"put the number right, or mark it: {marked(words)}")
