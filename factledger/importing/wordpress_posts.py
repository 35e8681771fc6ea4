"""The items of a WordPress export as posts."""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

from factledger.importing.foreign_front_matter_parser import Key
from factledger.importing.import_remarks import Note
from factledger.importing.post_conversion import ForeignPost
from factledger.importing.wordpress_export import ESCAPED_SHORTCODE, Export, WordPressItem, markdown_of, shortcodes

_POSTS = ("post", "page")
_THROWN_AWAY = {"trash": "in the trash", "auto-draft": "an empty draft that WordPress made itself"}
_OF_WORDPRESS = ("post_format", "nav_menu", "language", "post_translations", "wp_theme")  # say nothing of the story
_NO_DATE = "0000-00-00 00:00:00"


def posts_of(export: Export, path: str, notes: list[Note]) -> Iterator[ForeignPost]:
    """Every post and page in the order of the file; of what else it holds, and of what is left out, a note."""
    if export.controls:
        notes.append(Note(path, 0, f"{export.controls} control characters, which no XML may hold, became blanks"))
    files = {item.text("post_id"): item.text("attachment_url") for item in export.items if item.text("attachment_url")}
    for item in export.items:
        kind = item.text("post_type")
        if kind in _POSTS and item.text("status") in _THROWN_AWAY:
            notes.append(
                Note(path, item.line, f"'{item.text('title')}' is {_THROWN_AWAY[item.text('status')]}; it was left out")
            )
        elif kind in _POSTS:
            yield _post(item, export, path, files, notes)
        elif kind != "attachment":
            notes.append(
                Note(
                    path, item.line, f"'{item.text('title')}' is a {kind or 'nameless thing'}, no post; it was left out"
                )
            )


def _post(item: WordPressItem, export: Export, path: str, files: dict[str, str], notes: list[Note]) -> ForeignPost:
    body = _with_shortcodes_as_code(item, path, notes)
    keys = {"title": _key(item, "title", html.unescape(" ".join(item.text("title").split())))}
    if (date := _date(item)) is not None:
        local = item.text("post_date")
        if _time(local) is None and date != local:
            notes.append(
                Note(
                    path,
                    item.line,
                    f"'{local}' is no date; the time {date}, which the export has beside it, stands in its place",
                )
            )
        keys["date"] = _key(item, "post_date", date)
    keys["lastmod"] = _key(
        item, "post_modified", "" if item.text("post_modified") == _NO_DATE else item.text("post_modified")
    )
    keys["excerpt"] = _key(item, "excerpt", re.sub(r"<[^<>]*>", "", html.unescape(item.text("excerpt"))))
    creator = item.text("creator")
    keys["author"] = _key(item, "creator", [export.authors.get(creator, creator)])
    for name, words in item.terms.items():
        if name not in _OF_WORDPRESS:
            keys[name] = _key(item, name, ", ".join(map(html.unescape, words)))._replace(line=item.line)
    keys["tags"] = _key(item, "title", [*map(html.unescape, (*item.categories, *item.tags))])
    _add_meta(item, keys, path, files, notes)
    is_hidden = item.text("status") not in ("publish", "future", "inherit", "") or bool(item.text("post_password"))
    if item.text("post_password"):
        notes.append(Note(path, item.line, f"'{keys['title'].value}' has a password; it is a draft here"))
    if is_hidden and item.text("post_type") == "page":
        notes.append(
            Note(
                path,
                item.line,
                f"the page '{keys['title'].value}' is not public; it is a draft of an article here, for pages have none",
            )
        )
    if "comment" in item.fields:
        notes.append(Note(path, item.line, f"the comments on '{keys['title'].value}' are left out"))
    address = item.text("link").removeprefix(export.site)
    name = unquote(item.text("post_name")) or item.text("post_id")
    return ForeignPost(
        path=f"{path}#{item.text('post_id')}",
        keys={name: key for name, key in keys.items() if key.value},
        body=markdown_of(body),
        body_line=item.html_line,
        addresses=(address,) if address and not (is_hidden and "?" in address) else (),
        name=name,
        is_draft=is_hidden,
        is_page=item.text("post_type") == "page",
        number=item.text("post_id"),
    )


def _with_shortcodes_as_code(item: WordPressItem, path: str, notes: list[Note]) -> str:
    """The HTML of an item with its shortcodes as code, each told; two brackets around one say that its text is meant."""
    parts: list[str] = []
    done = 0
    for match in shortcodes(item.html):
        if match[0].startswith(("[caption", "[/caption", "[embed", "[/embed")):
            continue
        line = item.html_line + item.html.count("\n", 0, match.start())
        notes.append(Note(path, line, f"the shortcode {match[0][:60]} is kept as it was typed"))
        code = html.escape(match[0], quote=False)
        if parts and done == match.start():  # in one, for two signs of code beside each other end neither
            parts[-1] = parts[-1].removesuffix("</code>") + f"{code}</code>"
        else:
            parts += [item.html[done : match.start()], f"<code>{code}</code>"]
        done = match.end()
    return ESCAPED_SHORTCODE.sub(r"\1", "".join((*parts, item.html[done:])))


def _key(item: WordPressItem, name: str, value: object) -> Key:
    return Key(value, item.fields[name].line if name in item.fields else item.line, f"{name}: {value}")


def _date(item: WordPressItem) -> str | None:
    """The local time of a post with its distance from UTC, which the two times of the export tell together.

    Where the local one is none, that of the other: in UTC, or of the feed that the export is.
    """
    local, utc = item.text("post_date"), item.text("post_date_gmt")
    there, here = _time(local), _time(utc)
    if there is None:
        others = (utc if here is not None else "", item.text("pubDate"))
        other = next((f"{one}Z" if one is utc else one for one in others if one and "0001" not in one), None)
        return other if local != _NO_DATE and other is not None else local if local not in ("", _NO_DATE) else None
    if here is None:
        return local
    distance = there - here
    if abs(distance) > timedelta(hours=14) or distance.seconds % 900:
        return local
    sign, minutes = ("-", -distance) if distance < timedelta() else ("+", distance)
    whole = int(minutes.total_seconds()) // 60
    return f"{local}{sign}{whole // 60:02}:{whole % 60:02}"


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _add_meta(item: WordPressItem, keys: dict[str, Key], path: str, files: dict[str, str], notes: list[Note]) -> None:
    """Custom fields: the picture of a post; what WordPress keeps for itself goes, what an editor made stays as a comment."""
    own = []
    for name, value, line in item.meta:
        if name == "_thumbnail_id" and value.strip() in files:
            keys["image"] = Key(files[value.strip()], line, f"{name}: {value}")
        elif name.startswith("_"):
            own.append(name)
        elif name.lower() not in keys:
            keys[name] = Key(value, line, f"{name}: {value}")
    if own:
        notes.append(
            Note(
                path,
                item.line,
                f"fields that WordPress or its plugins keep for themselves are left out: {', '.join(sorted(set(own)))}",
            )
        )
