"""The items of a WordPress export as posts."""

import html
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

from factledger.importing.foreign_front_matter import Key
from factledger.importing.import_remarks import Note
from factledger.importing.posts import ForeignPost
from factledger.importing.wordpress_export import Export, WordPressItem, markdown_of, shortcodes

_POSTS = ("post", "page")
_NO_DATE = "0000-00-00 00:00:00"


def posts_of(export: Export, path: str, notes: list[Note]) -> Iterator[ForeignPost]:
    """Every post and page in the order of the file; of what else it holds, and of what is left out, a note."""
    files = {item.text("post_id"): item.text("attachment_url") for item in export.items if item.text("attachment_url")}
    for item in export.items:
        kind = item.text("post_type")
        if kind in _POSTS:
            yield _post(item, export, path, files, notes)
        elif kind != "attachment":
            notes.append(
                Note(
                    path, item.line, f"'{item.text('title')}' is a {kind or 'nameless thing'}, no post; it was left out"
                )
            )


def _post(item: WordPressItem, export: Export, path: str, files: dict[str, str], notes: list[Note]) -> ForeignPost:
    body = item.html
    for match in shortcodes(item.html):
        line = item.html_line + item.html.count("\n", 0, match.start())
        if not match[0].startswith(("[caption", "[/caption", "[embed", "[/embed")):
            notes.append(Note(path, line, f"the shortcode {match[0][:60]} is kept as it was typed"))
            body = body.replace(match[0], f"<code>{html.escape(match[0], quote=False)}</code>")
    keys = {"title": _key(item, "title", html.unescape(" ".join(item.text("title").split())))}
    if (date := _date(item)) is not None:
        keys["date"] = _key(item, "post_date", date)
    keys["lastmod"] = _key(
        item, "post_modified", "" if item.text("post_modified") == _NO_DATE else item.text("post_modified")
    )
    keys["excerpt"] = _key(item, "excerpt", re.sub(r"<[^<>]*>", "", html.unescape(item.text("excerpt"))))
    creator = item.text("creator")
    keys["author"] = _key(item, "creator", [export.authors.get(creator, creator)])
    keys["tags"] = _key(item, "title", [*map(html.unescape, (*item.categories, *item.tags))])
    _add_meta(item, keys, path, files, notes)
    is_hidden = item.text("status") not in ("publish", "future", "inherit", "") or bool(item.text("post_password"))
    if item.text("post_password"):
        notes.append(Note(path, item.line, f"'{keys['title'].value}' has a password; it is a draft here"))
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
    )


def _key(item: WordPressItem, name: str, value: object) -> Key:
    return Key(value, item.fields[name].line if name in item.fields else item.line, f"{name}: {value}")


def _date(item: WordPressItem) -> str | None:
    """The local time of a post with its distance from UTC, which the two times of the export tell together."""
    local, utc = item.text("post_date"), item.text("post_date_gmt")
    if not local or local == _NO_DATE:
        return None
    try:
        there, here = datetime.fromisoformat(local), datetime.fromisoformat(utc)
    except ValueError:
        return local
    distance = there - here
    if abs(distance) > timedelta(hours=14) or distance.seconds % 900:
        return local
    sign, minutes = ("-", -distance) if distance < timedelta() else ("+", distance)
    whole = int(minutes.total_seconds()) // 60
    return f"{local}{sign}{whole // 60:02}:{whole % 60:02}"


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
