"""A build by the shortest way: nothing to do, a text put right, or everything.

Nothing is loaded that the way taken does not need.
"""

from collections.abc import Callable

from factledger.cache import build_state
from factledger.cache.build_state import FirstLook
from factledger.model.build_request import Report, Request
from factledger.model.fast_dataclass import replace


def build(
    request: Request, *, wants_all_problems: bool = False, make_whole: Callable[[Request], Report] | None = None
) -> Report:
    """Make the site and publish it; with an error among the problems nothing is written.

    The report may leave out warnings beyond those that are shown, unless all are wanted. `make_whole` is another way
    to `pipeline.build`.
    """
    look = FirstLook()
    report = _shortcut(request, look)
    if report is not None and report.left_out and wants_all_problems:
        problems = build_state.problems_of(request)
        report = replace(report, problems=problems, left_out={}) if problems is not None else None
    if report is not None:
        return report
    if make_whole is not None:
        return make_whole(request)
    from factledger import pipeline

    return pipeline.build(request, look=look)


def _shortcut(request: Request, look: FirstLook) -> Report | None:
    known = build_state.consult(request, look)
    if known is None:
        return None
    if not known.changed:
        return known.report
    if not all(path in known.record.texts for path in known.changed):
        return None
    from factledger.patching.patch_changed_texts import patch_texts

    return patch_texts(request, known)
