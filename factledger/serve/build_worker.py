"""Whole builds made in a process of their own, which may share the work among several while this one serves pages."""

import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

from factledger.model.build_request import Report, Request
from factledger.pipeline import build


class BuildWorker:
    """A process that builds; started with the first build, and again where it died.

    Not frozen: the process is its state.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def build(self, request: Request) -> Report:
        """What `pipeline.build` gives.

        Raises:
            BrokenProcessPool: the process died.
        """
        if self._pool is None:
            # Not forked: this process has threads, which a copy would have halfway through whatever they do.
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_leave_keys_alone)
        try:
            return self._pool.submit(build, request).result()
        except BrokenProcessPool:
            self.close()
            raise

    def close(self) -> None:
        """End the process, after the build that it is at; left unawaited, its pipes may be closed under the interpreter."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _leave_keys_alone() -> None:
    """Ctrl-C is for the preview, which ends this process too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
