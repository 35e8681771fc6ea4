"""The memory of parsed files: right or silent, whatever becomes of it."""

import os
import sqlite3

import pytest

from factledger.cache import cache_folder
from factledger.cache.parse_store import ParseStore


def filled(project, count=50):
    memory = ParseStore(project)
    keys = [memory.key(f"{number}.md", b"text") for number in range(count)]
    for number, key in enumerate(keys):
        memory.put(key, bytes([number]) * 500)
    memory.close(keys)
    return keys


def test_what_was_put_is_known_and_what_was_not_asked_for_goes(tmp_path):
    keys = filled(tmp_path)
    memory = ParseStore(tmp_path)
    other = memory.key("0.md", b"another text")
    assert memory.known([*keys, other]) == frozenset(keys)
    assert memory.get([keys[3], other]) == {keys[3]: b"\3" * 500}
    memory.close(keys[:-1])  # one too many is not worth the while
    memory = ParseStore(tmp_path)
    assert memory.known(keys) == frozenset(keys)
    memory.close(keys[:2])
    memory = ParseStore(tmp_path)
    assert memory.known(keys) == frozenset(keys[:2])
    memory.close()


def test_a_file_damaged_anywhere_gives_the_right_value_or_none(tmp_path):
    keys = filled(tmp_path)
    file = tmp_path / cache_folder.FOLDER / "parsed.sqlite"
    sound = file.read_bytes()
    silent = 0
    for at in range(0, len(sound), 97):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        memory = ParseStore(tmp_path)
        memory.known(keys)
        found = memory.get(keys)
        memory.put(memory.key("new.md", b"text"), b"new")
        memory.close(keys)
        silent += len(found) < len(keys)
        assert all(found[key] == bytes([keys.index(key)]) * 500 for key in found)
    assert silent > 100


def test_no_file_at_all_and_no_table_are_no_memory(tmp_path):
    keys = filled(tmp_path)
    file = tmp_path / cache_folder.FOLDER / "parsed.sqlite"
    file.write_bytes(b"no table")
    assert ParseStore(tmp_path).get(keys) == {}
    with sqlite3.connect(file) as database:
        database.execute("DROP TABLE IF EXISTS parsed")
        database.execute("CREATE TABLE parsed (other TEXT)")
    database.close()
    assert ParseStore(tmp_path).get(keys) == {}


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_file_that_others_could_have_written_is_no_memory(tmp_path):
    keys = filled(tmp_path)
    (tmp_path / cache_folder.FOLDER / "parsed.sqlite").chmod(0o666)
    assert ParseStore(tmp_path).get(keys) == {}


def test_a_memory_that_another_build_holds_is_done_without(tmp_path, monkeypatch):
    monkeypatch.setattr("factledger.cache.parse_store._PATIENCE", 0)
    keys = filled(tmp_path)
    holder = sqlite3.connect(tmp_path / cache_folder.FOLDER / "parsed.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    memory = ParseStore(tmp_path)
    assert memory.get(keys) == {}
    memory.put(keys[0], b"1")
    memory.close(keys)
    holder.execute("ROLLBACK")
    holder.close()
    assert ParseStore(tmp_path).known(keys) == frozenset(keys)
