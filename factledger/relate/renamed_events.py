"""Published events that are called otherwise now, as after a mended date of their story: calendars would show them twice."""

import json
from collections.abc import Iterator, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.facts import Event
from factledger.model.problems import Problem

_RULE = "changed-id"


def check_events(published: str, articles: Sequence[Article]) -> Iterator[Problem]:
    """Find them; `published` is the text of an events.json of an earlier build, and tells nothing where it is none.

    An event is known by its kind with its title or its date. One that is gone altogether may be.
    """
    rows = _rows(published)
    ids = {row["id"] for row in rows}
    today = {event.id for article in articles for event in article.events}
    new = {article.id: [event for event in article.events if event.id not in ids] for article in articles}
    for row in rows:
        id, (article, _, short) = row["id"], row["id"].rpartition("/")
        found = (
            next((event for event in new.get(article, ()) if _is_same(row, event)), None) if id not in today else None
        )
        if found is not None:
            new[article].remove(found)
            message = f"the event '{short}' ({found.title}) is called '{found.id.rpartition('/')[2]}' now"
            yield Problem(found.place, _RULE, message, f"add id: {short}, so that calendars keep its entry")


def _is_same(row: Mapping[str, str], event: Event) -> bool:
    return row.get("kind") == event.kind and (row.get("title") == event.title or row.get("date") == event.date.text)


def _rows(published: str) -> list[dict[str, str]]:
    try:
        document = json.loads(published) if published else {}
    except (ValueError, RecursionError):
        return []
    rows = document.get("events") if isinstance(document, dict) else None
    return [
        row
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and isinstance(row.get("id"), str)
    ]
