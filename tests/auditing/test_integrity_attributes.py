"""Which of the files that pages load a browser would refuse for their digest."""

from base64 import b64encode
from hashlib import new

import pytest

from factledger.auditing.audit import audit

SCRIPT = b"alert(1)"


def digest(algorithm, content=SCRIPT):
    return f"{algorithm}-{b64encode(new(algorithm, content).digest()).decode()}"


@pytest.mark.parametrize(
    ("integrity", "is_refused"),
    [
        (digest("sha256"), False),
        (digest("sha512"), False),
        (digest("sha384", b"other"), True),
        (f"{digest('sha256', b'other')} {digest('sha256')}", False),  # one of several is enough
        (f"{digest('sha256')} {digest('sha512', b'other')}", True),  # of the strongest alone
        (f"{digest('sha256')}?option", False),
        (digest("sha256").replace("+", "-").replace("/", "_"), False),
        ("md5-AAAA", False),  # what is no digest is passed over
        ("sha256-A", True),
    ],
)
def test_a_browser_takes_what_has_one_of_the_strongest_digests(integrity, is_refused, tmp_path):
    (tmp_path / "app.js").write_bytes(SCRIPT)
    page = f"<!doctype html><title>Home</title><script src=app.js integrity='{integrity}'></script>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert [problem.rule for problem in audit(tmp_path).problems] == ["integrity"] * is_refused


@pytest.mark.parametrize(("cors", "told"), [("", ["integrity"]), ("crossorigin", []), ("crossorigin=anonymous", [])])
def test_a_digest_of_another_sites_file_needs_crossorigin(cors, told, tmp_path):
    sheet = f"<link rel=stylesheet href=https://other.example/a.css integrity={digest('sha256')} {cors}>"
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Home</title>{sheet}", "utf-8")
    assert [problem.rule for problem in audit(tmp_path).problems] == told
