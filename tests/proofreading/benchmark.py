"""The proofreading benchmark: right articles, single mistakes put into them, and what the proofreader says to each.

`tests/proofreading/<language>/` is a small site without articles; below it `open/` holds the right articles, each with its
mistakes in a file beside it. A folder beside it, such as `sealed/`, may hold more of them that the rules have not seen; once
they were looked at, they belong to `open/`. Every article is judged alone, with the site's entities and metrics.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from factledger.model import proofreading_language as languages
from factledger.model.articles import Article
from factledger.model.corpus_and_site import Corpus
from factledger.model.problems import Place, Problem
from factledger.model.proofreading_results import Judged, Outcome
from factledger.read.article_file import read_article
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.fiscal_years import with_fiscal_days
from factledger.relate.judging.proofread_article import proofread, proofread_wordings
from factledger.relate.ledger_building import relate_facts
from factledger.relate.link_destinations import directory, resolve_prose
from factledger.relate.matching.claim_index import ClaimIndex
from factledger.relate.scanning.text_figures import places
from factledger.relate.target_holder_ids import with_known_holders
from tests.proofreading.misprints import SLIPS

ROOT = Path(__file__).parent
LANGUAGES = ("en", "de", "zh-Hans")
QUESTIONS = ("doubtful-figure", "doubtful-word")
LATER = datetime(2030, 1, 1, tzinfo=UTC)
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Mistake:
    """One change that makes an article false."""

    kind: str
    find: str
    put: str


@dataclass(frozen=True)
class Link:
    """Which fact a figure of the text states: its place in the front matter, from 1; 0 where no fact states it."""

    find: str
    fact: int


@dataclass(frozen=True)
class Case:
    """A right article with the mistakes that can be put into it, and the facts of some of its figures."""

    language: str
    name: str
    text: str
    desk: str
    told: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    links: tuple[Link, ...]


class Said(NamedTuple):
    """What the proofreader says to an article."""

    article: Article
    problems: tuple[Problem, ...]
    figures: tuple[Judged, ...]

    def of(self, rule: str) -> Counter[tuple[str, str]]:
        """The problems of a rule, as far as they can be compared with those of a changed text."""
        return Counter((problem.rule, problem.message) for problem in self.problems if problem.rule == rule)


@dataclass
class Count:
    """What became of some mistakes.

    `unbacked` are those of which only the figure is reported as having no fact, which right articles have too.
    """

    errors: int = 0
    asked: int = 0
    unbacked: int = 0
    silent: int = 0

    @property
    def all(self) -> int:
        return self.errors + self.asked + self.unbacked + self.silent

    def __iadd__(self, other: "Count") -> "Count":
        self.errors += other.errors
        self.asked += other.asked
        self.unbacked += other.unbacked
        self.silent += other.silent
        return self


@dataclass
class Tally:
    """What became of a half of the benchmark in one language."""

    names: list[str] = field(default_factory=list)
    figures: int = 0
    linked: int = 0
    false_errors: list[tuple[str, Problem]] = field(default_factory=list)
    expected: int = 0  # figures of which it is known which fact they state, or that none does
    wrong_links: list[tuple[str, Link, str]] = field(default_factory=list)
    missed_links: list[tuple[str, Link]] = field(default_factory=list)
    warnings: list[tuple[str, Problem]] = field(default_factory=list)
    by_kind: dict[str, Count] = field(default_factory=dict)
    missed: list[tuple[str, Mistake, str]] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many right articles could not be published."""
        return len({name for name, _ in self.false_errors})

    @property
    def asked(self) -> list[int]:
        """For every right article, of how many figures and words an editor is asked though they are right."""
        by_name = Counter(name for name, problem in self.warnings if problem.rule in QUESTIONS)
        return sorted(by_name[name] for name in self.names)

    @property
    def mistakes(self) -> Count:
        total = Count()
        for count in self.by_kind.values():
            total += count
        return total


@cache
def newsroom(language: str) -> Corpus:
    """The entities and metrics of a language's site."""
    project = ROOT / language
    settings, problems = read_settings(project)
    assert not problems, problems
    corpus, problems = read_corpus(project, settings)
    assert not problems, problems
    return corpus


