"""The first lines of a new file: `build.py new article "Title" --company xiaomi`."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

from factledger.model.spelling import did_you_mean
from factledger.read.placeholders import SUMMARY, TEXT, summary_of

KINDS = ("article", "company", "model", "person", "market", "topic")
_FOLDERS = {"company": "companies", "model": "models", "person": "people", "market": "markets", "topic": "topics"}


def slug(title: str) -> str:
    """An id made of a title: letters and digits of any script in lower case, accents dropped, joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", plain))


def path_of(kind: str, id: str, today: date) -> Path:
    """Where a new file goes, below the project's folder."""
    if kind == "article":
        return Path("content") / "articles" / f"{today.year}" / f"{id}.md"
    return Path("content") / _FOLDERS[kind] / f"{id}.md"


def existing(project: Path, kind: str, id: str) -> Path | None:
    """The file that has this id already; an article's may be in any folder."""
    folder = project / "content" / ("articles" if kind == "article" else _FOLDERS[kind])
    return next(iter(sorted(folder.rglob(f"{id}.md"))), None)


def missing_company(project: Path, id: str) -> str:
    """What is said of a company that the site has not; nothing where it is there."""
    known = sorted(file.stem for file in (project / "content" / _FOLDERS["company"]).rglob("*.md"))
    if not id or id in known:
        return ""
    advice = did_you_mean(id, known) or "start its file first: new company"
    return f"no company '{id}'; {advice}"


def text_of(kind: str, title: str, today: date, *, company: str = "") -> str:
    """A file that needs filling in but is valid as it stands; an article starts as a draft."""
    if kind == "article":
        return _article(title, today, company)
    lines = ["---", f"name: {_quoted(title)}"]
    if kind in ("model", "person") and company:
        lines.append(f"company: {company}")
    lines += [f"summary: {_quoted(summary_of(title))}", "---", ""]
    return "\n".join(lines)


def _article(title: str, today: date, company: str) -> str:
    facts = (
        "# facts:                     # each figure of the story; the reference lists every key\n"
        "#   - {metric: deliveries, period: 2025-03, value: '29,000'}\n"
    )
    return (
        "---\n"
        f"title: {_quoted(title)}\n"
        f"date: {today.isoformat()}\n"
        f"summary: {_quoted(SUMMARY)}\n"
        f"companies: [{company}]\n"
        "topics: []\n"
        "draft: true                  # take this line out to publish\n"
        "# sources:\n"
        "#   release: {name: Company release, url: 'https://…', published: 2025-04-01, type: release}\n"
        f"{facts}"
        "---\n"
        "\n"
        f"{TEXT}\n"
    )


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar; JSON's strings are such (YAML 1.2, 7.3.1)."""
    return json.dumps(text, ensure_ascii=False)
