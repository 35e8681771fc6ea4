"""Work shared out among processes, with the results in the order of the work.

Processes are forked, so that they start with all that is at hand and hand back results only. Where a system cannot
fork, or there is little to do, the work is done here.
"""

import ctypes
import gc
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar, cast

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_CHUNK = 16  # tasks whose results travel together
_PIPE = 1 << 20  # bytes that a worker may be ahead of who takes its results
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ of Linux's fcntl.h, which older Pythons do not name


class WorkerError(Exception):
    """A worker broke off; the text says how, for whoever runs the build."""


def share(work: Callable[[_Task], _Result], tasks: Sequence[_Task], *, workers: int, least: int) -> Iterator[_Result]:
    """What `work` makes of each task, in the order of the tasks.

    `least` is the number of tasks that are worth a process of their own. Results are pickled on their way back.

    Raises:
        WorkerError: a worker died, or its work raised something.
    """
    count = min(workers, len(tasks) // least)
    if count < 2 or not hasattr(os, "fork"):
        yield from map(work, tasks)
        return
    chunks = [tasks[start : start + _CHUNK] for start in range(0, len(tasks), _CHUNK)]
    _give_back()
    gc.freeze()  # what stays is not looked through again in each process, which would copy it
    sys.stdout.flush()
    sys.stderr.flush()
    crew = [_Worker(work, chunks[number::count]) for number in range(count)]
    try:
        for number in range(len(chunks)):
            yield from cast("list[_Result]", crew[number % count].results())
        for worker in crew:
            worker.end()
    finally:
        for worker in crew:
            worker.stop()
        gc.unfreeze()


class _Worker:
    """One forked process and the pipe on which its results come."""

    def __init__(self, work: Callable[[_Task], object], chunks: Sequence[Sequence[_Task]]) -> None:
        reading, writing = os.pipe()
        with suppress(OSError, ImportError):
            import fcntl

            fcntl.fcntl(writing, _SET_PIPE_SIZE, _PIPE)
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as stream:
                _work(work, chunks, stream)
        os.close(writing)
        self._stream: BinaryIO = os.fdopen(reading, "rb")  # closed by `stop`

    def results(self) -> list[object]:
        """What the next chunk's tasks came to."""
        try:
            is_good, found = pickle.load(self._stream)  # noqa: S301 - from our own process
        except (EOFError, pickle.UnpicklingError):
            raise WorkerError(self._death()) from None
        if not is_good:
            raise WorkerError(f"a worker process broke off:\n{found}")
        return found  # type: ignore[no-any-return]

    def end(self) -> None:
        """Wait for the process, which has nothing left to do."""
        pid, self._pid = self._pid, 0
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if status:
            raise WorkerError(_told(status))

    def stop(self) -> None:
        """Make sure that neither process nor pipe is left."""
        self._stream.close()
        if self._pid:
            with suppress(OSError):
                os.kill(self._pid, 9)
                os.waitpid(self._pid, 0)

    def _death(self) -> str:
        pid, self._pid = self._pid, 0
        return _told(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _give_back() -> None:
    """Give the memory that was freed back to the system, where the C library can: a process would be forked with it."""
    trim = getattr(ctypes.pythonapi, "malloc_trim", None)  # glibc's own
    if trim is not None:
        trim(0)


def _told(status: int) -> str:
    if status < 0:
        return f"a worker process was killed by signal {-status}; where memory is short, build with --workers 1"
    return f"a worker process ended with status {status}"


def _work(work: Callable[[_Task], object], chunks: Sequence[Sequence[_Task]], stream: BinaryIO) -> None:
    """What the forked process does; it never returns."""
    status = 1
    try:
        for chunk in chunks:
            pickle.dump((True, [work(task) for task in chunk]), stream, pickle.HIGHEST_PROTOCOL)
            stream.flush()
        status = 0
    except BrokenPipeError:
        pass  # nobody wants the rest
    except BaseException:
        with suppress(OSError):
            pickle.dump((False, traceback.format_exc()), stream)
            stream.flush()
            status = 0
    finally:
        os._exit(status)  # nothing of the process that was copied is to be closed or written a second time
