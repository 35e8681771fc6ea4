"""Facts suggested for the figures that none backs, as YAML ready to paste, with every guess marked as one."""

from collections.abc import Iterable, Mapping, Sequence

from sitegen.model.articles import Article
from sitegen.model.facts import FactKind, Metric
from sitegen.model.figure_words import canonical_unit
from sitegen.model.figures import Figure, Judged, Outcome, Printed
from sitegen.model.quantity import Quantity

_KINDS = {
    FactKind.TARGET: ("target", "goal", "aims", "aim", "wants to", "means to", "plans to deliver", "hopes"),
    FactKind.ESTIMATE: ("expects", "forecast", "estimates", "estimated", "analysts"),
    FactKind.PLAN: ("plans", "will open", "will build", "intends"),
}
_NO_METRIC = "?"


def suggest(article: Article, judged: Iterable[Judged], metrics: Mapping[str, Metric]) -> str:
    """A `facts:` block for an article's unknown figures; empty where every figure is backed."""
    unknown = [one for one in judged if one.outcome is Outcome.UNKNOWN and one.printed.figure.value is not None]
    if not unknown:
        return ""
    dates = [one.printed for one in judged if one.printed.figure.period is not None]
    entries = [_entry(article, one.printed, dates, metrics) for one in unknown]
    return "facts:\n" + "".join(entries)


def stub(printed: Printed, metrics: Mapping[str, Metric]) -> str:
    """The shortest fact that would back a figure, on one line."""
    metric = guess_metric(printed, metrics) or _NO_METRIC
    kind = guess_kind(printed)
    stated = "" if kind is FactKind.ACTUAL else f", kind: {kind}"
    return f'- {{metric: {metric}{stated}, value: "{_spelled(printed.figure)}"}}'


def _entry(article: Article, printed: Printed, dates: Sequence[Printed], metrics: Mapping[str, Metric]) -> str:
    sentence = " ".join(f"{printed.before[-40:]}{printed.figure.core}{printed.after[:40]}".split())
    kind = guess_kind(printed)
    metric = guess_metric(printed, metrics)
    near = [one.figure for one in dates if one.sentence == printed.sentence and one.figure.period is not None]
    lines = [f"  # … {sentence} …"]
    lines.append(f"  - metric: {metric or _NO_METRIC}{_guess(bool(metric))}")
    if article.mentions:
        lines.append(f"    {article.mentions[0].key.kind}: {article.mentions[0].key.id}  # a guess")
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


def guess_kind(printed: Printed) -> FactKind:
    """What the words before a figure make of it: a target, an estimate, a plan, or what is."""
    words = printed.before.lower()
    return next((kind for kind, cues in _KINDS.items() if any(cue in words for cue in cues)), FactKind.ACTUAL)


def guess_metric(printed: Printed, metrics: Mapping[str, Metric]) -> str:
    """The metric that a figure most likely measures: one with its unit, best one whose name the sentence holds."""
    value = printed.figure.value
    if value is None:
        return ""
    words = f"{printed.before} {printed.figure.text} {printed.after}".lower()
    fitting = [metric for metric in metrics.values() if _fits(value, metric)]
    return max(fitting, key=lambda metric: _mentions(metric, words)).id if fitting else ""


def _fits(value: Quantity, metric: Metric) -> bool:
    unit = value.unit
    if unit is None:
        return metric.unit not in ("text", "date", "currency", "percent", "rank")
    if metric.unit == "currency":
        return len(unit) == 3 and unit.isupper()
    return canonical_unit(metric.unit) == unit


def _mentions(metric: Metric, words: str) -> int:
    stem = metric.name.lower().rstrip("s").removesuffix("ie")
    return 2 * (stem in words) + sum(part.rstrip("s") in words for part in metric.id.split("-"))
