"""Whole folders, compared file by file."""

from factledger import incremental_build
from factledger.model.build_request import Request
from factledger.pipeline import build


def tree(folder):
    """The content of every file of a folder by path, the build's own list too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def snapshot(folder):
    """A function that makes a folder again what it is now."""
    files, folders = tree(folder), {path for path in folder.rglob("*") if path.is_dir()}

    def put_back():
        for path in sorted(folder.rglob("*"), reverse=True):  # what lies in a folder before the folder
            if path.is_dir():
                if path not in folders:
                    path.rmdir()
            elif path.relative_to(folder).as_posix() not in files:
                path.unlink()
        for name, content in files.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    return put_back


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
