"""What a build is asked for and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from factledger.model.fast_dataclass import dataclass
from factledger.model.problems import Problem, Severity
from factledger.model.proofreading_results import Coverage

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, and of how much


def untold(what: str, done: int, of: int) -> None:
    """The progress of a build that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build.

    `project` is the folder with site.yaml; `output` and `url` override the settings'; `now` is the
    build's clock, with its zone.
    """

    project: Path
    now: datetime
    output: Path | None = None
    url: str = ""
    with_drafts: bool = False
    workers: int = 1  # processes that may share the work
    against: Path | str | None = (
        None  # a published facts.json, or the site that holds one: a path, or as text a web address
    )
    wants_search_index: bool = True  # where the site has a search page
    wants_downloads: bool = True  # as the facts are now; else they may stay as an earlier build left them
    progress: Progress = field(default=untold, compare=False, repr=False)  # is told how far the build has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Where a build's time went, in seconds: by stage on the clock, by template with its pages in all processes."""

    stages: tuple[tuple[str, float], ...]
    templates: tuple[tuple[str, int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a build: the problems in order of place, and what was done to the output folder.

    A build that had little to do tells no more problems than are shown, and how many more there are.
    """

    problems: tuple[Problem, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)  # by rule, the warnings that are not among `problems`
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    output: Path = Path()
    held_back: Mapping[str, str] = field(default_factory=dict)  # what waits, by name: why; the next to come first
    of_waiting: tuple[Problem, ...] = ()  # what a check found wrong with what waits, as warnings
    early: Mapping[str, str] = field(default_factory=dict)  # by the path of a page that only a preview has: why
    coverage: Mapping[str, Coverage] = field(default_factory=dict)  # of each article's figures, by its file
    profile: Profile | None = None  # of a build that made everything

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong enough that nothing was written."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


class WorkerError(Exception):
    """A process that shared the work broke off; the text says how, for whoever runs the build."""
