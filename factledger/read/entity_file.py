"""An entity's file: one record for all kinds; what differs stands in the schema."""

from datetime import UTC, tzinfo

from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.problems import Place, Problem
from factledger.read.article_file import image, old_addresses
from factledger.read.draft_placeholders import placeholder_summary
from factledger.read.embed_cards import with_cards
from factledger.read.entity_kind_schemas import entity_schema, listed_ids, people_of
from factledger.read.front_matter_schema import WrittenEntity
from factledger.read.front_matter_values import FiscalName
from factledger.read.ledger_entries import mentions
from factledger.read.markdown_file import read_markdown_file
from factledger.read.plain_text_fields import check_plain
from factledger.read.record_validation import place_of, validated
from factledger.read.yaml_nodes import Table

# The fields that an entity has as they are written; the others are mentions and pictures.
_PLAIN_FIELDS = frozenset(
    {"name", "summary", "native_name", "native_language", "aliases", "wikidata"}
    | {"founded", "dissolved", "headquarters", "listing", "brands", "fiscal_year_ends"}
    | {"type", "unveiled", "launched", "first_deliveries", "specifications", "role", "born"}
)


def read_entity(
    kind: Kind, path: str, content: bytes, zone: tzinfo = UTC, kinds: Kinds = DEFAULT_KINDS
) -> tuple[Entity | None, tuple[Problem, ...]]:
    """Read one company, model, person, market or topic, or what the site has in their place.

    `path` is the file's in the project, `zone` the site's time zone, `kinds` are all kinds of the site.
    """
    file, problems = read_markdown_file(path, content, kinds)
    if file is None:
        return None, tuple(problems)
    checked = validated(entity_schema(kinds, kind), file.table, path, {"name": file.id}, zone=zone)
    problems += checked.problems
    written, table = checked.record, checked.table
    if written is None:
        return None, tuple(problems)
    if not written.draft:
        problems += placeholder_summary(written.summary, place_of(table, path, "summary"), written.name)
        problems += check_plain(written.summary, "summary", place_of(table, path, "summary"))
    fields = {name: value for name, value in written if name in _PLAIN_FIELDS}
    people = {one: listed_ids(written, one) for one in people_of(kinds, kind)}
    owner = kinds.owner(kind)
    prose, more = with_cards(file.prose, written.embeds, table, path)
    problems += more
    entity = Entity(
        key=EntityKey(kind, file.id),
        place=Place(path),
        name_place=place_of(table, path, "name"),
        prose=prose,
        image=image(written.image, table, path),
        website=written.website or "",
        is_draft=written.draft,
        published=written.date,
        people=mentions(people, table, path, problems),
        redirects=old_addresses(written.redirects, "redirects", table, path),
        parent=_named(written, "parent", kind, table, path),
        company=_named(written, owner.value, owner, table, path) if owner is not None else None,
        is_fiscal_year_named_after_start=getattr(written, "fiscal_year_named_after", None) is FiscalName.START,
        **fields,
    )
    return entity, tuple(problems)


def _named(written: WrittenEntity, key: str, kind: Kind, table: Table, path: str) -> Mention | None:
    id_ = getattr(written, key, None)
    return None if id_ is None else Mention(EntityKey(kind, id_), place_of(table, path, key))
