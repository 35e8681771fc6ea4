"""A post of another system as front matter and body of this one: known keys are mapped, others stay as comments."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from factledger.importing.foreign_front_matter_parser import Key
from factledger.importing.import_remarks import Note
from factledger.importing.post_dates import moment, written
from factledger.model.slugs import slug
from factledger.read.other_systems_keys import FOREIGN_KEYS
from factledger.read.web_addresses import AddressError, old_path

_PLAIN = re.compile(r"[^\W_](?:[\w ,.;!?()’'–/-]*[\w.!?)’])?")
_PICTURES = ("image", "cover", "thumbnail", "featured_image", "featuredimage", "images", "cover_image", "header")
NO_DAY = "2000-01-01"  # of a draft without a date
_TRUE = ("true", "yes", "on", "1")
_HIDDEN = ("draft", "hidden", "pending", "private", "future-draft", "auto-draft", "trash")
# What says how another system is to show a page, and nothing of the story.
_OF_THE_SYSTEM = (
    "layout",
    "slug",
    "weight",
    "published",
    "status",
    "draft",
    "save_as",
    "template",
    "comments",
    "math",
    "toc",
)


class ForeignPost(NamedTuple):
    """A post as another system has it; `addresses` are where it stood, `dated` what its name says."""

    path: str
    keys: Mapping[str, Key]
    body: str
    body_line: int
    addresses: tuple[str, ...] = ()
    dated: str = ""
    name: str = ""  # of its file or bundle
    is_draft: bool = False
    is_page: bool = False
    unread: str = ""  # front matter that could not be read
    topics: tuple[str, ...] = ()
    number: str = ""  # under which the other system keeps it, and links may name it


class Mapped(NamedTuple):
    """The same in this system's keys; a date is empty for a plain page."""

    title: str
    date: str
    updated: str
    summary: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    picture: str
    picture_alt: str
    is_draft: bool
    expires: str
    addresses: tuple[str, ...]
    slug: str
    comments: tuple[str, ...]


def mapped(post: ForeignPost, zone: tzinfo) -> tuple[Mapped, list[Note]]:
    """What a post says in this system's keys, with a note for whatever has none."""
    notes: list[Note] = []
    keys = {name.lower(): (name, key) for name, key in post.keys.items()}
    dates = {ours: _date(keys, names, post, zone, notes) for ours, names in _DATES.items()}
    known = {*_KNOWN, *(name for names in _DATES.values() for name in names), *_PICTURES, *_OF_THE_SYSTEM}
    comments = [f"{line}" for line in post.unread.split("\n") if line.strip()] if post.unread else []
    for name, key in post.keys.items():
        if name.lower() not in known or (name.lower() in _OF_THE_SYSTEM and name.lower() in _TOLD):
            notes.append(Note(post.path, key.line, f"there is no key like '{name}' here; it stays as a comment"))
            comments += key.typed.split("\n")
    day = dates["date"] or (written(found, zone)[0] if (found := moment(post.dated, zone)) else "")
    is_draft = _is_draft(post, keys)
    if is_draft and not day:
        notes.append(Note(post.path, 0, f"the draft has no date; {NO_DAY} stands in its place"))
        day = NO_DAY
    picture, alt = _picture(keys)
    title = _text(keys, "title") or _text(keys, "headline") or _from_name(post)
    return (
        Mapped(
            title=title,
            date="" if post.is_page and not is_draft else day,
            updated=dates["updated"] if dates["updated"][:10] > day[:10] else "",
            summary=" ".join(_text(keys, "summary", "description", "excerpt").split()),
            authors=_names(keys, "authors", "author", "byline"),
            topics=tuple(dict.fromkeys((*_names(keys, *_TOPICS), *post.topics))),
            picture=picture,
            picture_alt=alt or title,
            is_draft=is_draft,
            expires=dates["expires"] if dates["expires"][:10] > day[:10] else "",
            addresses=_addresses(post, keys, notes),
            slug=_text(keys, "slug") or post.name,
            comments=tuple(comments),
        ),
        notes,
    )


_DATES = {
    "date": ("date", "publishdate", "pubdate", "published_at", "created"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "updated_at"),
    "expires": ("expires", "expirydate", "unpublishdate"),
}
_TOPICS = ("topics", "tags", "tag", "categories", "category", "keywords")
_KNOWN = {"title", "summary", "authors", "topics", "aliases", *FOREIGN_KEYS}
_TOLD = ("weight", "save_as", "template", "layout", "comments", "math", "toc")
_Keys = Mapping[str, tuple[str, Key]]


def _text(keys: _Keys, *names: str) -> str:
    for name in names:
        value = keys[name][1].value if name in keys else ""
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _names(keys: _Keys, *names: str) -> tuple[str, ...]:
    """The names that some keys list, however they list them."""
    found: list[str] = []
    for name in names:
        value = keys[name][1].value if name in keys else []
        if isinstance(value, str):
            # Jekyll parts categories and tags at blanks; a comma says that the names may hold some.
            value = re.split(r"[;,]", value)
        for one in value if isinstance(value, list) else [value]:
            text = one.get("name", "") if isinstance(one, dict) else one
            if isinstance(text, str) and text.strip():
                found.append(" ".join(text.split()))
    return tuple(dict.fromkeys(found))


