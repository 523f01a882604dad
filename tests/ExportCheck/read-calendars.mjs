// Reads calendars with ical.js: an array of texts on standard input, an array of what it found in each on standard output.
import ICAL from "ical.js";

let input = "";
for await (const chunk of process.stdin) input += chunk;

// With the VTIMEZONE of the calendar itself: ical.js knows no other zones.
const instant = (time) => new Date(time.toUnixTime() * 1000).toISOString().replace(".000", "");

// ical.js leaves properties that it does not know as they are written.
const unescaped = (text) => text.replace(/\\([\\;,nN])/g, (_, letter) => (letter.toLowerCase() === "n" ? "\n" : letter));

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const first = (component, name) => component.getFirstPropertyValue(name);
  return {
    method: first(calendar, "method"),
    name: unescaped(first(calendar, "x-wr-calname")),
    events: calendar.getAllSubcomponents("vevent").map((event) => ({
      uid: first(event, "uid"),
      sequence: first(event, "sequence"),
      status: first(event, "status"),
      summary: first(event, "summary"),
      location: first(event, "location"),
      description: first(event, "description"),
      category: event.getFirstProperty("categories").getValues().join(","),
      startsAt: instant(first(event, "dtstart")),
      endsAt: instant(first(event, "dtend")),
      stampedAt: instant(first(event, "dtstamp")),
      changedAt: instant(first(event, "last-modified")),
      page: first(event, "url"),
      partOf: first(event, "related-to"),
    })),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(input).map((text) => {
  try {
    return read(text);
  } catch (error) {
    return { refused: `${error.name}: ${error.message}` };
  }
})));
