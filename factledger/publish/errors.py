"""What keeps a site from being published or verified, in words for whoever started it.

PublishError                 somebody has to see to it
├── AddressError             the command line names no place that there could be
├── UnreachableError         it may go well another time: no network, a busy server, another publication
└── LostLeaseError           another publication took this one for dead and goes on in its place
"""


class PublishError(Exception):
    """The text begins in lower case and names no exception; advice follows a semicolon."""


class BadDestinationError(PublishError):
    """There can be no destination of this address."""


class UnreachableError(PublishError):
    """The destination cannot be reached, asks for patience or is in use."""


class LostLeaseError(UnreachableError):
    """The right to publish went to another process."""
