"""What the proofreader and the reading of figures know about a language: one data file for each.

`factledger/languages/<code>.toml` holds a language whole. Its keys:

- `name`, `words` ("spaces" where blanks part words, "characters" where nothing does, as in Chinese);
- `[numbers]`: `group` and `decimal` are the characters that may stand between thousands and before decimals;
  `ordinal_stop` says that "13." means the thirteenth;
- `[figures]` and `[dates]`: how numbers, units, hedges and dates are written, for languages other than English; see
  `model/grammar` and `relate/scanning/date_grammar.py`;
- `[clauses]`: `breaks` are words with which a clause begins ("after", "while"), `turns` those behind which somebody
  or something else is spoken of ("while", "but"), `joins` those behind which a clause of its own may stand ("and", "which"), `adds` those that add to what was said, `bases` those that lead in what a figure is compared with ("from",
  "than"), `closers` those of them that stand behind it (相比), `objects` those before a name that is not the one spoken of ("to", "like"),
  `name_endings`, `abbreviations` and `ordinal_nouns` what names may end with, what is written with a full stop that ends no
  sentence, and the nouns before which "3." is the third,
  `modals` those verbs that make a wish or plan of the verb behind a figure,
  `outside` and `outside_behind` those around a place that is left out, `leads` the words for "from" and "to" before the ends of a change and for
  "since" before a begin, `skipped` what may stand between them and it ("the"),
  `noun` is an expression for a noun right behind a number, by its form, `entry` one for the number with which an entry of a list begins, `without` those before what is not counted, `in_turn` says that
  figures are those of the names in their order ("respectively"), `losing` that a result is a loss ("minus"),
  `parts` those right behind a percentage that make a share of it ("of"), `likened` those within or right behind a multiple that
  say of what was told last that it is as much ("twice as many"), `function` words that say nothing of their own,
  `speakers` are those by which whoever is quoted, or writes, speaks of himself ("we"),
  `grounds` are nouns that make a place of the adjective of a country before them ("roads", "buyers"),
  `relatives` begin a clause that tells something by the way, `appositions` one that tells who somebody is, `articles` the name of a thing ("the", "its"), `inflections` are what the first word of a name may end with
  in place of "e" ("Vereinigten Staaten"),
  `owners` are words right before a company's name after which that to which it belongs is spoken of ("the parent of"),
  `infinitives` are words before a verb's infinitive where it looks like a participle ("zu"), `people_too` countries that have their
  people's name ("die Schweden"), `degrees` are those before how much more or less it is ("by"), `including` those before a place that is counted as well, `owned` are words right behind a company's name after which one of its brands is spoken of ("-Tochter"), `possessive` what
  makes its name say whose something is ("'s");
- `[weekdays]`: `names` are those of the seven days from Monday, with the `endings` that they may have ("Montagabend");
  behind a word of `any_before` ("every") and before one of `any_behind` no certain day is meant;
- `[stretches]`: how a number of months is said to be gone ("after {count} months"), or one of months or quarters to be left, as
  expressions in which `{count}` stands for a number in `counts` or digits; `unit` is a word that each of them has;
- `[done]`: expressions for what tells that something is done, by the form of its verb: `told` ("has cut", where `{participle}`
  stands for `participle` but for those of `speaking`, "has announced"), `attested` the same of an estimate that was counted or paid since, and
  `open` what leaves it open after all ("set itself", "not");
- `[counted]`: pairs of counted things; `alike` are words for one thing or told as one, `near` are easily mistaken for
  one another, so that the other's word is a doubt and no contradiction; only those of one of the `families` (kinds of
  unit) can be taken for one another at all; `settled` are those that are so once they are told, whatever is still to be
  done: of a recall "will call back" says no plan;
- `[scopes]`: `within` are pairs of a scope and one that holds it; of one of the `families` two scopes exclude one another;
- `weak`: words under the cues below that say as much of other things ("quota", 要), so that they raise a doubt and never accuse;
- `[cues.<dimension>]`: what a word or phrase says about the figures near it. `value = "phrase, phrase"`; a word
  may end or begin with `*`, which stands for any letters ("deliver*", "*auslieferungen"). A phrase may stand under several
  values, and of each dimension the longest phrase is found.

The dimensions that the rules know, with their values:

| dimension | values | says |
|---|---|---|
| `counted` | free names, such as `deliveries`, `orders`, `revenue` | what is counted; a metric belongs to those that its own name has cues of |
| `kind` | `actual`, `target`, `estimate`, `plan` | a result, or what is hoped for |
| `finished` | `yes` | that something is reached or done by now, as no hope for a time to come can be |
| `direction` | `up`, `down` | a change, or which of two is larger |
| `beside` | `more`, `less`, `lack` | which of two is larger, where nothing has moved |
| `started` | `yes`, `first` | that something has begun by now, as nothing that is still to come; the first of what it brings ("the first customers") |
| `needed` | `yes` | that the figure is what it takes to get from one to another: "needs 8,785 more" |
| `gap` | `more`, `less` | the same, of words that say it only where they touch the figure ("5 Punkte vor") |
| `pace` | `quick`, `slow` | whether a stretch of time is the shorter one |
| `worth` | `better`, `worse` | whether a change is for the better, as that of a loss |
| `earlier` | `year`, `half`, `quarter`, `month`, `week`, `once` | a stretch before the one spoken of: "a month earlier"; some time or other |
| `compared` | the same, `before` | a comparison with such a stretch: "on the year", "month on month"; with the one before, whichever its length |
| `scope` | free names, such as `abroad`, `home`, `all`, `part` | what narrows a count |
| `subject` | `own`, `other`, `parent` | the company spoken of, its rival, its parent, without a name |
| `holder` | `own`, or free names of who else speaks, such as `analysts`, `public`, `labour` | whose target or estimate it is |
| `relation` | `share`, `sum`, `difference`, `times`, `average` | how a figure was worked out |
| `extreme` | `price-low`, `price-high`, `time-low`, `time-high`, `distance-low`, `distance-high` | that of several models one costs or takes least or most, or goes farthest |
| `denied` | `not`, `wrote`, `right` | that the figure behind it is said not to be so; that its sentence tells again what was printed once; that what follows puts right what was said before |
| `life` | `begun` | a year in which a company, a model or a person began |
| `place` | codes of countries in ISO 3166-1, of parts of the world in UN M49 | which country is named; see `relate/scanning/place_names` |
| `people` | the same | who lives there, or behind an article a company from there ("die Japaner") |
| `native` | the same | its adjective, which is a place only before one of the `grounds` |
| `dated` | `told`, `held` | a date on which something was said, or happened |
| `stretch` | `year` | that a whole year is meant, whichever: "full-year" |
| `idle` | `word` | nothing: a word within which no shorter phrase is found, such as 因为 with its 为 |
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from factledger.model.fast_dataclass import dataclass

LANGUAGES = Path(__file__).parent.parent / "languages"
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WORD = re.compile(r"([^\W_]+)")
_MANY = 3  # phrases with one first word from which the second is looked at, too
_WORD_BEFORE = 16  # characters before the name of a day in which a word such as "every" is looked for
_LEAD = 40  # characters in which a word that leads something in is looked for
IDLE = "idle"  # the dimension of words that say nothing
_SCRIPTS = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans"}


class Phrase(NamedTuple):
    """A word or words with what they say. Of each word: its letters, and whether more may stand before or behind."""

    words: tuple[tuple[str, bool, bool], ...]
    dimension: str
    value: str


class Found(NamedTuple):
    """A phrase found in a text, from `start` to before `end`."""

    start: int
    end: int
    dimension: str
    value: str


class Weekdays(NamedTuple):
    """The names of the days of the week: `names` finds one, by its group from 1 for Monday, where a certain day is meant.

    `forms` are those in which names are printed, which most texts have none of: it leaps from one first letter to the next,
    where `names` is tried at every character.
    """

    forms: re.Pattern[str]
    names: re.Pattern[str]
    any_before: re.Pattern[str]
    any_behind: re.Pattern[str]

    def found_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The days that a text names: where, and which one from 0 for Monday."""
        if self.forms.search(text) is None:
            return
        for found in self.names.finditer(text):
            before = text[max(found.start() - _WORD_BEFORE, 0) : found.start()]
            if self.any_before.search(before) is None and self.any_behind.match(text, found.end()) is None:
                assert found.lastindex is not None
                yield found.start(), found.end(), found.lastindex - 1


