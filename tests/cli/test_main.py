"""The command line: what each command answers, and wrong usage told in one line with status 2."""

import json
import os
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest
import tzdata

from factledger.cli import main
from factledger.model.build_request import WorkerError

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def site(project):
    return project({"site.yaml": "timezone: Asia/Shanghai\n", "content/companies/byd.md": "---\nname: BYD\n---\n"})


@pytest.fixture
def run(capsys):
    """A function that runs a command line and gives its status and what it printed."""

    def run(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            status = stopped.code
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["biuld"], "build.py: there is no command 'biuld', did you mean 'build'?; see build.py --help"),
        (["--bogus"], "build.py: unrecognized arguments: --bogus; see build.py --help"),
        (
            ["--workers", "0"],
            "build.py build: argument --workers: '0' is no number of processes; 1 to 64 are; see build.py build --help",
        ),
        (["--out", "x"], "build.py: unrecognized arguments: --out x; see build.py --help"),
        (
            ["--url", "example.org"],
            "build.py build: argument --url: 'example.org' is no web address; write it from https:// on;"
            " see build.py build --help",
        ),
        (
            ["check", "--now", "today"],
            "build.py check: argument --now: 'today' is neither a day nor an ISO 8601 time; see build.py check --help",
        ),
        (
            ["--now", "0001-01-01"],
            "build.py build: argument --now: '0001-01-01' lies outside the years 1800 to 2200;"
            " see build.py build --help",
        ),
        (
            ["list", "--project", "nowhere"],
            "build.py list: argument --project: there is no folder 'nowhere'; see build.py list --help",
        ),
        (
            ["--project", "tests"],
            "build.py build: argument --project: 'tests' holds no site: neither site.yaml nor content/;"
            " see build.py build --help",
        ),
        (
            ["serve", "--port", "0"],
            "build.py serve: argument --port: '0' is no port; ports go from 1 to 65535; see build.py serve --help",
        ),
        (
            ["new", "article", "A", "--id", "../evil"],
            "build.py new: argument --id: '../evil' cannot be an id; write evil; see build.py new --help",
        ),
        (
            ["new", "article", "A", "--company", "a]"],
            "build.py new: argument --company/--about: 'a]' cannot be an id; write a; see build.py new --help",
        ),
        (["new", "article", " "], "build.py new: argument title: the title is empty; see build.py new --help"),
        (["new", "article", "!!!"], "build.py: no id can be made of '!!!'; name one with --id"),
        (["suggest", "README.md"], "build.py: README.md is no article of this site"),
    ],
)
def test_wrong_usage_is_told_in_one_line_and_is_status_2(arguments, line, run, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert run(*arguments) == (2, "", line + "\n")


@pytest.mark.parametrize(
    ("epoch", "reason"),
    [
        ("soon", "is no number of seconds"),
        ("9" * 30, "is no number of seconds"),
        ("9999999999", "lies outside the years that content may speak of"),
    ],
)
def test_a_clock_that_is_none_is_wrong_usage(epoch, reason, run, site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert run("list", "--project", site) == (2, "", f"build.py: SOURCE_DATE_EPOCH is '{epoch}', which {reason}\n")


def test_a_new_article_is_dated_by_the_sites_clock(run, site):
    status, out, _ = run("new", "article", "BYD  sells\nmore", "--project", site, "--now", "2025-12-31T20:00Z")
    path = site / "content/articles/2026/byd-sells-more.md"
    assert (status, out) == (0, f"{path}\n")
    assert path.read_text().splitlines()[1:3] == ['title: "BYD sells more"', "date: 2026-01-01"]


def test_a_new_file_never_takes_the_id_of_another(run, site):
    run("new", "article", "More", "--project", site, "--now", "2025-01-01")
    path = site / "content/articles/2025/more.md"
    assert run("new", "article", "More", "--project", site, "--now", "2026-01-01") == (
        2,
        "",
        f"build.py: {path} is there already; name another with --id\n",
    )


def test_every_new_file_reads_and_its_placeholders_are_told_once_it_is_no_draft(run, site):
    for kind in ("article", "company", "model", "person", "market", "topic"):
        name = 'A: #1 "best" - it\'s {new}, [really]'
        assert run("new", kind, name, "--company", "byd", "--project", site, "--id", "x")[0] == 0
    status, out, problems = run("list", "--project", site)
    told = [line for line in problems.splitlines() if ": placeholder: 'One sentence on A: #1" in line]
    assert (status, len(told), problems.splitlines()) == (0, 5, told)
    assert "x: it is a draft" in out
    article = next((site / "content/articles").rglob("x.md"))
    article.write_text(article.read_text().replace("draft: true", "draft: false"))
    told = run("list", "--project", site)[2].splitlines()
    place = article.relative_to(site)
    assert [
        line.partition(" placeholder: ")[0] for line in told if str(place) in line and " placeholder: " in line
    ] == [
        f"{place}:4:10:",
        f"{place}:14:1:",
    ]


def test_a_new_file_names_no_company_that_the_site_has_not(run, site):
    (site / "content/companies").mkdir(exist_ok=True)
    (site / "content/companies/xiaomi.md").write_text("---\nname: Xiaomi\n---\n")
    refused = run("new", "article", "A story", "--company", "xaomi", "--project", site)
    assert refused == (2, "", "build.py: no company 'xaomi'; did you mean 'xiaomi'?\n")
    assert list((site / "content/articles").rglob("a-story.md")) == []


def test_what_is_held_back_is_told_at_the_end_of_every_build_and_check(run, site):
    (site / "content/articles").mkdir(exist_ok=True)
    for name, head in (
        ("a", "date: 2027-01-01"),
        ("b", "date: 2026-12-24 08:30"),
        ("c", "date: 2026-01-01\ndraft: true"),
    ):
        (site / f"content/articles/{name}.md").write_text(f"---\ntitle: {name}\n{head}\n---\nWords.\n")
    told = [
        "held back: 3",
        "  b: its date is 2026-12-24T08:30:00+08:00",
        "  a: its date is 2027-01-01",
        "  c: it is a draft",
    ]
    for command in ("build", "build", "check"):
        out = run(command, "--project", site, "--now", "2026-06-01")[1].splitlines()
        at = out.index("held back: 3")
        assert out[at : at + 4] == told
    assert "held back" not in run("build", "--project", site, "--now", "2026-06-01", "--quiet")[1]
    assert "held back" not in run("build", "--project", site, "--now", "2026-06-01", "--drafts")[1]


def test_the_list_is_there_for_programs_too(run, site):
    (site / "content/articles").mkdir(exist_ok=True)
    (site / "content/articles/a.md").write_text("---\ntitle: A\ndate: 2027-01-01\n---\nWords.\n")
    status, out, _ = run("list", "--project", site, "--now", "2026-06-01", "--format", "json")
    listed = json.loads(out)
    assert status == 0
    assert listed["held-back"] == [
        {"text": "a: its date is 2027-01-01", "file": "content/articles/a.md", "line": 3, "column": 7}
    ]
    assert listed["targets-due"] == []


def test_lists_status_tells_of_errors(run, site):
    (site / "content/companies/byd.md").write_text("no front matter")
    assert run("list", "--project", site)[0] == 1


def test_a_reader_who_goes_away_is_no_bug(site):
    for number in range(200):
        (site / f"content/companies/c{number}.md").write_text("no front matter\n")
    arguments = [sys.executable, ROOT / "build.py", "check", "--format", "github", "--project", site]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as check:
        check.stdout.close()
        assert (check.stderr.read(), check.wait()) == (b"", 1)


def test_a_terminal_that_cannot_show_a_name_shows_the_rest(site):
    (site / "content/companies/byd.md").write_text("---\nname: BYD\n比亚迪: x\n---\n")
    finished = subprocess.run(
        [sys.executable, ROOT / "build.py", "check", "--format", "github", "--project", site],
        env=os.environ | {"PYTHONIOENCODING": "ascii:strict"},
        capture_output=True,
        check=False,
    )
    assert finished.returncode == 1
    assert b"there is no key '\\u6bd4\\u4e9a\\u8fea' here" in finished.stdout
    assert finished.stderr == b""


def test_a_profile_is_printed_before_the_closing_line(run, site):
    status, printed, _ = run("--project", site, "--profile")
    lines = printed.splitlines()
    assert (status, lines[0].split(), lines[-1].split(" in ")[0]) == (0, ["stage", "seconds"], "17 pages")
    assert [line.split()[0] for line in lines[1:6]] == ["read", "relate", "plan,", "publish", "remember"]
    assert "home.html" in printed


def test_a_worker_that_dies_ends_the_build_in_one_line(run, site, monkeypatch):
    def dies(*arguments, **named):
        raise WorkerError("a worker process was killed by signal 9")

    monkeypatch.setattr("factledger.build.executor.map_together", dies)
    assert run("--project", site) == (1, "", "build.py: a worker process was killed by signal 9\n")
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    ("zone", "now", "is_held_back"),
    [
        ("America/New_York", "2025-06-01", False),  # its beginning in New York, not in UTC
        ("America/New_York", "2025-06-01T00:00Z", True),
        ("Asia/Shanghai", "2025-05-31", True),
        ("Asia/Shanghai", "2025-05-31T16:00Z", False),
    ],
)
def test_a_day_without_a_zone_is_a_day_of_the_sites(project, run, zone, now, is_held_back):
    article = "---\ntitle: A story\ndate: 2025-06-01\n---\nWords.\n"
    folder = project({"site.yaml": f"timezone: {zone}\n", "content/articles/a.md": article})
    status, listed, _ = run("list", "--project", folder, "--now", now)
    assert (status, " a: its date is 2025-06-01" in listed) == (0, is_held_back)


def test_time_zones_are_those_of_their_package_whatever_the_machine_has(site):
    zones = str(Path(tzdata.__file__).with_name("zoneinfo"))
    main(["check", "--project", str(site)])
    assert (zoneinfo.TZPATH, os.environ["PYTHONTZPATH"]) == ((zones,), zones)


def test_the_project_is_found_from_any_folder_in_it(run, site, monkeypatch):
    (site / "content/articles/2025").mkdir(parents=True)
    monkeypatch.chdir(site / "content/articles/2025")
    assert run("new", "article", "More", "--now", "2025-01-01")[:2] == (0, "../../../content/articles/2025/more.md\n")


def test_where_there_is_no_site_above_the_command_says_so(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("list") == (
        2,
        "",
        "build.py: there is no site here or above: neither site.yaml nor content/; name its folder with --project;"
        " see build.py --help\n",
    )


def test_a_quiet_build_prints_problems_and_nothing_else(run, site):
    assert run("--quiet", "--project", site) == (0, "", "")
    assert run("check", "--quiet", "--project", site) == (0, "", "")


def test_schemas_are_written_where_they_are_wanted(run, tmp_path):
    status, printed, _ = run("schema", "--output", tmp_path / "schemas")
    assert (status, len(printed.splitlines())) == (0, 10)
    assert json.loads((tmp_path / "schemas/article.schema.json").read_text())["title"] == "article"


def test_fmt_keeps_a_files_rights_and_the_link_that_leads_to_it(run, site):
    path, link = site / "content/companies/real.md", site / "content/companies/byd.md"
    path.write_text("---\naliases: [A]\nname: BYD\n---\n")
    path.chmod(0o640)
    link.unlink()
    link.symlink_to(path)
    assert run("fmt", link, "--project", site)[0] == 0
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("---\nname: BYD\naliases: [A]\n---\n", 0o640)
    assert link.is_symlink()
    assert not list(path.parent.glob(".*"))


def test_fmt_orders_what_it_is_asked_to_and_check_changes_nothing(run, site):
    path = site / "content/companies/byd.md"
    path.write_text("---\naliases: [A]\nname: BYD\n---\n")
    assert run("fmt", "--check", "--project", site) == (1, f"{path}\n", "")
    assert run("fmt", path, "--project", site) == (0, f"{path}\n", "")
    assert path.read_text() == "---\nname: BYD\naliases: [A]\n---\n"
    assert run("fmt", "--check", "--project", site) == (0, "", "")
    assert run("fmt", site / "site.yaml", "--project", site)[0] == 2
    folder = path.parent
    said = f"build.py: {folder} is a folder; name its files, or none for all of the site\n"
    assert run("fmt", folder, "--project", site) == (2, "", said)


@pytest.mark.parametrize("source", [".", "content", "content/companies", "content/companies/byd.md"])
def test_a_site_is_not_imported_into_itself(run, site, source):
    before = sorted(site.rglob("*"))
    status, printed, said = run("import", site / source, "--project", site)
    told = f"build.py: {site / source} holds this site's own content; name the folder of the other site\n"
    assert (status, printed, said, sorted(site.rglob("*"))) == (2, "", told, before)


def test_a_command_loads_no_more_than_it_needs():
    script = "import sys, factledger.cli; print(sorted({'babel', 'jinja2', 'markdown', 'pydantic', 'yaml'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert told == "[]\n"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Maja Øst", "maja-ost"),
        ("Łukasz Żak", "lukasz-zak"),
        ("Æon Straße", "aeon-strasse"),
        ("雷军 José", "雷军-jose"),
    ],
)
def test_a_new_file_is_named_in_letters_without_strokes_and_accents(run, site, name, id):
    assert run("new", "person", name, "--company", "byd", "--project", site)[0] == 0
    assert (site / f"content/people/{id}.md").is_file()


