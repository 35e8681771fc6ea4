"""`factledger fmt`: front matter in one order, where it is asked for."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copymode

from factledger.model.problems import visible
from factledger.read.front_matter_formatter import formatted
from factledger.read.settings_file import read_settings
from factledger.regular_files import read_regular


def fmt(options: Namespace, refused: Callable[[Namespace, str], int]) -> int:
    """Put the front matter of some files in order, or of all; print those that changed, or with --check would."""
    project: Path = options.project
    changed, kinds = 0, read_settings(project)[0].kinds
    for path in options.files or _all(project):
        if path.is_dir():
            return refused(options, f"{path} is a folder; name its files, or none for all of the site")
        try:
            inside = path.resolve().relative_to(project.resolve()).as_posix()
            content = read_regular(path)
            new = formatted(content, inside, kinds)
            if new is None and options.files:
                return refused(
                    options, f"{path} is no content of this site, or cannot be read; see {options.program} check"
                )
            if new is None or new == content:
                continue
            if not options.check:
                _replace(path.resolve(), new)
        except OSError as error:
            return refused(options, f"{path} cannot be used: {error.strerror}")
        except ValueError:
            return refused(options, f"{path} is no content of this site")
        changed += 1
        print(visible(str(path)))
    return 1 if options.check and changed else 0


def _replace(path: Path, content: bytes) -> None:
    """Put the new text in the old one's place at once, so that a full disk or a kill leaves one of the two whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _all(project: Path) -> Iterator[Path]:
    return iter(sorted((project / "content").rglob("*.md")))
