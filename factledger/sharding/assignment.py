"""Which shard makes which tasks: those about one company go together, for they show the same facts and cards.

So do those about none, such as the pages of a month, of a topic or of a market, which show the facts and cards of all
companies: dealt out among four shards, each of them would make nearly all of these views again.
"""

from collections.abc import Sequence

from factledger.plan.all_pages import Task

_OTHERS = (
    1 / 3
)  # what the tasks about no company take, as a share of what the others do; the same for 1,000 articles and 10,000
_LEAST = 1.0  # what each of them takes, in tasks about a company: on a site that names none they are the articles


def tasks_of_shard(tasks: Sequence[Task], number: int, of: int) -> frozenset[str]:
    """The names of the tasks that shard `number` of so many makes; each task is one shard's."""
    others = [task for task in tasks if task.about is None]
    related = sorted((task for task in tasks if task.about is not None), key=lambda task: str(task.about))
    weight = max(_LEAST, len(related) * _OTHERS / len(others)) if others else _LEAST
    whole = weight * len(others) + len(related)
    found, before = [], 0.0
    for task in (*others, *related):
        if min(int(before / whole * of), of - 1) == number - 1:
            found.append(task.name)
        before += weight if task.about is None else 1.0
    return frozenset(found)
