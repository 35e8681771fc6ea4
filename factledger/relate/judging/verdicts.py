"""Verdicts on figures."""

from factledger.model.fast_dataclass import dataclass
from factledger.model.figures import Judged
from factledger.relate.matching.candidate_ranking import Candidate
from factledger.relate.matching.claimable_quantities import Claim
from factledger.relate.matching.date_matches import KnownDate


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
