"""The repository's own site as of days on which much of it was not known yet."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.model.builds import Request
from sitegen.model.problems import Severity
from sitegen.pipeline import check

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("now", [datetime(2024, 5, 2, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)])
def test_it_builds_as_of_a_past_day_without_errors_about_what_was_not_yet_known(now):
    report = check(Request(project=ROOT, now=now))
    assert [str(problem) for problem in report.problems if problem.severity is Severity.ERROR] == []
    assert {problem.rule for problem in report.problems} == {"not-yet", "early-entity"}
