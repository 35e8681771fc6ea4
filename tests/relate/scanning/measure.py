"""How well the scanner does on the labelled sentences: `python -m tests.relate.scanning.measure`.

Prints precision and recall for the sentences that it was tuned on and for those held out (every third).
`--mistakes` lists what went wrong in the tuned ones; the held-out ones are never shown.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from factledger.model.dates import parse_period
from factledger.model.proofreading_results import Figure
from factledger.model.quantity import Qualifier
from factledger.relate.scanning.scan import scan

CORPUS = Path(__file__).parent / "corpus.txt"
_LABEL = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


@dataclass(frozen=True)
class Expected:
    """A figure that a sentence holds: where, and what it is."""

    start: int
    end: int
    meaning: object


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence."""

    text: str
    today: date
    expected: tuple[Expected, ...]
    is_held_out: bool


@dataclass
class Score:
    """Counts over some sentences."""

    right: int = 0
    found: int = 0
    expected: int = 0
    sentences: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def sentences(path: Path = CORPUS) -> Iterator[Sentence]:
    """Read the labelled sentences."""
    today, number = date(2024, 5, 10), 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            today = date.fromisoformat(line[2:])
        elif line and not line.startswith("#"):
            yield _sentence(line, today, is_held_out=number % 3 == 0)
            number += 1


def _sentence(line: str, today: date, *, is_held_out: bool) -> Sentence:
    text, expected, end = "", [], 0
    for found in _LABEL.finditer(line):
        text += line[end : found.start()]
        expected.append(Expected(len(text), len(text) + len(found[1]), _meaning(found[2])))
        text += found[1]
        end = found.end()
    return Sentence(text + line[end:], today, tuple(expected), is_held_out)


def _meaning(label: str) -> object:
    if label.startswith("@"):
        return parse_period(label[1:]).days
    words = label.split()
    ends = [Decimal(end) for end in words[0].split("..")]
    last = words[-1]
    is_rank = last == "rank"
    hedge = last if last in Qualifier._value2member_map_ else ""
    unit_words = words[1:-1] if hedge or is_rank else words[1:]
    unit = " ".join(unit_words)
    qualifier = Qualifier(hedge) if hedge else Qualifier.AT_MOST if is_rank else Qualifier.EXACT
    return (ends[0], ends[-1], None if unit == "-" else unit, qualifier, is_rank)


def meaning_of(figure: Figure) -> object:
    """What the scanner made of a figure, in the terms of the labels."""
    if figure.period is not None:
        return figure.period.days
    value = figure.value
    assert value is not None
    hedge = value.qualifier
    return (value.low, value.high, value.unit, hedge, value.is_rank)


def right_ones(sentence: Sentence, figures: tuple[Figure, ...]) -> set[Expected]:
    """The expected figures that were found with the right value, unit and qualifier."""
    return {
        wanted
        for wanted in sentence.expected
        for figure in figures
        if figure.core_start < wanted.end and wanted.start < figure.core_end and meaning_of(figure) == wanted.meaning
    }


def measure(path: Path = CORPUS, *, mistakes: list[str] | None = None) -> dict[str, Score]:
    """Scan every sentence and count."""
    scores = {"tuned": Score(), "held out": Score()}
    for sentence in sentences(path):
        score = scores["held out" if sentence.is_held_out else "tuned"]
        figures = scan(sentence.text, today=sentence.today)
        right = right_ones(sentence, figures)
        score.right += len(right)
        score.found += len(figures)
        score.expected += len(sentence.expected)
        score.sentences += 1
        if (
            mistakes is not None
            and not sentence.is_held_out
            and not len(right) == len(figures) == len(sentence.expected)
        ):
            mistakes.append(_mistake(sentence, figures, right))
    return scores


def _mistake(sentence: Sentence, figures: tuple[Figure, ...], right: set[Expected]) -> str:
    missed = [(sentence.text[one.start : one.end], one.meaning) for one in sentence.expected if one not in right]
    found = [(figure.text, _shown(meaning_of(figure))) for figure in figures]
    return f"{sentence.text}\n    wanted {[(text, _shown(meaning)) for text, meaning in missed]}\n    found  {found}"


def _shown(meaning: object) -> str:
    return " ".join(str(part) for part in meaning) if isinstance(meaning, tuple) else str(meaning)


def main() -> None:
    """Print the numbers."""
    mistakes: list[str] = []
    for name, score in measure(mistakes=mistakes).items():
        sys.stdout.write(
            f"{name:9} {score.sentences:4} sentences, {score.expected:4} figures: "
            f"precision {score.precision:.4f}, recall {score.recall:.4f}\n"
        )
    if "--mistakes" in sys.argv:
        sys.stdout.write("\n".join(mistakes) + "\n")


if __name__ == "__main__":
    main()
