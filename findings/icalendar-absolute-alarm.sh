#!/bin/sh
# icalendar writes an alarm at a point in time as if it were a duration, and ical.js then refuses the whole file.
#
# Expected: `alarm.add("trigger", datetime(…))`, which icalendar takes as well as a duration, gives a file that other programs
#   read. RFC 5545 (section 3.8.6.3) takes the value of TRIGGER for a duration unless the parameter VALUE=DATE-TIME says that
#   it is a point in time.
# What happens: `TRIGGER:20261122T080000Z`, without the parameter. icalendar reads its own file back, so a test that only
#   does that sees nothing. ical.js, which Thunderbird reads calendars with, takes the value for a duration and throws: not
#   the alarm is lost but the entry. With `parameters={"VALUE": "DATE-TIME"}` all is well.
# Seen on 27 November 2026 with icalendar 7.3.0 and ical.js 2.2.1.
# Why it matters: a last day for an appeal that never reaches the calendar. What we do: the reminder of our calendar file is
#   a duration before the day (`webapp/takehome/calendar_file.py`), for which the short form is right.
# Needs Python 3.11 or later, and Node.js with npm.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.0
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1

cat > write.py <<'END'
from datetime import date, datetime, timezone
from icalendar import Alarm, Calendar, Event

for parameters in (None, {"VALUE": "DATE-TIME"}):
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "The last day")
    alarm.add("trigger", datetime(2026, 11, 22, 8, tzinfo=timezone.utc), parameters=parameters)
    entry = Event()
    entry.add("uid", "1@example.org")
    entry.add("dtstamp", datetime(2026, 11, 1, tzinfo=timezone.utc))
    entry.add("dtstart", date(2026, 11, 29))
    entry.add("summary", "The last day")
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//example//example//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    file = calendar.to_ical()
    assert Calendar.from_ical(file).walk("VALARM")[0]["TRIGGER"].dt.hour == 8  # it reads its own
    open("with.ics" if parameters else "without.ics", "wb").write(file)
END

cat > read.mjs <<'END'
import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'

for (const file of ['without.ics', 'with.ics']) {
  const text = readFileSync(file, 'utf8')
  console.log(file, text.match(/TRIGGER.*/)[0].trim())
  try {
    const alarm = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent').getFirstSubcomponent('valarm')
    console.log('  ical.js:', String(alarm.getFirstPropertyValue('trigger')))
  } catch (error) {
    console.log('  ical.js:', error.message)
  }
}
END

python/bin/python write.py
node read.mjs > seen
cat seen
diff seen - <<'END' || { echo "This is no longer what was found." >&2; exit 1; }
without.ics TRIGGER:20261122T080000Z
  ical.js: invalid duration value: Not enough duration components in "080000Z"
with.ics TRIGGER;VALUE=DATE-TIME:20261122T080000Z
  ical.js: 2026-11-22T08:00:00Z
END
