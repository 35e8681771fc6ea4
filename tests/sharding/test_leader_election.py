"""One of the shards has the lead, and the others wait for it as long as it lives."""

from threading import Thread
from time import sleep

import pytest

from factledger.model.build_request import untold
from factledger.sharding import leader_election as leads
from factledger.sharding.leader_election import Lead
from factledger.sharding.signed_store import SignedStore

BUILD = "build"


@pytest.fixture
def store(tmp_path):
    return SignedStore(str(tmp_path), "a key of the tests that is long enough")


@pytest.fixture
def shard(store):
    """A function that gives the lead as a shard sees it."""
    return lambda number: Lead(store, BUILD, f"{BUILD}/{number}-of-3")


@pytest.fixture
def find(store):
    """What a shard left for all."""
    return lambda folder: store.get(f"{folder}/found")


def claims(store):
    return {path: store.get(path) for path in store.paths() if path.endswith("/claim")}


def test_who_begins_first_has_the_lead_and_shows_that_it_lives(store, shard, find, monkeypatch):
    monkeypatch.setattr(leads, "_SIGN", 0)
    first = shard(3)
    assert (first.followed(find, 60), claims(store)) == (None, {"build/3-of-3/claim": b"0"})
    told = []
    living = first.living(lambda *what: told.append(what))
    living("articles read", 1, 2)
    living("articles read", 2, 2)
    assert (told[-1], claims(store)) == (("articles read", 2, 2), {"build/3-of-3/claim": b"2"})
    first.end(is_good=True)
    assert claims(store) == {}


def test_the_others_take_what_the_first_left(store, shard, find):
    assert shard(2).followed(find, 60) is None
    store.put("build/2-of-3/found", b"all")
    assert [shard(number).followed(find, 60) for number in (1, 3)] == [b"all", b"all"]


@pytest.mark.parametrize("number", [1, 3])
def test_of_two_that_begin_at_once_one_has_the_lead(number, store, shard, find, monkeypatch):
    """The other claims it while this one waits whether somebody does."""
    other = 2

    def meanwhile(_):
        monkeypatch.setattr(leads.time, "sleep", lambda _: store.put(f"build/{other}-of-3/found", b"all"))
        store.put(f"build/{other}-of-3/claim", b"0")

    monkeypatch.setattr(leads.time, "sleep", meanwhile)
    assert shard(number).followed(find, 60) == (None if number < other else b"all")
    assert (f"build/{number}-of-3/claim" in claims(store)) == (number < other)


def test_after_a_lead_that_fell_silent_another_has_it(store, shard, find):
    assert shard(1).followed(find, 60) is None
    assert shard(2).followed(find, 0) is None
    assert claims(store).keys() == {"build/1-of-3/claim", "build/2-of-3/claim"}


def test_a_lead_that_lives_is_waited_for_longer_than_silence_would_be(store, shard, find, monkeypatch):
    monkeypatch.setattr(leads, "_SIGN", 0)
    monkeypatch.setattr(leads, "_LAST_LOOK", 0.05)
    first = shard(1)
    assert first.followed(find, 60) is None
    living = first.living(untold)

    def lives():
        for number in range(20):
            sleep(0.05)
            living("articles read", number, 20)
        store.put("build/1-of-3/found", b"all")
        first.end(is_good=True)

    thread = Thread(target=lives)
    thread.start()
    assert shard(2).followed(find, 0.6) == b"all"
    thread.join()


def test_where_whoever_had_the_lead_gives_up_everybody_works_at_once(store, shard, find):
    first = shard(1)
    assert first.followed(find, 60) is None
    first.end(is_good=False)
    assert [shard(number).followed(find, 60) for number in (2, 3)] == [None, None]
    assert claims(store) == {"build/1-of-3/claim": b"failed"}
    again = shard(1)
    assert (again.followed(find, 60), claims(store)) == (None, {"build/1-of-3/claim": b"0"})
