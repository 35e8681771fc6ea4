"""What is due, as a calendar to subscribe to (RFC 5545), with dates as precise as they are known.

A day is an all-day event. A month, quarter, half or year is an all-day event over the whole of it whose title
begins with the period in words, so that "Q4 2026" never becomes the 31st of December; it leaves the days free.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening, Site
from factledger.model.dates import Grain, Period
from factledger.model.entities import EntityKey
from factledger.model.facts import Fact, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.formatter_interface import Formats
from factledger.model.kind_and_unit_labels import figure_name
from factledger.model.message_catalogues import Messages
from factledger.plan import urls
from factledger.plan.downloads.facts_table import unit_of
from factledger.plan.nearest_events import concerned, still_due
from factledger.plan.story_translations import ListedVersions
from factledger.plan.urls import Urls

_OCTETS = 75  # in a line, without its end (RFC 5545, 3.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something to come. `uid` stays when its date, its wording or a target's amount changes; `revision` then rises.

    A calendar takes a change to what it holds by the higher revision, else by the later `stated` (RFC 5546, 2.1.5).
    """

    uid: str
    date: Period
    title: str
    about: str
    kind: str
    url: str
    stated: datetime  # when what is known of it last changed, in UTC
    revision: int
    subjects: frozenset[EntityKey]  # with the companies of models and the article's topics


def dues(site: Site, addresses: Urls, formats: Formats) -> tuple[Due, ...]:
    """Events and periods of targets that are not over at the build's day, soonest first."""
    today = site.now.astimezone(ZoneInfo(site.settings.timezone)).date()
    found: dict[str, Due] = {}
    vintages = {fact.id: series.facts for series in site.ledger.series for fact in series.facts}
    for happening in still_due(site, ListedVersions(site).happenings(site.timeline), today):
        if happening.event is not None:
            due = _event(happening, site.article_by_id[happening.article], addresses, formats.messages)
            found.setdefault(due.uid, due)
        elif (fact := happening.fact) is not None:
            told = vintages.get(fact.id, (fact,))
            due = _figure(site, happening, fact, told, addresses, formats)
            found.setdefault(due.uid, due)
    return tuple(sorted(found.values(), key=lambda due: (*due.date.sort_key, due.uid)))


def dues_of(found: Iterable[Due], key: EntityKey) -> tuple[Due, ...]:
    """Those that concern one entity."""
    return tuple(due for due in found if key in due.subjects)


