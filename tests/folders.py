"""Whole folders, compared file by file."""

from factledger import incremental_build
from factledger.model.build_request import Request
from factledger.pipeline import build


def tree(folder):
    """The content of every file of a folder by path, the build's own list too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def after_an_edit(site, path, old, new, *, now):
    """What a build that remembers the one before says and makes of an edited file, and what one from nothing does."""
    incremental_build.build(Request(project=site, now=now))
    before = (site / path).read_text("utf-8")
    assert old in before
    (site / path).write_text(before.replace(old, new), "utf-8")
    warm = incremental_build.build(Request(project=site, now=now))
    clean = build(Request(project=site, now=now, output=site.parent / "clean"))
    told = [[str(problem) for problem in report.problems] for report in (warm, clean)]
    return (told[0], tree(site / "public")), (told[1], tree(site.parent / "clean"))
