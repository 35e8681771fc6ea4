"""The nearest valid name for one that is not known."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from heapq import nlargest

_FEW = 100  # names that are compared one by one
_SHORT = 9  # letters of a word that is looked up by pairs of letters instead of three at a time
_VISITED = 3_000  # names that are counted for one word
_COMPARED = 8  # names that are compared with it letter by letter
_CLOSE = 0.6  # twice the letters that two names share over those of both
_LONGEST = 400  # letters; nobody misspelt a longer name


class Spellings:
    """Names that a misspelt one may have been meant for; with many of them too, the work for each is bounded.

    Of many names only those are compared that share most of the word's runs of letters, the rarest runs first.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names
        self._told: dict[str, tuple[str, ...]] = {}

    def near(self, word: str) -> tuple[str, ...]:
        """The names that are worth a comparison with a word."""
        if len(self._sorted) <= _FEW:
            return self._sorted
        if word not in self._told:
            self._told[word] = self._looked_up(word.casefold())
        return self._told[word]

    def _looked_up(self, word: str) -> tuple[str, ...]:
        size = 2 if len(word) < _SHORT else 3
        lists = (self._having(size).get(run, ()) for run in _runs(word, size))
        hits: Counter[int] = Counter()
        for numbers in sorted(lists, key=len):
            hits.update(numbers[:_VISITED])
            if hits.total() > _VISITED:
                break
        best = nlargest(
            _COMPARED, hits, key=lambda number: (hits[number] / (len(word) + len(self._sorted[number])), -number)
        )
        return tuple(self._sorted[number] for number in sorted(best))

    @cached_property
    def _sorted(self) -> tuple[str, ...]:
        return tuple(sorted(self._names))

    def _having(self, size: int) -> dict[str, list[int]]:
        """By a run of letters, the numbers of the names that have it."""
        return self._pairs if size == 2 else self._triples

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        return self._indexed(2)

    @cached_property
    def _triples(self) -> dict[str, list[int]]:
        return self._indexed(3)

    def _indexed(self, size: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self._sorted):
            for run in _runs(name.casefold(), size):
                found.setdefault(run, []).append(number)
        return found


def did_you_mean(word: str, names: Iterable[str] | Spellings) -> str:
    """Advice that names the closest of `names`, or empty when none is close.

    Letter case counts for nothing. Where many words are asked for, `Spellings` keeps the names for all of them.
    """
    if len(word) > _LONGEST:
        return ""
    near = names.near(word) if isinstance(names, Spellings) else names
    by_folded = {name.casefold(): name for name in sorted(near, reverse=True)}
    close = get_close_matches(word.casefold(), sorted(by_folded), n=_COMPARED, cutoff=_CLOSE)
    meant = next((name for name in close if _is_like_without_ending(word.casefold(), name)), None)
    return f"did you mean '{by_folded[meant]}'?" if meant is not None else ""


def _is_like_without_ending(word: str, name: str) -> bool:
    """Whether two names are close in more than the ending of a file that they share: a.jpg is not b.jpg."""
    stem, dot, ending = word.rpartition(".")
    if not dot or not stem or not name.endswith(f".{ending}"):
        return True
    return SequenceMatcher(None, name.removesuffix(f".{ending}"), stem).ratio() >= _CLOSE


def _runs(word: str, size: int) -> set[str]:
    """Every run of letters in a word, its ends marked."""
    marked = f"\0{word}\0"
    return {marked[start : start + size] for start in range(len(marked) - size + 1)}
