"""Whom to tell of a security hole, and a policy in the pages for hosts that read no headers."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from factledger.model.build_request import Request
from factledger.model.settings import Settings
from factledger.pipeline import build
from factledger.plan.host_and_syndication_files import headers, page_policy, security_txt
from factledger.read.security_txt_check import check_contacts
from factledger.read.settings_file import parse_settings

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_file_has_what_rfc_9116_asks_for():
    address = "https://news.example/.well-known/security.txt"
    contacts = ("mailto:security@news.example", "https://news.example/security/")
    assert security_txt(contacts, date(2027, 1, 1), address, "de").decode() == (
        "Contact: mailto:security@news.example\n"
        "Contact: https://news.example/security/\n"
        "Expires: 2027-01-01T00:00:00Z\n"
        "Preferred-Languages: de\n"
        "Canonical: https://news.example/.well-known/security.txt\n"
    )


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        (date(2026, 6, 1), ["security.txt expired on 2026-06-01"]),
        (date(2026, 6, 2), []),
        (date(2027, 6, 1), []),
        (date(2027, 7, 1), ["security.txt is to hold until 2027-07-01, more than a year from now"]),
    ],
)
def test_contacts_hold_for_a_year_at_most(expires, said):
    settings = Settings(security_contact=("mailto:a@b.example",), security_expires=expires)
    assert [problem.message for problem in check_contacts(settings, NOW)] == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("security_contact: security@b.example\nsecurity_expires: 2027-01-01", ["bad-url", "missing-key"]),
        ("security_contact: [mailto:a@b.example]", ["missing-key"]),
        ("security_expires: 2027-01-01", ["missing-key"]),
        ("security_contact: [mailto:a@b.example]\nsecurity_expires: soon", ["bad-date", "missing-key"]),
    ],
)
def test_what_is_no_contact_or_stands_alone_is_told(lines, said):
    assert sorted({problem.rule for problem in parse_settings("site.yaml", lines.encode())[1]} & set(said)) != []


@pytest.mark.parametrize(("host", "has_policy"), [("github-pages", True), ("netlify", False)])
def test_a_host_that_reads_no_headers_gets_the_same_policy_in_every_page(host, has_policy, project):
    contact = "security_contact: [mailto:a@b.example]\nsecurity_expires: 2026-12-01\n"
    site = project(
        {
            "site.yaml": f"title: T\nurl: https://news.example/\nhost: {host}\n{contact}",
            "content/articles/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\nText.\n",
        }
    )
    assert build(Request(project=site, now=NOW)).problems == ()
    page = (site / "public/index.html").read_text()
    stated = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert stated == ([page_policy(has_search=False).replace("'", "&#39;")] if has_policy else [])
    assert b"Canonical: https://news.example/.well-known" in (site / "public/.well-known/security.txt").read_bytes()


def test_the_policy_of_a_page_is_that_of_the_header_but_for_who_may_frame_it():
    header = re.search("Content-Security-Policy: (.*)", headers("/", hashed=[], has_search=False).decode())[1]
    assert header == f"{page_policy(has_search=False)}; frame-ancestors 'self'"
