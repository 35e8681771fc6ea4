"""Facts suggested for the figures that none backs, as YAML ready to paste, with every guess marked as one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.entities import Role
from factledger.model.facts import FactKind, Metric
from factledger.model.proofreading_language import Language, english
from factledger.model.proofreading_results import Figure, Judged, Outcome, Printed
from factledger.model.unit_and_number_words import canonical_unit

_HOPES = (FactKind.TARGET, FactKind.ESTIMATE, FactKind.PLAN)
_NO_METRIC = "?"
_PARTING = ",;:，；：、。"


class _Called(NamedTuple):
    """How sentences call a metric: by its name, by the parts of its id."""

    id: str
    stem: str
    parts: tuple[str, ...]

    def mentions(self, words: str) -> int:
        """How much of it these words hold."""
        return 2 * (self.stem in words) + sum([part in words for part in self.parts])


class Guesses:
    """Which metrics figures most likely measure; not frozen, since the metrics of a unit are gathered when first met."""

    __slots__ = ("_by_unit", "_language", "_metrics")

    def __init__(self, metrics: Mapping[str, Metric], known: Language) -> None:
        self._metrics = metrics
        self._language = known
        self._by_unit: dict[str | None, tuple[_Called, ...]] = {}

    def metric(self, printed: Printed) -> str:
        """The metric that a figure most likely measures: one with its unit, best one whose name the sentence holds."""
        value = printed.figure.value
        if value is None:
            return ""
        fitting = self._by_unit.get(value.unit)
        if fitting is None:
            metrics = self._metrics.values()
            fitting = tuple(_called(metric) for metric in metrics if _fits(value.unit, metric))
            self._by_unit[value.unit] = fitting
        if len(fitting) < 2:
            return fitting[0].id if fitting else ""
        words = f"{printed.before} {printed.figure.text} {printed.after}".lower()
        return max(fitting, key=lambda called: called.mentions(words)).id

    def kind(self, printed: Printed) -> FactKind:
        """What the words before a figure make of it: a target, an estimate, a plan, or what is."""
        own = printed.before[max(printed.before.rfind(sign) for sign in _PARTING) + 1 :]  # "of 4 planned, 2 failed"
        said = {found.value for found in self._language.find(own) if found.dimension == "kind"}
        return next((kind for kind in _HOPES if kind.value in said), FactKind.ACTUAL)


def suggest(
    article: Article, judged: Iterable[Judged], metrics: Mapping[str, Metric], known: Language | None = None
) -> str:
    """A `facts:` block for an article's unknown figures; empty where every figure is backed."""
    unknown = [one for one in judged if one.outcome is Outcome.UNKNOWN and one.printed.figure.value is not None]
    if not unknown:
        return ""
    dates = [one.printed for one in judged if one.printed.figure.period is not None]
    guesses = Guesses(metrics, known or english())
    entries = [_entry(article, one.printed, dates, guesses) for one in unknown]
    return "facts:\n" + "".join(entries)


def stub(printed: Printed, guesses: Guesses) -> str:
    """The shortest fact that would back a figure, on one line."""
    metric = guesses.metric(printed) or _NO_METRIC
    kind = guesses.kind(printed)
    stated = "" if kind is FactKind.ACTUAL else f", kind: {kind}"
    return f'- {{metric: {metric}{stated}, value: "{_spelled(printed.figure)}"}}'


def _entry(article: Article, printed: Printed, dates: Sequence[Printed], guesses: Guesses) -> str:
    sentence = " ".join(f"{printed.before[-40:]}{printed.figure.core}{printed.after[:40]}".split())
    kind = guesses.kind(printed)
    metric = guesses.metric(printed)
    near = [one.figure for one in dates if one.sentence == printed.sentence and one.figure.period is not None]
    lines = [f"  # … {sentence} …"]
    lines.append(f"  - metric: {metric or _NO_METRIC}{_guess(bool(metric))}")
    subject = next((one.key for one in article.mentions if one.key.kind.role is not Role.TOPIC), None)
    if subject is not None:
        lines.append(f"    {subject.kind}: {subject.id}  # a guess")
    if kind is not FactKind.ACTUAL:
        lines.append(f"    kind: {kind}  # a guess")
    if near:
        lines.append(f"    period: {near[0].period}  # a guess")
    lines.append(f'    value: "{_spelled(printed.figure)}"')
    lines.append(f"    as_of: {article.published.day}  # a guess")
    if len(article.sources) != 1:
        lines.append("    source: ?")
    return "\n".join(lines) + "\n"


def _guess(has_one: bool) -> str:
    return "  # a guess" if has_one else "  # an entry of metrics.yaml"


def _spelled(figure: Figure) -> str:
    return " ".join(figure.text.replace('"', "").split())


def _fits(unit: str | None, metric: Metric) -> bool:
    if unit is None:
        return metric.unit not in ("text", "date", "currency", "percent", "rank")
    if metric.unit == "currency":
        return len(unit) == 3 and unit.isupper()
    return canonical_unit(metric.unit) == unit


def _called(metric: Metric) -> _Called:
    stem = metric.name.lower().rstrip("s").removesuffix("ie")
    return _Called(metric.id, stem, tuple(part.rstrip("s") for part in metric.id.split("-")))
