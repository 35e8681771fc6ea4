"""When something is published, changed or taken away: moments, told in the site's time zone."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from factledger.model.fast_dataclass import dataclass

_MINUTE = timedelta(minutes=1)
_FARTHEST_EAST = timezone(timedelta(hours=14))  # where every day begins first


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as an editor gave it: a time, or a bare day, which counts from its first moment in the site's zone.

    `moment` carries the offset of the site's zone, so that its day is the day there. Of two stamps the one with the
    later moment is the later, whatever zones they were written in.
    """

    moment: datetime
    has_time: bool = False

    @classmethod
    def at(cls, moment: datetime, zone: tzinfo = UTC) -> "Stamp":
        """The stamp of a time with its zone, on a site in `zone`."""
        return cls(_told_in(zone, moment), has_time=True)

    @classmethod
    def on(cls, day: date, zone: tzinfo = UTC) -> "Stamp":
        """The stamp of a bare day on a site in `zone`.

        Of a midnight that strikes twice the first counts; where clocks leap over midnight the day begins after the
        leap (PEP 495: the offset from before it).
        """
        return cls(_told_in(zone, datetime.combine(day, time(), zone)))

    @property
    def day(self) -> date:
        """The day in the site's zone."""
        return self.moment.date()

    @property
    def last_day(self) -> date:
        """The latest day that it can be anywhere: an editor in the east may be in tomorrow already."""
        return self.moment.astimezone(_FARTHEST_EAST).date() if self.has_time else self.day

    def is_before(self, other: "Stamp") -> bool:
        """Whether this one lies before the other for sure: within one day only where both have a time."""
        if self.has_time and other.has_time:
            return self.moment < other.moment
        return self.day < other.day

    def __str__(self) -> str:
        """The day, or the time with its offset (RFC 3339)."""
        return self.moment.isoformat() if self.has_time else self.day.isoformat()


def _told_in(zone: tzinfo, moment: datetime) -> datetime:
    """The moment with the zone's offset, in whole minutes, for RFC 3339 knows no seconds of it: those of old local times are rounded up."""
    local = moment.astimezone(UTC).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return moment.astimezone(timezone(-(-offset // _MINUTE) * _MINUTE))