def calendar_bytes(found: Iterable[Due], *, name: str, url: str, formats: Formats) -> bytes:
    """The calendar at `url`; where nothing is due it holds a time zone alone, for it must hold something (3.6)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//factledger//calendar//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_escaped(name)}",  # RFC 7986
        f"X-WR-CALNAME:{_escaped(name)}",  # the same for older programs
        f"SOURCE;VALUE=URI:{url}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    events = [line for due in found for line in _vevent(due, formats)]
    lines.extend(events or _TIMEZONE)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


# ---- what is due


def _event(happening: Happening, article: Article, addresses: Urls, messages: Messages) -> Due:
    event = happening.event
    assert event is not None
    return Due(
        uid=_uid("event", event.id, addresses),
        date=event.date,
        title=event.title,
        about=_about(event.note, event.source.name if event.source else "", messages),
        kind=event.kind,
        url=addresses.absolute(addresses.article(article)),
        stated=_stated([article]),
        revision=_revision([article], event.date),
        subjects=concerned(happening, article),
    )


def _figure(
    site: Site,
    happening: Happening,
    fact: Fact,
    vintages: Sequence[Fact],
    addresses: Urls,
    formats: Formats,
) -> Due:
    """The end of a target's or plan's period; its vintages share one entry."""
    metric = site.metrics[fact.metric]
    figure = _in_words(fact, metric, formats)
    name = figure_name(metric.name, fact.kind, (fact.scope, fact.basis), messages=formats.messages)
    articles = [site.article_by_id[id] for id in dict.fromkeys(one.article for one in vintages)]
    return Due(
        uid=_uid(fact.kind.value, _series_name(fact), addresses),
        date=happening.date,
        title=formats.messages.gettext(
            "%(subject)s, %(figure)s: %(value)s", subject=site.entities[fact.subject].name, figure=name, value=figure
        ),
        about=_about(fact.note, fact.source.name, formats.messages),
        kind=fact.kind.value,
        url=addresses.absolute(urls.fact(fact)),
        stated=_stated(articles),
        revision=_revision(articles, happening.date) + len(vintages),
        subjects=concerned(happening, site.article_by_id[fact.article]),
    )


def _in_words(fact: Fact, metric: Metric, formats: Formats) -> str:
    if fact.value is not None and metric.unit not in ("text", "date"):
        return formats.quantity(fact.value, unit_of(fact, metric))
    named = fact.named_time if metric.unit == "date" else None
    return formats.period(named) if named is not None else fact.text


def _series_name(fact: Fact) -> str:
    period = fact.period.text if fact.period else ""
    return "|".join((str(fact.subject), fact.metric, fact.scope, fact.basis, period, fact.holder))


def _about(note: str, source: str, messages: Messages) -> str:
    parts = (note, messages.gettext("Source: %(source)s", source=source) if source else "")
    return "\n".join(part for part in parts if part)


def _stated(articles: Iterable[Article]) -> datetime:
    """When the articles that speak of it last changed: their own dates, so that a build at another time gives the same bytes."""
    return max(article.modified.moment for article in articles).astimezone(UTC)


_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def _revision(articles: Sequence[Article], at: Period) -> int:
    """A number that rises with every change, made of the content alone, for a build remembers no earlier one.

    It counts the minutes up to the last change, the corrections, of which one minute may see several, and the days up
    to what is due, so that it rises by its being put off even where the article does not say that it was updated. It
    stays within the 32 bits that a calendar's numbers have (RFC 5545, 3.3.8).
    """
    first = datetime.combine(at.first or at.last, time(), UTC)
    minutes = (_stated(articles) - _EPOCH) // timedelta(minutes=1)
    return max(0, minutes + (first - _EPOCH).days + sum(len(article.corrections) for article in articles))


def _uid(kind: str, name: str, addresses: Urls) -> str:
    """An id that no other site gives and no later build changes (RFC 7986, 5.3)."""
    digest = hashlib.sha256(f"{addresses.first}|{kind}|{name}".encode()).hexdigest()
    return f"{kind}-{digest[:32]}"


# ---- how it is written


def _vevent(due: Due, formats: Formats) -> Iterable[str]:
    first, end = due.date.first or due.date.last, due.date.last + timedelta(days=1)  # the end is exclusive
    yield "BEGIN:VEVENT"
    yield f"UID:{due.uid}"
    yield f"DTSTAMP:{due.stated:%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{due.stated:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{due.revision}"
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    yield f"DTEND;VALUE=DATE:{_day(end)}"
    yield f"SUMMARY:{_escaped(_summary(due, formats))}"
    if due.about:
        yield f"DESCRIPTION:{_escaped(due.about)}"
    yield f"URL:{due.url}"
    yield f"CATEGORIES:{_escaped(due.kind)}"
    yield "TRANSP:TRANSPARENT"
    yield f"X-FACTLEDGER-PERIOD:{due.date.text}"
    yield "END:VEVENT"


def _summary(due: Due, formats: Formats) -> str:
    if due.date.grain is Grain.DAY:
        return due.title
    return formats.messages.gettext("%(period)s: %(title)s", period=formats.period(due.date), title=due.title)


def _day(value: date) -> str:
    return value.isoformat().replace("-", "")


_CONTROLS: Mapping[int, str | None] = dict.fromkeys((*range(32), 127))  # not allowed at all
_ESCAPES = {**_CONTROLS, ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}


def _escaped(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character cut, each after the first led by a blank."""
    if len(line.encode()) <= _OCTETS:
        return line
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    return "\r\n".join([*pieces, piece])