class Stretches(NamedTuple):
    """How a language says that so many months are gone or left; `any` finds what a text with any of that has."""

    any: re.Pattern[str]
    counts: Mapping[str, int]
    months_gone: tuple[re.Pattern[str], ...]
    months_left: tuple[re.Pattern[str], ...]
    quarters_left: tuple[re.Pattern[str], ...]

    def found_in(self, text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int, int]]:
        """The numbers that some of the patterns find in a text: where they stand with their unit, and how many."""
        spans = {found.span("span"): found["count"].lower() for pattern in patterns for found in pattern.finditer(text)}
        for (start, end), count in spans.items():
            yield start, end, int(count) if count.isdecimal() else self.counts[count]


class Done(NamedTuple):
    """How a language tells that something is done, by the form of its verbs, for texts that no cue of `kind` speaks of."""

    told: re.Pattern[str]
    attested: re.Pattern[str]
    open: re.Pattern[str]

    def words_in(self, text: str, *, is_estimate: bool) -> str:
        """The first words of a text that say that something is done; none where others leave it open."""
        found = self.told.search(text) or (self.attested.search(text) if is_estimate else None)
        return "" if found is None or self.open.search(text) is not None else " ".join(found.group().split())


class Words(NamedTuple):
    """The words of a text in lower case, with where each begins and ends."""

    words: list[str]
    starts: list[int]
    ends: list[int]


