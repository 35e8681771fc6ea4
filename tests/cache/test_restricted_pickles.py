"""What is kept can be had again, and a pickle of anything else is refused before it does anything."""

import os
import pickle
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from factledger.cache.restricted_pickles import NotOursError, dumps, loads
from factledger.model.facts import FactKind
from factledger.model.rendered_prose import Prose
from factledger.read.article_file import read_article
from factledger.relate.scanning.text_figures import survey

ARTICLE = b"""---
title: A story
date: 2025-03-18T10:00:00+08:00
companies: [xiaomi]
allow: {figures: ["12: why"]}
image: {file: a.jpg, alt: A car}
corrections: [{date: 2025-03-20, reason: Wrong digit, kind: correction}]
facts:
  - {id: target, metric: deliveries, kind: target, period: 2025, value: "over 350,000", source: {name: Xiaomi}}
events:
  - {date: 2025-03, title: It happened}
---
It means to deliver 350,000 cars in 2025, see [there](#there).

## There
"""


def test_an_article_with_its_figures_comes_back_as_it_was():
    article, problems = read_article("content/articles/a.md", ARTICLE)
    assert article is not None
    value = (article, problems, survey(article.prose, article.published.day))
    assert loads(dumps(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        Decimal("1.5"),
        date(2025, 1, 2),
        datetime(2025, 1, 2, 3, tzinfo=UTC),
        datetime(2025, 1, 2, 3, tzinfo=timezone(timedelta(hours=8))),
        {"a": frozenset({1, "b"})},
    ],
)
def test_plain_values_come_back(value):
    assert loads(dumps(value)) == value


class _Got:
    """Pickled as Python before 3.11.4 pickles a member of an enumeration."""

    def __init__(self, kind, name):
        self.parts = kind, name

    def __reduce__(self):
        return getattr, self.parts


def test_a_member_of_an_enumeration_comes_back_however_it_is_pickled():
    for content in (dumps(FactKind.ACTUAL), pickle.dumps(FactKind.ACTUAL), pickle.dumps(_Got(FactKind, "ACTUAL"))):
        assert loads(content) is FactKind.ACTUAL


@pytest.mark.parametrize("name", ["mro", "__class__", "nobody"])
def test_nothing_else_of_an_enumeration_or_noun_can_be_had(name):
    for noun in (FactKind, Prose):
        with pytest.raises(NotOursError):
            loads(pickle.dumps(_Got(noun, name)))


class _Harm:
    def __reduce__(self):
        return os.mkdir, ("harmed",)


@pytest.mark.parametrize(
    "content", [pickle.dumps(_Harm()), pickle.dumps(print), pickle.dumps(datetime), b"", b"\x80\x05X"]
)
def test_another_pickle_is_refused_and_does_nothing(content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if content != pickle.dumps(datetime):  # which is among what nouns hold
        with pytest.raises(NotOursError):
            loads(content)
    assert list(tmp_path.iterdir()) == []


def test_functions_of_our_own_modules_are_refused_too():
    with pytest.raises(NotOursError):
        loads(b"cfactledger.model.problems\njudged\n.")
    with pytest.raises(NotOursError):
        loads(b"cfactledger.cli\nmain\n.")
    for name in (b"FactKind.mro", b"FactKind.ACTUAL.name", b"Fact.__init__", b"nobody.ACTUAL"):
        with pytest.raises(NotOursError):
            loads(b"cfactledger.model.facts\n" + name + b"\n.")
