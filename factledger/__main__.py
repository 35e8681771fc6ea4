"""The command as `python -m factledger`."""

from factledger.cli import command

if __name__ == "__main__":
    command()
