"""The workflows that `init` writes, and this project's own: every command in them is run as it stands there.

A fresh clone of a new site stands in for the host, and the program from its wheel for the one that pip would fetch.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from factledger import __version__
from factledger.cli import main
from factledger.starter import HOSTS

ROOT = Path(__file__).parent.parent
SHARDS = ROOT / "docs/workflows/shards.yml"
PLAIN = ("github-pages", "bucket")  # the hosts that most choose, or that need most steps
WORKFLOWS = sorted(
    [
        *ROOT.glob(".github/workflows/*.yml"),
        *ROOT.glob("factledger/starter/files/hosts/*/.github/workflows/*.yml"),
        SHARDS,
    ]
)
INSTALL = re.compile(rf"pip install ['\"]factledger(\[publish\])?~={re.escape(__version__.rpartition('.')[0])}['\"]")
ELSEWHERE = (
    "bash .ci/run",
    "python .ci/pythons.py",
    ".venv/bin/python -m pytest",
    "pip install --require-hashes",
)  # which run these tests, or fetch what they are run with

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the hosts run them in a shell of Unix")


def commands(folder):
    """Every command that a host would run on a site, in order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".yml" and path.parent.name == "workflows":
            for job in yaml.safe_load(path.read_text())["jobs"].values():
                yield from ((step["run"], step.get("env", {})) for step in job["steps"] if "run" in step)
        elif path.name == ".gitlab-ci.yml":
            pipeline = yaml.safe_load(path.read_text())
            for job in (pipeline["default"], pipeline["check"], pipeline["pages"]):
                yield from ((line, {}) for line in (*job.get("before_script", ()), *job.get("script", ())))
        elif path.name == "netlify.toml":
            yield tomllib.loads(path.read_text())["build"]["command"], {}
        elif path.name == "build.sh":
            yield "bash build.sh", {}


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """A folder of programs: `factledger` is this one, and a `pip` that installs it alone."""
    place = tmp_path_factory.mktemp("bin")
    (place / "factledger").write_text(f'#!/bin/sh\nexec {sys.executable} -m factledger "$@"\n')
    (place / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (place / "pip").write_text('#!/bin/sh\ncase "$*" in "install factledger"*) ;; *) exit 1 ;; esac\n')
    for program in place.iterdir():
        program.chmod(0o755)
    return place


@pytest.fixture
def published(tmp_path):
    """The address of a site as it was published before, which is served from this machine."""
    folder = tmp_path / "published"
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(command, folder, surroundings):
    done = subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "host", [pytest.param(host, marks=() if host in PLAIN else pytest.mark.thorough) for host in HOSTS]
)
def test_every_command_that_a_host_is_told_runs_on_a_fresh_clone(host, programs, published, tmp_path, capsys):
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    assert main(["init", str(origin), "--host", host], program="factledger") == 0
    surroundings = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    git = "git -c user.name=a -c user.email=a@example.org"
    for command in (f"git init -q && git add -A && {git} commit -qm a", f"git clone -q . {clone}"):
        assert run(command, origin, surroundings) == (0, "")
    before, address = published
    assert main(["build", "--project", str(clone), "--url", f"{address}/", "--output", str(before), "--quiet"]) == 0
    given = {"ADDRESS": address, "CI_PAGES_URL": address, "URL": address, "DESTINATION": str(tmp_path / "www")}
    found = list(commands(clone))
    assert len(found) > 0
    for command, environment in found:
        assert environment.keys() - {name for name in environment if name.startswith("AWS")} <= given.keys()
        status, printed = run(command, clone, surroundings | given)
        assert (command, status, printed if status else "") == (command, 0, "")
    assert (clone / "public/index.html").is_file()
    assert [command for command, _ in found if "pip install" in command and not INSTALL.search(command)] == []


def test_the_jobs_of_the_guides_matrix_of_shards_run_and_publish_a_site(programs, tmp_path):
    project, www, output = tmp_path / "project", tmp_path / "www", tmp_path / "output"
    assert main(["init", str(project)], program="factledger") == 0
    given = {
        "vars.STORE": str(tmp_path / "store"),
        "vars.DESTINATION": str(www),
        "secrets.STORE_KEY": "a-key-of-the-tests",
    }
    surroundings = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "GITHUB_OUTPUT": str(output),
    }

    def results(job, shard):
        for step in job["steps"]:
            asked = {name: value.strip("${ }") for name, value in step.get("env", {}).items()}
            known = given | {"matrix.shard": shard}
            own = {name: known.get(value, "") for name, value in asked.items()}
            status, printed = run(step.get("run", "true"), project, surroundings | own)
            yield status, printed if status else ""

    shards = [f"{number}/4" for number in range(1, 5)]
    text = SHARDS.read_text()
    for name, job in yaml.safe_load(text)["jobs"].items():
        matrix = job.get("strategy", {"matrix": {"shard": [""]}})["matrix"]["shard"]
        assert matrix == (shards if name == "shard" else [""])
        with ThreadPoolExecutor(len(matrix)) as machines:  # for shards wait for one another
            found = list(machines.map(lambda shard, job=job: [*results(job, shard)], matrix))
        assert (name, {one for own in found for one in own}) == (name, {(0, "")})
        if name == "clock":
            given["needs.clock.outputs.now"] = output.read_text().partition("now=")[2].strip()
    assert (www / "index.html").is_file()
    assert INSTALL.search(text)


@pytest.mark.parametrize("content", ["of a new site", pytest.param("its own", marks=pytest.mark.thorough)])
def test_every_command_of_this_projects_own_workflows_runs_on_a_fresh_clone(content, programs, tmp_path):
    clone = tmp_path / "clone"
    surroundings = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "ADDRESS": "https://x.example",
    }
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).stdout.split(b"\0")
    if not any(files):
        pytest.skip("not a clone")
    site = ("content/", "site.yaml")
    if content == "of a new site":
        assert main(["init", str(clone)], program="factledger") == 0
        shutil.rmtree(clone / ".github")
        site = ()
    for path in filter(None, map(os.fsdecode, files)):
        if path.startswith((*site, "theme/", "factledger/", "build.py", ".github/workflows")):
            target = clone / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / path).read_bytes())
    found = [command for command, _ in commands(clone / ".github") if not command.startswith(ELSEWHERE)]
    assert len(found) == 3
    for command in found:
        status, printed = run(command, clone, surroundings)
        assert (command, status, printed if status else "") == (command, 0, "")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: f"{path.parent.parent.parent.name}-{path.stem}")
def test_a_workflow_has_no_right_that_a_job_does_not_need_and_pins_what_it_uses(workflow):
    text = workflow.read_text()
    parsed = yaml.safe_load(text)
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert parsed["permissions"] == {}
    assert all(job["permissions"] for job in parsed["jobs"].values() if any("uses" in step for step in job["steps"]))
    assert [one for one, note in uses if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one)] == []
    assert [one for one, note in uses if not re.match(r" # v\d+\.\d+\.\d+", note)] == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
