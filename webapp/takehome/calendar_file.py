"""A last day as a file for the visitor's own calendar (iCalendar, RFC 5545).

Others may see the calendar, and the phone may show the entry while it is locked. So the entry says nothing about the
case: neither which day it is, nor what happens then. That stands in the letter.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from webapp.languages import Language
from webapp.rules.model import Text

#: The reminder comes so long before the day, when offices are open: at midnight it would only frighten.
_BEFORE = timedelta(days=3)
_HOUR = timedelta(hours=9)
#: Where that has passed: at eight o'clock on the last day itself.
_ON_THE_DAY = timedelta(hours=8)


def last_day(language: Language, day: date, today: date, address: str, says: Text | None) -> bytes:
    """The file with one entry: `day` as a whole day, with a reminder in time.

    Args:
        address: where the site is.
        says: the title of the entry; None: what is said of every last day.
    """
    # Few visitors need it, and it takes longer to load than a page to make.
    from icalendar import Alarm, Calendar, Event

    spoken = {"LANGUAGE": language.tag}
    # NOTE: Title of an entry in the visitor's calendar. Others may see it on the phone: it must say nothing about the case.
    own = language.text(says) if says else language.gettext("Reminder – see your letter")
    title = own.striptags()
    # NOTE: Text of an entry in the visitor's calendar. %(address)s is a web address. It must say nothing about the case.
    details = language.gettext("You saved this day here: %(address)s", address=address).striptags()
    entry = Event()
    entry.add("uid", str(uuid4()))
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", title, parameters=spoken)
    entry.add("description", details, parameters=spoken)
    entry.add("url", address)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    remind = _reminder(day, today)
    if remind is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _told(language, remind), parameters=spoken)
        alarm.add("trigger", remind)
        entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Vejviser//Vejviser//EN")
    calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file


def _reminder(day: date, today: date) -> timedelta | None:
    """When to remind, from the beginning of `day`; None where that would be too late."""
    if today < day - _BEFORE:
        return _HOUR - _BEFORE
    return _ON_THE_DAY if today < day else None


def _told(language: Language, remind: timedelta) -> str:
    """What the reminder says: how far the day is, so that nobody takes today for it."""
    if remind == _ON_THE_DAY:
        # NOTE: A reminder on the visitor's phone, on the morning of a day in their calendar. It must say nothing about the case.
        return language.gettext("Reminder: today").striptags()
    # NOTE: A reminder on the visitor's phone, three days before a day in their calendar. It must say nothing about the case.
    return language.gettext("Reminder: in 3 days").striptags()
