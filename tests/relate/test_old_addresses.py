"""Old addresses with the folder in which the whole site stands."""

from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import load

FILES = {
    "content/companies/a.md": "---\nname: A\nredirects: [/blog/makers/a/]\n---\n",
    "content/pages/about.md": "---\ntitle: About\naliases: [/blogs/about/]\n---\nWords.\n",
    "content/articles/a.md": "---\ntitle: A\ndate: 2025-01-02\naliases: [/blog/old%20story/, /old/]\n---\nWords.\n",
}


def told(project, settings):
    _, problems = load(Request(project=project({**FILES, "site.yaml": settings}), now=datetime(2026, 1, 1, tzinfo=UTC)))
    return [(str(problem.place), problem.rule, problem.message, problem.advice) for problem in problems]


def test_an_old_address_begins_inside_the_folder_of_the_site(project):
    said = "begins with the folder of the site itself, so that"
    assert told(project, "url: https://example.org/blog/\n") == [
        (
            "content/articles/a.md:4:11",
            "moved-address",
            f"'/blog/old story/' {said} /blog/blog/old story/ would lead here",
            "write /old%20story/",
        ),
        (
            "content/companies/a.md:3:13",
            "moved-address",
            f"'/blog/makers/a/' {said} /blog/blog/makers/a/ would lead here",
            "write /makers/a/",
        ),
    ]


@pytest.mark.parametrize("settings", ["", "url: https://example.org/blog/\narticles: /blog/{slug}/\n"])
def test_it_may_have_that_name_where_the_sites_own_addresses_have_it(settings, project):
    assert told(project, settings) == []
