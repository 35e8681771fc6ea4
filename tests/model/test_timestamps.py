"""Moments as editors give them: a time, or a bare day, told in the site's zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from factledger.model.timestamps import Stamp


def at(text, zone="UTC"):
    return Stamp.at(datetime.fromisoformat(text), ZoneInfo(zone))


def on(text, zone="UTC"):
    return Stamp.on(date.fromisoformat(text), ZoneInfo(zone))


def test_a_time_is_told_in_the_sites_zone_whatever_zone_it_was_written_in():
    stamp = at("2025-04-03T00:30+08:00")
    assert (str(stamp), stamp.day) == ("2025-04-02T16:30:00+00:00", date(2025, 4, 2))
    stamp = at("2025-04-02T16:30Z", "Asia/Shanghai")
    assert (str(stamp), stamp.day) == ("2025-04-03T00:30:00+08:00", date(2025, 4, 3))


def test_a_bare_day_counts_from_midnight_in_the_sites_zone():
    stamp = on("2025-04-03", "Asia/Shanghai")
    assert (stamp.moment, str(stamp)) == (datetime(2025, 4, 2, 16, tzinfo=UTC), "2025-04-03")


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("America/New_York", "2025-03-09", "2025-03-09T00:00:00-05:00"),  # the day loses an hour later
        ("America/New_York", "2025-03-10", "2025-03-10T00:00:00-04:00"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00"),  # from 23:59 to 01:00
        ("Asia/Beirut", "2022-03-27", "2022-03-27T01:00:00+03:00"),
        ("Africa/Cairo", "2024-04-26", "2024-04-26T01:00:00+03:00"),
        ("America/Havana", "2023-11-05", "2023-11-05T00:00:00-04:00"),  # midnight strikes twice
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T00:00:00-03:00"),  # the hour before it strikes twice
        ("Asia/Shanghai", "1900-01-01", "1900-01-01T00:00:17+08:06"),  # local mean time, +08:05:43
    ],
)
def test_every_day_begins_once_where_clocks_are_moved_too(zone, day, begins):
    stamp = on(day, zone)
    assert (stamp.moment.isoformat(), stamp.day) == (begins, date.fromisoformat(day))


def test_a_day_that_a_zone_left_out_is_the_day_after_it():
    assert on("2011-12-30", "Pacific/Apia").moment.isoformat() == "2011-12-31T00:00:00+14:00"


def test_times_of_an_hour_that_strikes_twice_stay_in_order():
    first, second = at("2025-10-26T00:30Z", "Europe/Berlin"), at("2025-10-26T01:10Z", "Europe/Berlin")
    assert (str(first), str(second)) == ("2025-10-26T02:30:00+02:00", "2025-10-26T02:10:00+01:00")
    assert first.moment < second.moment


def test_within_one_day_only_times_tell_what_came_first():
    assert on("2025-04-01").is_before(on("2025-04-02"))
    assert not on("2025-04-01").is_before(at("2025-04-01T09:00Z"))
    assert not at("2025-04-01T09:00Z").is_before(on("2025-04-01"))
    assert at("2025-04-01T09:00Z").is_before(at("2025-04-01T18:00+08:00"))


def test_a_time_may_lie_in_tomorrow_farther_east_and_a_bare_day_may_not():
    assert at("2025-04-01T18:00Z").last_day == date(2025, 4, 2)
    assert at("2025-04-01T09:00Z").last_day == date(2025, 4, 1)
    assert on("2025-04-01").last_day == date(2025, 4, 1)
