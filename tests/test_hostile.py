"""Which attempts of a hostile site are refused; what is taken is opened in a browser (`tests/browser/test_hostile.py`)."""

from datetime import UTC, datetime

from factledger.model.build_request import Request
from factledger.model.problems import Severity
from factledger.pipeline import load
from tests import hostile

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REFUSED_TEXTS = {
    "handler-without-blanks": {"missing-image"},  # named "car.png/onerror=…"
    "link-by-name": {"bad-url"},
    "link-in-mixed-case": {"bad-url"},
    "link-of-an-element": {"bad-url"},
    "link-that-runs": {"bad-url"},
    "link-with-data": {"bad-url"},
    "link-with-references": {"bad-url"},
    "link-with-vbscript": {"bad-url"},
    "picture-by-name": {"foreign-image"},
    "picture-elsewhere": {"foreign-image"},
    "picture-in-a-link": {"foreign-image"},
    "picture-in-a-list-of-attributes": {"foreign-image"},
    "picture-of-an-element": {"foreign-image"},
    "picture-with-backslashes": {"foreign-image"},
    "picture-with-data": {"foreign-image"},
    "picture-without-a-scheme": {"foreign-image"},
    "soup-with-addresses": {"bad-url", "foreign-image"},
}
REFUSED_KEYS = {name: {"bad-url"} for name in hostile.KEYS} | {
    "picture-of-another-site": {"bad-value"},
    "picture-out-of-the-folder": {"bad-value"},
    "source-before-its-scheme": {"yaml"},
}


def test_addresses_that_run_or_lead_elsewhere_are_refused_and_nothing_else_is(tmp_path):
    hostile.write(tmp_path)
    _, problems = load(Request(project=tmp_path, now=NOW))
    refused = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            refused.setdefault(problem.place.path, set()).add(problem.rule)
    expected = {f"content/articles/text-{name}.md": rules for name, rules in REFUSED_TEXTS.items()}
    expected |= {f"content/articles/key-{name}.md": rules for name, rules in REFUSED_KEYS.items()}
    expected["theme"] = refused.pop("theme", set())
    assert refused == {path: rules for path, rules in expected.items() if rules}
