"""The command as `python -m factledger`."""

import sys

from factledger.cli import command

if __name__ == "__main__":
    sys.exit(command())
