"""The figures that an editor has excused in the front matter, each with its reason.

Under `allow`, the keys `figures`, `unknown-figure` and `contradiction` hold reasons. A reason that starts with a
figure as printed and a colon excuses that figure alone; any other excuses every figure without a fact (but no contradiction,
which has to be named)::

    allow:
      figures:
        - "59: the count of stores in the invitation, which no source dates"
        - All prices in this explainer are made up.

Inline, `*59*{.plain}` in the Markdown excuses one figure where it stands.
"""

from collections.abc import Mapping

from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_results import Figure

_KEYS = ("figures", "unknown-figure", "contradiction")
_LONGEST = 60  # characters of a figure before its colon


@dataclass(frozen=True, slots=True)
class Excuses:
    """An article's excuses: by figure as printed in lower case, and one for all the others."""

    by_figure: Mapping[str, str]
    general: str = ""

    def reason(self, figure: Figure, *, is_contradiction: bool) -> str:
        """Why the figure is excused, empty where it is not."""
        words_of = (figure.text, figure.core) if self.by_figure else ()
        for words in words_of:
            found = self.by_figure.get(" ".join(words.lower().split()))
            if found:
                return found
        return "" if is_contradiction else self.general


def excuses(allow: Mapping[str, tuple[str, ...]]) -> Excuses:
    """Read an article's `allow`."""
    by_figure: dict[str, str] = {}
    general = ""
    for key in _KEYS:
        for reason in allow.get(key, ()):
            head, colon, rest = reason.partition(": ")
            if (
                colon
                and len(head) <= _LONGEST
                and (any(character.isdecimal() for character in head) or len(head.split()) <= 3)
            ):
                by_figure[" ".join(head.lower().split())] = rest.strip()
            elif key != "contradiction":
                general = general or reason
    return Excuses(by_figure, general)
