"""Work that mostly waits for a network, done by several threads."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def side_by_side(
    work: Callable[[_Task], _Result], tasks: Iterable[_Task], *, parallel: int
) -> Iterator[tuple[_Task, _Result]]:
    """What `work` makes of each task, as it comes; the first failure ends all, and no new work is begun after it."""
    finished: SimpleQueue[Future[_Result]] = SimpleQueue()
    under_way: dict[Future[_Result], _Task] = {}
    todo = iter(tasks)
    with ThreadPoolExecutor(parallel) as pool:

        def begin(number: int) -> None:
            for task in islice(todo, number):
                future = pool.submit(work, task)
                under_way[future] = task
                future.add_done_callback(finished.put)

        try:
            begin(2 * parallel)  # so that no thread waits for the next task
            while under_way:
                future = finished.get()
                task = under_way.pop(future)
                yield task, future.result()
                begin(1)
        finally:
            for future in under_way:
                future.cancel()
