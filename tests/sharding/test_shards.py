"""A site made in four parts by four processes has the bytes of the site made at once."""

import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from factledger.build.task_result import Output
from factledger.cli import main
from factledger.model.entities import EntityKey, Kind
from factledger.model.planned_pages import Listed
from factledger.model.problems import Place
from factledger.plan.all_pages import Task, outline
from factledger.sharding import shard_packs
from factledger.sharding.assignment import tasks_of_shard
from factledger.sharding.signed_store import SignedStore
from factledger.write.output_folder import staging
from tests.plan.nouns import SU7, TARGETS, XIAOMI, Words, make_site

ROOT = Path(__file__).parent.parent.parent
KEY = "a key of the tests that is long enough"
NOW = "2027-01-01"


def command(*arguments):
    return ["build", "--now", NOW, "--workers", "1", *map(str, arguments)]


def run(*arguments, key=KEY):
    """The status of a build in this process, and what it prints."""
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as err,
    ):
        patch.setenv("FACTLEDGER_STORE_KEY", key)
        try:
            status = main(command(*arguments))
        except SystemExit as stopped:
            status = stopped.code
    return status, out.getvalue(), err.getvalue()


def shards(project, store, count, *more):
    """All shards at once, as a matrix of a CI runs them; the status of each."""
    surroundings = {**os.environ, "FACTLEDGER_STORE_KEY": KEY}
    own = command("--project", project, "--store", store, *more)
    begun = [
        subprocess.Popen(
            [sys.executable, ROOT / "build.py", *own, "--shard", f"{number}/{count}"],
            env=surroundings,
            stdout=subprocess.DEVNULL,
        )
        for number in range(1, count + 1)
    ]
    return [one.wait() for one in begun]


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sharded") / "project"
    assert main(["init", str(folder)]) == 0
    for number in range(1, 9):
        text = f"---\ntitle: Story {number}\ndate: 2025-0{number}-01\ncompanies: [aurora-motors]\n---\nAurora Motors has news.\n"
        (folder / f"content/articles/story-{number}.md").write_text(text)
    return folder


@pytest.fixture(scope="module")
def whole(project, tmp_path_factory):
    """The site made at once."""
    folder = tmp_path_factory.mktemp("whole")
    assert run("--project", project, "--output", folder / "out")[0] == 0
    shutil.rmtree(project / ".factledger")
    return digests(folder / "out")


@pytest.fixture(scope="module")
def made(project, tmp_path_factory):
    """What four shards left in their store."""
    store = tmp_path_factory.mktemp("made") / "store"
    assert shards(project, store, 4) == [0, 0, 0, 0]
    return store


@pytest.fixture
def store(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "store"))


@pytest.fixture
def join(project, store, tmp_path):
    """A function that joins four shards and gives the status, what was printed and the site."""

    def join():
        output = tmp_path / "out"
        printed = run("--project", project, "--output", output, "--join", "4", "--store", store)
        return *printed, digests(output)

    return join


def test_four_shards_in_four_processes_give_the_bytes_of_one_build(store, join, whole):
    status, printed, told, site = join()
    assert (status, told, " written, 0 unchanged, 0 removed" in printed, site) == (0, "", True, whole)
    left = {path.name for path in store.rglob("*") if path.is_file()}
    assert left == {
        "articles.pack",
        "entities.pack",
        "settings.pack",
        "texts.pack",
    }  # what was read serves the next build


def test_every_shard_makes_pages_and_what_all_need_is_there_for_them(made):
    sizes = [path.stat().st_size for path in made.rglob("pages-0.pack")]
    assert (len(sizes), min(sizes) > 10_000) == (4, True)
    assert [path.name for path in made.rglob("claim")] == []


def test_a_shard_that_is_missing_is_told_and_can_be_made_later_by_itself(project, store, join, whole):
    next(store.rglob("2-of-4/pages.pack")).unlink()
    status, _, told, site = join()
    assert (status, "shard 2 of 4 cannot be found in the store" in told, site) == (1, True, {})
    status, printed, _ = run("--project", project, "--store", store, "--shard", "2/4")
    assert (status, "of shard 2/4 in the store" in printed) == (0, True)
    assert join()[3] == whole


@pytest.mark.parametrize("name", ["pages.pack", "pages-0.pack"])
def test_what_was_changed_by_somebody_without_the_key_is_not_used(name, store, join):
    pages = next(store.rglob(f"3-of-4/{name}"))
    pages.write_bytes(pages.read_bytes()[:-1] + b"?")
    status, _, told, site = join()
    assert (status, "what shard 3 left was not written with this key" in told, site) == (1, True, {})


def test_what_was_read_and_was_changed_is_read_again(store, join, whole):
    for name in ("articles", "texts", "site", "settings"):
        for path in store.rglob(f"{name}.pack"):
            path.write_bytes(path.read_bytes()[:-1] + b"?")
    status, _, _, site = join()
    assert (status, site) == (0, whole)


def a_task(kind, number):
    return Task(f"{kind} {number}", tuple, EntityKey(Kind.COMPANY, f"c{number % 3}") if kind == "story" else None)


def test_each_task_is_one_shards_and_those_about_a_company_or_about_none_go_together():
    tasks = [a_task(kind, number) for number in range(9) for kind in ("story", "list")[: 2 if number < 3 else 1]]
    shares = [sorted(tasks_of_shard(tasks, number, 4)) for number in (1, 2, 3, 4)]
    assert shares == [
        ["list 0", "list 1", "list 2"],
        ["story 0", "story 3", "story 6"],
        ["story 1", "story 4", "story 7"],
        ["story 2", "story 5", "story 8"],
    ]