@lru_cache(maxsize=64)
def words_of(text: str) -> Words:
    """Cut a text into its words; a text is asked for its phrases and its clauses one after the other."""
    lower = text.lower()
    parts = _WORD.split(lower if len(lower) == len(text) else text)
    ends = list(accumulate(map(len, parts)))
    words = parts[1::2] if len(lower) == len(text) else [word.lower() for word in parts[1::2]]
    return Words(words, ends[:-1:2], ends[1::2])


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language as its data file has it, arranged for looking up."""

    code: str
    name: str
    has_spaces: bool
    group: str
    decimal: str
    breaks: frozenset[str]
    break_words: re.Pattern[str]
    has_ordinal_stop: bool
    turns: frozenset[str]
    joins: frozenset[str]
    adds: frozenset[str]
    objects: frozenset[str]
    outside: frozenset[str]
    modals: frozenset[str]
    relatives: frozenset[str]
    appositions: frozenset[str]  # begin what tells who somebody is: ", a subsidiary of"
    articles: frozenset[str]  # and what else begins the name of a thing
    inflections: tuple[str, ...]  # with which the first word of a name of several may end in place of "e"
    owners: tuple[str, ...]  # before a company's name: that to which it belongs is spoken of
    owned: tuple[str, ...]  # behind a company's name: one of its brands is spoken of
    possessive: tuple[str, ...]  # behind a name: something of it is
    outside_behind: tuple[str, ...]
    name_endings: tuple[str, ...]  # that names may have: "Chinas"
    abbreviations: frozenset[str]  # behind which a full stop ends nothing
    ordinal_nouns: frozenset[str]  # before which "3." is the third; of every word where there are none
    bases: frozenset[str]
    function: frozenset[str]
    alike: frozenset[tuple[str, str]]
    near: frozenset[tuple[str, str]]
    within: frozenset[tuple[str, str]]  # a scope and one that holds it
    families: Mapping[str, str]
    settled: frozenset[str]  # counted things that are so once they are told: "will recall"
    scope_families: Mapping[str, str]
    parts: tuple[str, ...]
    leads: tuple[tuple[re.Pattern[str], str], ...]  # what a text ends with, and its English name
    any_lead: re.Pattern[str]  # what it ends with where it ends with one of them
    weekdays: Weekdays
    stretches: Stretches
    done: Done
    noun: re.Pattern[str] = re.compile(r"(?!)")  # right behind a number: what it counts
    entry: re.Pattern[str] = re.compile(r"(?!)")  # with which an entry of a numbered list begins
    likened: frozenset[str] = frozenset()  # within or right behind a multiple: "twice as many"
    grounds: frozenset[str] = frozenset()  # behind the adjective of a country: it is the place ("roads", "buyers")
    speakers: frozenset[str] = frozenset()  # who is quoted, whoever it is: "we"
    closers: frozenset[str] = frozenset()  # behind what a figure is compared with
    losing: tuple[str, ...] = ()  # words that make a loss of a result: "minus", "lost"
    in_turn: tuple[str, ...] = ()  # figures are those of the names before them, one by one: "respectively"
    infinitives: frozenset[str] = frozenset()  # before a verb in its infinitive: "zu"
    people_too: frozenset[str] = frozenset()  # countries whose people have their name: "die Schweden"
    degrees: frozenset[str] = frozenset()  # before how much more or less it is: "by"
    including: frozenset[str] = frozenset()  # before a place that is counted with others
    without: frozenset[str] = frozenset()  # before what is not counted: "without", "non"
    weak: frozenset[str] = frozenset()  # words of cues that only raise a doubt
    phrases: tuple[Phrase, ...] = ()
    _by_word: dict[str, tuple[Phrase, ...]] = field(default_factory=dict, repr=False)
    _exact: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict, repr=False)
    _prefixes: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict, repr=False)
    _lengths: tuple[int, ...] = ()  # that the keys of `_prefixes` have
    _stems: tuple[Phrase, ...] = ()

    def breaks_in(self, text: str) -> Iterator[tuple[int, str]]:
        """The words of a text that begin a clause, with their places."""
        if self.has_spaces:
            words, starts, _ = words_of(text)
            yield from ((starts[at], word) for at, word in enumerate(words) if word in self.breaks)
        else:
            yield from ((word.start(), word.group()) for word in self.break_words.finditer(text))

    def goes_on(self, opener: str) -> bool:
        """Whether a clause that begins so still speaks of the figure before it."""
        return not (opener in self.turns or opener in self.bases or opener in self.joins)

    def led(self, before: str, behind: str) -> tuple[bool, bool]:
        """Whether what stands before a name says that it is not the one spoken of, and whether it is left out."""
        if self.has_spaces:
            words = _WORD.findall(before.lower())[-2:]
            led = words[:-1] if words and words[-1] in self.function - self.objects else words
            return bool(led) and led[-1] in self.objects, not self.outside.isdisjoint(words)
        is_outside = behind.startswith(self.outside_behind) or before.endswith(tuple(self.outside))
        return before.endswith(tuple(self.objects)), is_outside

    def is_listing(self, between: str) -> bool:
        """Whether what stands between two figures only adds one to the other: ", ", " and ", "、"."""
        words = between.strip(" ,、，").lower()
        return (bool(between.strip()) or bool(words)) and (not words or words in self.adds)

    def is_part(self, behind: str) -> bool:
        """Whether what stands right behind a percentage makes a share of it: "of", "der"."""
        words = behind.lstrip().lower()
        return words.startswith(self.parts) if not self.has_spaces else words.partition(" ")[0] in self.parts

    def is_likened(self, figure: str, behind: str) -> bool:
        """Whether a multiple says of what was told last that it is as much as something else: "twice as many", "doppelt so viele"."""
        if not self.likened:
            return False
        return not self.likened.isdisjoint((*words_of(figure).words, *words_of(behind).words[:1]))

    def lead_of(self, text: str, start: int, end: int) -> str:
        """The word of `[clauses] leads` ("from", "to") that a stretch ends with, by its English name; else nothing."""
        before = text[max(start, end - _LEAD) : end]
        if self.any_lead.search(before) is None:  # as behind most words
            return ""
        for lead, name in self.leads:
            if lead.search(before) is not None:
                return name
        return ""

    def leads_within(self, text: str, start: int, end: int) -> set[str]:
        """All such words of a stretch, by their English names."""
        return {self.lead_of(text, start, place) for place in range(start + 1, end + 1)} - {""}

    def find(self, text: str) -> tuple[Found, ...]:
        """The phrases in a text, the longest at each place, without overlap but for equal ones that say several things."""
        return _found_in(self, text)

    def said_in(self, text: str) -> Mapping[str, frozenset[str]]:
        """What the phrases of a text say in each dimension in which there are any."""
        return _said_in(self, text)

    def in_words(self, text: str) -> list[Found]:
        """The phrases in a text of words with blanks between them."""
        words, starts, ends = words_of(text)
        found: list[Found] = []
        done: dict[str, tuple[int, int]] = {}  # by dimension the last phrase found
        idle = 0  # where the last word ends in which nothing is found
        by_word, beginning = self._by_word, self._beginning
        for at, word in enumerate(words):
            known = by_word.get(word)
            if known is None:
                known = beginning(word)
            if not known:
                continue
            if len(known) >= _MANY:
                known = self._going_on(word, words[at + 1] if at + 1 < len(words) else "", known)
            for phrase in known:
                start, end = done.get(phrase.dimension, (0, 0))
                length = len(phrase.words)
                is_equal = start == at and end == at + length
                if at < idle or (at < end and not is_equal) or (length > 1 and not _matches(phrase, words, at)):
                    continue
                if phrase.dimension == IDLE:
                    idle = at + length
                    continue
                done[phrase.dimension] = at, at + length
                found.append(Found(starts[at], ends[at + length - 1], phrase.dimension, phrase.value))
        return found

    def _beginning(self, word: str) -> tuple[Phrase, ...]:
        """The phrases that may begin with a word, the longest first; remembered, since texts repeat their words."""
        stems = [phrase for phrase in self._stems if _is(word, phrase.words[0])]
        for length in self._lengths:
            if length <= len(word):
                stems += self._prefixes.get(word[:length], ())
        found = tuple(sorted((*self._exact.get(word, ()), *stems), key=lambda phrase: -len(phrase.words)))
        self._by_word[word] = found
        return found

    def _going_on(self, word: str, following: str, known: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        """Those of the phrases beginning with a word that may go on with the next."""
        pair = f"{word} {following}"
        found = self._by_word.get(pair)
        if found is None:
            found = tuple(one for one in known if len(one.words) == 1 or _is(following, one.words[1]))
            self._by_word[pair] = found
        return found

    def in_characters(self, text: str) -> list[Found]:
        """The phrases in a text in which nothing parts words."""
        found: list[Found] = []
        done: dict[str, tuple[int, int]] = {}
        idle = 0
        lower = text.lower()
        for at, character in enumerate(lower):
            for phrase in self._exact.get(character, ()):
                start, end = done.get(phrase.dimension, (0, 0))
                letters = phrase.words[0][0]
                is_equal = start == at and end == at + len(letters)
                if at < idle or (at < end and not is_equal) or not lower.startswith(letters, at):
                    continue
                if phrase.dimension == IDLE:
                    idle = at + len(letters)
                    continue
                done[phrase.dimension] = at, at + len(letters)
                found.append(Found(at, at + len(letters), phrase.dimension, phrase.value))
        return found


@lru_cache(maxsize=256)
def _found_in(language: Language, text: str) -> tuple[Found, ...]:
    """The phrases in a text, kept as long as an article's texts are gone through."""
    return tuple(language.in_words(text) if language.has_spaces else language.in_characters(text))


