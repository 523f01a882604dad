"""Reads calendars with the library that the argument names, icalendar or vobject: an array of texts on standard input, an array of what it found in each on standard output."""
import json
import sys
from datetime import timezone

import icalendar
import vobject


def instant(time):
    if time.tzinfo is None:
        raise ValueError(f"{time} is in no zone")
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_icalendar(text):
    calendar = icalendar.Calendar.from_ical(text)
    # The calendar's own rules, and not those that the library carries.
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    for component in calendar.walk():
        if component.errors:
            raise ValueError(str(component.errors))
        missing = [name for name in component.required if name not in component]
        if missing:
            raise ValueError(f"{component.name} has no {missing}")

    def at(event, name):
        prop = event[name]
        if "TZID" in prop.params:
            return instant(zones[prop.params["TZID"]].localize(prop.dt.replace(tzinfo=None)))
        return instant(prop.dt)

    def text_of(event, name):
        return str(event[name]) if name in event else None

    return {
        "method": str(calendar["METHOD"]),
        "name": str(calendar["X-WR-CALNAME"]),
        "events": [
            {
                "uid": str(event["UID"]),
                "sequence": int(event["SEQUENCE"]),
                "status": str(event["STATUS"]),
                "summary": str(event["SUMMARY"]),
                "location": text_of(event, "LOCATION"),
                "description": text_of(event, "DESCRIPTION"),
                "category": event["CATEGORIES"].to_ical().decode(),
                "startsAt": at(event, "DTSTART"),
                "endsAt": at(event, "DTEND"),
                "stampedAt": at(event, "DTSTAMP"),
                "changedAt": at(event, "LAST-MODIFIED"),
                "page": text_of(event, "URL"),
                "partOf": text_of(event, "RELATED-TO"),
            }
            for event in calendar.walk("VEVENT")
        ],
    }


def with_vobject(text):
    # Each calendar by its own rules: of zones of one name, vobject keeps the first that it met.
    getattr(vobject.icalendar, "__tzidMap").clear()
    vobject.icalendar.registerTzid("UTC", timezone.utc)
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)

    def value(component, name):
        child = getattr(component, name, None)
        return None if child is None else child.value

    return {
        "method": calendar.method.value,
        "name": calendar.x_wr_calname.value,
        "events": [
            {
                "uid": event.uid.value,
                "sequence": int(event.sequence.value),
                "status": event.status.value,
                "summary": event.summary.value,
                "location": value(event, "location"),
                "description": value(event, "description"),
                "category": ",".join(event.categories.value),
                "startsAt": instant(event.dtstart.value),
                "endsAt": instant(event.dtend.value),
                "stampedAt": instant(event.dtstamp.value),
                "changedAt": instant(event.last_modified.value),
                "page": value(event, "url"),
                "partOf": value(event, "related_to"),
            }
            for event in getattr(calendar, "vevent_list", [])
        ],
    }


def read(text):
    try:
        return {"icalendar": with_icalendar, "vobject": with_vobject}[sys.argv[1]](text)
    except Exception as error:  # whatever it says against the calendar is the finding
        return {"refused": f"{type(error).__name__}: {error}"}


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