def _date(keys: _Keys, names: Iterable[str], post: ForeignPost, zone: tzinfo, notes: list[Note]) -> str:
    for name in names:
        typed = _text(keys, name)
        if not typed:
            continue
        line = keys[name][1].line
        found = moment(typed, zone)
        if found is None or not 1800 <= found.year <= 2200:
            notes.append(Note(post.path, line, f"'{typed}' is no date; it is left out"))
            continue
        text, is_cut = written(found, zone)
        if is_cut:
            message = f"the time of '{typed}' is left out: in the site's time zone it would be on another day"
            notes.append(Note(post.path, line, message))
        return text
    return ""


def _is_draft(post: ForeignPost, keys: _Keys) -> bool:
    is_hidden = _text(keys, "status").lower() in _HIDDEN or _text(keys, "published").lower() in ("false", "no")
    return post.is_draft or is_hidden or _text(keys, "draft").lower() in _TRUE


def _picture(keys: _Keys) -> tuple[str, str]:
    for name in _PICTURES:
        value: Any = keys[name][1].value if name in keys else ""
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            file = next((value[key] for key in ("file", "image", "src", "path", "url", "teaser") if value.get(key)), "")
            alt = value.get("alt") or value.get("caption") or ""
            value, words = file, alt if isinstance(alt, str) else ""
        else:
            words = ""
        if isinstance(value, str) and value.strip():
            return value.strip(), words
    return "", ""


def _addresses(post: ForeignPost, keys: _Keys, notes: list[Note]) -> tuple[str, ...]:
    """The old addresses that a static host can redirect; of the others a note."""
    typed = [(address, 0) for address in post.addresses]
    for name in ("aliases", "redirect_from", "url", "permalink"):
        value = keys[name][1].value if name in keys else []
        texts = [one.strip() for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
        typed += [(one, keys[name][1].line) for one in texts if one and ":" not in urlsplit_path(one)]
    found = []
    for address, line in typed:
        path = urlsplit_path(address)
        query = address.partition("?")[2]
        if query:
            message = f"the old address '{address}' has a query, which no static host can redirect"
            notes.append(Note(post.path, line, message))
            continue
        try:
            found.append(old_path(path if path.startswith("/") else f"/{path}"))
        except AddressError as error:
            notes.append(Note(post.path, line, f"the old address {error}"))
    return tuple(one for one in dict.fromkeys(found) if one != "/")


def urlsplit_path(address: str) -> str:
    """The path of an address, its blanks as addresses have them."""
    try:
        return urlsplit(address).path.replace(" ", "%20")
    except ValueError:
        return ""


def _from_name(post: ForeignPost) -> str:
    words = unquote(post.name or PurePosixPath(post.path).stem).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Untitled"


def id_of(post: Mapped, path: str) -> str:
    """The id that a post gets if nothing else has it."""
    for text in (post.slug, post.title, PurePosixPath(path).stem):
        if id := slug(unquote(text))[:100].strip("-"):
            while len(id.encode()) > 110:
                id = id[:-1]
            return id.strip("-")
    return "untitled"


def front_matter(
    post: Mapped, path: str, *, topics: Iterable[str], topics_key: str, picture: str, addresses: Iterable[str]
) -> str:
    """The front matter of an article; of a plain page where there is no date.

    Topics stand under `topics_key`, or where that is empty as a comment.
    """
    lines = ["---", f"# {_one_line(f'Imported from {path}')}", f"title: {quoted(post.title)}"]
    if post.date:
        lines.append(f"date: {post.date}")
        lines += [f"updated: {post.updated}"] if post.updated else []
    lines += [f"summary: {quoted(post.summary)}"] if post.summary else []
    if post.date:
        lines += (
            [f"authors: [{', '.join(json.dumps(name, ensure_ascii=False) for name in post.authors)}]"]
            if post.authors
            else []
        )
        if post.topics:
            listed = f"[{', '.join(topics)}]"
            lines.append(f"{topics_key}: {listed}" if topics_key else f"# topics: {_one_line(', '.join(post.topics))}")
        lines += (
            [f"image: {{file: {json.dumps(picture)}, alt: {json.dumps(post.picture_alt, ensure_ascii=False)}}}"]
            if picture
            else []
        )
        lines += ["draft: true"] if post.is_draft else []
        lines += [f"expires: {post.expires}"] if post.expires else []
    else:
        dropped = {"authors": post.authors, "topics": post.topics, "image": (post.picture,) if post.picture else ()}
        lines += [f"# {key}: {_one_line(', '.join(values))}" for key, values in dropped.items() if values]
    lines += [f"aliases: [{', '.join(json.dumps(one, ensure_ascii=False) for one in addresses)}]"] if addresses else []
    lines += [f"# {_one_line(line)}".rstrip() for line in post.comments]
    return "\n".join((*lines, "---", ""))


def quoted(text: str) -> str:
    """A text as YAML has it on one line (YAML 1.2, 7.3.1: JSON's strings are such)."""
    text = _one_line(text)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
