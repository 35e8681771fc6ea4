"""Publishing by way of fsspec: its files on this disk, and its store in memory."""

import os
import threading

import pytest
from fsspec.config import conf as fsspec_config
from fsspec.config import set_conf_env

from factledger.publish.deployment_record import LOCK
from factledger.publish.errors import UnreachableError
from factledger.publish.fsspec_store import FsspecStore
from factledger.publish.lease import lease
from tests.publish.built import MANY, PAGES, build, site_in, tree
from tests.publish.servers import SECRET, sftp

COUNT = len(PAGES) + len(MANY) + 1


def test_a_store_of_fsspec_holds_the_built_site_and_then_only_what_changed_travels(project, run, tmp_path):
    target, folder = f"local://{tmp_path}/site", tmp_path / "site"
    assert run("publish", target)[0] == 0
    (folder / "theirs.txt").write_bytes(b"theirs")
    assert run("publish", target) == (0, f"0 of {COUNT} files sent, 0 bytes, 0 deleted", "")
    fewer = {path: content for path, content in PAGES.items() if path != "news/b/index.html"}
    build(project, fewer | MANY | {"news/a/index.html": b"A again"})
    assert run("publish", target)[1].startswith(f"2 of {COUNT - 1} files sent, ")
    assert site_in(folder) == {**tree(project / "public"), "theirs.txt": b"theirs"}
    assert not (folder / "news/b").exists()
    assert not [path for path in tree(folder) if "part" in path or path == LOCK]


def test_what_somebody_changed_there_is_put_right(project, run, tmp_path):
    target, folder = f"local://{tmp_path}/site", tmp_path / "site"
    run("publish", target)
    (folder / "index.html").write_bytes(PAGES["index.html"][::-1])
    (folder / "feed.xml").unlink()
    assert run("publish", target)[1].startswith(f"2 of {COUNT} files sent, ")
    assert site_in(folder) == tree(project / "public")


def test_a_page_may_take_the_place_of_a_folder_there(project, run, tmp_path):
    target = f"local://{tmp_path}/site"
    build(project, PAGES | MANY | {"a": b"file", "b/index.html": b"page"})
    run("publish", target)
    build(project, PAGES | MANY | {"a/index.html": b"page", "b": b"file"})
    assert run("publish", target)[0] == 0
    assert site_in(tmp_path / "site") == tree(project / "public")


def test_a_store_in_memory_is_verified(run):
    assert run("publish", "memory://site", "--format", "json")[0] == 0
    assert run("verify", "memory://site") == (0, f"{COUNT - 1} files verified: all as they were built", "")


def test_without_locks_of_its_own_a_store_is_still_had_by_one_at_a_time(tmp_path):
    store, said = FsspecStore(f"local://{tmp_path}/site"), []
    with lease(store, said.append, silence=1) as still_ours:
        threading.Event().wait(0.5)
        still_ours()
        with pytest.raises(UnreachableError, match="another publication"), lease(store, said.append, silence=5):
            pass
    with lease(store, said.append, silence=1) as still_ours:
        still_ours()
    assert (len(said), tree(tmp_path)) == (1, {})


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"process": "x", "machine": ""}', b"\xff", b'{"process": "1 1"}']
)
def test_a_lock_that_says_nothing_of_use_is_waited_for(tmp_path, content):
    store, said = FsspecStore(f"local://{tmp_path}/site"), []
    store.swap(LOCK, content, None)
    with lease(store, said.append, silence=0.1) as still_ours:
        still_ours()
    assert len(said) == 1


@pytest.mark.servers
def test_a_server_of_sftp_holds_the_built_site_and_then_only_what_changed_travels(project, run, monkeypatch, tmp_path):
    if not os.environ.get("CI"):
        pytest.importorskip("paramiko", reason="what fsspec needs for SFTP is not installed")
    (tmp_path / "served").mkdir()
    with sftp(tmp_path / "served") as url:
        status, _, told = run("publish", f"{url}/site")
        assert (status, "cannot be reached" in told, SECRET in told) == (1, True, False)
        monkeypatch.setenv("FSSPEC_SFTP_PASSWORD", SECRET)
        set_conf_env(fsspec_config)  # as a process does when it starts
        assert run("publish", f"{url}/site")[0] == 0
        assert run("publish", f"{url}/site") == (0, f"0 of {COUNT} files sent, 0 bytes, 0 deleted", "")
        fewer = {path: content for path, content in PAGES.items() if path != "news/b/index.html"}
        build(project, fewer | MANY | {"news/a/index.html": b"A again"})
        assert run("publish", f"{url}/site")[1].startswith(f"2 of {COUNT - 1} files sent, ")
        assert site_in(tmp_path / "served/site") == tree(project / "public")
        assert run("verify", f"{url}/site")[0] == 0
    fsspec_config.clear()
    assert run("verify", f"{url}/site")[0] == 3


def test_where_it_may_not_write_it_says_so(run, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    status, _, told = run("publish", f"local://{tmp_path}/file/below")
    assert (status, told.count("\n"), "cannot be" in told) == (1, 0, True)