@lru_cache(maxsize=256)
def _said_in(language: Language, text: str) -> Mapping[str, frozenset[str]]:
    """What a text says, kept as long as its phrases."""
    said: dict[str, set[str]] = {}
    for found in _found_in(language, text):
        said.setdefault(found.dimension, set()).add(found.value)
    return {dimension: frozenset(values) for dimension, values in said.items()}


def _matches(phrase: Phrase, words: list[str], at: int) -> bool:
    return at + len(phrase.words) <= len(words) and all(map(_is, words[at:], phrase.words))


def _is(word: str, wanted: tuple[str, bool, bool]) -> bool:
    letters, is_open_before, is_open_behind = wanted
    if is_open_before:
        return letters in word if is_open_behind else word.endswith(letters)
    return word.startswith(letters) if is_open_behind else word == letters


@cache
def language(code: str) -> Language | None:
    """The data of a site's language, by its tag (`en-GB` is read as `en`); None where the language is not known here."""
    path = data_file(code, ".toml")
    return _read(path) if path is not None else None


def data_file(code: str, suffix: str) -> Path | None:
    """A file of data about a language, by its tag or what the tag begins with; None where there is none."""
    paths = (LANGUAGES / f"{tag}{suffix}" for tag in tags(code))
    return next((path for path in paths if path.is_file()), None)


