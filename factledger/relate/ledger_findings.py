"""What the ledger finds wrong, before it is known whether an article excuses it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Fact, FactKind, Metric
from factledger.model.fast_dataclass import dataclass
from factledger.model.ledger import AllowedNote
from factledger.model.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A mismatch between facts; the first of `facts` is the side that it is reported at."""

    rule: str
    message: str
    advice: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """How facts are spoken of: by the names of their metrics and subjects where those are known."""

    metrics: Mapping[str, Metric]
    entities: Mapping[EntityKey, Entity]

    def subject(self, key: EntityKey) -> str:
        """A subject's name, or its id."""
        return self.entities[key].name if key in self.entities else key.id

    def figure(self, fact: Fact) -> str:
        """What a fact is a figure of, without its period: "Deliveries (target, outside China) of Xiaomi"."""
        metric = self.metrics[fact.metric].name if fact.metric in self.metrics else fact.metric
        kind = "" if fact.kind is FactKind.ACTUAL else fact.kind.value
        narrowed = ", ".join(part for part in (kind, fact.scope, fact.basis) if part)
        return (
            f"{metric} ({narrowed}) of {self.subject(fact.subject)}"
            if narrowed
            else f"{metric} of {self.subject(fact.subject)}"
        )

    def dated(self, fact: Fact) -> str:
        """The same with the period, where there is one: "Deliveries of Xiaomi for 2025"."""
        return f"{self.figure(fact)} for {fact.period}" if fact.period else self.figure(fact)


Allow = Mapping[str, Mapping[str, tuple[str, ...]]]


def newest_first(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The sides of a mismatch: the newest as-of first, which is the one most likely to need a second look."""
    return tuple(sorted(facts, key=lambda fact: fact.as_of.sort_key, reverse=True))


def written(figure: Decimal) -> str:
    """A computed figure for a message: 136,794."""
    return f"{figure.normalize():,f}"


def judge(
    findings: Iterable[Finding], allow: Allow
) -> tuple[tuple[Problem, ...], Mapping[str, tuple[AllowedNote, ...]]]:
    """Part the findings into problems and, where an article of either side allows the rule, notes by article."""
    problems: list[Problem] = []
    notes: dict[str, list[AllowedNote]] = {}
    for finding in findings:
        articles = dict.fromkeys(fact.article for fact in finding.facts)
        excused = {one: allow[one][finding.rule] for one in articles if finding.rule in allow.get(one, ())}
        for article, reasons in excused.items():
            note = AllowedNote(
                rule=finding.rule,
                message=finding.message,
                reasons=reasons,
                facts=tuple(fact.id for fact in finding.facts),
            )
            notes.setdefault(article, []).append(note)
        if not excused:
            place, *also = [fact.value_place for fact in finding.facts]
            problems.append(Problem(place, finding.rule, finding.message, finding.advice, tuple(also)))
    ordered = {
        article: tuple(sorted(notes[article], key=lambda note: (note.rule, note.facts, note.message)))
        for article in sorted(notes)
    }
    return tuple(sorted(set(problems))), ordered
