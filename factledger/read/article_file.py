"""An article's file: bytes in, the article out."""

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta, tzinfo

from factledger.model.articles import Article, Correction
from factledger.model.entities import Mention, OldAddress, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.problems import RULES, Place, Problem, is_excused
from factledger.model.proofreading_language import Language
from factledger.model.proofreading_language import language as language_of
from factledger.model.rendered_prose import Image
from factledger.model.timestamps import Stamp
from factledger.read import draft_placeholders
from factledger.read.draft_placeholders import placeholder_summary
from factledger.read.embed_cards import with_cards
from factledger.read.entity_kind_schemas import article_schema, listed_ids
from factledger.read.front_matter_schema import WrittenArticle, WrittenImage
from factledger.read.front_matter_text_positions import wordings
from factledger.read.identifiers import did_you_mean
from factledger.read.ledger_entries import Entries, mentions, sources
from factledger.read.ledger_entry_ids import entry_ids
from factledger.read.markdown_file import read_markdown_file
from factledger.read.plain_text_fields import check_plain
from factledger.read.record_validation import place_of, validated
from factledger.read.yaml_nodes import Node, Table, locate


def read_article(
    path: str,
    content: bytes,
    zone: tzinfo = UTC,
    language: Language | None = None,
    kinds: Kinds = DEFAULT_KINDS,
) -> tuple[Article | None, tuple[Problem, ...]]:
    """Read one article of a site in a time zone, with values in a language, and with these kinds of entity.

    `path` is the file's in the project.
    Beside problems the article is what could be read, so that the others' references to it still hold; None where
    there is no front matter to speak of.
    """
    file, problems = read_markdown_file(path, content, kinds)
    if file is None:
        return None, tuple(problems)
    checked = validated(article_schema(kinds), file.table, path, {"title": file.id, "date": "2000-01-01"}, zone=zone)
    problems += checked.problems
    written, table = checked.record, checked.table
    if written is None:
        return None, tuple(problems)
    is_dated = "date" in table.values
    named = mentions({kind: listed_ids(written, kind) for kind in kinds}, table, path, problems)
    sources_ = sources(written.sources, written.source_list, table, path, problems)
    language = language_of(written.language) if written.language else language
    id_, company = written.id or file.id, _first_company(named)
    entries = Entries(
        id_, path, written.date if is_dated else None, company, sources_, written.updated, language, kinds
    )
    ids = entry_ids(written, id_, company.key if company else None, kinds, table, path, problems)
    corrections = _corrections(written, ids.corrections, table, path)
    facts = entries.facts(written.facts, table.values.get("facts", table), ids.facts)
    events = entries.events(written.events, table.values.get("events", table), ids.events)
    problems += entries.problems
    problems += _contradictions(written, table, path)
    problems += placeholder_summary(written.summary, place_of(table, path, "summary"))
    problems += _marked_up(written, table, path)
    prose, more = with_cards(file.prose, written.embeds, table, path)
    problems += more
    if written.draft:
        problems = [problem for problem in problems if problem.rule != draft_placeholders.RULE]
    problems = [problem for problem in problems if not is_excused(problem, written.allow)]
    article = Article(
        id=id_,
        slug=file.id if file.id != id_ else "",
        id_place=place_of(table, path, "id") if file.id != id_ else None,
        date_place=place_of(table, path, "date") if is_dated else None,
        draft_place=place_of(table, path, "draft") if written.draft else None,
        title=written.title,
        published=written.date,
        place=Place(path),
        prose=prose,
        language=written.language,
        translation_of=written.translation_of,
        translation_place=place_of(table, path, "translation_of") if written.translation_of else None,
        summary=written.summary,
        updated=written.updated,
        updated_place=place_of(table, path, "updated") if written.updated else None,
        authors=written.authors,
        mentions=named,
        sources=tuple(sources_.values()),
        facts=facts,
        events=events,
        corrections=corrections,
        image=image(written.image, table, path),
        is_draft=written.draft,
        is_featured=written.featured is not False,
        featured_until=written.featured if isinstance(written.featured, Stamp) else None,
        expires=written.expires,
        redirects=old_addresses(written.aliases, "aliases", table, path),
        allow=written.allow,
        unlinked=written.unlinked,
        wordings=wordings(written, file._replace(table=table), path),
    )
    return article, tuple(problems)


