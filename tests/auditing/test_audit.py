"""A built folder looked through: what is right passes, and nothing that a folder may hold keeps the audit waiting."""

import json
import os
from pathlib import Path

import pytest

from factledger.auditing.audit import audit
from factledger.auditing.page_scan import refresh_address, without
from factledger.cli import main
from factledger.model.problems import AUDIT_RULES, RULES
from factledger.write.link_check import srcset_addresses

PAGE = "<!doctype html><title>{0}</title>"


def folder_of(folder, files):
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def told(folder, **options):
    return [str(problem).replace(f"{folder}/", "") for problem in audit(folder, **options).problems]


@pytest.mark.parametrize("site", ["site_at_root", "site_below_ev", "nasty_site"])
def test_the_sites_that_this_program_builds_have_nothing_to_be_told(site, request):
    found = audit(request.getfixturevalue(site), workers=2)
    own = [
        str(one) for one in found.problems if (one.rule, site) != ("page-title", "nasty_site")
    ]  # its stories share one
    assert (own, found.pages > 20) == ([], True)


def test_several_processes_find_what_one_finds(tmp_path):
    files = {f"page-{number}.html": PAGE.format(number) + f'<a href="{number}.pdf">' for number in range(200)}
    folder_of(tmp_path, files)
    assert audit(tmp_path, workers=4) == audit(tmp_path)


def test_an_address_is_taken_from_the_front_page_or_as_it_is_given(tmp_path):
    canonical = '<link rel="canonical" href="https://site.example/ev/"><a href="{}">'
    folder_of(tmp_path, {"index.html": PAGE.format("Home") + canonical.format("https://site.example/ev/gone/")})
    assert told(tmp_path) == ["index.html:1:92: dead-link: 'https://site.example/ev/gone/' leads to no file"]
    found = audit(tmp_path, address="https://other.example/")
    assert [problem.rule for problem in found.problems] == ["canonical"]
    assert list(found.outside) == ["https://site.example/ev/gone/"]


def test_a_page_answers_to_its_name_without_an_ending_and_a_base_moves_what_follows_it(tmp_path):
    files = {
        "index.html": PAGE.format("Home") + '<a href="about"></a><a href="team?x=1#one"></a><a href="a%20b.txt"></a>',
        "about.html": PAGE.format("About") + '<base href="/files/"><img src="car.png">',
        "team/index.html": PAGE.format("Team") + "<p id=one>",
        "a b.txt": "text",
        "files/car.png": "picture",
    }
    assert told(folder_of(tmp_path, files)) == []


def test_links_that_lead_to_no_page_of_any_site_are_left_alone(tmp_path):
    links = ["mailto:x@y.example", "tel:+1", "javascript:void(0)", "data:,x", "#:~:text=word", "#", "", "?page=2"]
    text = "".join(f'<a href="{link}"></a>' for link in links)
    head = '<link rel="preconnect" href="https://fonts.example"><link rel="dns-prefetch" href="//cdn.example">'
    assert told(folder_of(tmp_path, {"index.html": PAGE.format("Home") + head + text})) == []


