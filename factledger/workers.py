"""Work shared out among processes, with the results in the order of the work.

Processes are forked, so that they start with all that is at hand and hand back results only. Where a system cannot
fork, or there is little to do, the work is done here.
"""

import gc
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ, DefaultSelector
from typing import BinaryIO, TypeVar, cast

from factledger.memory_usage import MemoryWatch, own_memory, save_memory
from factledger.model.build_request import WorkerError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_CHUNK = 8  # tasks whose results travel together, more only where more are made at once
_SINGLY = 32  # tasks at the beginning of which each travels alone, for a build's first look at the whole site
_MOST = 3_000  # tasks after which processes are started anew; the tickets of their chunks fit into a pipe
_TICKET = 4  # bytes of a chunk's number
_LENGTH = 8  # bytes that tell how long a message is
_PIPE = 1 << 20  # bytes that a worker may be ahead of who takes its results
_GIVES_WAY = -2  # in the place of a chunk's number: the process has taken its share of the memory
_TIDY = 64  # tasks after which a process gives back what it freed
_LEAST_SHARE = 96 << 20  # bytes that a process may have for itself, beside what it has in common with the others
# Of a site that takes more than this processes look at so much again and again that to start them anew, and copy it once
# more, takes longer than the work (at 100,000 articles nearly half of the time): together they may have a gigabyte there.
_VERY_LARGE, _TOGETHER = 512 << 20, 1 << 30
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ of Linux's fcntl.h, which older Pythons do not name


