"""A disk that is full, a file system that may only be read, a folder that may not be written: told, and the old site stays.

A small disk is mounted where only the processes of its test see it, as root or, where the system allows that, in a name
space of one's own; a folder's rights hold for root too, once it is started without the power to pass them over.
"""

import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path

import pytest

from factledger.cli import main
from tests.folders import tree
from tests.serving import ROOT, make_project

MESSAGE = "public: output: the output folder cannot be written: {}; see to its rights and space"
WAYS = (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"])
POWERS = "-dac_override,-dac_read_search,-fowner"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs its mounts and capabilities")


def build(project, *options, by=()):
    """The exit status of a build and what it says, started by another command, or else in this process."""
    own = ["build", "--project", project, "--now", "2025-06-01", *options]
    if not by:
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as told:
            status = main([str(one) for one in own])
        return status, told.getvalue().strip()
    command = [*by, sys.executable, ROOT / "build.py", *own]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" not in finished.stderr
    return finished.returncode, finished.stderr.strip()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small project with its site and memory, for copying."""
    project = make_project(tmp_path_factory.mktemp("made"))
    assert build(project) == (0, "")
    return project


def rename(project):
    """Change what every page shows."""
    settings = project / "site.yaml"
    settings.write_text(settings.read_text().replace("The Test Ledger", "The New Ledger"))


class Mounted:
    """A folder at which something is mounted for who enters by `by`; everyone else reaches it by `seen`."""

    def __init__(self, folder, mount):
        for way in WAYS if shutil.which("unshare") else ():
            command = [*way, "sh", "-c", f"{mount} && echo ready && exec sleep 600", "sh", folder]
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            if self.process.stdout.readline() == "ready\n":
                break
            self.close()
        else:
            pytest.skip("nothing may be mounted here")
        pid = str(self.process.pid)
        enter_user = ["--user", "--preserve-credentials"] if "--map-root-user" in way else []
        self.by = ["nsenter", "--target", pid, "--mount", *enter_user]
        self.seen = Path(f"/proc/{pid}/root{folder}")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def mounted():
    """A function that mounts something at a folder until the test ends; `$1` in its command is the folder."""
    all_mounted = []

    def mount(folder, command):
        all_mounted.append(Mounted(folder, command))
        return all_mounted[-1]

    yield mount
    for one in all_mounted:
        one.close()


def fill(folder):
    """Write until there is no room."""
    with (folder / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    assert shutil.disk_usage(folder).free == 0


@pytest.mark.parametrize("small", ["the project", pytest.param("the output alone", marks=pytest.mark.thorough)])
def test_a_full_disk_is_told_and_the_old_site_stays_until_there_is_room(made, tmp_path, mounted, small):
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "public").mkdir()
    mount = mounted(project if small == "the project" else tmp_path / "public", "mount -t tmpfs -o size=16m tmpfs $1")
    if small == "the project":
        shutil.copytree(made, mount.seen, dirs_exist_ok=True)
        files, options, output = mount.seen, (), mount.seen / "public"
    else:
        shutil.copytree(made, project, dirs_exist_ok=True)
        files, options, output = project, ("--output", tmp_path / "public"), mount.seen
    assert build(project, *options, by=mount.by) == (0, "")
    before = tree(output)
    rename(files)
    fill(mount.seen if small == "the project" else output)
    status = build(project, *options, by=mount.by)
    assert status == (1, MESSAGE.format("no space left on device"))
    filler = mount.seen / "filler"
    assert {path: content for path, content in tree(output).items() if path != "filler"} == before
    filler.unlink()
    assert build(project, *options, by=mount.by) == (0, "")
    clean = tmp_path / "clean"
    shutil.copytree(files, clean, ignore=shutil.ignore_patterns("public", ".factledger"))
    assert build(clean) == (0, "")
    assert tree(output) == tree(clean / "public")


def test_a_file_system_that_may_only_be_read_is_told_and_is_enough_for_the_sources(made, tmp_path, mounted):
    project = tmp_path / "project"
    shutil.copytree(made, project)
    before = tree(project / "public")
    rename(project)
    mount = mounted(project, 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"')
    assert build(project, by=mount.by) == (1, MESSAGE.format("read-only file system"))
    assert tree(project / "public") == before
    assert build(project, "--output", tmp_path / "elsewhere", by=mount.by) == (0, "")
    clean = tmp_path / "clean"
    shutil.copytree(project, clean, ignore=shutil.ignore_patterns("public", ".factledger"))
    assert build(clean) == (0, "")
    assert tree(tmp_path / "elsewhere") == tree(clean / "public")


@pytest.mark.parametrize("memory", ["kept", "deleted"])
def test_a_folder_that_may_not_be_written_is_told_and_unchanged(made, tmp_path, memory):
    project = tmp_path / "project"
    shutil.copytree(made, project)
    before = tree(project / "public")
    rename(project)
    if memory == "deleted":
        shutil.rmtree(project / ".factledger")
    folders = [project / "public", *(path for path in (project / "public").rglob("*") if path.is_dir())]
    by = ["setpriv", "--bounding-set", POWERS, "--inh-caps", POWERS] if os.geteuid() == 0 else []
    if by and not shutil.which("setpriv"):
        pytest.skip("root may write everywhere")
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert build(project, by=by) == (1, MESSAGE.format("permission denied"))
        assert tree(project / "public") == before
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert build(project, by=by) == (0, "")