def names(language: str, half: str) -> list[str]:
    """The names of the articles of a half, in their order."""
    return [path.stem for path in sorted((ROOT / language / half).glob("*.md"))]


def cases(language: str, half: str, chosen: Iterable[str] = ()) -> Iterator[Case]:
    """The articles of a half in the order of their names, or those that are chosen."""
    for name in tuple(chosen) or names(language, half):
        path = ROOT / language / half / f"{name}.md"
        beside = path.with_suffix(".yaml")
        listed = yaml.safe_load(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        mistakes = tuple(Mistake(one["kind"], one["find"], one["put"]) for one in listed.get("mistakes", ()))
        text = path.read_text(encoding="utf-8")
        told = tuple(map(str, listed.get("told", ())))
        links = tuple(Link(one["find"], one["fact"]) for one in listed.get("links", ()))
        yield Case(language, path.stem, text, listed.get("desk", ""), told, mistakes, links)


def changed(case: Case, mistake: Mistake) -> str:
    """The article with a mistake in it, in the body where the words stand above it, too."""
    head, fence, body = _parted(case.text)
    if body.count(mistake.find) == 1:
        return head + fence + body.replace(mistake.find, mistake.put)
    assert case.text.count(mistake.find) == 1, (case.name, mistake)
    return case.text.replace(mistake.find, mistake.put)


def _parted(text: str) -> tuple[str, str, str]:
    end = text.index("\n---\n", 4)
    return text[:end], text[end : end + 5], text[end + 5 :]


def misprints(case: Case) -> Iterator[Mistake]:
    """Mistakes made by the keyboard in the told figures, of another kind from figure to figure."""
    number = 0
    for words in case.told:
        if case.text.count(words) != 1 and _parted(case.text)[2].count(words) != 1:
            continue
        digits = _DIGITS.search(words)
        if digits is None:
            continue
        for turn in range(len(SLIPS)):
            kind, slip = SLIPS[(number + turn) % len(SLIPS)]
            wrong = slip(digits.group(), case.language)
            if wrong is not None and wrong != digits.group():
                yield Mistake(kind, words, words[: digits.start()] + wrong + words[digits.end() :])
                number += turn + 1
                break


def judge(language: str, name: str, text: str) -> Said:
    """Read and proofread a text as the only article of its language's site."""
    corpus = newsroom(language)
    known = languages.language(language)
    article, problems = read_article(f"content/articles/{name}.md", text.encode(), UTC, known)
    assert article is not None, problems
    assert not problems, problems
    entities = {entity.key: entity for entity in corpus.entities}
    metrics = {metric.id: metric for metric in corpus.metrics}
    (article,), problems = with_fiscal_days(with_known_holders([article], entities), entities)
    assert not problems, problems
    ledger, _ = relate_facts(article.facts, metrics=metrics, entities=entities, today=LATER.date(), allow={})
    names = directory(
        entities=entities,
        articles={article.id: article},
        held_back={},
        pages=(),
        metrics=metrics,
        facts={fact.id: fact for fact in article.facts},
        images=(),
    )
    prose, more = resolve_prose(article.prose, article.place.path, names, article=article.id)
    article = replace(article, prose=prose)
    claim_index = ClaimIndex(ledger, metrics, entities, [article], language=known)
    beside = proofread_wordings(article, claim_index)
    proof, found = proofread(article, claim_index)
    return Said(article, (*more, *beside, *found), proof.figures)


def tally(language: str, half: str, chosen: Iterable[str] = (), *, every: int = 1) -> Tally:
    """Judge every article of a half, and in each every mistake, or every second, third and so on."""
    found = Tally()
    for case in cases(language, half, chosen):
        _tally_case(found, case, every)
    return found


def _tally_case(found: Tally, case: Case, every: int) -> None:
    right = judge(case.language, case.name, case.text)
    found.names.append(case.name)
    found.figures += sum(one.printed.figure.value is not None for one in right.figures)
    for problem in right.problems:
        kept = found.false_errors if problem.rule == "contradiction" else found.warnings
        kept.append((case.name, problem))
    for one in right.figures:
        if one.outcome is Outcome.BACKED and one.facts and one.printed.figure.value is not None:
            found.linked += 1
    _tally_links(found, case, right)
    for mistake in (*case.mistakes, *misprints(case))[::every]:
        wrong = judge(case.language, case.name, changed(case, mistake))
        count = found.by_kind.setdefault(mistake.kind, Count())
        if wrong.of("contradiction") - right.of("contradiction"):
            count.errors += 1
        elif any(wrong.of(rule) - right.of(rule) for rule in QUESTIONS):
            count.asked += 1
            found.missed.append((case.name, mistake, "asked"))
        elif wrong.of("unknown-figure") - right.of("unknown-figure"):
            count.unbacked += 1
            found.missed.append((case.name, mistake, "unbacked"))
        else:
            count.silent += 1
            found.missed.append((case.name, mistake, "silent"))


def _tally_links(found: Tally, case: Case, right: Said) -> None:
    """Hold the facts that the figures of an article were linked with against those that they state."""
    if not case.links:
        return
    printed = [one.printed for one in right.figures]
    where = places(right.article.prose, printed, set(printed), right.article.place.path)
    stated = {_offset(case.text, where[one.printed]): one for one in right.figures if one.printed in where}
    head, fence, body = _parted(case.text)
    for link in case.links:
        if body.count(link.find) != 1:
            continue  # of the figures beside the body no link is made
        start = len(head) + len(fence) + body.index(link.find)
        here = [one for offset, one in stated.items() if start <= offset < start + len(link.find)]
        ids = {id for one in here if one.outcome is Outcome.BACKED for id in one.facts}
        wanted = right.article.facts[link.fact - 1].id if link.fact else ""
        found.expected += 1
        if ids - {wanted}:
            found.wrong_links.append((case.name, link, min(ids - {wanted})))
        elif wanted and not ids:
            found.missed_links.append((case.name, link))


def _offset(text: str, place: Place) -> int:
    """Where in a file's text a place is."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: place.line - 1])) + place.column - 1


def table(tallies: Mapping[str, Tally]) -> str:
    """The rates of some halves, and the mistakes of all of them by kind, as text."""
    lines = []
    for name, one in tallies.items():
        all = one.mistakes
        lines.append(
            f"{name:16} {len(one.names):3} articles, {one.figures:4} figures, {one.linked:4} linked: "
            f"{len(one.false_errors)} false errors in {one.refused} articles{_asked(one)}; {all.all:4} mistakes: "
            f"{_rates(all)}{_links(one)}"
        )
    kinds: dict[str, Count] = {}
    for one in tallies.values():
        for kind, count in one.by_kind.items():
            kinds.setdefault(kind, Count()).__iadd__(count)
    lines += [f"  {kind:20} {count.all:4}: {_rates(count)}" for kind, count in sorted(kinds.items())]
    return "\n".join(lines)


def _asked(found: Tally) -> str:
    """How often an editor is asked in vain, and how many figures have no fact, which a right article may have."""
    asked = found.asked
    if not asked:
        return ""
    untold = sum(problem.rule == "unknown-figure" for _, problem in found.warnings)
    return (
        f", false warnings per article: median {asked[len(asked) // 2]}, mean {sum(asked) / len(asked):.2f}, "
        f"worst {asked[-1]}, none in {asked.count(0) * 100 // len(asked)} %; figures without a fact: {untold / len(asked):.1f}"
    )


def _links(found: Tally) -> str:
    if not found.expected:
        return ""
    return (
        f"; of {found.expected} figures {len(found.wrong_links)} linked wrongly, {len(found.missed_links)} not at all"
    )


def _rates(count: Count) -> str:
    share = 100 / (count.all or 1)
    return (
        f"{count.errors * share:5.1f} % errors, {count.asked * share:5.1f} % asked, "
        f"{count.unbacked * share:5.1f} % without a fact, {count.silent * share:5.1f} % silent"
    )
