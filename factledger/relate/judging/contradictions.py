"""When a figure is held against a fact: where its words tie it to the fact and its value cannot be meant, or the reverse."""

import re

from factledger.model.proofreading_results import Judged, Outcome, Printed
from factledger.model.quantity import FLOORS, Qualifier, Quantity
from factledger.relate.judging.verdicts import Ground, Verdict
from factledger.relate.matching.candidate_ranking import Candidate, candidate
from factledger.relate.matching.evidence.evidence_types import Says
from factledger.relate.matching.evidence.fact_dimensions import stems
from factledger.relate.matching.evidence.period import is_begin_of_change
from factledger.relate.matching.facts_by_nearness import ArticleContext
from factledger.relate.matching.nearest_words import Level, Near
from factledger.relate.matching.quantities_of_facts import PROPORTIONS, Claim, units_agree
from factledger.relate.matching.typing_slips import is_measured, slip, weight

_TELLING = 3  # digits from which the same number is no chance
_MANY = 4  # digits from which a likeness is hardly one
_TIES_BY_WEIGHT = {1: 5, 2: 4, 3: 3}
_LONG = 1000
_HUNDRED = 100
_STORY = 12  # in words, below which a number tells stories
_TIES_OF_MANY = 2
_TIES_OF_TOLD = 3
_RIGHT_BEFORE = 12  # characters between "not" and the figure that it denies
_LOOKED_BACK, _LOOKED_ON = 40, 160  # characters around a figure in which it may be denied
_SAME_NUMBER = frozenset(
    {
        "another scale",
        "another currency",
        "another unit",
        "percent and percentage points are not the same",
        "another qualifier",
    }
)


_OF_THE_KEYBOARD = frozenset(
    {"a digit is wrong", "two digits are swapped", "a digit is missing", "a digit too many", "another scale"}
)
_FEWEST_DIGITS = 2
_FAR_OFF = -9
_DOUBTFUL = -2  # ties short of an accusation up to which there is a doubt
_SEVERAL = 2


def misread(at: ArticleContext, near: Near, found: Candidate) -> Verdict:
    """A figure that has a fact's value, beside words that say something else."""
    one = near.one
    reason = at.excuses.reason(one.figure, is_contradiction=True)
    if reason:
        return Verdict(judged=Judged(printed=one, outcome=Outcome.ALLOWED, how=reason))
    is_untold = not at.assumed and not at.tells_value(found.claim)
    is_strong = (
        bool(found.differing)
        and not is_denied(near)
        and (
            weight(one.figure) >= _TELLING
            or (is_untold and found.ties > 0)
            or (len(found.differing) == 1 and found.ties >= _TIES_OF_MANY and found.says("counted") >= _named(at))
        )
    )
    outcome = Outcome.CONTRADICTS if is_strong else Outcome.UNKNOWN
    ids = tuple(fact.id for fact in found.claim.facts) if is_strong else ()
    judged = Judged(printed=one, outcome=outcome, facts=ids)
    return Verdict(judged=judged, claim=found.claim, candidate=found, ground=Ground.WORDS)


def is_denied(near: Near) -> bool:
    """Whether a figure is said to be wrong: "not 400,000", "we wrote", or put right behind it or in the next sentence."""
    start, end = near.one.figure.start, near.one.figure.end
    reading = near.passage.reading
    before = any(
        found.dimension == "denied" and found.value == "not" and 0 <= start - found.end <= _RIGHT_BEFORE
        for found in reading.within(max(start - _LOOKED_BACK, 0), start)
    )
    stop = reading.segments[reading.segment_at(start)].sentence
    before = before or near.says("denied", ("wrote",), Level.SENTENCE) is not None
    return before or any(
        found.dimension == "denied"
        and found.value == "right"
        and reading.segments[reading.segment_at(found.start)].sentence in (stop, stop + 1)
        for found in reading.within(end, end + _LOOKED_ON)
    )


def _holds(printed: Quantity, stated: Quantity) -> bool:
    """Whether what is printed is true, however little it says: "more than a trillion" of 2.54 trillion."""
    lower, upper = FLOORS, (Qualifier.UNDER, Qualifier.AT_MOST)
    if printed.is_range or printed.is_rank:
        return False
    if (
        printed.unit is not None
        and printed.qualifier in (Qualifier.AT_LEAST, Qualifier.AT_MOST)
        and printed.unit.isupper()
    ):
        return False  # a price "from 62,800 yuan" is a price
    if printed.qualifier in lower:
        return stated.low > printed.low and stated.qualifier not in lower
    return printed.qualifier in upper and stated.high < printed.high and stated.qualifier not in upper


