"""What is said, and with which exit status, where a site cannot be published or verified."""

import sys

from factledger.cli.command_options import USAGE
from factledger.model.problems import visible
from factledger.publish.errors import BadDestinationError, PublishError, UnreachableError

_PROBLEM = 1  # somebody has to see to it
_LATER = 3  # it may go well when it is tried again


def status_of(error: PublishError, program: str) -> int:
    """Print the reason; the exit status."""
    print(f"{program}: {visible(str(error))}", file=sys.stderr)
    if isinstance(error, BadDestinationError):
        return USAGE
    return _LATER if isinstance(error, UnreachableError) else _PROBLEM
