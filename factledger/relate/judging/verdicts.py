"""Verdicts on figures, and the evidence that each rests on."""

from enum import StrEnum

from factledger.model.fast_dataclass import dataclass
from factledger.model.proofreading_results import Judged
from factledger.relate.matching.candidate_ranking import Candidate
from factledger.relate.matching.date_matches import KnownDate
from factledger.relate.matching.quantities_of_facts import Claim


class Ground(StrEnum):
    """What a verdict against a figure or date rests on; `judging/verdict_severity.py` says which of them make an error."""

    LINK = "link"  # the editor's own link names the fact
    IMPOSSIBLE = "impossible"  # no such day, an end before the beginning
    WORDS = "words"  # a fact's value beside words that say something else
    NUMBER = "number"  # one slip away from a fact's value
    DATE = "date"  # another day than a fact's
    EVENT = "event"  # another day than that of an event of the front matter that the sentence names
    RESULT = "result"  # one slip away from what follows from figures told with it
    RELATION = "relation"  # not what words such as "together" or "doubled" say of figures told with it
    NAMED = "named"  # not what follows from the two figures that its words name: "four times those of Veltra"
    COMPARED = "compared"  # a change on the year that is said to be one on the month, or the reverse
    HEDGE = "hedge"  # right with the reverse of its hedge
    POINTS = "points"  # right in percentage points where percent is said, or the reverse
    CHANGE = "change"  # told the wrong way round from one printed figure to another: "fell from 250 to 273"
    SENSE = "sense"  # "more than" or "rose" said of two figures of which the reverse is so


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said to a figure, with the fact or date that it was held against and what parts them, in words.

    A figure that is unknown with a candidate or claim is in doubt: half of what would accuse it is there.
    """

    judged: Judged
    slip: str = ""
    claim: Claim | None = None
    known: KnownDate | None = None
    candidate: Candidate | None = None
    ground: Ground | None = None
