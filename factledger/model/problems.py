"""What can be wrong, as data: a place, a rule, a message and advice.

`RULES` is the one list of rule ids with what each means and how grave it is by default; docs/rules.md's
table and the tests read it from here.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from factledger.model.fast_dataclass import dataclass

# Controls (C0, DEL, C1), ends of lines, marks that turn the direction of what follows, and halves of characters.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""A text for one line of a terminal: a line break in it is shown as \n, an escape as \x1b.

    File names and quoted values are others' words: raw, they could forge a problem, or a command to the workflow that
    runs the build.
    """
    return _UNSEEN.sub(lambda one: one[0].encode("unicode_escape").decode(), text)


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the project something stands; line and column count from 1; 0 where the whole file, or the whole line, is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([visible(self.path), *(str(number) for number in (self.line, self.column) if number)])


class Rule(NamedTuple):
    """What a rule id stands for."""

    severity: Severity
    meaning: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong with content, theme or settings, ready to be shown to an editor.

    `message` starts in lower case and names no exception; `advice` says what to do and may be empty.
    `also` lists other places that belong to the same mistake, such as the second file of a clash.
    """

    place: Place
    rule: str
    message: str
    advice: str = ""
    also: tuple[Place, ...] = ()
    severity: Severity = field(default=Severity.ERROR)

    def __str__(self) -> str:
        text = f"{self.place}: {self.rule}: {self.message}"
        return visible(f"{text}; {self.advice}" if self.advice else text)


_E, _W = Severity.ERROR, Severity.WARNING

RULES: Mapping[str, Rule] = {
    # files and YAML
    "not-utf8": Rule(_E, "the file is not UTF-8 text"),
    "nul-byte": Rule(_E, "the file holds a NUL byte"),
    "too-large": Rule(_E, "the file is larger, or holds more markup, than any article"),
    "unreadable-file": Rule(_E, "the file or folder cannot be read"),
    "bad-name": Rule(_E, "the file's name cannot be an id"),
    "front-matter": Rule(_E, "the front matter is missing, unclosed or not YAML between --- lines"),
    "yaml": Rule(_E, "the YAML cannot be read"),
    "yaml-alias": Rule(_E, "YAML anchors and aliases are not used here"),
    "yaml-cut": Rule(_E, "YAML cuts the value here; it needs quotes"),
    "duplicate-key": Rule(_E, "a key stands twice"),
    "unknown-key": Rule(_E, "no such key"),
    "missing-key": Rule(_E, "a required key is missing"),
    "wrong-type": Rule(_E, "a list, mapping or text stands where another is needed"),
    "bad-value": Rule(_E, "the value is none of those allowed"),
    "bad-date": Rule(_E, "not a date or period"),
    "bad-quantity": Rule(_E, "not a figure as people write them"),
    "bad-url": Rule(_E, "not a web address"),
    "bad-id": Rule(_E, "not usable as an id"),
    "duplicate-id": Rule(_E, "an id stands twice"),
    # meaning
    "unknown-entity": Rule(_E, "no such company, model, person, market or topic"),
    "early-entity": Rule(_W, "a company, model or person is public while all its stories are held back"),
    "unknown-metric": Rule(_E, "no such metric in metrics.yaml"),
    "unknown-source": Rule(_E, "no such source in the article"),
    "unknown-article": Rule(_E, "no such article"),
    "unknown-fact": Rule(_E, "no such fact"),
    "unknown-rule": Rule(_E, "no such rule"),
    "no-subject": Rule(_E, "a fact names no subject and its article names no company"),
    "no-source": Rule(_E, "a fact names no source and its article has not exactly one"),
    "unit-mismatch": Rule(_E, "the figure's unit is not the metric's"),
    "dead-link": Rule(_E, "a link leads nowhere"),
    "expires-soon": Rule(_W, "a link leads to an article that will be taken away on a day"),
    "dead-anchor": Rule(_E, "a link's #heading does not exist"),
    "missing-image": Rule(_E, "an image file does not exist"),
    "missing-alt": Rule(_W, "a picture of a text has no words for who does not see it"),
    "foreign-image": Rule(_E, "a picture of a text is not a file of the site"),
    "url-clash": Rule(_E, "two pages would have one address"),
    "source-without-url": Rule(_W, "a source has no web address"),
    "embed": Rule(_W, "an address alone on its line has no title in `embeds`, or a title there no such address"),
    "unseparated-list": Rule(_W, "a list stands right below a line of text and so is none"),
    "leftover-marks": Rule(_W, "signs of what was meant as Markdown stand in a text as they were typed"),
    "code-language": Rule(_W, "code in a language that cannot be coloured"),
    "web-editor": Rule(_W, "the site's web editor would lose this when it saves the file"),
    "placeholder": Rule(_W, "words that a new file begins with wait to be replaced"),
    "plain-text": Rule(_W, "Markdown stands where text is shown as it is typed"),
    "template-tag": Rule(_W, "a tag of another system's templates stands in a text"),
    "unsafe-html": Rule(_W, "HTML that is not allowed in articles was removed"),
    "unsafe-drawing": Rule(_E, "a drawing (SVG) runs or fetches something"),
    # the ledger
    "dispute": Rule(_W, "two sources disagree on one figure"),
    "sum": Rule(_W, "parts do not add up to their whole"),
    "growth": Rule(_W, "a growth figure does not fit its two values"),
    "falls": Rule(_W, "a running count falls"),
    "range-order": Rule(_E, "a range is the wrong way round"),
    "unit-slip": Rule(_W, "a figure is ten, a hundred or a thousand times its neighbours"),
    "out-of-bounds": Rule(_W, "a figure is less or more than its metric can be"),
    "outside-life": Rule(_W, "a period lies before its company was founded"),
    "moved-event": Rule(_W, "an event to come has another date in a later story"),
    "no-period": Rule(_W, "a target, or a figure that adds up over time, has no period"),
    "not-yet": Rule(_W, "what is dated later than the build or its story cannot be known yet"),
    "overdue": Rule(_W, "a target's period is over and no result is known"),
    "changed-id": Rule(_W, "what was published under one id has another"),
    "moved-address": Rule(_W, "an address at which an article was published leads nowhere"),
    "gone-fact": Rule(_W, "a correction names a fact that is not there"),
    "correction-figure": Rule(_W, "a correction says another figure than the fact that it corrected"),
    "unrecorded-change": Rule(_E, "a published figure changed without a correction record"),
    # sentences
    "contradiction": Rule(_E, "a sentence contradicts the facts"),
    "language-unread": Rule(_W, "the figures of the site's language cannot be read"),
    "doubtful-figure": Rule(_W, "a figure may be a fact's, but its words or digits leave a doubt"),
    "doubtful-word": Rule(
        _W, "a name, day of the week, number, superlative, cycle or direction is none that the front matter knows"
    ),
    "unknown-figure": Rule(_W, "a figure in the prose rests on no fact"),
    "ambiguous-name": Rule(_W, "a name could mean several entities"),
    # theme and settings
    "settings": Rule(_E, "the settings cannot be used"),
    "template": Rule(_E, "a template cannot be rendered"),
    "theme": Rule(_E, "the theme is incomplete or its CSS is broken"),
    "output": Rule(_E, "the output folder cannot be written"),
    "security-txt": Rule(_W, "security.txt has expired, or would stand where nobody looks for it"),
    "host-limit": Rule(_W, "the site is more than its host takes"),
    # a built folder, of any generator, as `audit` looks through it
    "letter-case": Rule(_E, "a link is written in other letter case than its file"),
    "mixed-content": Rule(_E, "a page loads something without encryption"),
    "integrity": Rule(_E, "a page loads another file than the digest that it names says"),
    "stale-copy": Rule(_E, "a compressed copy does not hold what its file holds"),
    "page-title": Rule(_W, "a page has no title, or that of another"),
    "canonical": Rule(_W, "a page names another address as its own"),
    "hreflang": Rule(_W, "a page is not named by the translation that it names"),
    "orphan": Rule(_W, "no links lead from the front page to a page"),
    "large-page": Rule(_W, "a page is larger than phones take well"),
    "outside-link": Rule(_W, "an address on another site does not answer"),
}

# What `audit` looks for.
AUDIT_RULES = (
    *("dead-link", "dead-anchor", "duplicate-id", "unreadable-file", "url-clash", "letter-case", "mixed-content"),
    *("integrity", "stale-copy", "page-title", "canonical", "hreflang", "orphan", "large-page", "outside-link"),
)

# The errors on which an editor may think otherwise; with any of the others there is no right page to publish.
JUDGEMENTS = frozenset({"contradiction", "unrecorded-change"})


# Excused figure by figure (`relate.judging.allowed_figures`).
_OF_FIGURES = frozenset({"contradiction", "doubtful-figure", "unknown-figure"})


def is_excused(problem: Problem, allow: Container[str]) -> bool:
    """Whether an article that allows these rules excuses a problem of its file: a warning that is not about a figure of its text."""
    rule = problem.rule
    return rule in allow and rule not in _OF_FIGURES and RULES[rule].severity is Severity.WARNING


_Order: TypeAlias = tuple[Place, str, str, str, tuple[Place, ...]]
# What problems are sorted by, their severity apart, which follows from the rule once they are judged: tuples are compared
# and told apart several times as fast as the problems themselves.
_order: Callable[[Problem], _Order] = attrgetter("place", "rule", "message", "advice", "also")

MOST_SHOWN = 20  # of one rule that an editor would read


def summed_up(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], Mapping[str, int]]:
    """Of each rule no more than an editor would read, and by rule how many are left out."""
    shown, left_out, counted = [], Counter[str](), Counter[str]()
    for problem in problems:
        if counted[problem.rule] >= MOST_SHOWN:
            left_out[problem.rule] += 1
            continue
        counted[problem.rule] += 1
        shown.append(problem)
    return tuple(shown), dict(sorted(left_out.items()))


class JudgedBefore:
    """What the problems of an earlier build of this process were judged to be; not frozen, each build leaves its own."""

    def __init__(self) -> None:
        self._found: dict[int, tuple[Problem, Problem]] = {}  # by identity: the problem, and as it was judged

    def get(self, problem: Problem, severity: Severity) -> Problem | None:
        """The same problem with a severity, if there is one already."""
        found = self._found.get(id(problem))
        return found[1] if found is not None and found[1].severity is severity else None

    def keep(self, found: dict[int, tuple[Problem, Problem]]) -> None:
        """Let go of all but these."""
        self._found = found


def judged(
    problems: Iterable[Problem], severities: Mapping[str, Severity], before: JudgedBefore | None = None
) -> tuple[Problem, ...]:
    """Give each problem its severity (the site's, else the rule's), drop those switched off, sort by place.

    Thousands may say the same in as many places; the text is kept once.
    """
    found: dict[_Order, Problem] = {}
    texts: dict[str, str] = {}
    known: dict[int, tuple[Problem, Problem]] = {}
    for problem in problems:
        severity = severities.get(problem.rule, RULES[problem.rule].severity)
        if severity is problem.severity:
            found[_order(problem)] = problem
        elif before is not None and (made := before.get(problem, severity)) is not None:
            found[_order(made)] = made
            known[id(problem)] = problem, made
        elif severity is not Severity.OFF:
            message = texts.setdefault(problem.message, problem.message)
            advice = texts.setdefault(problem.advice, problem.advice)
            made = Problem(problem.place, problem.rule, message, advice, problem.also, severity)
            found[_order(made)] = made
            if before is not None:
                known[id(problem)] = problem, made
    if before is not None:
        before.keep(known)
    return tuple(found[order] for order in sorted(found))
