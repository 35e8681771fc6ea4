"""The index of the search page, made by Pagefind (pagefind.app) from what is to be found of each page.

Pagefind is given pages of its own: in the published ones it would find what stands around every text, and they would
have to carry what is only for it. Two things of it are not used. Its filters, for it writes them in another order each
time: pages are narrowed by words in one of their fields instead. And what it knows of languages that leave no blanks
between words, which takes a program of fifty megabytes and cuts names apart: `plan.search_entries` sees to them.
"""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import fields
from html import escape
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from factledger.model.planned_pages import SearchEntry

# Pagefind's own search boxes, whose place the theme's page takes.
_NOT_WANTED = ("pagefind-component-ui", "pagefind-highlight", "pagefind-modular-ui", "pagefind-ui")
_UNSPACED = ("ja", "th", "zh")  # languages that it would take apart by itself, here and in the browser
_NUMBER = re.compile(r"[0-9]+")
_LEAST = (1, 5)  # the first release that searches more than a page's text
_NO_LANGUAGE = "und"  # BCP 47: undetermined
_FIELDS = attrgetter(*(field.name for field in fields(SearchEntry)))


class SearchIndexError(Exception):
    """There is no index; the text says why, as far as Pagefind told."""


def find_pagefind() -> Path | None:
    """Pagefind's program, which comes in Python packages; None where it is not installed."""
    if find_spec("pagefind") is None:
        return None
    from pagefind.service import get_executable  # slow to load

    try:
        found = get_executable()
    except FileNotFoundError:
        return None
    return Path(found) if found is not None else None


def packed(entries: Iterable[SearchEntry]) -> bytes:
    """Some entries as they are kept between builds: equal ones give equal bytes."""
    return json.dumps([_FIELDS(entry) for entry in entries], ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> tuple[SearchEntry, ...]:
    """The entries that were packed."""
    names = [field.name for field in fields(SearchEntry)]
    return tuple(SearchEntry(**dict(zip(names, values, strict=True))) for values in json.loads(content))


def release(program: Path) -> str:
    """Which release a program is of, as it says itself.

    Raises:
        SearchIndexError: it cannot be run, or looks into no field but the text.
    """
    said = _run(program, "--version").strip()
    numbers = _NUMBER.findall(said)
    if tuple(map(int, numbers[:2])) < _LEAST:
        raise SearchIndexError(f"this is {said or 'no Pagefind'}, and {'.'.join(map(str, _LEAST))} is needed")
    return said


def search_index(program: Path, entries: Iterable[SearchEntry], language: str) -> Iterator[tuple[str, bytes]]:
    """The files of an index, by path.

    Raises:
        SearchIndexError: Pagefind made none.
        OSError: there is no room for it.
    """
    stemmed = language.partition("-")[0].lower()
    known = _NO_LANGUAGE if stemmed in _UNSPACED else stemmed
    with TemporaryDirectory(prefix="factledger-") as room:
        site, made = Path(room, "site"), Path(room, "made")
        site.mkdir()
        for entry in entries:
            folder = site / entry.path
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "index.html").write_bytes(_page(entry, known))
        _run(
            program, "--site", str(site), "--output-path", str(made), "--force-language", known, "--silent", folder=room
        )
        for path in sorted(made.rglob("*")):
            if path.is_file() and not path.name.startswith(_NOT_WANTED):
                yield path.relative_to(made).as_posix(), path.read_bytes()


def _page(entry: SearchEntry, language: str) -> bytes:
    """An entry as a page with the attributes that Pagefind reads."""
    hidden = (("names", entry.names), ("words", entry.words), ("filters", entry.filters), ("date", entry.date))
    head = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in hidden if text
    )
    order = f'<meta data-pagefind-sort="day[content]" content="{entry.day or "0000"}">'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(entry.title)}</title>'
        # Pagefind leaves out a page without a word in its body.
        f"{head}{order}</head><body data-pagefind-body><p>{escape(entry.text or entry.title)}</p></body></html>"
    ).encode()


def _run(program: Path, *arguments: str, folder: str | None = None) -> str:
    """What a program prints; it is told everything here, and reads neither settings nor the environment."""
    environment: dict[str, str] | None = (
        {} if os.name == "posix" else None
    )  # other systems' programs do not start without theirs
    try:
        done = subprocess.run(  # noqa: S603 - the program is that of an installed package
            [program, *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        reason = (error.strerror or "it cannot be run").lower()
        raise SearchIndexError(reason) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SearchIndexError(said[-1] if said else f"it ended with status {done.returncode}")
    return done.stdout
