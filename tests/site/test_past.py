"""The repository's own site as of days on which much of it was not known yet."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.model.problems import Severity
from factledger.pipeline import check
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "now",
    [datetime(2024, 5, 2, tzinfo=UTC), pytest.param(datetime(2025, 6, 1, tzinfo=UTC), marks=pytest.mark.thorough)],
)
def test_it_builds_as_of_a_past_day_without_errors_about_what_was_not_yet_known(now):
    report = check(Request(project=ROOT, now=now))
    assert [str(problem) for problem in report.problems if problem.severity is Severity.ERROR] == []
    assert {problem.rule for problem in report.problems} == {"not-yet", "early-entity"}


def test_no_story_links_to_one_that_came_later():
    settings, _ = read_settings(ROOT)
    corpus, _ = read_corpus(ROOT, settings)
    published = {article.id: article.published.moment for article in corpus.articles}
    later = [
        (article.id, reference.target)
        for article in corpus.articles
        for reference in article.prose.references
        for _, _, rest in [reference.target.partition(":")]
        if published.get(re.split("[/#]", rest)[0], article.published.moment) > article.published.moment
    ]
    assert later == []
