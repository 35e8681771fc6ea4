"""What the builds of one process hand on to one another, so that a preview works out again what a change reaches."""

from dataclasses import dataclass, field

from factledger.cache.kept_problems import LastRecords
from factledger.cache.row_fingerprints import LastRows
from factledger.model.problems import JudgedBefore
from factledger.relate.ledger_building import LastLedger


@dataclass(slots=True)
class KeptValues:
    """Values that an earlier build of this process made; mutable, for each build leaves here what the next can use.

    `parsed` has those of the store of parsed files, by the same keys, as they were loaded.
    """

    parsed: dict[bytes, object] = field(default_factory=dict)
    ledger: LastLedger = field(default_factory=LastLedger)
    outputs: dict[str, tuple[object, object]] = field(default_factory=dict)  # of tasks, with what their traces are
    rows: LastRows = field(default_factory=LastRows)
    judged: JudgedBefore = field(default_factory=JudgedBefore)
    problems: LastRecords = field(default_factory=LastRecords)  # of problems
