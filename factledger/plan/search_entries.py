"""What a search knows of a page: its text, and words that are not printed on it but may well be typed.

Pagefind finds words from their beginning on, in scripts whose words stand apart. So that the middle of a Chinese name is
found too, all pairs of neighbouring characters are words of their own: 小米集团 is found by 小米, 米集 and 集团, and
the search page's script takes a query apart in the same way.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from html import unescape

from factledger.model.articles import Article
from factledger.model.dates import day
from factledger.model.entities import Entity, EntityKey, Role
from factledger.model.facts import Fact
from factledger.model.html_tokenizer import BLOCK_ELEMENTS, tags
from factledger.model.planned_pages import SearchEntry
from factledger.plan import urls
from factledger.plan.site_index import SiteIndex

STORY, FIGURES, COMPARISON, TEXT = "story", "figures", "comparison", "page"  # the kinds of pages that are no entity's
_INLINE = frozenset({"a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong"})
_ENDED = re.compile(r"[.,:;!?…。，、：；！？][)\]\"'’”“»›）】》」』]*$")  # what follows needs no other sign before it
# Chinese characters, kana and the marks among them: scripts that leave no blanks between words.
_UNSPACED = r"\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"[{_UNSPACED}]{{2,}}")
_SEAM = re.compile(f"(?<=[^\\s(（「『《“‘])(?=[{_UNSPACED}])|(?<=[{_UNSPACED}])(?=[0-9A-Za-z])")
# Of letters that no language's endings are made of, so that no stemmer shortens a word of them.
_LETTERS = "jkqvwxz"
_LENGTH = 16  # of such a word: all are of one length, for a longer one would be found by a shorter one


def filter_word(name: str, value: str) -> str:
    """The word by which pages are found that a filter lets through, such as those of one company."""
    number = int.from_bytes(blake2b(f"{name}={value}".encode(), digest_size=8).digest(), "big")
    letters = []
    for _ in range(_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


def article_entry(site_index: SiteIndex, article: Article, body: str) -> SearchEntry | None:
    """A story with the facts that it states; `body` is its HTML."""
    if not site_index.site.settings.search or article.is_draft:
        return None
    keys = [mention.key for mention in article.mentions if mention.key in site_index.site.entities]
    return _entry(
        path=site_index.article_path(article),
        title=site_index.headline(article),
        text=(article.summary, _plain(body), *_told(site_index, article.facts)),
        others=(*_digits(site_index, article.facts), *_names(map(site_index.entity, keys))),
        filters=(
            ("kind", STORY),
            ("year", str(article.published.day.year)),
            *((key.kind.value, key.id) for key in keys if key.kind.role in (Role.COMPANY, Role.TOPIC)),
        ),
        day=article.published.day.isoformat(),
        date=site_index.formats.period(day(article.published.day)),
    )


def entity_entry(site_index: SiteIndex, entity: Entity, body: str, figures: Iterable[str]) -> SearchEntry | None:
    """A profile with its key figures, which are ids of facts; `body` is its HTML."""
    if not site_index.site.settings.search or entity.is_draft:
        return None
    facts = [site_index.site.ledger.facts[id] for id in figures]
    owner = entity.company or entity.parent
    filters = [("kind", entity.key.kind.value)]
    filters += [
        (key.kind.value, key.id)
        for key in (entity.key, *((owner.key,) if owner else ()))
        if key.kind.role in (Role.COMPANY, Role.TOPIC)
    ]
    return _entry(
        path=urls.entity(entity.key),
        title=" ".join(dict.fromkeys(filter(None, (entity.name, entity.native_name)))),
        text=(entity.summary, _plain(body), *_told(site_index, facts)),
        names=_names([entity]),
        others=_digits(site_index, facts),
        filters=filters,
    )


def metric_entry(site_index: SiteIndex, subject: EntityKey, id: str) -> SearchEntry | None:
    """A subject's figures of one metric."""
    if not site_index.site.settings.search:
        return None
    entity, metric = site_index.entity(subject), site_index.metric(id)
    facts = [fact for series in site_index.index.series_of[subject, id] for fact in series.facts]
    owner = entity.company or entity.parent
    companies = [key for key in (subject, *((owner.key,) if owner else ())) if key.kind.role is Role.COMPANY]
    return _entry(
        path=urls.metric(subject, id),
        title=site_index.of_subject(subject, metric.name),
        text=(metric.about, *_told(site_index, facts)),
        others=(*_digits(site_index, facts), *_names([entity])),
        is_its_title=False,
        filters=(("kind", FIGURES), *((key.kind.value, key.id) for key in companies)),
    )