def _is_of_once(near: Near) -> bool:
    """Whether a short figure is of what was said or so once, which need not be what is so now."""
    return weight(near.one.figure) < _MANY and near.says("earlier", ("once",), Level.BEHIND) is not None


def _named(at: ArticleContext) -> Says:
    """How plainly a short figure's count must be named; less in a title, where every figure counts."""
    return Says.ECHOES if at.assumed else Says.AGREES


def accused(at: ArticleContext, near: Near) -> Verdict | None:
    """The fact that a figure's words tie it to though its value cannot hold, if there is one.

    A fact that the text tells rightly elsewhere raises no more than a doubt, but of a number of many digits.
    """
    if near.one.figure.is_share:
        return None
    told = at.told_in_digits
    best: tuple[int, Candidate, str] | None = None
    assert near.one.figure.value is not None
    for claim in at.alike(near.one.figure.value):
        kind = slip(near.one.figure, claim)
        if not kind or not _may_be_meant(at, near, claim, kind):
            continue
        if kind == "another unit" and claim.unit in PROPORTIONS and _is_of_a_hundred(at, near.one):
            continue
        found = candidate(at, near, claim)
        differing = [one for one in found.differing if not (kind == "another unit" and one.dimension == "counted")]
        is_of_then = found.says("period") <= 0 and _is_of_once(near)
        if differing or (kind not in _SAME_NUMBER and is_of_then):
            continue
        if claim.facts[0].id in told and is_begin_of_change(near, at.claim_index.language):
            continue  # "from 239,800 to 219,800": the fact is what it came to
        margin = _margin(at, near, found, kind, is_told=claim.facts[0].id in told)
        if best is None or margin > best[0]:
            best = margin, found, kind
    if best is None or best[0] < _DOUBTFUL or is_denied(near):  # last, for it reads all that lies around
        return None
    margin, found, kind = best
    one = near.one
    if margin >= 0 and not _is_hedge_left_out(near, kind):
        judged = Judged(printed=one, outcome=Outcome.CONTRADICTS, facts=(found.claim.facts[0].id,))
    else:
        judged = Judged(printed=one, outcome=Outcome.UNKNOWN)
    return Verdict(judged=judged, slip=kind, claim=found.claim, candidate=found, ground=Ground.NUMBER)


def _is_of_a_hundred(at: ArticleContext, one: Printed) -> bool:
    """Whether a percentage is told as so much of a hundred: "of 100 euros of revenue 11.40 euros were left"."""
    assert one.figure.value is not None
    values = (other.figure.value for other in at.surroundings.figures_of(one))
    return any(value is not None and value.unit == one.figure.value.unit and value.low == _HUNDRED for value in values)


def miscounted(at: ArticleContext, near: Near) -> Verdict | None:
    """A small count beside the very words of a fact that the text tells nowhere: "three were injured" where two were."""
    one, value = near.one, near.one.figure.value
    assert value is not None
    if not value.is_exact or value.is_rank or value.is_range or value.low > _STORY or value.unit in PROPORTIONS:
        return None
    if not one.figure.is_spelled and value.unit is None:
        return None  # "decks 4 and 5" count nothing
    for claim in at.own:
        stated, fact = claim.value, claim.facts[0]
        if stated.is_range or stated.is_rank or stated.low > _STORY or fact.id in at.stated or is_measured(claim.unit):
            continue
        if fact.id in at.told_in_digits or not units_agree(value.unit, claim):
            continue
        found = candidate(at, near, claim)
        if found.says("counted") is Says.AGREES and not found.differing and not found.doubts:
            judged = Judged(printed=one, outcome=Outcome.UNKNOWN)
            return Verdict(judged=judged, slip="another count", claim=claim, candidate=found, ground=Ground.NUMBER)
    return None


def _may_be_meant(at: ArticleContext, near: Near, claim: Claim, kind: str) -> bool:
    """Whether a figure that one slip parts from a fact can be about what the fact is, by its number, unit and noun alone."""
    figure = near.one.figure
    assert figure.value is not None
    if _holds(figure.value, claim.value) or not _is_of_unit(at, near, claim, kind):
        return False
    if kind == "another scale":
        is_of_unit = figure.value.unit is not None and not figure.value.unit.startswith("/")
        if not is_of_unit and figure.value.step < 1 and figure.value.low < 1:
            return False  # 15 cents are no slip of 149 GWh
        if figure.is_spelled and figure.value.low < _STORY:
            return False  # "two small cars" are no slip of 19,300
        if near.one.passage.headers:
            return False  # a table's scale stands over it: "deliveries (thousands)"
    if kind == "another rank":
        return near.opener not in at.claim_index.language.bases  # "54 fewer than the leader"
    return not (_counts_otherwise(at, near, claim) and (kind == "another scale" or claim.facts[0].id in at.stated))


