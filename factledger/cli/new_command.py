"""The first lines of a new file: `build.py new article "Title" --company xiaomi`."""

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from factledger.model.entities import EntityKey, Kind, Role
from factledger.model.entity_kinds import Kinds
from factledger.model.name_order import without_marks
from factledger.model.spelling_suggestions import did_you_mean
from factledger.read.content_folder import METRICS
from factledger.read.draft_placeholders import SUMMARY, TEXT, summary_of
from factledger.read.front_matter_fence import LARGEST
from factledger.read.identifiers import listed
from factledger.read.metrics_file import read_metrics
from factledger.regular_files import read_regular

ARTICLE = "article"
# Latin letters that are none with an accent to Unicode, as addresses commonly have them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i"}
)


# Where a letter with dots is another letter and not an accent: as those write it who have no key for it.
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def slug(title: str, language: str = "en") -> str:
    """An id made of a title: letters and digits of any script in lower case, without accents and strokes, joined by hyphens.

    In German, whose "Förderung" is no "Forderung", ä is ae.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    if language.partition("-")[0] == "de":
        folded = folded.translate(_GERMAN)
    return "-".join(re.findall(r"[^\W_]+", without_marks(folded).translate(_PLAIN)))


# What else stands in content/, and is short enough to begin with nothing.
_BY_HAND = {
    "metric": f"add it to {METRICS}",
    "page": "write content/pages/about.md, or another name, with a title between lines of ---",
}


class FileStart(NamedTuple):
    """What a file is started with: its kind, None for an article, and whom it is about or belongs to, if anyone is named."""

    kind: Kind | None
    company: EntityKey | None


def started(project: Path, kinds: Kinds, word: str, company: str) -> FileStart | str:
    """What is asked for by a kind's word and the id of a company, or of what the site has in its place; else what is wrong."""
    kind = kinds.by_word.get(word)
    if kind is None and word != ARTICLE:
        known = (ARTICLE, *kinds.by_word)
        if word in _BY_HAND:
            return f"'{word}' is no kind of entity; {_BY_HAND[word]}"
        return f"there is no kind '{word}'; {did_you_mean(word, known) or f'write {listed(known)}'}"
    able = kinds.of_role(Role.COMPANY)
    if kind is not None:
        owner = kinds.owner(kind)
        able = (owner,) if owner is not None else ()
    if not company or not able:
        return FileStart(kind, None)
    there = {file.stem: EntityKey(one, file.stem) for one in reversed(able) for file in _files(project, one)}
    if company in there:
        return FileStart(kind, there[company])
    advice = did_you_mean(company, sorted(there)) or f"start its file first: new {able[0]}"
    return f"no {listed(able)} '{company}'; {advice}"


class ExampleFigure(NamedTuple):
    """The figure that a new article shows how to write."""

    metric: str
    value: str


_FIGURE = ExampleFigure("deliveries", "29,000")


def example_figure(project: Path, language: str) -> ExampleFigure:
    """A figure of the site's first metric, as its language writes numbers."""
    from babel.numbers import format_decimal  # which takes a while to load, as do the formats

    from factledger.render.locales import locale_of

    path = project / METRICS
    metrics, _ = read_metrics(METRICS, read_regular(path, LARGEST)) if path.is_file() else ((), ())
    id = next((one.id for one in metrics), _FIGURE.metric)
    return ExampleFigure(id, format_decimal(29_000, locale=locale_of(language)))


def path_of(kind: Kind | None, id: str, today: date) -> Path:
    """Where a new file goes, below the project's folder."""
    folder = Path("content")
    return folder / kind.plural / f"{id}.md" if kind is not None else folder / "articles" / f"{today.year}" / f"{id}.md"


def existing(project: Path, kind: Kind | None, id: str) -> Path | None:
    """The file that has this id already; an article's may be in any folder."""
    folder = project / "content" / (kind.plural if kind is not None else "articles")
    return next(iter(sorted(folder.rglob(f"{id}.md"))), None)


def _files(project: Path, kind: Kind) -> Iterable[Path]:
    return (project / "content" / kind.plural).rglob("*.md")


def text_of(start: FileStart, kinds: Kinds, title: str, today: date, figure: ExampleFigure = _FIGURE) -> str:
    """A file that needs filling in but is valid as it stands; an article starts as a draft."""
    if start.kind is None:
        return _article(start, kinds, title, today, figure)
    lines = ["---", f"name: {_quoted(title)}"]
    lines.append(f"summary: {_quoted(summary_of(title))}")
    if start.company is not None:
        lines.append(f"{start.company.kind}: {start.company.id}")
    return "\n".join((*lines, "---", ""))


def _article(start: FileStart, kinds: Kinds, title: str, today: date, figure: ExampleFigure) -> str:
    about, topic = start.company, kinds.first(Role.TOPIC)
    company = about.kind if about is not None else kinds.first(Role.COMPANY)
    lines = ["---", f"title: {_quoted(title)}", f"date: {today.isoformat()}", f"summary: {_quoted(SUMMARY)}"]
    if company is not None:
        lines.append(f"{company.plural}: [{about.id if about is not None else ''}]")
    if topic is not None:
        lines.append(f"{topic.plural}: []")
    lines += [
        "draft: true                  # take this line out to publish",
        "# sources:",
        f"#   release: {{name: Press release, url: 'https://…', published: {today.isoformat()}, type: release}}",
        "# facts:                     # each figure of the story; the reference lists every key",
        f"#   - {{metric: {figure.metric}, period: {today.year}-{today.month:02}, value: '{figure.value}'}}",
        *("---", "", TEXT, ""),
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar; JSON's strings are such (YAML 1.2, 7.3.1)."""
    return json.dumps(text, ensure_ascii=False)
