"""Whether the contacts for who finds a security hole are still good, and stand where they are looked for (RFC 9116)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from factledger.model.problems import Place, Problem
from factledger.model.settings import Settings

_LONGEST = timedelta(days=366)  # RFC 9116, 2.5.5: less than a year is recommended


def check_contacts(settings: Settings, now: datetime) -> Iterator[Problem]:
    """Contacts that have expired, hold for too long, or would stand below another's root."""
    expires, place = settings.security_expires, settings.security_place or Place(settings.path)
    if not settings.security_contact or expires is None:
        return
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    if expires <= today:
        advice = "see whether the contacts are right, and write a day within a year"
        yield Problem(place, "security-txt", f"security.txt expired on {expires}", advice)
    elif expires > today + _LONGEST:
        message = f"security.txt is to hold until {expires}, more than a year from now"
        yield Problem(place, "security-txt", message, "write a day within a year, so that it is looked at again")
    if urlsplit(settings.url).path != "/":
        message = "the site has a base path, and security.txt is looked for at the host's root alone"
        yield Problem(place, "security-txt", message, "leave it to the site there; none is made")
