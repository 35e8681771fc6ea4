"""The articles of the proofreading benchmark lie beside their mistakes, and every mistake can be put into its article."""

import pytest

from tests.proofreading.benchmark import LANGUAGES, ROOT, cases, changed

HALVES = ("open", "once")


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_of_mistakes_is_without_its_article(language, half):
    lists = sorted((ROOT / language / half).glob("*.yaml"))
    assert [path.name for path in lists if not path.with_suffix(".md").exists()] == []


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_changes_its_article(language, half):
    unchanged = [
        (case.name, mistake)
        for case in cases(language, half)
        for mistake in case.mistakes
        if changed(case, mistake) == case.text
    ]
    assert unchanged == []