def image(written: WrittenImage | None, table: Node, path: str) -> Image | None:
    """The picture of a file's front matter."""
    if written is None:
        return None
    place = place_of(table, path, "image", "file")
    return Image(file=written.file, alt=written.alt, place=place, credit=written.credit, caption=written.caption)


def old_addresses(written: tuple[str, ...], key: str, table: Table, path: str) -> tuple[OldAddress, ...]:
    """The old addresses under a key of a file's front matter."""
    return tuple(OldAddress(address, place_of(table, path, key, number)) for number, address in enumerate(written))


def _first_company(named: tuple[Mention, ...]) -> Mention | None:
    return next((mention for mention in named if mention.key.kind.role is Role.COMPANY), None)


def _corrections(written: WrittenArticle, ids: Iterable[str], table: Table, path: str) -> tuple[Correction, ...]:
    return tuple(
        Correction(
            id=id_,
            stamp=entry.date,
            reason=entry.reason,
            place=place_of(table, path, "corrections", number),
            kind=entry.kind,
            was=entry.was,
            now=entry.now,
            fact=entry.fact,
            fact_place=place_of(table, path, "corrections", number, "fact"),
        )
        for number, (entry, id_) in enumerate(zip(written.corrections, ids, strict=True))
    )


def _marked_up(written: WrittenArticle, table: Table, path: str) -> Iterator[Problem]:
    """What is Markdown where only plain text is shown."""
    yield from check_plain(written.title, "title", place_of(table, path, "title"))
    yield from check_plain(written.summary, "summary", place_of(table, path, "summary"))
    for number, event in enumerate(written.events):
        yield from check_plain(event.title, "title", place_of(table, path, "events", number, "title"))
    for number, record in enumerate(written.corrections):
        yield from check_plain(record.reason, "reason", place_of(table, path, "corrections", number, "reason"))


def _contradictions(written: WrittenArticle, table: Table, path: str) -> list[Problem]:
    """What is well-formed and still cannot be meant."""
    problems = []
    if written.updated is not None and "date" in table.values and written.updated.is_before(written.date):
        place = place_of(table, path, "updated")
        message = "the article was updated before it was published"
        problems.append(Problem(place, "bad-date", message, "put the earlier day under date:"))
    if "date" in table.values:
        problems += _too_early(written, table, path)
        problems += _too_late(written, table, path)
    excuses = locate(table, ("allow",))
    for rule in written.allow:
        if rule not in RULES and rule != "figures" and isinstance(excuses, Table):
            where = excuses.keys[rule]
            place = Place(path, where.line, where.column)
            advice = did_you_mean(rule, RULES, "docs/rules.md lists them")
            problems.append(Problem(place, "unknown-rule", f"there is no rule '{rule}'", advice))
    return problems


def _too_late(written: WrittenArticle, table: Table, path: str) -> Iterator[Problem]:
    """As-ofs after all that the article dates itself by, for it tells what was known by then."""
    stamps = [written.date, *(entry.date for entry in written.corrections)]
    last = max(stamp.last_day for stamp in ([*stamps, written.updated] if written.updated else stamps))
    for number, entry in enumerate(written.facts):
        as_of = entry.as_of
        if as_of is not None and (as_of.first or as_of.last) > last:
            place = place_of(table, path, "facts", number, "as_of")
            message = f"the fact is of {as_of}, after the article, which is of {written.date.day}"
            advice = f"write a day up to {last}, or under updated: when the article was changed"
            yield Problem(place, "bad-date", message, advice)


def _too_early(written: WrittenArticle, table: Table, path: str) -> Iterator[Problem]:
    """Days that can only come after the article's own."""
    first = written.date.day
    if written.expires is not None and written.expires.moment <= written.date.moment:
        message = "the article expires before it is published"
        yield Problem(place_of(table, path, "expires"), "bad-date", message, f"write a day after {first}")
    for number, entry in enumerate(written.corrections):
        # A day may begin elsewhere before it does where the article was dated.
        is_older = entry.date.is_before(written.date)
        if is_older and (entry.date.has_time or entry.date.day < first - timedelta(days=1)):
            place = place_of(table, path, "corrections", number, "date")
            message = f"the correction of {entry.date} is older than the article"
            yield Problem(place, "bad-date", message, f"write a day from {first} on")