def test_what_is_no_address_is_told_and_breaks_nothing(tmp_path):
    text = PAGE.format("Home") + '<a href="http://[broken/">x</a>'
    assert told(folder_of(tmp_path, {"index.html": text})) == [
        "index.html:1:38: dead-link: 'http://[broken/' is no address"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_pipes_devices_and_circles_are_told_and_nobody_waits_for_them(tmp_path):
    folder = folder_of(tmp_path / "site", {"index.html": PAGE.format("Home")})
    os.mkfifo(folder / "pipe.html")
    (folder / "endless.html").symlink_to("/dev/zero")
    (folder / "round").symlink_to("round")
    (folder / "up").symlink_to("..")
    found = [(Path(problem.place.path).name, problem.message) for problem in audit(folder).problems]
    assert found == [
        ("endless.html", "this is a device"),
        ("pipe.html", "this is a pipe"),
        ("round", "the link leads nowhere or round in a circle"),
        ("up", "this is a link to a folder"),
    ]


def test_bytes_that_are_no_text_and_markup_that_never_ends_are_looked_through(tmp_path):
    files = {
        "index.html": b"<title>\xff\xfe Home</title><a href='gone-\xe4.html'>" + b"<b>" * 5000,
        "style.css": b"/* " + b"/*" * 20_000 + b"url(x.png)",
        "comment.html": PAGE.format("Comment") + "<!-- <a href='x'>" + "<!--" * 20_000,
        "quotes.html": PAGE.format("Quotes") + '<a href="' * 20_000,
    }
    rules = [problem.rule for problem in audit(folder_of(tmp_path, files)).problems]
    assert (rules.count("dead-link"), rules.count("orphan")) == (2, 2)


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("a.jpg", ["a.jpg"]),
        ("a.jpg 1x, b.jpg 2x", ["a.jpg", "b.jpg"]),
        ("a.jpg, b.jpg 2x,c.jpg 3x", ["a.jpg", "b.jpg", "c.jpg"]),
        ("data:image/png;base64,AA== 2x , , d.jpg", ["data:image/png;base64,AA==", "d.jpg"]),
        (" , ", []),
    ],
)
def test_the_addresses_of_a_srcset_are_parted_as_browsers_do(value, addresses):
    assert list(srcset_addresses(value)) == addresses


@pytest.mark.parametrize(
    ("content", "address"),
    [("0; url=/new/", "/new/"), ("5;URL = 'x'", "x"), ("0,url=y", "y"), ("30", ""), ("0; /bare/", "")],
)
def test_a_refresh_leads_where_it_says(content, address):
    assert refresh_address(content) == address


def test_what_stands_between_marks_leaves_lines_as_they_were():
    assert without("a<!--b\nc-->d<!--e", "<!--", "-->") == "a     \n    d     "


def test_every_rule_of_the_audit_is_a_rule():
    assert [rule for rule in AUDIT_RULES if rule not in RULES] == []


def run(folder, *options, capsys):
    status = main(["audit", str(folder), "--workers", "1", *options], program="factledger")
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command_prints_as_check_does_and_ends_with_its_status(tmp_path, capsys):
    text = (
        PAGE.format("Home") + '<a href="gone/">x</a><a href="https://other.example/a">y</a><img src="//cdn.example/b">'
    )
    folder = folder_of(tmp_path, {"index.html": text, "lost.html": PAGE.format("Lost")})
    line = f"{folder}/index.html:1:38: dead-link: 'gone/' leads to no file"
    orphan = f"{folder}/lost.html: orphan: no link leads here from the front page, nor from a page that it leads to"
    closing = "2 pages among 2 files; 2 addresses on 2 other sites; 1 errors, 1 warnings\n"
    assert run(folder, capsys=capsys) == (1, closing, f"{line}\n{orphan} (warning)\n")
    status, out, _ = run(folder, "--format", "github", capsys=capsys)
    assert (status, out.splitlines()[0]) == (
        1,
        f"::error file={folder}/index.html,line=1,col=38,title=dead-link::'gone/' leads to no file",
    )
    status, out, _ = run(folder, "--format", "json", "--ignore", "dead-link", capsys=capsys)
    assert (status, [one["rule"] for one in json.loads(out)]) == (0, ["orphan"])
    assert run(folder, "--ignore", "dead-link", "--strict", "--quiet", capsys=capsys)[0] == 1
    assert run(folder, "--list-outside", capsys=capsys)[:2] == (
        0,
        f"https://cdn.example/b ({folder}/index.html:1:100)\nhttps://other.example/a ({folder}/index.html:1:59)\n",
    )


def test_wrong_usage_is_said_in_a_line(tmp_path, capsys):
    for arguments, said in [
        (["audit", str(tmp_path / "none")], "there is no folder"),
        (["audit", str(tmp_path), "--ignore", "orphans"], "invalid choice: 'orphans'"),
        (["audit", str(tmp_path), "--delay", "nan"], "is no number of seconds"),
    ]:
        with pytest.raises(SystemExit) as stopped:
            main(arguments, program="factledger")
        assert (stopped.value.code, said in capsys.readouterr().err) == (2, True)