def page_entry(
    site_index: SiteIndex, path: str, title: str, body: str, kind: str, subjects: Iterable[EntityKey] = ()
) -> SearchEntry | None:
    """A page that is about nobody, or about `subjects` alike; `body` is HTML."""
    if not site_index.site.settings.search:
        return None
    entities = [site_index.entity(key) for key in subjects]
    comma = site_index.messages.pgettext("list", ", ")
    text = (_plain(body), comma.join(entity.name for entity in entities))
    return _entry(path=path, title=title, text=text, others=_names(entities), filters=[("kind", kind)])


def _entry(
    *,
    path: str,
    title: str,
    text: Iterable[str],
    names: Iterable[str] = (),
    others: Iterable[str],
    is_its_title: bool = True,
    filters: Iterable[tuple[str, str]],
    day: str = "",
    date: str = "",
) -> SearchEntry:
    """An entry; `names` are those of what the page is alone, `others` whatever else it may be looked for by.

    A page that is not what its title names, as a company's figures are not the company, stands behind one that is.
    """
    whole = _run_on(text)
    titles = (title, *names)
    return SearchEntry(
        path=path,
        title=title,
        text=_SEAM.sub(" ", whole),
        names=_words(titles).removeprefix(title).strip() if is_its_title else "",
        words=_words(others, _pairs(whole)),
        filters=" ".join(sorted({filter_word(name, value) for name, value in filters})),
        day=day,
        date=date,
    )


def _words(texts: Iterable[str], more: Iterable[str] = ()) -> str:
    """Some names and figures, each once, with the pairs of what has no blanks in it."""
    said = dict.fromkeys(filter(None, texts))
    return " ".join(dict.fromkeys((*said, *_pairs(" ".join(said)), *more)))


def _names(entities: Iterable[Entity]) -> Iterator[str]:
    """All that some entities are called."""
    for entity in entities:
        yield from (entity.name, entity.native_name, *entity.aliases)


def _told(site_index: SiteIndex, facts: Iterable[Fact]) -> Iterator[str]:
    """What some facts say, each figure with its name, once."""
    say = site_index.messages.gettext
    for figure, value in dict.fromkeys((site_index.label(fact), site_index.words(fact)) for fact in facts):
        yield say("%(said)s.", said=say("%(figure)s: %(value)s", figure=figure, value=value))


def _digits(site_index: SiteIndex, facts: Iterable[Fact]) -> Iterator[str]:
    """Whole figures in plain digits, however they are printed: 1610000 for 1.61 million."""
    for fact in facts:
        value = site_index.value(fact)
        if value is not None:
            yield from (f"{end:.0f}" for end in (value.low, value.high) if end == end.to_integral_value())


def _pairs(text: str) -> Iterator[str]:
    """All pairs of neighbouring characters where words do not stand apart."""
    for run in _RUN.findall(text):
        yield from (run[start : start + 2] for start in range(len(run) - 1))


def _plain(html: str) -> str:
    """The text of HTML, each block set off from the next."""
    blocks: list[str] = []
    parts: list[str] = []
    end = 0
    for tag in tags(html):
        parts.append(html[end : tag.start])
        end = tag.end
        if tag.name in BLOCK_ELEMENTS:
            blocks.append("".join(parts))
            parts.clear()
        elif tag.name not in _INLINE:
            parts.append(" ")
    blocks.append("".join((*parts, html[end:])))
    return _run_on(" ".join(unescape(block).split()) for block in blocks)


def _run_on(blocks: Iterable[str]) -> str:
    """Texts one behind the other, with a dot where one that ends without a sign, as headings and cells do, would run into the next."""
    *others, last = [*filter(None, blocks)] or [""]
    return " ".join((*(one if _ENDED.search(one) else f"{one} ·" for one in others), last))