def map_in_processes(
    work: Callable[[_Task], _Result], tasks: Sequence[_Task], *, workers: int, least: int, most: int = _MOST
) -> Iterator[_Result]:
    """What `work` makes of each task, in the order of the tasks.

    `least` is the number of tasks that are worth a process of their own. Results are pickled on their way back. After
    `most` tasks processes are started anew, for they remember much and make copies of all that they look at; one that has
    taken its share of the memory gives way to a new one before that.

    Raises:
        WorkerError: a worker died, or its work raised something.
    """
    count = _count(workers, len(tasks) // least)
    if count < 2:
        yield from map(work, tasks)
        return
    yield from _in_processes(partial(_each, work), tasks, count, most, _CHUNK)


def map_together(
    work: Callable[[Sequence[_Task]], Sequence[_Result]],
    tasks: Sequence[_Task],
    *,
    workers: int,
    least: int,
    together: int,
) -> Iterator[_Result]:
    """The same for work that makes several tasks at once, at most `together`; the first, which may be long, come alone.

    Raises:
        WorkerError: a worker died, or its work raised something.
    """
    count = _count(workers, len(tasks) // least)
    if count < 2:
        for chunk in _chunks(tasks, 1, together):
            yield from work(chunk)
        return
    yield from _in_processes(work, tasks, count, _MOST, together)


def _count(workers: int, most: int) -> int:
    """How many processes do the work; one where a system cannot fork."""
    return min(workers, most) if hasattr(os, "fork") else 1


def _each(work: Callable[[_Task], _Result], tasks: Sequence[_Task]) -> list[_Result]:
    return [work(task) for task in tasks]


def _chunks(tasks: Sequence[_Task], count: int, together: int) -> list[Sequence[_Task]]:
    """The tasks as they travel: the first alone, the last in small numbers, so that all processes end at about the same time."""
    chunks, start = [], 0
    while start < len(tasks):
        left = (len(tasks) - start) // (2 * count)
        size = 1 if start < _SINGLY else min(together, max(left, _CHUNK))
        chunks.append(tasks[start : start + size])
        start += size
    return chunks


def _in_processes(
    work: Callable[[Sequence[_Task]], Sequence[_Result]], tasks: Sequence[_Task], count: int, most: int, together: int
) -> Iterator[_Result]:
    for start in range(0, len(tasks), most):
        crew = _Crew(work, _chunks(tasks[start : start + most], count, together), count)
        try:
            for results in crew.results():
                yield from cast("list[_Result]", results)
        finally:
            crew.stop()
            gc.unfreeze()


class _Crew:
    """Forked processes that each take the next chunk when they are done with one."""

    def __init__(
        self, work: Callable[[Sequence[_Task]], Sequence[object]], chunks: Sequence[Sequence[_Task]], count: int
    ) -> None:
        self._work = work
        self._chunks = chunks
        self._tickets = _tickets(len(chunks))
        self._share = _share(own_memory(), count)
        self._workers: list[_Worker] = []
        _ready_to_fork()
        with suppress(OSError):  # the system has no room for so many; fewer do the work as well
            for _ in range(count):
                self._workers.append(self._worker())

    def _worker(self) -> "_Worker":
        return _Worker(self._work, self._chunks, self._tickets, self._share)

    def results(self) -> Iterator[list[object]]:
        """What the chunks' tasks came to, in the order of the chunks."""
        early: dict[int, list[object]] = {}
        number = 0
        with DefaultSelector() as selector:
            for worker in self._workers:
                selector.register(worker.stream, EVENT_READ, worker)
            while number < len(self._chunks):
                if not selector.get_map():
                    raise WorkerError("no worker process could be started; build with --workers 1")
                for key, _ in selector.select():
                    message = key.data.message()
                    if message is None:
                        selector.unregister(key.fileobj)
                    elif message[0] == _GIVES_WAY:
                        selector.unregister(key.fileobj)
                        with suppress(OSError):  # no room for another: those that are left do the rest
                            worker = self._instead_of(key.data)
                            selector.register(worker.stream, EVENT_READ, worker)
                    else:
                        early[message[0]] = message[1]
                while number in early:
                    yield early.pop(number)
                    number += 1
        for worker in self._workers:
            worker.end()

    def _instead_of(self, worker: "_Worker") -> "_Worker":
        """A new process in the place of one."""
        worker.end()
        worker.stop()
        _ready_to_fork()
        self._workers[self._workers.index(worker)] = new = self._worker()
        return new

    def stop(self) -> None:
        """Make sure that neither processes nor pipes are left."""
        for worker in self._workers:
            worker.stop()
        os.close(self._tickets)


def _share(memory: int, count: int) -> int:
    """The bytes that each of some processes may have for itself, where the one that starts them has so many."""
    together = max(memory // 4, min(memory - _VERY_LARGE, _TOGETHER))
    return max(_LEAST_SHARE, together // count)


def _tickets(count: int) -> int:
    """A pipe with the number of every chunk, from which each process takes one after another."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(_TICKET) for number in range(count)))
    os.close(writing)
    return reading


class _Worker:
    """One forked process and the pipe on which its results come."""

    def __init__(
        self,
        work: Callable[[Sequence[_Task]], Sequence[object]],
        chunks: Sequence[Sequence[_Task]],
        tickets: int,
        share: int,
    ) -> None:
        reading, writing = os.pipe()
        with suppress(OSError, ImportError):
            import fcntl

            fcntl.fcntl(writing, _SET_PIPE_SIZE, _PIPE)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as stream:
                _work(work, chunks, tickets, share, stream)
        os.close(writing)
        self.stream = reading

    def message(self) -> tuple[int, list[object]] | None:
        """The number of a chunk with what its tasks came to; None where there are no more."""
        length = self._exactly(_LENGTH)
        content = self._exactly(int.from_bytes(length)) if length else b""
        if not content:
            self.end()
            return None
        number, is_good, found = pickle.loads(content)  # noqa: S301 - from our own process
        if not is_good:
            raise WorkerError(f"a worker process broke off:\n{found}")
        return number, found

    def _exactly(self, length: int) -> bytes:
        """So many bytes, however the pipe cuts them; none where it ends before."""
        parts = []
        while length:
            part = os.read(self.stream, length)
            if not part:
                return b""
            parts.append(part)
            length -= len(part)
        return b"".join(parts)

    def end(self) -> None:
        """Wait for the process, which has nothing left to do."""
        pid, self._pid = self._pid, 0
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if pid else 0
        if status:
            raise WorkerError(_told(status))

    def stop(self) -> None:
        """Make sure that neither process nor pipe is left."""
        if self.stream >= 0:
            os.close(self.stream)
            self.stream = -1
        if self._pid:
            with suppress(OSError):
                os.kill(self._pid, 9)
                os.waitpid(self._pid, 0)


def _ready_to_fork() -> None:
    """Leave nothing that a forked process would do a second time."""
    save_memory()
    gc.freeze()  # what stays is not looked through again in each process, which would copy it
    sys.stdout.flush()
    sys.stderr.flush()


def _told(status: int) -> str:
    if status < 0:
        return f"a worker process was killed by signal {-status}; where memory is short, build with --workers 1"
    return f"a worker process ended with status {status}"


def _work(
    work: Callable[[Sequence[_Task]], Sequence[object]],
    chunks: Sequence[Sequence[_Task]],
    tickets: int,
    share: int,
    stream: BinaryIO,
) -> None:
    """What the forked process does; it never returns."""
    status, done = 1, 0
    try:
        has_more = MemoryWatch(share)
        while ticket := os.read(tickets, _TICKET):
            number = int.from_bytes(ticket)
            _send((number, True, work(chunks[number])), stream)
            done += len(chunks[number])
            if done >= _TIDY:
                save_memory()
                done = 0
            if has_more():
                _send((_GIVES_WAY, True, None), stream)
                break
        status = 0
    except BrokenPipeError:
        pass  # nobody wants the rest
    except BaseException:
        with suppress(OSError):
            _send((-1, False, traceback.format_exc()), stream)
            status = 0
    finally:
        os._exit(status)  # nothing of the process that was copied is to be closed or written a second time


def _send(message: tuple[int, bool, object], stream: BinaryIO) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(_LENGTH))
    stream.write(content)
    stream.flush()
