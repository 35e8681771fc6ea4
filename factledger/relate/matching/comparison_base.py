"""Which of two figures a difference, a change or a percentage is said of, and with which that one is compared."""

from collections.abc import Iterator
from typing import NamedTuple

from factledger.model.entities import EntityKey, Role
from factledger.model.facts import Fact, FactKind
from factledger.model.proofreading_language import Found, words_of
from factledger.model.proofreading_results import Figure
from factledger.relate.matching.evidence.fact_dimensions import stems
from factledger.relate.matching.fact_arithmetic import DerivedValue
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near, Zone
from factledger.relate.matching.quantities_of_facts import Claim
from factledger.relate.scanning.clauses import Segment

_TOUCHING = 2  # characters between a figure and the word that tells its direction
_LOOKED_ON = 2  # clauses behind a figure in which that with which it is compared begins
_LOOKED_BACK = 4
_MOST_LEADING = 3  # words between a figure and what stands in apposition to it: "which is 300 more"
_TIMES = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})


class ComparedFigures(NamedTuple):
    """The figure spoken of, the one with which it is compared, and whether the words leave no doubt of that."""

    own: Claim
    base: Claim
    is_sure: bool


def direction_of(near: Near, unit: str) -> tuple[Zone, Found, bool] | None:
    """The word that tells whether a figure is more or less, and whether it tells more; of a time "faster" tells less."""
    if unit in _TIMES:
        pace = near.says("pace", ("quick", "slow"), Level.BEHIND)
        if pace is not None:
            return *pace, pace[1].value == "slow"
    gap = _gap(near)
    if gap is not None:
        return *gap, gap[1].value == "more"
    level, phrases = near.first("direction", Level.BEHIND)
    if level == Level.BEHIND:
        # Of a clause behind the figure only what it begins with is said of it, ", up 12 percent"; and with ", fewer than
        # in June" the figure itself is compared.
        phrases = tuple(
            (zone, found)
            for zone, found in phrases
            if near.opens(zone, found) and (_touches(near, zone, found) or not _is_beside(near, found))
        )
    if len({found.value for _, found in phrases}) > 1:
        start, end = near.one.figure.start, near.one.figure.end
        phrases = tuple(
            (zone, found)
            for zone, found in phrases
            if 0 <= start - found.end <= _TOUCHING or 0 <= found.start - end <= _TOUCHING
        )
    if len({found.value for _, found in phrases}) != 1:
        return None
    zone, found = phrases[0]
    return zone, found, found.value == "up"


def _touches(near: Near, zone: Zone, found: Found) -> bool:
    """Whether nothing but a blank parts a figure from the word behind it that begins a clause: "42.000 darunter"."""
    return zone.text is near.passage and not zone.text.reading.text[near.one.figure.end : found.start].strip()


def _gap(near: Near) -> tuple[Zone, Found] | None:
    """A word that tells which of two is larger only where it touches the figure: 高出 but also 高 in 高7个百分点."""
    start, end = near.one.figure.start, near.one.figure.end
    for zone in near.zones[Level.CLAUSE]:
        for found in zone.phrases("gap"):
            if found.end == start or 0 <= found.start - end <= _TOUCHING:
                return zone, found
    return None


def compared(context: ArticleContext, near: Near, result: DerivedValue, found: Found) -> ComparedFigures | None:
    """Which of a result's two figures a word of direction is said of; None where the words do not tell."""
    if len(result.parts) != 2 or result.is_sum or (result.unit == "percent" and not result.is_change):
        return None
    first, second = result.parts
    if first.how or second.how:
        return None
    in_time = in_time_of(first, second)
    # "0.7 seconds faster" tells how two cars differ, and of one series how it has moved.
    is_beside = _is_beside(near, found) or (in_time is None and found.dimension == "pace")
    if in_time is not None and (result.unit == "percent" or not is_beside):
        return ComparedFigures(
            *in_time, is_sure=True
        )  # of what was and what is, a change tells how it went, whichever is named last
    if _lacks(near, found):
        return _lacking(first, second, in_time)
    if not is_beside and first.facts[0].subject != second.facts[0].subject:
        return None  # one does not rise to another's figure
    sides = _Sides(context, near, first, second)
    base = sides.base(found)
    if base is not None:
        return ComparedFigures(second if base is first else first, base, is_sure=True)
    own = sides.own()
    if in_time is not None and own is not in_time[1]:
        # "A year ago it was 27,800, 2,600 less" is said of then and ", 2,600 more" of now: what was told last may be either.
        language = context.claim_index.language
        is_either = language.has_spaces and sides.is_told_last(in_time[1])
        if not is_either:
            return ComparedFigures(*in_time, is_sure=own is in_time[0])
        if near.opener not in language.relatives:
            # Told in a sentence of its own, "That is 2,600 more" is said of what the text speaks of, which is now.
            is_of_now = not sides.is_told_in_sentence() and first.facts[0].kind is second.facts[0].kind
            return ComparedFigures(*in_time, is_sure=False) if is_of_now else None
    if own is not None:
        # "which makes 300 more" may be said of either.
        language = context.claim_index.language
        is_sure = near.opener not in language.relatives and (language.has_spaces or in_time is not None)
        return ComparedFigures(own, second if own is first else first, is_sure)
    hoped = [one for one in (first, second) if one.facts[0].kind is not FactKind.ACTUAL]
    if in_time is None and result.unit == "percent" and not is_beside and len(hoped) == 1:
        # "A target of 600,000 and 642,000 delivered, a plus of 7 percent": what came of a hope is told beside it.
        return ComparedFigures(second if hoped[0] is first else first, hoped[0], is_sure=False)
    beside = sides.told_beside() if is_beside else None
    if beside is not None:
        claim, is_base, is_sure = beside
        other = second if claim is first else first
        return ComparedFigures(other, claim, is_sure=True) if is_base else ComparedFigures(claim, other, is_sure)
    if in_time is not None:
        return ComparedFigures(*in_time, is_sure=not sides.is_told_in_sentence())
    last = sides.told_last() if sides.is_compared_with_more(found) else None
    return ComparedFigures(last, second if last is first else first, is_sure=False) if last is not None else None


