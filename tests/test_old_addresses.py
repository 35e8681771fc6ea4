"""Old addresses of a whole site below a base path: the pages that stand there, and what hosts are told."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build

ROOT = Path(__file__).parent.parent


@pytest.fixture
def published(project):
    """The output of a site in which an article, a company and a page have moved."""
    article = "---\ntitle: The next model\ndate: 2025-04-01\naliases: [/news/model-1.5/, /a%20b/, /next, /next/, /old.html]\n---\nText.\n"
    folder = project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
            "content/articles/model-two.md": article,
            "content/companies/acme.md": "---\nname: Acme\nredirects: [/companies/acme.motors]\n---\nCars.\n",
            "content/pages/about.md": "---\ntitle: About\naliases: [/about.php]\n---\nUs.\n",
        }
    )
    assert build(Request(project=folder, now=datetime(2025, 6, 1, tzinfo=UTC))).problems == ()
    return folder / "public"


def test_every_old_address_has_its_page_which_speaks_of_the_new_one(published):
    found = {}
    for path in published.rglob("*.htm*"):
        text = path.read_text(encoding="utf-8")
        if target := re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', text):
            canonical = re.search(r'<link rel="canonical" href="([^"]*)">', text)[1]
            shared = re.search(r'<meta property="og:url" content="([^"]*)">', text)[1]
            found[path.relative_to(published).as_posix()] = (target[1], canonical, shared)
    assert found == {
        file: (f"/ev/{path}", f"https://example.org/ev/{path}", f"https://example.org/ev/{path}")
        for file, path in {
            "news/model-1.5/index.html": "news/model-two/",
            "a b/index.html": "news/model-two/",
            "next/index.html": "news/model-two/",
            "old.html": "news/model-two/",
            "companies/acme.motors/index.html": "companies/acme/",
            "about.php/index.html": "about/",
        }.items()
    }


def test_hosts_are_told_of_every_old_address_with_its_slash_and_without(published):
    assert (published / "_redirects").read_text(encoding="utf-8").splitlines() == [
        "/ev/a%20b /ev/news/model-two/ 301",
        "/ev/a%20b/ /ev/news/model-two/ 301",
        "/ev/about.php /ev/about/ 301",
        "/ev/about.php/ /ev/about/ 301",
        "/ev/companies/acme.motors /ev/companies/acme/ 301",
        "/ev/companies/acme.motors/ /ev/companies/acme/ 301",
        "/ev/news/model-1.5 /ev/news/model-two/ 301",
        "/ev/news/model-1.5/ /ev/news/model-two/ 301",
        "/ev/next /ev/news/model-two/ 301",
        "/ev/next/ /ev/news/model-two/ 301",
        "/ev/old.html /ev/news/model-two/ 301",
    ]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "https://example.org/ev/",
            [
                "content/pages/about.md:3:18: bad-url: '/ev/news/old/' begins with the site's own folder and would stand "
                "at '/ev/ev/news/old/'; write what follows it: /news/old/"
            ],
        ),
        ("https://example.org/", []),
        ("https://example.org/about/", []),  # where a page stands at /about/about/, so may an old one
    ],
)
def test_an_old_address_that_was_pasted_with_the_sites_own_folder_is_asked_about(project, url, told):
    page = f"---\ntitle: About\naliases: [/old/, {'/about/then/' if 'about' in url else '/ev/news/old/'}]\n---\nUs.\n"
    folder = project({"site.yaml": f"title: Test\nurl: {url}\n", "content/pages/about.md": page})
    report = build(Request(project=folder, now=datetime(2025, 6, 1, tzinfo=UTC)))
    assert [str(problem) for problem in report.problems] == told


def test_the_figures_of_a_company_that_is_called_otherwise_lead_on_from_below_its_old_address(project):
    facts = "companies: [acme]\nsources:\n  a: {name: A, url: https://example.org/a}\nfacts:\n  - {metric: sales, period: 2025-03, value: 500}\n"
    folder = project(
        {
            "site.yaml": "title: Test\nurl: https://example.org/ev/\n",
            "content/metrics.yaml": "sales: {name: Sales, unit: vehicles}\n",
            "content/articles/story.md": f"---\ntitle: A story\ndate: 2025-04-01\n{facts}---\nText.\n",
            "content/companies/acme.md": "---\nname: Acme\nredirects: [/companies/acme-motors/, /makers/acme/]\n---\nCars.\n",
        }
    )
    assert build(Request(project=folder, now=datetime(2025, 6, 1, tzinfo=UTC))).problems == ()
    rules = (folder / "public/_redirects").read_text("utf-8").splitlines()
    assert [rule for rule in rules if rule.partition(" ")[0].endswith("/")] == [
        "/ev/companies/acme-motors/ /ev/companies/acme/ 301",
        "/ev/companies/acme-motors/sales/ /ev/companies/acme/sales/ 301",
        "/ev/makers/acme/ /ev/companies/acme/ 301",
    ]
    assert "url=/ev/companies/acme/sales/" in (folder / "public/companies/acme-motors/sales/index.html").read_text(
        "utf-8"
    )