def tags(code: str) -> Iterator[str]:
    """A language's tag and what it begins with, the longest first: de-AT, de; zh-Hans and zh for Chinese as such."""
    if _CODE.fullmatch(code) is None:
        return
    parts = _SCRIPTS.get(code, code).split("-")
    for count in range(len(parts), 0, -1):
        yield "-".join(parts[:count])


def english() -> Language:
    """The language in which the scanner's own tables are."""
    found = language("en")
    assert found is not None
    return found


@cache
def _read(path: Path) -> Language:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    has_spaces = table["words"] == "spaces"
    phrases = tuple(_phrases(table["cues"], has_spaces=has_spaces))
    clauses = table["clauses"]
    exact: dict[str, list[Phrase]] = {}
    prefixes: dict[str, list[Phrase]] = {}
    stems = []
    for phrase in sorted(phrases, key=lambda phrase: -sum(len(word) for word, _, _ in phrase.words)):
        letters, is_open_before, is_open_behind = phrase.words[0]
        if has_spaces and is_open_before:
            stems.append(phrase)
        elif has_spaces and is_open_behind:
            prefixes.setdefault(letters, []).append(phrase)
        else:
            exact.setdefault(letters if has_spaces else letters[0], []).append(phrase)
    return Language(
        code=path.stem,
        name=table["name"],
        has_spaces=has_spaces,
        group=table["numbers"]["group"],
        decimal=table["numbers"]["decimal"],
        breaks=frozenset(_listed(clauses["breaks"])),
        break_words=_any_of(_listed(clauses["breaks"]), has_spaces=has_spaces),
        has_ordinal_stop=table["numbers"].get("ordinal_stop", False),
        objects=frozenset(_listed(clauses["objects"])),
        outside=frozenset(_listed(clauses["outside"])),
        modals=frozenset(_listed(clauses.get("modals", ""))),
        relatives=frozenset(_listed(clauses.get("relatives", ""))),
        appositions=frozenset(_listed(clauses.get("appositions", ""))),
        articles=frozenset(_listed(clauses.get("articles", ""))),
        inflections=tuple(_listed(clauses.get("inflections", ""))),
        owners=tuple(_listed(clauses.get("owners", ""))) or ("\n",),
        owned=_endings(clauses["owned"], has_spaces=has_spaces),
        possessive=tuple(_listed(clauses["possessive"])),
        outside_behind=tuple(_listed(clauses.get("outside_behind", ""))),
        name_endings=tuple(_listed(clauses.get("name_endings", ""))),
        abbreviations=frozenset(_listed(clauses.get("abbreviations", ""))),
        ordinal_nouns=frozenset(_listed(clauses.get("ordinal_nouns", ""))),
        families={
            concept: family for family, text in table["counted"]["families"].items() for concept in _listed(text)
        },
        settled=frozenset(_listed(table["counted"].get("settled", ""))),
        scope_families={
            scope: family for family, text in table["scopes"]["families"].items() for scope in _listed(text)
        },
        turns=frozenset(_listed(clauses["turns"])),
        joins=frozenset(_listed(clauses["joins"])),
        adds=frozenset(_listed(clauses["adds"])),
        bases=frozenset(_listed(clauses["bases"])),
        function=frozenset(clauses["function"].split()),
        alike=frozenset(_pairs(table["counted"]["alike"])),
        near=frozenset(_pairs(table["counted"]["near"])),
        within=frozenset((part, whole) for part, whole in table["scopes"]["within"]),
        parts=tuple(_listed(clauses["parts"])),
        leads=tuple(_leads(clauses["leads"], clauses["skipped"], has_spaces=has_spaces)),
        any_lead=_lead(", ".join(clauses["leads"].values()), clauses["skipped"], has_spaces=has_spaces),
        weekdays=_weekdays(table["weekdays"], has_spaces=has_spaces),
        stretches=_stretches(table["stretches"], has_spaces=has_spaces),
        done=_done(table["done"]),
        noun=re.compile(clauses["noun"]),
        entry=re.compile(clauses["entry"]),
        likened=frozenset(_listed(clauses.get("likened", ""))),
        grounds=frozenset(_listed(clauses.get("grounds", ""))),
        speakers=frozenset(_listed(clauses.get("speakers", ""))),
        closers=frozenset(_listed(clauses.get("closers", ""))),
        losing=tuple(_listed(clauses.get("losing", ""))),
        in_turn=tuple(_listed(clauses.get("in_turn", ""))),
        infinitives=frozenset(_listed(clauses.get("infinitives", ""))),
        people_too=frozenset(_listed(clauses.get("people_too", ""))),
        degrees=frozenset(_listed(clauses.get("degrees", ""))),
        including=frozenset(_listed(clauses.get("including", ""))),
        without=frozenset(_listed(clauses["without"])),
        weak=frozenset(word.lower() for word in _listed(table["weak"])),
        phrases=phrases,
        _exact={word: tuple(found) for word, found in exact.items()},
        _prefixes={letters: tuple(found) for letters, found in prefixes.items()},
        _lengths=tuple(sorted({len(letters) for letters in prefixes}, reverse=True)),
        _stems=tuple(stems),
    )