def _lacks(near: Near, found: Found) -> bool:
    """Whether a word says what is lacking: of what was hoped for, or of what there was."""
    return any(one.value == "lack" and one.start <= found.start < one.end for _, _, one in near.phrases("beside"))


def is_needed(near: Near) -> bool:
    """Whether a figure is said to be what it takes to get to another one: "it needs 8,785 more for its target"."""
    return near.says("needed", ("yes",), Level.CLAUSE) is not None


def _lacking(first: Claim, second: Claim, in_time: tuple[Claim, Claim] | None) -> ComparedFigures | None:
    hoped = [one for one in (first, second) if one.facts[0].kind is not FactKind.ACTUAL]
    if len(hoped) == 1:
        return ComparedFigures(second if hoped[0] is first else first, hoped[0], is_sure=True)
    return ComparedFigures(*in_time, is_sure=True) if in_time is not None else None


def _is_beside(near: Near, found: Found) -> bool:
    """Whether a word tells which of two is larger ("more"), and not how one has moved ("rose")."""
    return found.dimension == "gap" or any(
        one.start <= found.start and found.end <= one.end and level <= Level.BEHIND
        for level, _, one in near.phrases("beside")
    )


def in_time_of(first: Claim, second: Claim) -> tuple[Claim, Claim] | None:
    """The later and the earlier of two figures of one series; None where they are not."""
    one, other = first.facts[0], second.facts[0]
    if one.subject != other.subject or one.metric != other.metric:
        return None
    if one.kind is not other.kind and (one.period or one.as_of) == (other.period or other.as_of):
        return None
    if one.scope != other.scope or order(one) == order(other):
        return None
    return (first, second) if order(one) > order(other) else (second, first)


def order(fact: Fact) -> tuple[object, ...]:
    """What puts an earlier fact before a later one."""
    return ((fact.period or fact.as_of).last, fact.as_of.last)


def is_named_in(context: ArticleContext, near: Near, first: Claim, second: Claim, start: int, end: int) -> bool:
    """Whether a stretch of a figure's text names the second of two claims, and not the first, as what something is compared with."""
    return _Sides(context, near, first, second).named_in(start, end) is second


