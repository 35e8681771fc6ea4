"""How long relating facts takes: `python tests/benchmarks/ledger.py` prints the times at 3,000 and at 30,000 facts.

Three facts to an article, as many companies as a busy site has, with vintages, targets, months, quarters and
years, disputes, running counts and growth among them, drawn from a fixed seed.
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from factledger.model.facts import Fact
from factledger.relate.ledger_building import relate_facts
from tests.relate.stating import METRICS, entity, fact

_PERIODS = (
    "{year}",
    "{year}-H1",
    "{year}-Q{quarter}",
    "{year}-{month:02}",
    "{year}-01/{year}-{month:02}",
    "../{year}-{month:02}-15",
)


def _facts(count: int) -> list[Fact]:
    chance = Random(5)  # the same facts every time
    found = []
    for number in range(count):
        year = chance.randint(2015, 2025)
        month = chance.randint(1, 12)
        period = chance.choice(_PERIODS).format(year=year, month=month, quarter=(month + 2) // 3)
        as_of = date(year, month, 28) + timedelta(days=chance.randint(0, 60))
        kind = "target" if number % 10 == 0 else "actual"
        metric = chance.choice(("deliveries", "deliveries", "growth", "profit", "stores"))
        unit = {"growth": "%", "profit": " yuan"}.get(metric, "")
        text = chance.choice(("", "over ", "about ")) + f"{chance.randint(1, 999) * 1000:,}{unit}"
        found.append(
            fact(
                f"article-{number // 3}/f{number % 3}",
                text,
                metric=metric,
                subject=f"company-{chance.randint(0, 60)}",
                kind=kind,
                period=period,
                as_of=as_of.isoformat(),
            )
        )
    return found


def main() -> None:
    """Print one line for each size."""
    entities = {one.key: one for one in (entity(f"company:company-{number}", founded="2010") for number in range(61))}
    for count in (3_000, 30_000):
        facts = _facts(count)
        started = process_time()
        ledger, problems = relate_facts(facts, metrics=METRICS, entities=entities, today=date(2026, 1, 1), allow={})
        took = process_time() - started
        sys.stdout.write(
            f"{count:>6} facts: {took:.2f} s, {len(ledger.series)} series, {len(ledger.disputes)} disputes,"
            f" {len(ledger.trackers)} trackers, {len(problems)} problems\n"
        )


if __name__ == "__main__":
    main()
