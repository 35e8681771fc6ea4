"""Verdicts on figures, and the second look at those that agree with a fact, only with the wrong one.

A figure that was changed by a slip can happen to be right about something else: the target of last year, another
month's floor. A sign gives that away: one of the article's own facts is told nowhere, and a slip away from it stands a
figure that rests on what the article tells in another place or does not tell at all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sitegen.model.facts import Fact
from sitegen.model.figures import Judged, Outcome, Printed
from sitegen.relate.matching.context import Desk, is_backed, named_fact, nearness
from sitegen.relate.matching.dates import Known
from sitegen.relate.matching.facts import PROPORTIONS, Claim
from sitegen.relate.matching.slips import DIGIT_SLIPS, slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is said to a figure, with the fact or date that a slip parts it from."""

    judged: Judged
    slip: str = ""
    claim: Claim | None = None
    known: Known | None = None


def second_look(at: Desk, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts with those turned into contradictions that rest on the wrong fact."""
    changed = dict(_usurpers(at, verdicts))
    return (
        tuple(changed.get(number, verdict) for number, verdict in enumerate(verdicts)) if changed else tuple(verdicts)
    )


def _usurpers(at: Desk, verdicts: Sequence[Verdict]) -> Iterator[tuple[int, Verdict]]:
    """Figures in the place of a fact of the article that no figure states."""
    rests = [_resting(verdict) for verdict in verdicts]
    told = Counter(id for ids in rests for id in ids)
    suspicious = [number for number, verdict in enumerate(verdicts) if _is_suspect(at, verdict, told)]
    if not suspicious:
        return
    for claim in at.own:
        fact = claim.facts[0]
        if fact.id in told or any(_states(verdict, claim) for verdict in verdicts):
            continue
        suspects = [
            number
            for number in suspicious
            if not _is_rival(at, verdicts[number], fact)
            and slip(verdicts[number].judged.printed.figure, claim) in DIGIT_SLIPS
            and _is_spoken_of(at, verdicts[number], claim)
        ]
        # Which of several is the wrong one cannot be told, so each is shown.
        for number in suspects:
            yield number, _contradicting(verdicts[number].judged.printed, claim, fact)


def _resting(verdict: Verdict) -> tuple[str, ...]:
    is_direct = verdict.judged.outcome is Outcome.BACKED and verdict.judged.printed.figure.value is not None
    return verdict.judged.facts if is_direct else ()


def _states(verdict: Verdict, claim: Claim) -> bool:
    figure = verdict.judged.printed.figure
    return figure.value is not None and is_backed(figure, claim)


def _is_suspect(at: Desk, verdict: Verdict, told: Mapping[str, int]) -> bool:
    """Whether a figure rests on what is told in another place of the text, or not by the article at all."""
    printed = verdict.judged.printed
    if printed.figure.value is None or verdict.judged.outcome not in (Outcome.BACKED, Outcome.DERIVED):
        return False
    if named_fact(at, printed) is not None or at.excuses.reason(printed.figure, is_contradiction=True):
        return False
    if verdict.judged.outcome is Outcome.DERIVED:
        return not at.assumed or (printed.figure.value.unit not in PROPORTIONS)
    if verdict.judged.how:
        return False
    fact = verdict.judged.facts[0]
    is_own = fact.startswith(f"{at.article.id}/")
    return not is_own or (told[fact] > 1 and not at.assumed)


def _is_rival(at: Desk, verdict: Verdict, fact: Fact) -> bool:
    """Whether a figure rests on another statement about the very same thing, of which a text may choose one."""
    other = at.shelf.ledger.facts.get(verdict.judged.facts[0]) if verdict.judged.facts else None
    if other is None:
        return False
    return (other.metric, other.subject, other.period, other.as_of) == (
        fact.metric,
        fact.subject,
        fact.period,
        fact.as_of,
    )


def _is_spoken_of(at: Desk, verdict: Verdict, claim: Claim) -> bool:
    """Whether a text that need not tell every fact speaks of this one no less than of what its figure rests on."""
    fact = at.shelf.ledger.facts.get(verdict.judged.facts[0]) if at.assumed and verdict.judged.facts else None
    rests_on = at.shelf.claim(fact) if fact is not None else None
    if rests_on is None or verdict.judged.outcome is Outcome.DERIVED:
        return True
    words = f"{verdict.judged.printed.before} {verdict.judged.printed.after}".lower()
    return nearness(claim, words) >= nearness(rests_on, words)


def _contradicting(printed: Printed, claim: Claim, fact: Fact) -> Verdict:
    judged = Judged(printed=printed, outcome=Outcome.CONTRADICTS, facts=(fact.id,))
    return Verdict(judged=judged, slip="no sentence states this fact, and a digit is wrong here", claim=claim)
