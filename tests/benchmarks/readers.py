"""How programs that others wrote read a built site: a table of what each takes and what it loses.

    python tests/benchmarks/readers.py SITE [--node FOLDER]

SITE is this repository's own site as it is built, FOLDER has the node_modules of the packages in `_NODE`. A program that is
not there has no row. Nothing but files of this machine is read.
"""

import json
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

STORY = "news/xiaomi-raises-2025-target-to-400000/"
ADDRESS = f"https://ev-ledger.example/{STORY}"
TITLE, PUBLISHED, MODIFIED = "Xiaomi raises its target for 2025 to over 400,000", "2025-11-20", "2025-11-21"
LAST_WORDS = "if October is counted"
FIGURE, ENTRIES = "over 400,000 vehicles", 20
_NODE = Path(__file__).with_name("readers.mjs")


def feedparser(site: Path) -> dict[str, object]:
    import feedparser

    feed = feedparser.parse((site / "feed.xml").read_bytes())
    entry = feed.entries[0]
    return {
        "entries": len(feed.entries),
        "both dates": (entry.published, entry.updated),
        "text": entry.content[0].value,
    }


def fastfeedparser(site: Path) -> dict[str, object]:
    import fastfeedparser

    feed = fastfeedparser.parse((site / "feed.xml").read_text("utf-8"))
    entry = feed.entries[0]
    return {
        "entries": len(feed.entries),
        "both dates": (entry.published, entry.updated),
        "text": entry.content[0]["value"],
    }


def icalendar(site: Path) -> dict[str, object]:
    import icalendar

    events = icalendar.Calendar.from_ical((site / "calendar.ics").read_bytes()).walk("VEVENT")
    return {"events": len(events), "end left out": events[0]["DTEND"].dt == date(2027, 1, 1)}


def vobject(site: Path) -> dict[str, object]:
    import vobject

    calendar = vobject.readOne((site / "calendar.ics").read_text("utf-8"))
    return {"events": len(calendar.vevent_list), "end left out": calendar.vevent.dtend.value == date(2027, 1, 1)}


def icalevents(site: Path) -> dict[str, object]:
    from icalevents.icalevents import events

    span = {"start": datetime(2021, 1, 1, tzinfo=UTC), "end": datetime(2045, 1, 1, tzinfo=UTC)}
    found = events(string_content=(site / "calendar.ics").read_bytes(), **span)
    return {
        "events": len(found),
        "end left out": True if all(one.end.date() > one.start.date() for one in found) else None,
    }


def trafilatura(site: Path) -> dict[str, object]:
    import trafilatura

    found = trafilatura.bare_extraction(_story(site), url=ADDRESS, with_metadata=True).as_dict()
    return _article(found["title"], found["date"], found["text"])


def htmldate(site: Path) -> dict[str, object]:
    from htmldate import find_date

    dates = (find_date(_story(site), original_date=True), find_date(_story(site)))
    return {"both dates": dates == (PUBLISHED, MODIFIED)}


def readability_lxml(site: Path) -> dict[str, object]:
    from readability import Document

    found = Document(_story(site))
    return _article(found.short_title(), None, re.sub("<[^>]+>", "", found.summary()), has_day=False)


def newspaper4k(site: Path) -> dict[str, object]:
    import newspaper

    found = newspaper.Article(ADDRESS)
    found.download(input_html=_story(site))
    found.parse()
    return _article(found.title, f"{found.publish_date:%Y-%m-%d}", found.text)


def justext(site: Path) -> dict[str, object]:
    import justext

    told = justext.justext(_story(site).encode(), justext.get_stoplist("English"))
    return _article(
        None, None, "\n".join(one.text for one in told if not one.is_boilerplate), has_title=False, has_day=False
    )


def goose3(site: Path) -> dict[str, object]:
    from goose3 import Goose

    found = Goose().extract(raw_html=_story(site))
    return _article(found.title, found.publish_date[:10], found.cleaned_text)


def html2text(site: Path) -> dict[str, object]:
    import html2text

    return _rows(html2text.html2text(_metric(site)).replace("**", ""))


def inscriptis(site: Path) -> dict[str, object]:
    from inscriptis import get_text

    return _rows(get_text(_metric(site)))


def extruct(site: Path) -> dict[str, object]:
    import extruct

    found = extruct.extract(_story(site), base_url=ADDRESS)
    kinds = {one["@type"] for graph in found["json-ld"] for one in graph.get("@graph", [graph])}
    return {"story": "NewsArticle" in kinds, "way to it": "BreadcrumbList" in kinds, "card": bool(found["opengraph"])}


def pandas(site: Path) -> dict[str, object]:
    import pandas

    facts = pandas.read_csv(site / "data/facts.csv")
    tables = pandas.read_html(site / "companies/xiaomi/deliveries/index.html")
    return {
        "facts": len(facts),
        "numbers": facts["low"].dtype == "float64",
        "flags as flags": str(facts["is_rank"].dtype) == "bool",
        "tables of pages": len(tables[0]) > 50,
    }


def duckdb(site: Path) -> dict[str, object]:
    import duckdb

    kinds = dict(row[:2] for row in duckdb.sql(f"describe select * from '{site}/data/facts.csv'").fetchall())
    wanted = {"numbers": ("low", "DOUBLE"), "days": ("as_of_last", "DATE"), "flags as flags": ("is_rank", "BOOLEAN")}
    return {what: kinds[column] == kind for what, (column, kind) in wanted.items()}


