"""Work shared among processes comes back whole and in order, or the build breaks off with a word on why."""

import os
import signal
import sys
import time

import pytest

from factledger.model.build_request import WorkerError
from factledger.workers import map_in_processes, map_together

TASKS = range(200)


def square(number):
    return number * number


def processes(number):
    time.sleep(0.002)
    return os.getpid()


def test_results_come_in_the_order_of_the_tasks():
    assert list(map_in_processes(square, TASKS, workers=3, least=10)) == [number * number for number in TASKS]


def test_several_processes_do_the_work_and_this_one_only_where_there_is_little():
    assert len(set(map_in_processes(processes, TASKS, workers=3, least=10)) - {os.getpid()}) == 3
    assert set(map_in_processes(processes, TASKS, workers=3, least=150)) == {os.getpid()}
    assert set(map_in_processes(processes, TASKS, workers=1, least=10)) == {os.getpid()}
    assert list(map_in_processes(square, [], workers=3, least=1)) == []


def test_what_is_made_together_comes_in_order_too_and_only_the_first_come_alone():
    def count(numbers):
        return [(number, len(numbers), os.getpid()) for number in numbers]

    for workers in (1, 3):
        found = list(map_together(count, TASKS, workers=workers, least=10, together=16))
        assert [number for number, _, _ in found] == list(TASKS)
        assert {size for number, size, _ in found if number < 32} == {1}
        assert {size for number, size, _ in found if number >= 32} >= {8, 16}
        assert ({process for _, _, process in found} == {os.getpid()}) == (workers == 1)


def test_what_a_worker_raises_is_told():
    def refuse(number):
        if number == 100:
            raise ValueError("no hundreds")
        return number

    with pytest.raises(WorkerError, match="no hundreds"):
        list(map_in_processes(refuse, TASKS, workers=2, least=10))


def test_a_worker_that_is_killed_is_told():
    def die(number):
        if number == 100:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WorkerError, match="killed by signal 9"):
        list(map_in_processes(die, TASKS, workers=2, least=10))


def test_large_results_do_not_block_and_half_of_them_may_be_left():
    found = map_in_processes(lambda number: (os.getpid(), bytes(1_000_000)), range(64), workers=2, least=10)
    taken = [next(found) for _ in range(20)]
    assert [len(content) for _, content in taken] == [1_000_000] * 20
    found.close()
    for process in {process for process, _ in taken}:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what a process has for itself")
def test_a_worker_that_takes_much_memory_gives_way_to_another(monkeypatch):
    # A worker's share grows with the process that starts it, and that of the tests is large or small as it goes.
    monkeypatch.setattr("factledger.workers.own_memory", lambda: 0)
    kept = []

    def hoard(number):
        kept.append(b"x" * (40 << 20))
        return number, os.getpid(), len(kept)

    found = list(map_in_processes(hoard, range(12), workers=2, least=2))
    assert [number for number, _, _ in found] == list(range(12))
    assert max(count for _, _, count in found) <= 4
    assert len({process for _, process, _ in found}) >= 3
