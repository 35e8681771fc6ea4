"""Which system a folder is of, where its posts and pictures lie, and under which addresses it published them."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from factledger.importing.foreign_front_matter_parser import Key, Parts, parts_of
from factledger.importing.import_remarks import Note
from factledger.importing.post_conversion import ForeignPost
from factledger.model.slugs import slug
from factledger.read.front_matter_fence import LARGEST, decoded
from factledger.regular_files import read_regular

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_OTHER_MARKUP = {
    ".rst": "reStructuredText",
    ".org": "Org",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".textile": "Textile",
    ".html": "HTML",
    ".htm": "HTML",
    ".ipynb": "a notebook",
}
_DATED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_](.+)")
_LEFT_OUT = frozenset(
    {
        "node_modules",
        "vendor",
        "public",
        "_site",
        "output",
        "resources",
        "themes",
        "archetypes",
        "layouts",
        "__pycache__",
    }
)
_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml", "config.yml", "config.json")


class GeneratorFolder(NamedTuple):
    """A folder of another system's; `roots` are where addresses from the site's root may be files."""

    system: str
    root: Path
    texts: Path  # where its posts lie
    roots: tuple[Path, ...]
    site: str  # its address, without a slash at the end
    base: str  # the path of that address
    settings: Mapping[str, Any]


def folder_of(source: Path) -> GeneratorFolder:
    """What a folder is; any other is taken for one of Markdown files."""
    if (source / "_config.yml").is_file() or (source / "_posts").is_dir():
        settings = _settings(source / "_config.yml")
        address = f"{settings.get('url') or ''}{settings.get('baseurl') or ''}"
        return _folder("Jekyll", source, source, (source, source / "assets"), address, settings)
    if (source / "pelicanconf.py").is_file():
        text = _text(source / "pelicanconf.py") or ""
        found = {key: value for key, _, value in re.findall(r"^(\w+)\s*=\s*(['\"])(.*?)\2", text, re.MULTILINE)}
        texts = source / found.get("PATH", "content")
        texts = texts if texts.is_dir() and texts.resolve().is_relative_to(source.resolve()) else source
        return _folder("Pelican", source, texts, (texts, texts / "images"), found.get("SITEURL", ""), found)
    config = next(
        (source / name for name in (*_HUGO, *(f"config/_default/{one}" for one in _HUGO)) if (source / name).is_file()),
        None,
    )
    if config is not None and (source / "content").is_dir():
        settings = {key.lower(): value for key, value in _settings(config).items()}
        roots = (source / "static", source / "assets", source / "content")
        return _folder("Hugo", source, source / "content", roots, str(settings.get("baseurl") or ""), settings)
    return _folder("Markdown", source, source, (source, source / "static", source / "images"), "", {})


def _folder(
    system: str, root: Path, texts: Path, roots: tuple[Path, ...], address: str, settings: Mapping[str, Any]
) -> GeneratorFolder:
    found = re.match(r"https?://[^/]+(/.*)?$", address)
    site = address.rstrip("/") if found else ""
    base = (found[1] or "").rstrip("/") if found else str(settings.get("baseurl") or "").rstrip("/")
    return GeneratorFolder(system, root, texts, roots, site, base if base.startswith("/") else "", settings)


def _settings(path: Path) -> Mapping[str, Any]:
    """A system's settings; empty where they cannot be read, for nothing here depends on them."""
    text = _text(path) or ""
    try:
        found = tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    except (ValueError, yaml.YAMLError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text(path: Path) -> str | None:
    try:
        content = read_regular(path, LARGEST)
    except OSError:
        return None
    return decoded(content, path.as_posix())[0]


def posts_of(folder: GeneratorFolder, notes: list[Note]) -> Iterator[ForeignPost]:
    """Every post and page of a folder in the order of their paths; of other files a note where they hold text."""
    for path in _files(folder.texts):
        shown = path.relative_to(folder.root).as_posix()
        ending = path.suffix.lower()
        if ending in _OTHER_MARKUP and (folder.system != "Jekyll" or ending != ".html"):
            kind = _OTHER_MARKUP[ending]
            notes.append(Note(shown, 0, f"{kind} is not read; convert it to Markdown, then import it"))
        if ending not in _MARKDOWN:
            continue
        text = _text(path)
        if text is None:
            notes.append(Note(shown, 0, "the file cannot be read as UTF-8 text; nothing of it was imported"))
            continue
        parts = parts_of(text, has_meta=folder.system in ("Pelican", "Markdown"))
        if not parts.keys and not parts.fault and not _DATED.fullmatch(path.stem):
            notes.append(Note(shown, 0, "there is no front matter, so it is no post; it was left out"))
            continue
        if not parts.body.strip() and _is_list_page(path):
            notes.append(Note(shown, 0, "a list page without a text; it was left out"))
            continue
        if parts.fault:
            message = f"the front matter cannot be read ({parts.fault}); it stays as comments, and the post is a draft"
            notes.append(Note(shown, parts.fault_line, message))
        yield _foreign(folder, path, shown, parts)


def _is_list_page(path: Path) -> bool:
    return path.stem.split(".")[0] == "_index"


def _files(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name.lower() not in _LEFT_OUT
            and not (Path(folder, name) / "pyvenv.cfg").exists()
        )
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(folder, name)


def _foreign(folder: GeneratorFolder, path: Path, shown: str, parts: Parts) -> ForeignPost:
    inside = path.relative_to(folder.texts)
    stem = path.stem
    is_bundle = stem.split(".")[0] in ("index", "_index") and len(inside.parts) > 1
    name = inside.parts[-2] if is_bundle else stem
    dated = _DATED.fullmatch(name)
    is_page = _is_list_page(path) or "pages" in inside.parts[:-1] or not (dated or _has_date(parts))
    plain = dated[2] if dated else name
    post = ForeignPost(
        path=shown,
        keys=_at_blanks(parts.keys) if folder.system == "Jekyll" else parts.keys,
        body=parts.body,
        body_line=parts.body_line,
        dated=dated[1] if dated else _day_of(parts.unread),
        name=plain,
        is_draft="_drafts" in inside.parts or bool(parts.fault),  # whose front matter might have said so
        is_page=is_page,
        unread=parts.unread,
        topics=_topics_of(folder, inside),
    )
    return post._replace(addresses=tuple(_addresses(folder, post, inside, is_bundle)))


def _at_blanks(keys: Mapping[str, Key]) -> Mapping[str, Key]:
    """Jekyll parts tags and categories that stand on one line at blanks."""
    parted = {
        name: key._replace(value=key.value.split())
        for name, key in keys.items()
        if name in ("tags", "categories") and isinstance(key.value, str) and "," not in key.value
    }
    return {**keys, **parted}


def _day_of(unread: str) -> str:
    """The day in front matter that could not be read."""
    found = re.search(r"^[\"']?date[\"']?\s*[:=]\s*[\"']?(\d{4}-\d\d-\d\d)", unread, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""


def _has_date(parts: Parts) -> bool:
    return not {"date", "publishdate", "pubdate", "published_at", "created"}.isdisjoint(
        key.lower() for key in parts.keys
    )


def _topics_of(folder: GeneratorFolder, inside: Path) -> tuple[str, ...]:
    """The categories that a post has by the folder that it lies in: Jekyll's above _posts, Pelican's own."""
    if folder.system == "Jekyll" and "_posts" in inside.parts:
        return inside.parts[: inside.parts.index("_posts")]
    if (
        folder.system == "Pelican"
        and len(inside.parts) > 1
        and inside.parts[0] not in ("pages", "articles", "posts", "blog")
    ):
        return inside.parts[:1]
    return ()


_JEKYLL = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}


def _addresses(folder: GeneratorFolder, post: ForeignPost, inside: Path, is_bundle: bool) -> Iterable[str]:
    """The address that a post had by its system's rules, below the site's own path."""
    own = next((str(key.value) for name, key in post.keys.items() if name.lower() in ("url", "permalink")), "")
    if own.startswith("/") and ":" not in own:
        return [own]
    name = next((str(key.value) for key_name, key in post.keys.items() if key_name.lower() == "slug"), "") or post.name
    day = (
        post.dated
        or next((str(key.value) for key_name, key in post.keys.items() if key_name.lower() == "date"), "")[:10]
    )
    if folder.system == "Hugo":
        section = inside.parts[:-2] if is_bundle else inside.parts[:-1]
        pattern = _hugo_pattern(folder, section)
        if pattern:
            return [_filled(pattern, name, day, section)]
        return [f"/{'/'.join((*section, name))}/".lower() if name != "_index" else ""]
    if folder.system == "Jekyll" and post.dated:
        pattern = str(folder.settings.get("permalink") or "date")
        pattern = own or _JEKYLL.get(pattern, pattern)
        categories = [slug(one) for one in (*post.topics, *_listed(post, "categories"))]
        return [_filled(pattern, name, day, categories)]
    if folder.system == "Jekyll" and "_drafts" not in inside.parts:
        return [
            f"/{inside.with_suffix('').as_posix()}{'/' if 'pretty' in str(folder.settings.get('permalink')) else '.html'}"
        ]
    if folder.system == "Pelican":
        key = "PAGE_URL" if post.is_page else "ARTICLE_URL"
        pattern = str(folder.settings.get(key) or ("pages/{slug}.html" if post.is_page else "{slug}.html"))
        title = next((str(key.value) for key_name, key in post.keys.items() if key_name.lower() == "title"), "")
        made = name if name != post.name else slug(title) or name
        filled = pattern.replace("{slug}", made).replace("{date:%Y}", day[:4]).replace("{date:%m}", day[5:7])
        filled = filled.replace("{date:%d}", day[8:10]).replace(
            "{category}", slug((*post.topics, *_listed(post, "category"), "")[0])
        )
        return [f"/{filled.lstrip('/')}"] if "{" not in filled else []
    return []


def _hugo_pattern(folder: GeneratorFolder, section: tuple[str, ...]) -> str:
    permalinks = folder.settings.get("permalinks")
    pages = permalinks.get("page", permalinks) if isinstance(permalinks, dict) else {}
    found = pages.get(section[0] if section else "/", "") if isinstance(pages, dict) else ""
    return found if isinstance(found, str) else ""


def _listed(post: ForeignPost, name: str) -> list[str]:
    value: object = next((key.value for key_name, key in post.keys.items() if key_name.lower() == name), [])
    return [str(one) for one in value] if isinstance(value, list) else str(value).split()


def _filled(pattern: str, name: str, day: str, folders: Iterable[str]) -> str:
    """A pattern of addresses with its words filled in; empty where there is one that cannot be told."""
    year, month, date = (*re.split(r"[-/]", day), "", "", "")[:3]
    words = {
        ":categories": "/".join(folders),
        ":sections": "/".join(folders),
        ":section": next(iter(folders), ""),
        ":year": year,
        ":month": month.zfill(2) if month else "",
        ":day": date.zfill(2) if date else "",
        ":slugorfilename": name,
        ":slugorcontentbasename": name,
        ":contentbasename": name,
        ":slug": name,
        ":title": name,
        ":filename": name,
        ":name": name,
    }
    for word, value in words.items():
        pattern = pattern.replace(word, value)
    path = re.sub(r"/{2,}", "/", f"/{pattern}")
    return "" if ":" in path else path