def frictionless(site: Path) -> dict[str, object]:
    import frictionless

    report = frictionless.validate(str(site / "data/datapackage.json"))
    return {"tables": len(report.tasks), "all valid": report.valid}


def sqlite_utils(site: Path) -> dict[str, object]:
    import sqlite_utils

    database = sqlite_utils.Database(site / "data/site.sqlite")
    return {"facts": database["facts"].count, "full text": any(database["articles"].search("Xiaomi"))}


def csvkit(site: Path) -> dict[str, object]:
    told = _run(Path(sys.executable).with_name("csvstat"), "--csv", site / "data/facts.csv")
    kinds = dict(re.findall(r"^\d+,(\w+),(\w+)", told, re.MULTILINE))
    return {
        "numbers": kinds["low"] == "Number",
        "flags as flags": kinds["is_rank"] == "Boolean",
        "blank as text": kinds["source_archive"] == "Text",
    }


def datasette(site: Path) -> dict[str, object]:
    told = json.loads(_run(Path(sys.executable).with_name("datasette"), "inspect", site / "data/site.sqlite"))
    return {"facts": told["site"]["tables"]["facts"]["count"]}


def lynx(site: Path) -> dict[str, object]:
    return _rows(_run("lynx", "-dump", "-nolist", "-width=160", site / "companies/xiaomi/deliveries/index.html"))


def w3m(site: Path) -> dict[str, object]:
    return _rows(_run("w3m", "-dump", "-cols", "160", site / "companies/xiaomi/deliveries/index.html"))


def links(site: Path) -> dict[str, object]:
    return _rows(_run("links", "-dump", "-width", "160", site / "companies/xiaomi/deliveries/index.html"))


def elinks(site: Path) -> dict[str, object]:
    return _rows(_run("elinks", "-dump", "-dump-width", "160", site / "companies/xiaomi/deliveries/index.html"))


def jq(site: Path) -> dict[str, object]:
    return {"facts": int(_run("jq", ".facts|length", site / "data/facts.json"))}


def espeak_ng(site: Path) -> dict[str, object]:
    said = _run("lynx", "-dump", "-nolist", site / STORY / "index.html")
    figure = next(line for line in said.splitlines() if "400,000" in line)
    return {"thousands": "T'aUz@nd" in _run("espeak-ng", "-q", "-x", figure)}


PROGRAMS: dict[str, Callable[[Path], dict[str, object]]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        feedparser, fastfeedparser, icalendar, vobject, icalevents, trafilatura, htmldate, readability_lxml, newspaper4k, justext,
        goose3, html2text, inscriptis, extruct, pandas, duckdb, frictionless, sqlite_utils, csvkit, datasette, lynx, w3m, links,
        elinks, jq, espeak_ng,
    )
}  # fmt: skip


def _article(
    title: str | None, day: str | None, text: str, *, has_title: bool = True, has_day: bool = True
) -> dict[str, object]:
    told = {"title": title == TITLE} if has_title else {}
    told |= {"day": day == PUBLISHED} if has_day else {}
    return {**told, "last paragraph": LAST_WORDS in text, "key figure": FIGURE in text.replace("\xa0", " ")}


def _rows(text: str) -> dict[str, object]:
    """A table of figures as text: whether a figure stands in the line of its name, and words that touch."""
    plain = text.replace("\xa0", " ")
    aligned = re.search(r"Deliveries target, 2026[ |]+550,000 vehicles", plain)
    return {
        "a figure beside its name": bool(aligned),
        "words apart": not re.search(r"vehicles(Current|Superseded|Reported)|550,000Stated", plain),
    }


def _story(site: Path) -> str:
    return (site / STORY / "index.html").read_text("utf-8")


def _metric(site: Path) -> str:
    return (site / "companies/xiaomi/deliveries/index.html").read_text("utf-8")


def _run(*command: str | Path) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL, timeout=120
    ).stdout


def _version(name: str) -> str:
    try:
        return version("jusText" if name == "justext" else name)
    except PackageNotFoundError:
        pass
    for flag in ("--version", "-version", "-v"):
        told = subprocess.run([name, flag], capture_output=True, text=True, check=False).stdout
        if number := re.search(r"\d+\.\d[\w.+]*", told):
            return number[0]
    return ""


def rows(site: Path, node: Path | None) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Each program that is there, its version, and what it told."""
    for name, read in PROGRAMS.items():
        try:
            yield name, _version(name), read(site)
        except (ImportError, FileNotFoundError):
            continue
    if node and shutil.which("node"):
        script = node / "readers.mjs"
        script.write_bytes(_NODE.read_bytes())  # packages are looked for beside a script
        told = subprocess.run(["node", script, site], capture_output=True, text=True, check=True).stdout
        for line in told.splitlines():
            name, number, found = json.loads(line)
            yield name, number, found


def _words(found: dict[str, object], *, is_taken: bool) -> str:
    return ", ".join(
        what if value is True or is_taken is False or isinstance(value, (str, tuple)) else f"{value} {what}"
        for what, value in found.items()
        if bool(value) is is_taken
    )


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--node", type=Path)
    options = parser.parse_args()
    sys.stdout.write("| program | takes | loses |\n|---|---|---|\n")
    for name, number, found in rows(options.site.resolve(), options.node and options.node.resolve()):
        sys.stdout.write(f"| {name} {number} | {_words(found, is_taken=True)} | {_words(found, is_taken=False)} |\n")


if __name__ == "__main__":
    main()
