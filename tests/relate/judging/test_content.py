"""The proofreader on the site's own articles: silent as they are, and not silent when a figure is wrong.

A wrong figure can be right about something else: another month's floor, last year's target. How few changes stay
unnoticed for that reason is held here.
"""

import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from factledger.model.articles import Article
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_results import Printed
from factledger.read.article_file import read_article
from factledger.read.content_folder import read_corpus
from factledger.read.markdown_to_html import render_markdown
from factledger.read.settings_file import read_settings
from factledger.relate.judging.proofread_article import proofread, proofread_wordings
from factledger.relate.link_destinations import Directory, directory, resolve_prose
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.relate_stage import relate
from factledger.relate.scanning.text_figures import places, survey, survey_line
from factledger.relate.unpublished_content import hold_back

NUMBER = re.compile(r"\d[\d.,]*|[A-Z]\w+ \d[\d.,]*")
_STEP = 3  # a digit is changed by so much, past 9 from 0 again

ROOT = Path(__file__).parents[3]
NOW = datetime(2027, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Newsroom:
    """The site's articles with everything that proofreading one needs."""

    articles: tuple[Article, ...]
    names: Directory
    claim_index: ClaimIndex

    def problems(self, article: Article) -> tuple[Problem, ...]:
        prose, _ = resolve_prose(article.prose, article.place.path, self.names, article=article.id)
        return (
            *proofread_wordings(article, self.claim_index),
            *proofread(replace(article, prose=prose), self.claim_index)[1],
        )


@dataclass(frozen=True)
class Standing:
    """A figure of an article and where it stands."""

    article: Article
    content: str  # of its file
    printed: Printed
    place: Place

    @property
    def is_date(self) -> bool:
        return self.printed.figure.period is not None

    @property
    def offset(self) -> int:
        lines = self.article.prose.source.split("\n")[: self.place.line - self.article.prose.line]
        return sum(len(line) + 1 for line in lines) + self.place.column - 1

    def place_at(self, start: int) -> Place:
        """Where a part of the figure stands, that many characters after its begin."""
        before = self.source[:start]
        line = before.count("\n")
        column = len(before) - before.rfind("\n") if line else self.place.column + start
        return Place(self.place.path, self.place.line + line, column)

    @property
    def source(self) -> str:
        """The figure's core as it is in the Markdown, as far as no markup cuts it."""
        core, source = self.printed.figure.core.lstrip("$€£¥ "), self.article.prose.source[self.offset :]
        length = next(
            (at for at, (one, other) in enumerate(zip(core, source, strict=False)) if one != other), len(core)
        )
        return source[:length]

    def changed(self, wanted: str, *, instead_of: str | None = None) -> Article:
        """The article read again from a file in which this figure is printed otherwise."""
        old = self.source if instead_of is None else instead_of
        body = self.article.prose.source
        assert body[self.offset :].startswith(old)
        changed = body[: self.offset] + wanted + body[self.offset + len(old) :]
        assert self.content.count(body) == 1
        found, _ = read_article(self.article.place.path, self.content.replace(body, changed).encode())
        assert found is not None
        return found


@pytest.fixture(scope="module")
def newsroom():
    settings, _ = read_settings(ROOT)
    corpus, _ = read_corpus(ROOT, settings)
    site, _ = relate(corpus, now=NOW)
    published, held_back = hold_back(corpus.articles, NOW, with_drafts=False)
    names = directory(
        entities={entity.key: entity for entity in corpus.entities},
        articles={article.id: article for article in published},
        held_back=held_back,
        pages=corpus.pages,
        metrics=site.metrics,
        facts=site.ledger.facts,
        images=corpus.images,
    )
    return Newsroom(published, names, ClaimIndex(site.ledger, site.metrics, site.entities, published))


@pytest.fixture(scope="module")
def figures(newsroom):
    found = []
    for article in newsroom.articles:
        printed = survey(article.prose, article.published.day)
        where = places(article.prose, printed, set(printed), article.place.path)
        content = (ROOT / article.place.path).read_text(encoding="utf-8")
        found += [Standing(article, content, one, where[one]) for one in printed]
    return found


def test_every_figure_of_the_site_is_backed_derived_or_allowed(newsroom):
    found = [str(problem) for article in newsroom.articles for problem in newsroom.problems(article)]
    assert found == []


def test_every_figure_is_found_in_its_file(figures):
    lost = [(one.place, one.printed.figure.core) for one in figures if not one.source.strip()]
    assert lost == []
    assert len(figures) > 400


def one_digit_changed(text, draw):
    at = draw.choice([at for at, character in enumerate(text) if character.isdigit()])
    return text[:at] + draw.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def noticed(newsroom, article):
    """Whether the change is reported, at the figure itself or at one that followed from it."""
    return bool(newsroom.problems(article))


def changes(standing):
    """Every digit of the figure changed once, with the article's text and the place of the number that was changed."""
    text, body = standing.source, standing.article.prose.source
    for at, character in enumerate(text):
        if character.isdecimal():
            start = standing.offset + at
            wrong = body[:start] + str((int(character) + _STEP) % 10) + body[start + 1 :]
            yield (
                text[:at] + wrong[start] + text[at + 1 :],
                wrong,
                {standing.place, standing.place_at(_number(text, at))},
            )


def _number(text, at):
    """Where the number of a figure that holds this digit begins: a span of dates has several."""
    return max((found.start() for found in NUMBER.finditer(text) if found.start() <= at), default=0)


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_changed_digit_fails_the_check_at_its_line_and_column(newsroom, figures, every):
    tried, silent = 0, {}
    for standing in figures[::every]:
        for wrong, body, places_ in changes(standing):
            tried += 1
            prose, _ = render_markdown(body, standing.article.place.path, standing.article.prose.line)
            found = newsroom.problems(replace(standing.article, prose=prose))
            if not places_ & {problem.place for problem in found}:
                key = (standing.article.id, " ".join(standing.source.split()))
                silent.setdefault(key, []).append(" ".join(wrong.split()))
    assert tried > 3000 / every
    # A year of another millennium is none. Of few figures a larger share can pass.
    assert sum(map(len, silent.values())) / tried < (0.03 if every == 1 else 0.05), silent


def wrong_wordings(article):
    """Each digit of each figure in the article's front matter changed once: the place, what it was, what it is."""
    for number, wording in enumerate(article.wordings):
        for one in survey_line(wording.text, wording.day, number=number):
            core, start = one.figure.core, one.html_start
            for at in (at for at, character in enumerate(core) if character.isdecimal()):
                wrong = f"{core[:at]}{(int(core[at]) + _STEP) % 10}{core[at + 1 :]}"
                text = wording.text[:start] + wrong + wording.text[start + len(core) :]
                wordings = (*article.wordings[:number], wording._replace(text=text), *article.wordings[number + 1 :])
                places_ = {wording.place_of(start + place) for place in (_number(core, at), _first(core))}
                yield places_, core, wrong, replace(article, wordings=wordings)


def _first(text):
    """Where the first number or word of a figure begins: behind the sign of a currency."""
    return next(at for at, character in enumerate(text) if character.isalnum())


@pytest.mark.parametrize("every", [2, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_changed_digit_of_a_title_or_a_summary_fails_the_check_at_its_line_and_column(newsroom, every):
    tried, silent = 0, {}
    for article in newsroom.articles[::every]:
        for places_, core, wrong, changed in wrong_wordings(article):
            tried += 1
            if not places_ & {problem.place for problem in proofread_wordings(changed, newsroom.claim_index)}:
                silent.setdefault((article.id, core), []).append(wrong)
    assert tried > 800 / every
    # A title is read without the body, so that a wrong one can be right about something else: another article's count.
    assert sum(map(len, silent.values())) / tried < 0.06, silent


def test_a_figure_of_a_title_stands_where_its_place_says(newsroom):
    found = [
        (
            one.figure.core,
            (ROOT / place.path).read_text(encoding="utf-8").split("\n")[place.line - 1][place.column - 1 :],
        )
        for article in newsroom.articles
        for number, wording in enumerate(article.wordings)
        for one in survey_line(wording.text, wording.day, number=number)
        if (place := wording.place_of(one.html_start))
    ]
    assert [one for one in found if not one[1].startswith(one[0])] == []
    assert len(found) > 200


UNITS = {
    " cars": " orders",
    " vehicles": " stores",
    "%": " percentage points",
    " yuan": " dollars",
    " billion": " million",
}


def seeded(standing, draw):
    """A random mistake in a figure: its kind, what stands there and what it is replaced with; None where none fits."""
    text = standing.source
    after = standing.article.prose.source[standing.offset + len(text) :]
    kind = draw.choice(["digit", "swap", "scale", "unit"])
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    if standing.is_date:
        return _wrong_date(standing, text, draw)
    if kind == "digit" and digits:
        return "digit", text, one_digit_changed(text, draw)
    if kind == "swap":
        pairs = [(one, two) for one, two in pairwise(digits) if text[one] != text[two]]
        if pairs:
            one, two = draw.choice(pairs)
            characters = list(text)
            characters[one], characters[two] = characters[two], characters[one]
            return "swap", text, "".join(characters)
    if kind == "scale" and text.endswith(",000"):
        return "scale", text, draw.choice([text[:-1], text + "0", text[:-4] + " million"])
    if kind == "scale" and " million" in text:
        return "scale", text, text.replace("million", "billion")
    if kind == "unit":
        whole = text + after[:16]
        fitting = [word for word in UNITS if whole.startswith(word, len(text)) or word in text]
        if fitting:
            word = draw.choice(fitting)
            old = text if word in text else text + word
            return "unit", old, old.replace(word, UNITS[word])
    return None


def _wrong_date(standing, text, draw):
    period = standing.printed.figure.period
    if period.grain.value == "day" and text[0].isdigit():
        day = int("".join(character for character in text[:2] if character.isdigit()))
        return "date", text, text.replace(str(day), str(day + 1 if day < 28 else day - 1), 1)
    if text[-4:].isdigit() and period.grain.value != "span":
        return "date", text, text[:-4] + str(int(text[-4:]) + draw.choice([-10, 10, 100]))
    return None


def test_nearly_all_of_two_hundred_seeded_errors_are_found(newsroom, figures):
    draw = random.Random(2)
    tried, missed = 0, []
    for standing in draw.sample(figures, len(figures)):
        mistake = seeded(standing, draw)
        if mistake is None or mistake[1] == mistake[2]:
            continue
        kind, old, wrong = mistake
        tried += 1
        if not noticed(newsroom, standing.changed(wrong, instead_of=old)):
            missed.append((kind, str(standing.place), old, wrong))
        if tried == 200:
            break
    assert tried == 200
    assert 1 - len(missed) / tried > 0.92, "\n".join(map(str, missed))
