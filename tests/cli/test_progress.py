"""The bar of a long build: on a terminal alone, and gone when the build is over."""

from io import StringIO

import pytest

from factledger.cli import progress
from factledger.cli.progress import shown_progress
from factledger.model.build_request import untold


class Terminal(StringIO):
    """A stream that people look at."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("stream", "is_wanted"), [(StringIO(), True), (Terminal(), False)])
def test_nobody_is_told_where_nobody_looks(stream, is_wanted):
    with shown_progress(stream, is_wanted=is_wanted) as tell:
        assert tell is untold
    assert stream.getvalue() == ""


def test_a_build_that_is_over_soon_shows_no_bar():
    stream = Terminal()
    with shown_progress(stream, is_wanted=True) as tell:
        tell("articles read", 1, 2)
    assert stream.getvalue() == ""


def test_a_long_build_shows_what_it_does_and_leaves_no_trace(monkeypatch):
    monkeypatch.setattr(progress, "_SOON", 0)
    stream = Terminal()
    with shown_progress(stream, is_wanted=True) as tell:
        tell("articles read", 1, 2)
        tell("tasks made", 5, 5)
    shown = stream.getvalue()
    assert "articles read:   0%" in shown
    assert "tasks made:   0%" in shown
    assert shown.rpartition("\r")[2] == ""