def _endings(text: str, *, has_spaces: bool) -> tuple[str, ...]:
    """What may stand right behind a name, with the blank before it where it begins with no sign."""
    return tuple(f" {one}" if has_spaces and one[0].isalpha() else one for one in _listed(text.lower()))


def _listed(text: str) -> list[str]:
    return [part for one in text.replace("，", ",").split(",") if (part := " ".join(one.split()))]


def _any_of(words: Iterable[str], *, has_spaces: bool) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{choices})\b" if has_spaces else choices, re.IGNORECASE)


def _weekdays(table: Mapping[str, Any], *, has_spaces: bool) -> Weekdays:
    edge = r"\b" if has_spaces else ""
    endings = "|".join(map(re.escape, _listed(table["endings"])))
    days = (f"((?:{'|'.join(map(re.escape, _listed(names)))})(?:{endings})?)" for names in table["names"])
    before, behind = ("|".join(map(re.escape, _listed(table[key]))) for key in ("any_before", "any_behind"))
    return Weekdays(
        re.compile("|".join(map(re.escape, _as_printed(name for names in table["names"] for name in _listed(names))))),
        re.compile(f"{edge}(?:{'|'.join(days)}){edge}", re.IGNORECASE),
        re.compile(rf"{edge}(?:{before})\s*$", re.IGNORECASE),
        re.compile(rf"[\s-]*(?:{behind}){edge}", re.IGNORECASE),
    )