def test_a_model_is_about_its_company_and_a_topic_about_none():
    tasks = outline(make_site(), assets={"icon.svg": "assets/icon.svg"}, formats=Words()).tasks
    about = {task.name: task.about for task in tasks if task.name.startswith("entity_page")}
    assert {key: about[f"entity_page {key}"] for key in (XIAOMI, SU7, TARGETS)} == {
        XIAOMI: XIAOMI,
        SU7: XIAOMI,
        TARGETS: None,
    }


def test_tasks_of_a_site_that_names_few_companies_or_none_are_dealt_out_evenly():
    for stories in (0, 1):
        tasks = [a_task("list", number) for number in range(9)] + [a_task("story", number) for number in range(stories)]
        shares = [tasks_of_shard(tasks, number, 2) for number in (1, 2)]
        assert [len(share) for share in shares] == [5, 4 + stories]
        assert shares[0] | shares[1] == {task.name for task in tasks}


def test_pages_of_many_packs_come_back_as_they_were(tmp_path, monkeypatch):
    monkeypatch.setattr(shard_packs, "_LARGE", 5)
    store, spool = SignedStore(str(tmp_path / "store"), KEY), shard_packs.Spool(tmp_path)
    contents = {"a.txt": b"first", "b.txt": b"", "c.txt": b"sec", "d.txt": b"third", "e.txt": b""}
    outputs = [
        (path, [Output(Listed(path, Place(""), is_page=False), spool.put(path, content), None, (), None, (), "", 0.0)])
        for path, content in contents.items()
    ]
    shard_packs.put_pages(store, "build/1-of-1", outputs, spool)
    with staging(tmp_path / "site") as (stage, _):
        found = [own[0] for _, own in shard_packs.pages_of(store, "build/1-of-1", stage)]
        assert {one.listed.path: Path(one.staged.waits).read_bytes() for one in found} == contents
    assert len([path for path in store.paths() if "/pages-" in path]) == 3


def test_a_sealed_file_cannot_take_the_place_of_another(tmp_path):
    store = SignedStore(str(tmp_path), KEY)
    store.put("build/1-of-2/pages.pack", b"content")
    (tmp_path / "build/2-of-2").mkdir()
    shutil.copyfile(tmp_path / "build/1-of-2/pages.pack", tmp_path / "build/2-of-2/pages.pack")
    assert store.get("build/1-of-2/pages.pack") == b"content"
    assert store.get("build/2-of-2/pages.pack") is None
    assert store.get("build/3-of-2/pages.pack") is None


def test_a_store_that_fsspec_reaches_holds_the_same(tmp_path):
    store = SignedStore(f"local://{tmp_path}/store", KEY)
    store.put("build/1-of-2/pages.pack", b"content")
    assert (store.get("build/1-of-2/pages.pack"), list(store.paths())) == (b"content", ["build/1-of-2/pages.pack"])
    store.delete("build/1-of-2/pages.pack")
    assert list(store.paths()) == []


def test_one_shard_reads_for_all_and_a_later_build_reads_what_is_new(project, tmp_path):
    store, known = tmp_path / "store", tmp_path / "known"
    names = []
    for number in (1, 2):
        assert run("--project", project, "--store", store, "--shard", f"{number}/2")[0] == 0
        names.append(sorted(path.name for path in store.rglob(f"{number}-of-2/*.pack")))
    pages = ["pages-0.pack", "pages.pack"]
    first = ["articles.pack", "entities.pack", *pages, "problems.pack", "settings.pack", "site.pack", "texts.pack"]
    assert names == [first, pages]
    shutil.copytree(store, known)
    changed = Path(shutil.copytree(project, tmp_path / "project"))
    article = changed / "content/articles/story-1.md"
    article.write_text(article.read_text() + "\nMore news.\n")
    assert run("--project", changed, "--store", store, "--shard", "2/2")[0] == 0
    (new,) = set(store.rglob("articles.pack")) - {
        store / path.relative_to(known) for path in known.rglob("articles.pack")
    }
    assert 32 < new.stat().st_size < next(known.rglob("articles.pack")).stat().st_size / 4


def test_a_mistake_in_the_content_is_told_by_every_shard_and_nothing_is_left_to_join(project, tmp_path, capfd):
    broken = tmp_path / "project"
    shutil.copytree(project, broken)
    (broken / "content/articles/broken.md").write_text("---\ntitle: A\n---\nText\n")
    assert shards(broken, tmp_path / "store", 2, "--patience", "0") == [1, 1]
    assert capfd.readouterr().err.count("missing-key") == 2
    assert list((tmp_path / "store").rglob("pages.pack")) == []


@pytest.mark.parametrize(
    ("arguments", "key", "said"),
    [
        (["--shard", "5/4", "--store", "x"], KEY, "is no shard; write K/N"),
        (["--join", "0", "--store", "x"], KEY, "is no shard"),
        (["--shard", "1/2", "--join", "2"], KEY, "not allowed with argument"),
        (["--shard", "1/2"], KEY, "name its address with --store"),
        (["--shard", "1/2", "--store", "x"], "short", "must hold a key of at least 16 characters"),
    ],
)
def test_wrong_usage_is_said_in_a_line(arguments, key, said, project, monkeypatch, capsys):
    monkeypatch.setenv("FACTLEDGER_STORE_KEY", key)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--project", str(project), "--now", NOW, *arguments])
    assert (stopped.value.code, said in capsys.readouterr().err) == (2, True)


def test_shards_want_one_clock(project, monkeypatch, capsys):
    monkeypatch.setenv("FACTLEDGER_STORE_KEY", KEY)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--project", str(project), "--shard", "1/2", "--store", "x"])
    assert (stopped.value.code, "shards have one clock" in capsys.readouterr().err) == (2, True)
