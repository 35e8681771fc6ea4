"""What proofreading an article depends on beside the article itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.entities import Entity, EntityKey
from factledger.model.facts import Event, Fact, Metric
from factledger.model.fast_dataclass import replace
from factledger.model.ledger import Ledger, Standing
from factledger.model.rendered_prose import Prose
from factledger.relate.matching.claim_index import ClaimIndex, events_by_subject
from factledger.relate.matching.facts_by_nearness import subjects_of
from factledger.relate.matching.recorded_ledger_answers import AskedLedger, Questions

_NO_TEXT = Prose()


class SubjectRecord(NamedTuple):
    """What is on record about a subject: its facts, those of others that they stand against, and its events."""

    facts: tuple[Fact, ...]
    others: tuple[Fact, ...]
    standings: Mapping[str, Standing]
    events: tuple[Event, ...]


_NOTHING = SubjectRecord((), (), {}, ())


class ProofreadingInputs:
    """The facts, by subject, and what all articles have in common.

    `asked` notes what proofreading asks of the ledger, and `claim_index` answers it.
    """

    def __init__(
        self,
        ledger: Ledger,
        metrics: Mapping[str, Metric],
        entities: Mapping[EntityKey, Entity],
        articles: Iterable[Article],
        language: str = "en",
        *,
        asked: AskedLedger | None = None,
        claim_index: ClaimIndex | None = None,
    ) -> None:
        self._ledger = ledger
        self._asked = asked or AskedLedger()
        self._claim_index = claim_index
        self._family = ClaimIndex(Ledger(), metrics, entities)
        bare = tuple(replace(entity, prose=_NO_TEXT) for entity in entities.values())
        self.common = (bare, dict(metrics), language)
        self._facts: dict[EntityKey, list[Fact]] = {}
        for fact in ledger.facts.values():
            self._facts.setdefault(fact.subject, []).append(fact)
        self._events = events_by_subject(articles)

    @property
    def subjects(self) -> tuple[EntityKey, ...]:
        """Everyone of whom something is known."""
        return tuple({**self._facts, **self._events})

    def subjects_of(self, article: Article) -> tuple[EntityKey, ...]:
        """Those on whom an article's figures may rest: whom it is about, and whose facts its text names."""
        return (*subjects_of(article, self._family), *sorted(self.named(article.prose), key=str))

    def named(self, text: Prose) -> frozenset[EntityKey]:
        """The subjects of the facts that a text names."""
        targets = (one.target.removeprefix("fact:") for one in text.references if one.target.startswith("fact:"))
        return frozenset(fact.subject for fact in map(self._ledger.facts.get, targets) if fact is not None)

    def prepare(self, articles: Iterable[Article]) -> None:
        """Arrange what the figures of some articles may rest on, before processes share them out."""
        if self._claim_index is not None:
            self._claim_index.prepare(dict.fromkeys(one for article in articles for one in self.subjects_of(article)))

    def asked(self) -> Questions:
        """What was asked of the ledger since this was called last."""
        return self._asked.taken()

    def answers(self, questions: Questions, told: Callable[[Fact], str]) -> Sequence[object]:
        """What the ledger says to questions now, in plain data; `told` is what stands for a fact."""
        assert self._claim_index is not None
        return self._claim_index.answers(questions, told)

    def known_of(self, subject: EntityKey) -> SubjectRecord:
        """What is on record about a subject."""
        own, events = self._facts.get(subject, []), self._events.get(subject, ())
        if not own and not events:
            return _NOTHING
        ledger = self._ledger
        standings = {fact.id: ledger.standings[fact.id] for fact in own}
        near = {other for one in standings.values() for other in (one.superseded_by, *one.disputed_by) if other}
        others = tuple(ledger.facts[id] for id in sorted(near) if ledger.facts[id].subject != subject)
        return SubjectRecord(tuple(own), others, standings, tuple(events))
