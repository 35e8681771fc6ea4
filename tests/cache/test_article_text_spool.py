"""Texts that wait in a file are the texts that they were, for whoever looks."""

import os
import pickle

import pytest

from factledger.cache import article_text_spool
from factledger.cache.article_text_spool import TextSpool
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place
from factledger.model.rendered_prose import Prose, ProseElsewhere, ProseHeading, Reference

LINK = Reference("company:xiaomi", Place("content/articles/a.md", 9, 2), "Xiaomi")
TEXT = Prose(
    html='<p><a href="\x000\x00">Xiaomi</a> 小米 \ud83d</p>\n<h2 id="sales">Sales</h2>',
    references=(LINK,),
    headings=(ProseHeading(2, "sales", "Sales"),),
    ids=("note",),
    source="[Xiaomi](company:xiaomi) 小米 \ud83d\n\n## Sales",
    line=7,
)
OTHER = Prose(html="<p>Another.</p>", source="Another.")


@pytest.fixture(autouse=True)
def _no_room(monkeypatch):
    monkeypatch.setattr(article_text_spool, "ROOM", 0)


def read_in_a_fork(prose):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, prose.html.encode("utf-8", "surrogatepass"))
        os._exit(0)
    os.close(writing)
    os.wait()
    with os.fdopen(reading, "rb") as stream:
        return stream.read().decode("utf-8", "surrogatepass")


def test_texts_are_read_as_they_were_put_here_and_in_forked_processes(tmp_path):
    spool = TextSpool(tmp_path)
    kept, other = spool.put(TEXT), spool.put(OTHER)
    assert isinstance(kept, ProseElsewhere)
    assert (kept.html, kept.source, kept.references, kept.headings, kept.ids, kept.line) == (
        *(TEXT.html, TEXT.source, TEXT.references),
        *(TEXT.headings, TEXT.ids, TEXT.line),
    )
    assert (kept.at_hand(), other.at_hand()) == (TEXT, OTHER)
    assert (kept.anchors, other.anchors) == (("sales", "note"), ())
    assert (read_in_a_fork(kept), read_in_a_fork(other)) == (TEXT.html, OTHER.html)


def test_with_other_references_a_text_stays_where_it_is_and_any_other_change_brings_it_to_hand(tmp_path):
    kept = TextSpool(tmp_path).put(TEXT)
    bare = kept.with_references(())
    assert isinstance(bare, ProseElsewhere)
    assert bare.at_hand() == replace(TEXT, references=())
    assert replace(kept, line=8) == replace(TEXT, line=8)
    assert type(pickle.loads(pickle.dumps(kept))) is Prose
    assert pickle.loads(pickle.dumps(kept)) == TEXT


def test_nothing_is_left_in_the_folder_and_where_none_can_be_had_texts_stay_in_memory(tmp_path, monkeypatch):
    spool = TextSpool(tmp_path)
    spool.put(TEXT)
    assert [*(tmp_path / ".factledger").iterdir()] == []
    monkeypatch.delattr(os, "pread")
    assert TextSpool(tmp_path).put(TEXT) is TEXT


def test_the_first_texts_stay_in_memory_as_long_as_there_is_room(tmp_path, monkeypatch):
    monkeypatch.setattr(article_text_spool, "ROOM", len(TEXT.html) + len(TEXT.source))
    spool = TextSpool(tmp_path)
    assert spool.put(TEXT) is TEXT
    assert isinstance(spool.put(OTHER), ProseElsewhere)