class _Sides:
    """The words around a figure that name one of two others."""

    def __init__(self, context: ArticleContext, near: Near, first: Claim, second: Claim) -> None:
        self._context, self._near = context, near
        self._first, self._second = first, second
        self._language = context.claim_index.language
        self._reading = near.passage.reading
        self._at = self._reading.segment_at(near.one.figure.core_start)

    def base(self, found: Found) -> Claim | None:
        """The figure that is named where the words lead in what something is compared with: "than in July"."""
        for start, end in self._bases(found):
            named = self._named_in(start, end, is_base=True)
            if named is not None:
                return named
        return None

    def own(self) -> Claim | None:
        """The figure whose subject or period is named in the clause, or in those before it that have no figure."""
        start = self._near.one.figure.start
        zones = [zone for level in (Level.CLAUSE, Level.BEFORE) for zone in self._near.zones[level]]
        for zone in zones:
            if zone.text is self._near.passage and not self._is_base(zone.start):
                named = self._named_in(zone.start, min(zone.end, start), is_base=False)
                if named is not None:
                    return named
        return None

    def told_beside(self) -> tuple[Claim, bool, bool] | None:
        """The one of the two that is told right before the figure in its sentence, whether it is the base there, and is sure."""
        one, language = self._near.one, self._language
        before = [pair for pair in self._context.at.get(one.sentence, ()) if pair[0].html_start < one.html_start]
        if not before or one.passage is not before[-1][0].passage:
            return None
        printed, claim = max(before, key=lambda pair: pair[0].html_start)
        mine = self._part_of(claim)
        between = self._reading.text[printed.figure.end : one.figure.start]
        if mine is None or ";" in between or "；" in between:
            return None
        words = words_of(between).words
        meaning = sum(word not in language.function for word in words)
        is_base = self._is_base(printed.figure.core_start)
        if not language.has_spaces:  # 比: what follows is the base, and what was told last is compared with it
            is_led = self._near.opener in language.bases
            return (mine, is_base, is_led) if is_led or len(between) <= _MOST_LEADING else None
        if meaning > _MOST_LEADING:
            return None  # a clause with something of its own to speak of
        # "which makes 300 more" may be said of either.
        return mine, is_base, meaning < _MOST_LEADING and language.relatives.isdisjoint(words)

    def is_told_last(self, claim: Claim) -> bool:
        """Whether one of the two is what is told last before the figure."""
        last = self.told_last()
        return last is not None and last.facts[0].id == claim.facts[0].id

    def is_compared_with_more(self, found: Found) -> bool:
        """Whether "than" follows a word right away: "£3,600 less than its little sister" is not said of what was told last but of its like."""
        if not self._language.has_spaces:
            return True
        return any(
            0 <= one.start - found.end <= _TOUCHING and one.opener in self._language.bases
            for one in self._reading.segments
        )

    def told_last(self) -> Claim | None:
        """The one of the two that is told last before the figure, in its sentence or the one before, and no base there."""
        one = self._near.one
        before = [
            pair
            for sentence in (one.sentence, one.sentence - 1)
            for pair in self._context.at.get(sentence, ())
            if pair[0].html_start < one.html_start and pair[0].passage is one.passage
        ]
        if not before:
            return None
        printed, claim = max(before, key=lambda pair: pair[0].html_start)
        place = printed.figure.core_start
        segment = self._reading.segments[self._reading.segment_at(place)]
        is_base = self._is_base(place) or segment.opener in self._language.likened  # "half as many again as the 27,800"
        return None if is_base else self._part_of(claim)

    def is_told_in_sentence(self) -> bool:
        """Whether one of the two is told in the figure's own sentence."""
        return any(self._part_of(claim) is not None for claim in self._context.said.get(self._near.one.sentence, ()))

    def _part_of(self, claim: Claim) -> Claim | None:
        id = claim.facts[0].id
        return next((one for one in (self._first, self._second) if one.facts[0].id == id and not claim.how), None)

    def _is_base(self, place: int) -> bool:
        return self._leads_in_base(self._reading.segments[self._reading.segment_at(place)])

    def _leads_in_base(self, segment: Segment) -> bool:
        """Whether a clause begins with "than" or the like, which is no part of "the quarter before"."""
        if segment.opener not in self._language.bases or self._leads_to_place(segment):
            return False
        return not any(
            one.start < segment.start < one.end and one.dimension in ("earlier", "compared")
            for one in self._reading.found
        )

    def _leads_to_place(self, segment: Segment) -> bool:
        """Whether the word that begins a clause says where something went: "nach Europa"."""
        behind = segment.start + len(segment.opener)
        return any(
            0 < named.start - behind <= _TOUCHING and all(key.kind.role is Role.MARKET for key in named.keys)
            for named in self._near.passage.named
        )

    def _bases(self, found: Found) -> Iterator[tuple[int, int]]:
        """The stretches that lead in what something is compared with, the likeliest first."""
        segments, figure = self._reading.segments, self._near.one.figure
        own, bases = segments[self._at], self._language.bases
        yield from self._objects(found)
        if found.start >= figure.end and found.end < own.end:
            yield from self._told_in(found.end, own.end)  # "8% above the 4,272,145"
        if own.opener in self._language.closers and self._at:
            yield segments[self._at - 1].start, own.start  # 与10月的40,397辆相比
        if own.opener in bases and not self._language.has_spaces:
            yield own.start, min(figure.start, max(found.start, own.start))
        for segment in segments[self._at + 1 : self._at + 1 + _LOOKED_ON]:
            if segment.sentence == own.sentence and self._leads_in_base(segment):
                yield segment.start, segment.end
        if own.opener in bases and self._language.has_spaces:
            yield own.start, min(figure.start, max(found.start, own.start))
        for number in range(self._at - 1, max(self._at - 1 - _LOOKED_BACK, -1), -1):
            segment = segments[number]
            if segment.sentence != own.sentence:
                break
            if self._leads_in_base(segment):
                yield from self._with_before(segments[number - 1] if number else None, segment)

    def _objects(self, found: Found) -> Iterator[tuple[int, int]]:
        """The name right behind a verb that says who is ahead of whom: "it beats the H7 by 17"."""
        for named in self._near.passage.named:
            between = words_of(self._reading.text[found.end : named.start]).words if named.start >= found.end else ["?"]
            if len(between) <= 1 and self._language.articles.issuperset(between):
                yield named.start, named.end

    def _told_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The places of the figures in a stretch that state one of the two."""
        for printed, claim in self._context.at.get(self._near.one.sentence, ()):
            place = printed.figure.core_start
            is_here = printed.passage is self._near.one.passage and start <= place < end
            if is_here and self._part_of(claim) is not None:
                yield place, place + 1

    def _with_before(self, before: Segment | None, segment: Segment) -> Iterator[tuple[int, int]]:
        """A clause, or where it is no more than the word that says so, the one before: 与去年相比."""
        words = self._reading.text[segment.start : segment.end].strip(" ，,")
        if words == segment.opener and before is not None:
            yield before.start, before.end
        else:
            yield segment.start, segment.end

    def named_in(self, start: int, end: int) -> Claim | None:
        """The one of the two that a stretch names in which something is compared with it."""
        return self._named_in(start, end, is_base=True)

    def _named_in(self, start: int, end: int, *, is_base: bool) -> Claim | None:
        """The one of the two that a stretch of the text names by its value, its subject or its period."""
        meant = [one for one in self._meant_in(start, end, is_base=is_base) if one is not None]
        return meant[0] if meant and all(one is meant[0] for one in meant) else None

    def _meant_in(self, start: int, end: int, *, is_base: bool) -> Iterator[Claim | None]:
        passage = self._near.passage
        if is_base:
            for printed, claim in self._context.at.get(self._near.one.sentence, ()):
                if printed.passage is self._near.one.passage and start <= printed.figure.core_start < end:
                    yield self._part_of(claim)
        for named in passage.named:
            if start <= named.start < end and (is_base or not named.is_object):
                yield self._by_subject(named.keys)
        for dated in passage.dates:
            if start <= dated.start < end:
                lead = self._language.lead_of(self._reading.text, 0, dated.start)
                if is_base or lead not in ("since", "from", "until"):
                    yield self._by_period(dated.figure)
        for one in self._reading.within(start, end):
            if one.dimension in ("earlier", "compared") and one.value != "once" and is_base:
                yield self._earlier()
            if one.dimension == "kind" and one.value == "target" and is_base:
                yield self._target()
            if one.dimension == "counted":
                yield self._by_counted(one.value)
        if is_base:
            said = stems(self._reading.text[start:end])
            yield self._by_words(said, "holder_stems")
            yield self._by_words(said, "scope_stems")

    def _by_subject(self, keys: tuple[EntityKey, ...]) -> Claim | None:
        first, second = self._first.facts[0].subject, self._second.facts[0].subject
        if first == second or (first in keys) == (second in keys):
            return None
        return self._first if first in keys else self._second

    def _by_period(self, figure: Figure) -> Claim | None:
        told = figure.period
        if told is None:
            return None
        periods = [one.facts[0].period or one.facts[0].as_of for one in (self._first, self._second)]
        same = [told.days == period.days for period in periods]
        if not any(same):
            same = [told.contains(period) for period in periods]
        if same[0] == same[1]:
            return None
        return self._first if same[0] else self._second

    def _by_words(self, said: frozenset[str], kind: str) -> Claim | None:
        """The one of whose holder or scope, and not of the other's, the words speak."""
        first, second = (getattr(self._context.claim_index.wanted(one), kind) for one in (self._first, self._second))
        is_first, is_second = bool((first - second) & said), bool((second - first) & said)
        if is_first == is_second:
            return None
        return self._first if is_first else self._second

    def _by_counted(self, concept: str) -> Claim | None:
        """The one that counts what a word says and the other does not: 产量比销量多."""
        is_first, is_second = (
            concept in self._context.claim_index.wanted(one).concepts for one in (self._first, self._second)
        )
        if is_first == is_second:
            return None
        return self._first if is_first else self._second

    def _earlier(self) -> Claim | None:
        in_time = in_time_of(self._first, self._second)
        return in_time[1] if in_time is not None else None

    def _target(self) -> Claim | None:
        hoped = [one for one in (self._first, self._second) if one.facts[0].kind is FactKind.TARGET]
        return hoped[0] if len(hoped) == 1 else None