def _counts_otherwise(at: ArticleContext, near: Near, claim: Claim) -> bool:
    """Whether a noun that is no unit here follows a bare figure: "108 Plätze" beside 180 buses, 4分贝."""
    one, language = near.one, at.claim_index.language
    if one.figure.value is None or one.figure.value.unit is not None or not claim.unit:
        return False
    noun = language.noun.match(one.passage.text, one.figure.end)
    if noun is None:
        return False
    word = noun.group().strip().lower()
    return word not in language.function and stems(word).isdisjoint(stems(" ".join(claim.nouns)))


def _margin(at: ArticleContext, near: Near, found: Candidate, kind: str, *, is_told: bool) -> int:
    """By how much the words tie a figure to a fact more than is needed to hold it against it."""
    doubts = len(found.doubts)
    if kind == "another rank":
        return -2 * (doubts + is_told) if found.says("subject") is Says.AGREES else _FAR_OFF
    is_named = found.says("counted") is Says.AGREES
    margin = found.ties - _needed(near, kind, is_named=is_named, is_untold=not is_told and not at.assumed) - 2 * doubts
    if _counts_otherwise(at, near, found.claim):
        margin -= 1
    elif _stands_for(at, near, found.claim, kind) and doubts < _SEVERAL:
        margin = max(margin, 0)
    digits = weight(near.one.figure)
    if is_told:
        return _margin_of_told(found, digits)
    # One digit is a slip away from every other, and beside the body nobody knows what the text tells.
    is_chance = digits == 1 and len(found.claim.value.low.normalize().as_tuple().digits) > 1
    is_chance = is_chance or (bool(at.assumed) and digits < _TELLING)
    return min(margin, -1) if is_chance and kind in _OF_THE_KEYBOARD else margin


def _margin_of_told(found: Candidate, digits: int) -> int:
    """The same where the text tells the fact rightly elsewhere: only of many digits is a second one so like it no chance."""
    if digits < _TELLING:
        return _FAR_OFF
    is_tied = digits > _MANY and found.ties >= _TIES_OF_TOLD and not found.doubts
    return 0 if is_tied else -1


def _is_of_unit(at: ArticleContext, near: Near, claim: Claim, kind: str) -> bool:
    """Whether a bare figure can have a claim's unit: of "from 10 to 80 percent" the first has that of the second."""
    one = near.one
    if one.figure.value is None or one.figure.value.unit is not None:
        return True
    if is_measured(claim.unit) and weight(one.figure) < _TELLING:
        return False
    others = at.surroundings.figures_of(one)
    behind = next((other for other in others if 0 <= other.figure.start - one.figure.end <= _BESIDE), None)
    if behind is None or behind.figure.value is None or behind.figure.value.unit is None:
        return True
    between = one.passage.text[one.figure.end : behind.figure.start]
    if _PARTING.search(between) is not None:
        return True
    return kind != "another scale" and units_agree(behind.figure.value.unit, claim)


_BESIDE = 12  # characters between two figures that share the unit of the second: "44 instead of 49 cents"
_PARTING = re.compile(r"[,;:()–—，；：（）、.。]")


def _stands_for(at: ArticleContext, near: Near, claim: Claim, kind: str) -> bool:
    """Whether a figure stands in the text where a fact should that the text does not tell at all, one slip away from it."""
    if at.assumed or claim.facts[0].id in at.stated or kind not in _OF_THE_KEYBOARD:
        return False
    unit = near.one.figure.value.unit if near.one.figure.value is not None else None
    if unit is None and is_measured(claim.unit):
        return False  # a bare number beside a sum of money or a measure is any number
    return min(weight(near.one.figure), len(claim.value.low.normalize().as_tuple().digits)) >= _FEWEST_DIGITS


def _is_hedge_left_out(near: Near, kind: str) -> bool:
    """Whether a figure only lacks the fact's "over": carelessness, as in a title, and no other figure."""
    value = near.one.figure.value
    return kind == "another qualifier" and value is not None and value.qualifier is Qualifier.EXACT


def _needed(near: Near, kind: str, *, is_named: bool, is_untold: bool) -> int:
    """The ties that it takes to hold a figure against a fact; more for a short one."""
    digits = weight(near.one.figure)
    value = near.one.figure.value
    assert value is not None
    if digits < _TELLING and abs(value.low) >= _LONG and value.step == 1:
        digits += 1  # 6,600 says more than 66 percent
    if kind in _SAME_NUMBER or digits >= _MANY:
        return _TIES_OF_MANY - is_untold
    return _TIES_BY_WEIGHT[digits] - is_named - is_untold
