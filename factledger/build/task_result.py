"""What comes of a page or file."""

from typing import NamedTuple

from factledger.model.planned_pages import Listed, SearchEntry
from factledger.model.problems import Problem
from factledger.patching.text_patch_data import PatchNote
from factledger.write.link_check import Gathered
from factledger.write.output_folder import Staged


class Output(NamedTuple):
    """What came of one page or file; `template` is empty where none was used, and None where it stands from before."""

    listed: Listed
    staged: Staged | None
    links: Gathered | None
    carried: tuple[str, ...]
    patch_note: PatchNote | None
    problems: tuple[Problem, ...]
    template: str | None
    seconds: float
    search_entry: SearchEntry | None = None