@pytest.mark.parametrize(
    ("asked", "written"), [("de-AT", "de-AT"), ("EN-gb", "en-GB"), ("zh-hans-sg", "zh-Hans-SG"), ("zh-CN", "zh-CN")]
)
def test_a_new_site_begins_in_the_nearest_language_and_keeps_the_region(asked, written, run, tmp_path):
    assert run("init", tmp_path / "site", "--language", asked)[0] == 0
    assert f"\nlanguage: {written}\n" in (tmp_path / "site/site.yaml").read_text("utf-8")
    assert run("check", "--project", tmp_path / "site", "--strict", "--quiet") == (0, "", "")


@pytest.mark.parametrize("language", ["fr", "zh-TW", "deutsch"])
def test_no_site_begins_in_a_language_that_the_program_has_no_words_of(language, run, tmp_path):
    status, out, told = run("init", tmp_path / "site", "--language", language)
    assert (status, out) == (2, "")
    assert f"no site begins in '{language}'; begin with en, de or zh-Hans and change `language` in site.yaml" in told


def test_an_explanation_of_a_line_that_is_not_there_is_refused(run, site):
    story = site / "content/articles/a.md"
    story.parent.mkdir()
    story.write_text("---\ntitle: A story\ndate: 2025-06-01\n---\nWords.\n")
    assert run("explain", f"{story}:5", "--project", site) == (0, "no figure stands there\n", "")
    assert run("explain", f"{story}:6", "--project", site) == (
        2,
        "",
        f"build.py: {story} has no line 6; its last is 5\n",
    )
    assert run("explain", f"{story}:0", "--project", site)[0] == 2


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("metric", "'metric' is no kind of entity; add it to content/metrics.yaml"),
        (
            "page",
            "'page' is no kind of entity; write content/pages/about.md, or another name, with a title between lines of ---",
        ),
        ("artikel", "there is no kind 'artikel'; did you mean 'article'?"),
    ],
)
def test_what_has_no_file_of_its_kind_is_told_where_it_goes(kind, told, run, site):
    assert run("new", kind, "Price", "--project", site) == (2, "", f"build.py: {told}\n")


@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
def test_files_that_are_begun_have_their_keys_in_the_usual_order(language, run, tmp_path):
    site = tmp_path / "site"
    run("init", site, "--language", language)
    for kind in ("article", "model", "person"):
        assert run("new", kind, "One", "--company", "aurora-motors", "--project", site)[0] == 0
    for kind in ("company", "market", "topic"):
        assert run("new", kind, "One", "--project", site)[0] == 0
    assert run("fmt", "--check", "--project", site) == (0, "", "")
