"""The nearest valid name for one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Advice that names the closest of `names`, or empty when none is close.

    Letter case counts for nothing, ties go to the name that sorts first, and a long list is not searched
    beyond what an editor would wait for.
    """
    by_folded = {name.casefold(): name for name in sorted(names, reverse=True)}
    close = get_close_matches(word.casefold(), sorted(by_folded), n=1, cutoff=0.6)
    return f"did you mean '{by_folded[close[0]]}'?" if close else ""
