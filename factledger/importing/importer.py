"""An import from beginning to end: read what there is, give each post an id, set its body right, write it once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from factledger.importing import generator_folders, wordpress_posts
from factledger.importing.import_remarks import Note
from factledger.importing.old_addresses import AddressBook
from factledger.importing.post_conversion import ForeignPost, Mapped, front_matter, id_of, mapped, quoted
from factledger.importing.post_links import LinkLookups, with_links
from factledger.importing.post_pictures import Pictures
from factledger.importing.template_tag_conversion import without_tags
from factledger.importing.wordpress_export import read_export
from factledger.model.entities import Kind, Role
from factledger.model.settings import Settings
from factledger.model.slugs import slug
from factledger.plan.urls import first_steps
from factledger.regular_files import read_regular


class ImportSource(NamedTuple):
    """What is to be imported: its posts, and where its pictures and addresses are."""

    posts: Sequence[ForeignPost]
    pictures: Pictures
    folder: Path  # in which the posts' paths are
    site: str
    base: str
    is_export: bool = False  # one file, of whose lines a body's no longer are


class Planned(NamedTuple):
    """A post with what it is here."""

    post: ForeignPost
    mapped: Mapped
    id: str
    path: str  # of its file in the project
    is_public: bool


@dataclass(slots=True, kw_only=True)
class Imported:
    """What came of an import; filled file by file."""

    notes: list[Note]
    written: int = 0
    unchanged: int = 0


def import_posts(source: Path, project: Path, settings: Settings, now: datetime) -> Imported:
    """Bring the posts of a folder or an export file into a project.

    Raises:
        OSError: a file cannot be read or written.
        ValueError: the file is no export of WordPress.
    """
    notes: list[Note] = []
    found = _source(source, notes)
    name = "" if found.is_export else f"{source.resolve().name}/"
    planned = _planned(found, project, settings, now, notes, name)
    book = AddressBook(planned, settings.article_url, found.site, found.base)
    imported = Imported(notes=notes)
    topic = settings.kinds.first(Role.TOPIC)
    for one in planned:
        _write_post(one, found, book, project, imported, name, topic)
    for name, content in sorted(found.pictures.contents.items()):
        _write(project / "content/images" / name, content, Note(name, 0, ""), imported)
    if topic is not None:
        _write_topics(planned, project, topic, imported)
    elif any(one.mapped.topics for one in planned):
        notes.append(Note("", 0, "this site has no kind like a topic: tags and categories stay as comments"))
    if found.is_export:
        notes[:] = [note._replace(path=note.path.partition("#")[0]) for note in notes]
    notes.sort(key=lambda note: (note.path, note.line))
    return imported


def _source(source: Path, notes: list[Note]) -> ImportSource:
    if source.is_file():
        export = read_export(read_regular(source))
        posts = tuple(wordpress_posts.posts_of(export, source.name, notes))
        beside = source.parent
        roots = (beside, beside / "wp-content", beside / "uploads", beside / "..")
        pictures = Pictures(beside, [root for root in roots[:3] if root.is_dir()], export.site, "")
        return ImportSource(posts, pictures, beside, export.site, "", is_export=True)
    folder = generator_folders.folder_of(source)
    posts = tuple(generator_folders.posts_of(folder, notes))
    return ImportSource(
        posts, Pictures(folder.root, folder.roots, folder.site, folder.base), folder.root, folder.site, folder.base
    )


def _planned(
    source: ImportSource, project: Path, settings: Settings, now: datetime, notes: list[Note], name: str
) -> list[Planned]:
    """Every post with an id that nothing else has; what was imported before keeps its own."""
    zone, own = ZoneInfo(settings.timezone), first_steps(settings.kinds)
    before, taken = _imported_before(project)
    planned = []
    for post in source.posts:
        one, more = mapped(post, zone)
        notes += more
        marker = f"# Imported from {name}{post.path}"
        if marker in before:
            id, path = before[marker]
        else:
            id = _free(id_of(one, post.path), taken, own, is_page=not one.date)
            path = f"content/articles/{one.date[:4]}/{id}.md" if one.date else f"content/pages/{id}.md"
        taken.add(id)
        planned.append(Planned(post, one, id, path, not one.is_draft and _has_come(one.date, zone, now)))
    return planned


def _has_come(day: str, zone: ZoneInfo, now: datetime) -> bool:
    if not day:
        return True
    if len(day) == 10:
        return datetime.combine(date.fromisoformat(day), time(), zone) <= now
    return datetime.fromisoformat(day) <= now


def _imported_before(project: Path) -> tuple[dict[str, tuple[str, str]], set[str]]:
    """By its mark every file of an earlier import, and all ids that there are."""
    before, taken = {}, set()
    for folder in ("articles", "pages"):
        for path in sorted((project / "content" / folder).rglob("*.md")):
            taken.add(path.stem)
            with path.open(encoding="utf-8", errors="replace") as file:
                lines = [file.readline() for _ in range(2)]
            if lines[1].startswith("# Imported from "):
                before[lines[1].rstrip("\n")] = (path.stem, path.relative_to(project).as_posix())
    return before, taken


def _free(id: str, taken: set[str], own: Collection[str], *, is_page: bool) -> str:
    wanted = f"{id}-page" if is_page and id in own else id
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def _write_post(
    one: Planned,
    source: ImportSource,
    book: AddressBook,
    project: Path,
    imported: Imported,
    name: str,
    topic: Kind | None,
) -> None:
    post = one.post
    beside = (source.folder / post.path).parent
    picture_of: Callable[[str], str] = lambda address: source.pictures.named(address, beside, one.id)  # noqa: E731
    around = LinkLookups(lambda address: book.article(address, post.path, one.path), picture_of, source.site)
    body, notes = without_tags(post.body, post.path, post.body_line, lambda named: book.named(named, post.path))
    body, more = with_links(body, post.body, post.path, post.body_line, around)
    picture = picture_of(one.mapped.picture) if one.mapped.picture else ""
    comments = one.mapped.comments
    if one.mapped.picture and not picture:
        more.append(
            Note(post.path, 0, f"the picture {one.mapped.picture} did not come along; its name stays as a comment")
        )
        comments = (*comments, f"image: {one.mapped.picture}")
    addresses, lost = book.old_addresses(one)
    notes = [*notes, *more, *(Note(post.path, 0, message) for message in lost)]
    imported.notes += [note._replace(line=post.body_line) for note in notes] if source.is_export else notes
    topics = [slug(topic) for topic in one.mapped.topics if slug(topic)]
    head = front_matter(
        one.mapped._replace(comments=comments),
        f"{name}{post.path}",
        topics=dict.fromkeys(topics),
        topics_key=topic.plural if topic is not None else "",
        picture=picture,
        addresses=addresses,
    )
    _write(project / one.path, f"{head}{body}".encode(), Note(post.path, 0, ""), imported)


def _write(path: Path, content: bytes, told: Note, imported: Imported) -> None:
    """Write a file that is not there yet; one that holds something else is an editor's now."""
    if path.is_file():
        if read_regular(path) == content:
            imported.unchanged += 1
        else:
            message = f"{path.name} is there already and holds something else; it was left alone"
            imported.notes.append(told._replace(message=message))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    imported.written += 1


def _write_topics(planned: Iterable[Planned], project: Path, kind: Kind, imported: Imported) -> None:
    names: dict[str, str] = {}
    for one in planned:
        for topic in one.mapped.topics if one.mapped.date else ():
            if id := slug(topic):
                names.setdefault(id, topic)
            else:
                imported.notes.append(
                    Note(one.post.path, 0, f"no id can be made of the tag '{topic}'; it was left out")
                )
    for id, topic in sorted(names.items()):
        path = project / "content" / kind.plural / f"{id}.md"
        if not path.exists():
            _write(path, f"---\nname: {quoted(topic)}\n---\n".encode(), Note(id, 0, ""), imported)
