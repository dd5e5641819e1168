"""The words of the screens, once: groups, verdicts, styles, and how a time is written.

Times are given as aware datetimes and written in the zone that is asked for, never in the machine's. A day ends at
11:59 pm; seconds are cut, never rounded; names of days and months are English on every machine.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from ircomply.model.base import Value
from ircomply.model.instant import place_of

TWO_HOURS, THREE_DAYS = timedelta(hours=2), timedelta(hours=72)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Group(Value, frozen=True):
    """A group of the list: its word on the screen, its style, and what its heading adds."""

    word: str
    style: str = "bold"
    adds: str = ""

    @property
    def counted(self) -> str:
        """The word as totals say it: `2 due soon`."""
        return self.word.lower()


OVERDUE = Group("OVERDUE", "overdue")
DUE_SOON = Group("DUE SOON", "due_soon")
PROMPTLY = Group("PROMPTLY", adds=": the law gives no number")
LATER = Group("LATER")
OPEN = Group("OPEN", "open", ": what would settle it, and what would then be due")
WAITING = Group("WAITING")
FILED = Group("FILED")
NOT_REQUIRED = Group("NOT REQUIRED")
GROUPS = (OVERDUE, DUE_SOON, PROMPTLY, LATER, OPEN, WAITING, FILED, NOT_REQUIRED)
"""In the order of their urgency: an obligation counts once, under its most urgent stage."""

GROUP_OF_STATE = {
    "overdue": OVERDUE,
    "due_soon": DUE_SOON,
    "undated": PROMPTLY,
    "running": LATER,
    "held": WAITING,
    "too_early": WAITING,
    "not_started": WAITING,
    "filed": FILED,
    "filed_late": FILED,
}
VERDICT = {
    "required": "Required",
    "presumed": "Presumed",
    "undetermined": "Open",
    "not_required": "Not required",
}
VERDICT_IN_SENTENCE = {
    "required": "required",
    "presumed": "presumed",
    "undetermined": "open",
    "not_required": "not required",
    "": "not there",
}
LOGS = {"sign_in_log": "sign-in log", "edr": "EDR records"}
HOLDS = {
    "law_enforcement": "request of law enforcement",
    "scope_and_integrity": "work on scope and integrity",
}


def count(number: int, word: str, plural: str = "") -> str:
    """Write `1 obligation`, `2 obligations`, `6 jurisdictions`."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def cap(text: str) -> str:
    """Begin a sentence with a capital letter; the rest stays."""
    return text[:1].upper() + text[1:]


def uncap(text: str) -> str:
    """Let a title go on within a sentence; a word of capitals (`SEC`, `I`) stays."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def spoken(word: str) -> str:
    """Read an id aloud: `further-information` is "further information"."""
    return word.replace("_", " ").replace("-", " ")


def fact_words(path: str) -> str:
    """Name a fact within a sentence, as one writes it: `determined`, `eu-gdpr-risk`."""
    return path.removeprefix("answer.").removeprefix("class.")


def filed_under(name: str) -> str:
    """Say with what a duty was done: another report, or an answer that counts as it."""
    if name.startswith("answer."):
        return f"Met by the answer to {fact_words(name)}"
    return "Met otherwise" if name == "met" else f"Done with {name}"


def time_of_day(at: datetime, zone: tzinfo) -> str:
    """Write `4:40 pm`."""
    local = at.astimezone(zone)
    return f"{(local.hour - 1) % 12 + 1}:{local.minute:02} {'am' if local.hour < 12 else 'pm'}"


def column_day(at: datetime, zone: tzinfo, now: datetime) -> str:
    """Write `Mon 23 Nov`; the year when it is another than that of `now`."""
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{DAYS[local.weekday()][:3]} {local.day} {MONTHS[local.month - 1][:3]}{year}"


def column_time(at: datetime, zone: tzinfo, now: datetime) -> str:
    """Write `Mon 23 Nov, 4:40 pm`."""
    return f"{column_day(at, zone, now)}, {time_of_day(at, zone)}"


def sentence_day(at: datetime, zone: tzinfo, *, year: bool = True) -> str:
    """Write `Monday 23 November 2026`."""
    local = at.astimezone(zone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}{f' {local.year}' if year else ''}"


def sentence_time(at: datetime, zone: tzinfo, *, year: bool = True) -> str:
    """Write `Monday 23 November 2026, 4:40 pm`."""
    return f"{sentence_day(at, zone, year=year)}, {time_of_day(at, zone)}"


def between(first: datetime, last: datetime) -> timedelta:
    """Give the real time from one instant to another, also across a clock change of a zone they share."""
    return last.astimezone(UTC) - first.astimezone(UTC)


def length(time: timedelta) -> str:
    """Write a length of time, rounded down: minutes below 2 hours, hours below 72, then days."""
    if time < TWO_HOURS:
        return count(int(time.total_seconds() // 60), "minute")
    return count(int(time.total_seconds() // 3600), "hour") if time < THREE_DAYS else count(time.days, "day")


def left(at: datetime, now: datetime) -> str:
    """Write `46 hours left` or `2 hours late`."""
    time = between(now, at)
    return f"{length(-time)} late" if time < timedelta() else f"{length(time)} left"


def elapsed(since: datetime, now: datetime) -> str:
    """Write how old an incident is: `hour 26`, from 72 hours on `day 4`."""
    time = between(since, now)
    return f"hour {int(time.total_seconds() // 3600)}" if time < THREE_DAYS else f"day {time.days + 1}"


def zone_words(zone: tzinfo) -> str:
    """Name whose time it is: `Dublin time`, `UTC`, `UTC+1`."""
    key = getattr(zone, "key", None)
    return f"{place_of(zone)} time" if key else offset_words(zone)


def in_zone(zone: tzinfo) -> str:
    """Name a zone within a sentence: `in Dublin`, else `(UTC)`."""
    key = getattr(zone, "key", None)
    return f"in {place_of(zone)}" if key else f"({offset_words(zone)})"


def offset_words(zone: tzinfo, at: datetime | None = None) -> str:
    """Write an offset: `UTC`, `UTC+1`, `UTC+5:30`."""
    offset = (at or datetime(2026, 1, 1, tzinfo=UTC)).astimezone(zone).utcoffset() or timedelta()
    if not offset:
        return "UTC" if at is None else "UTC+0"
    minutes = abs(int(offset.total_seconds() // 60))
    return f"UTC{'-' if offset < timedelta() else '+'}{minutes // 60}{f':{minutes % 60:02}' if minutes % 60 else ''}"


def standard_words(standard: str) -> tuple[str, str]:
    """Part a standard into its words and the law's own in brackets: ("without delay", "as soon as practicable")."""
    head, bracket, rest = standard.partition(" (")
    return head, rest.rstrip(")") if bracket else ""


def standard_in_sentence(standard: str) -> str:
    """Give a standard as a sentence takes it: the law's own words, where the rule quotes them."""
    head, own = standard_words(standard)
    return own or head


def log_words(kind: str) -> str:
    """Name a kind of source: `sign-in log`."""
    return LOGS.get(kind) or kind.replace("_", " ")


def people_words(by: str | None) -> str:
    """Name who decided, within a sentence: `the DPO`, `counsel`, `the investigation lead`, `A. Byrne`."""
    if by is None:
        return ""
    if by.lower() == "dpo":
        return "the DPO"
    return f"the {by.replace('_', ' ')}" if by.endswith(("_lead", "_controller")) else by
