"""A plain page's file, such as About."""

from factledger.model.articles import TextPage
from factledger.model.entity_kinds import DEFAULT_KINDS, Kinds
from factledger.model.problems import Place, Problem
from factledger.read.article_file import old_addresses
from factledger.read.embed_cards import with_cards
from factledger.read.front_matter_schema import WrittenPage
from factledger.read.markdown_file import read_markdown_file
from factledger.read.record_validation import validated


def read_page(path: str, content: bytes, kinds: Kinds = DEFAULT_KINDS) -> tuple[TextPage | None, tuple[Problem, ...]]:
    """Read one page of content/pages/; `path` is the file's in the project, `kinds` the site's kinds of entity."""
    file, problems = read_markdown_file(path, content, kinds)
    if file is None:
        return None, tuple(problems)
    checked = validated(WrittenPage, file.table, path, {"title": file.id})
    problems += checked.problems
    if (written := checked.record) is None:
        return None, tuple(problems)
    prose, more = with_cards(file.prose, written.embeds, checked.table, path)
    page = TextPage(
        id=file.id,
        title=written.title,
        place=Place(path),
        prose=prose,
        summary=written.summary,
        redirects=old_addresses(written.aliases, "aliases", checked.table, path),
    )
    return page, (*problems, *more)
