"""What an editor wants to know of the page in the preview: its file, what is wrong in it, and how its figures stand."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from factledger.model.problems import Problem
from factledger.read.settings_file import read_settings
from factledger.regular_files import read_regular
from factledger.serve.preview_state import counted

_LARGEST = 1 << 24  # bytes of a page's JSON that is worth it
_STYLE = """
:host { all: initial; }
details { position: fixed; z-index: 2147483646; inset: auto auto 1rem 1rem; max-width: min(36rem, calc(100vw - 2rem));
  max-height: 70vh; overflow: auto; box-sizing: border-box; border-radius: 6px; background: #f4f4f2; color: #1d1f23;
  font: 13px/1.5 system-ui, sans-serif; box-shadow: 0 2px 16px rgb(0 0 0 / 30%); opacity: .92; }
summary { padding: .35rem .8rem; cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
p, ul { margin: 0; padding: 0 .8rem .6rem; }
ul { padding-left: 1.8rem; }
a { color: inherit; }
"""


class Panel(NamedTuple):
    """A page's file (empty where it is made of many), the problems in it, and its figures: coverage and what overtook them.

    Each overtaken figure is its text, the newer one's, and that one's address.
    """

    file: str
    problems: tuple[Problem, ...] = ()
    coverage: str = ""
    overtaken: tuple[tuple[str, str, str], ...] = ()


def panel(project: Path, folder: Path, path: str, problems: Iterable[Problem]) -> Panel:
    """What is known of the page at a path of the preview's folder."""
    folders = [kind.plural for kind in read_settings(project)[0].kinds]
    file = _file(project, [step for step in path.split("/") if step], folders)
    told = _told(folder / path / "index.json")
    own = tuple(problem for problem in problems if file and problem.place.path == file)
    return Panel(file, own, str(told.get("coverage") or ""), tuple(_overtaken(told.get("facts"))) if file else ())


def with_panel(page: bytes, shown: Panel) -> bytes:
    """The HTML page with the panel in it, folded away."""
    head = [shown.file or "made of many files"]
    if shown.problems:
        head.append(counted(shown.problems))
    if shown.overtaken:
        head.append(f"{len(shown.overtaken)} overtaken")
    parts = [f"<p>{escape(shown.coverage)}</p>"] if shown.coverage else []
    if shown.overtaken:
        rows = (
            f'<li>{escape(old)} is now <a href="{escape(url)}">{escape(new)}</a></li>'
            for old, new, url in shown.overtaken
        )
        parts.append(f"<p>Overtaken by newer figures:</p><ul>{''.join(rows)}</ul>")
    if shown.problems:
        parts.append(f"<p>Problems:</p><ul>{''.join(map(_row, shown.problems))}</ul>")
    box = (
        f'<factledger-panel><template shadowrootmode="open"><style>{_STYLE}</style><details>'
        f"<summary>{escape(' · '.join(head))}</summary>{''.join(parts)}</details></template></factledger-panel>"
    ).encode()
    before, end, after = page.rpartition(b"</body>")
    return before + box + end + after if end else page + box


def _row(problem: Problem) -> str:
    place = ":".join(str(number) for number in (problem.place.line, problem.place.column) if number)
    return f"<li>{escape(f'{place} ' if place else '')}{escape(problem.rule)}: {escape(problem.message)}</li>"


def _file(project: Path, steps: Sequence[str], entity_folders: Collection[str]) -> str:
    """The file that a page is about: that of its entity, of an article, whose address ends in its name, or of a plain page."""
    if not steps:
        return ""
    name, folders = steps[-1].removesuffix(".html"), ["articles", *(["pages"] if len(steps) == 1 else [])]
    if steps[0] in entity_folders and len(steps) > 1:
        name, folders = steps[1], [steps[0]]
    for folder in folders:
        for found in sorted((project / "content" / folder).glob("**/*.md")):
            if found.stem == name:
                return found.relative_to(project).as_posix()
    return ""


def _told(twin: Path) -> Mapping[str, Any]:
    """What the JSON beside a page says; nothing where there is none."""
    try:
        told = json.loads(read_regular(twin, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _overtaken(facts: object) -> Iterator[tuple[str, str, str]]:
    for fact in facts if isinstance(facts, list) else []:
        newer = fact.get("superseded_by")
        if fact.get("status") == "superseded" and newer and not fact.get("is_upheld"):
            yield str(fact["text"]), str(newer["text"]), str(newer["url"])
