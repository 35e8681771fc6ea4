"""`factledger sign KEY`: a signature on the built site, by which its readers know whose it is."""

from argparse import Namespace

from factledger.cli.deployment_errors import status_of
from factledger.cli.publish_command import built_folder
from factledger.model.problems import visible
from factledger.publish.errors import PublishError
from factledger.publish.signatures import SIGNATURE, sign


def sign_site(options: Namespace) -> int:
    """Sign, and say where the signature stands."""
    folder = built_folder(options)
    try:
        sign(folder, options.key)
    except PublishError as error:
        return status_of(error, options.program)
    if not options.quiet:
        print(visible(f"signed: {folder / SIGNATURE}"))
    return 0