def _stretches(table: Mapping[str, Any], *, has_spaces: bool) -> Stretches:
    edge = r"\b" if has_spaces else ""
    counts = {word: int(count) for count, words in table["counts"].items() for word in _listed(words)}
    words = "|".join(map(re.escape, sorted(counts, key=lambda word: (-len(word), word))))
    count = rf"(?P<count>{edge}(?:{words}|1[01]|[2-9]){edge})"

    def read(key: str) -> tuple[re.Pattern[str], ...]:
        # Between angle brackets stand the count and its unit, which are what is asked about.
        forms = (re.sub("<([^<>]*)>", r"(?P<span>\1)", one).replace("{count}", count) for one in table[key])
        return tuple(re.compile(form, re.IGNORECASE) for form in forms)

    return Stretches(
        re.compile(table["unit"], re.IGNORECASE),
        counts,
        read("months_gone"),
        read("months_left"),
        read("quarters_left"),
    )


def _done(table: Mapping[str, Any]) -> Done:
    participle, speaking = table["participle"], table["speaking"]
    told, attested, left_open = (
        re.compile(
            "|".join(one.replace("{participle}", f"(?!(?:{speaking})\\b)(?:{participle})") for one in table[key])
        )
        for key in ("told", "attested", "open")
    )
    return Done(told, attested, left_open)


def _as_printed(words: Iterable[str]) -> list[str]:
    """Words as they may stand in a text, in a heading too."""
    return list(dict.fromkeys(form for word in words for form in (word, word.capitalize(), word.upper())))


def _leads(leads: Mapping[str, str], skipped: str, *, has_spaces: bool) -> Iterator[tuple[re.Pattern[str], str]]:
    for name, text in leads.items():
        yield _lead(text, skipped, has_spaces=has_spaces), name


def _lead(words: str, skipped: str, *, has_spaces: bool) -> re.Pattern[str]:
    """An expression for texts that end with one of some words, with one that may stand between it and what follows."""
    choices, between = ("|".join(map(re.escape, _listed(text))) for text in (words, skipped))
    ending = rf"\b(?:{choices})\s+(?:(?:{between})\s+)?$" if has_spaces else rf"(?:{choices})(?:{between})?$"
    return re.compile(ending, re.IGNORECASE)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for first, second in pairs:
        yield first, second
        yield second, first


def _phrases(cues: Mapping[str, Mapping[str, str]], *, has_spaces: bool) -> Iterator[Phrase]:
    for dimension, values in cues.items():
        for value, texts in values.items():
            for text in _listed(texts):
                words = text.lower().replace("-", " ").split() if has_spaces else [text.lower()]
                yield Phrase(tuple(map(_word, words)), dimension, value)


def _word(text: str) -> tuple[str, bool, bool]:
    letters = text.strip("*")
    assert letters, "a star alone says nothing"
    return letters, text.startswith("*"), text.endswith("*")
