"""Whole builds made in a process of their own, which may share the work among several while this one serves pages."""

import gc
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from threading import Thread

from factledger.cache.kept_between_previews import KeptValues
from factledger.model.build_request import Report, Request

_KEPT = KeptValues()  # what the builds of this process, which only builds, hand on to one another


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
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_live_as_the_preview)
        try:
            report = self._pool.submit(_build, request).result()
        except BrokenProcessPool:
            self.close()
            raise
        with suppress(BrokenProcessPool):  # which the next build tells
            self._pool.submit(gc.collect)  # while the editor looks at the page
        return report

    def close(self) -> None:
        """End the process, after the build that it is at; left unawaited, its pipes may be closed under the interpreter."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _build(request: Request) -> Report:
    from factledger.pipeline import build  # slow to load, and only for this process

    return build(request, _KEPT)


def _live_as_the_preview() -> None:
    """Ctrl-C is for the preview, which ends this process too; where it was killed and could not, this one ends itself.

    Nor is memory looked through for circles while somebody waits: that was a third of a build of 1,000 articles.
    """
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_preview, daemon=True).start()


def _end_with_the_preview() -> None:
    preview = parent_process()
    if preview is not None:
        preview.join()
        os._exit(1)
