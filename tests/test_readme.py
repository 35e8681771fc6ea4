"""What the README and the reference show is true."""

import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.cli import main
from factledger.model.build_request import Request
from factledger.pipeline import build
from factledger.read import front_matter_schema, settings_file
from factledger.suggest_and_explain_figures import explanation

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "docs" / "contributing.md").read_text("utf-8")


def test_the_article_of_the_readme_comes_with_all_that_the_readme_promises(project):
    site = project(
        {
            "content/articles/2025/some-name.md": re.search(r"```markdown\n(---\n.*?)```", README, re.DOTALL)[1],
            "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\n",
            "content/topics/deliveries.md": "---\nname: Deliveries\n---\n",
            "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
        }
    )
    assert build(Request(project=site, now=datetime(2025, 4, 2, tzinfo=UTC))).problems == ()
    pages = {
        path: (site / "public" / path).read_text("utf-8")
        for path in (
            "news/some-name/index.html",
            "archive/2025/04/index.html",
            "index.html",
            "feed.xml",
            "companies/xiaomi/feed.xml",
            "companies/xiaomi/index.html",
            "companies/xiaomi/deliveries/index.html",
            "timeline/index.html",
            "timeline/2025/index.html",
            "sources/index.html",
        )
    }
    assert [path for path, text in pages.items() if "/news/some-name/" not in text] == []
    for path in ("companies/xiaomi/index.html", "companies/xiaomi/deliveries/index.html"):
        assert "29,000" in pages[path]
    for path in ("companies/xiaomi/index.html", "timeline/index.html", "timeline/2025/index.html"):
        assert "March deliveries published" in pages[path]
    assert "https://weibo.example/march" in pages["sources/index.html"]


def test_what_is_explained_in_the_readme_is_what_is_explained(project):
    article = re.search(r"```markdown\n(---\n.*?)```", README, re.DOTALL)[1]
    path = "content/articles/2025/some-name.md"
    files = {
        path: article.replace("in March 2025", "in February 2025"),
        "content/companies/xiaomi.md": "---\nname: Xiaomi\n---\n",
        "content/topics/deliveries.md": "---\nname: Deliveries\n---\n",
        "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    }
    site = project(files)
    line, shown = re.search(r"build\.py explain \S+:(\d+)\n(.*?)```", REFERENCE, re.DOTALL).groups()
    request = Request(project=site, now=datetime(2025, 4, 2, tzinfo=UTC))
    text, _ = explanation(request, site / path, int(line))
    assert f"{text}\n" == shown


def test_who_lacks_a_package_is_told_the_command_of_the_readme(tmp_path):
    first = re.search(r"```sh\n(.*?)\n\.venv", README, re.DOTALL)[1].replace(" \\\n ", "")
    (tmp_path / "site.yaml").write_text("title: Site\n", "utf-8")
    (tmp_path / "content").mkdir()
    command = [sys.executable, "-S", ROOT / "build.py", "check", "--project", tmp_path]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr.splitlines()[1:]) == (1, [first])


def test_the_locks_have_an_exact_version_within_the_bounds_for_every_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    site, tools = locked("requirements.lock"), locked("tools.lock")
    wanted = bounds(*project["dependencies"], *extras["test"])
    assert {name: site[name] >= bound for name, bound in wanted.items()} == dict.fromkeys(wanted, True)
    wanted = bounds(*extras["lint"], *extras["browser"], *extras["servers"])
    assert {name: tools[name] >= bound for name, bound in wanted.items()} == dict.fromkeys(wanted, True)
    assert [name for name in site.keys() & tools.keys() if site[name] != tools[name]] == []


def locked(name):
    """The version of each package in a lock file, as numbers."""
    text = (ROOT / ".ci" / name).read_text("utf-8")
    return {name: numbers(version) for name, version in re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE)}


def bounds(*requirements):
    found = (
        re.fullmatch(r"([\w-]+)(?:\[\w+\])?(?:>=([\d.]+))?", requirement.split(";")[0].strip())
        for requirement in requirements
    )
    return {name.lower(): numbers(bound or "0") for name, bound in (match.groups() for match in found)}


def numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_every_package_that_the_project_needs_is_justified():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (package for extra in project["optional-dependencies"].values() for package in extra)
    names = {re.match(r"[\w-]+", package)[0] for package in (*project["dependencies"], *extras)}
    missing = {name for name in names if f"`{name}`" not in README + CONTRIBUTING and not name.startswith("types-")}
    assert missing == set()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^\| `build\.py ?([a-z]*)", README, re.MULTILINE))))
def test_every_command_of_the_readme_has_help(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"] if command else ["--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage: build.py")


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for room in (front_matter_schema, settings_file)
        for name, kind in vars(room).items()
        if re.fullmatch("Written.+", name)
    ],
)
def test_every_key_that_an_editor_may_write_is_told(kind):
    assert [key for key in kind.model_fields if f"`{key}`" not in REFERENCE and f"`{key}:" not in REFERENCE] == []
