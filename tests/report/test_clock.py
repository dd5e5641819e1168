from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from screens import law

from ircomply.engine.calendars import Seat
from ircomply.engine.counts import Alone
from ircomply.engine.plain import condition_words
from ircomply.engine.recipients import seat_in
from ircomply.model.facts import Facts
from ircomply.report.as_clock import clock_page
from ircomply.report.page import as_plain

if TYPE_CHECKING:
    from datetime import tzinfo

    from ircomply.model.corpus import Text

START = "2026-11-20T16:40:00+00:00"

AUTHORITY = """\
notification: act by Monday 23 November 2026, 4:40 pm (Dublin time)
  1  Fri 20 Nov, 4:40 pm   You became aware.                   aware
  2  plus 72 hours         Weekends and holidays count.
                           2016/679 Art. 33(1)
  3  Mon 23 Nov, 4:40 pm   ACT BY. Work to this time.
  4  from 5:00 pm          If the first hour is not counted.
                           1182/71 Art. 3(1), (2)(a) and (c), (4)
  5  Mon 23 Nov, 5:00 pm   OUTER LIMIT on that reading. Do not plan on it.
  The duty is: without undue delay. The number is where it ends.

further information: not started; add --filed notification=INSTANT
"""

CHAIN = """\
submission: act by Saturday 5 December 2026, 11:59 pm (Los Angeles time)
  1  Fri 20 Nov, 8:40 am   The notice was filed.
                           filed.nw-us-ca-individuals.notice
  2  plus 15 days          That day is not counted. Weekends and holidays count.
                           A code of laws 1798.82(f)
  3  Sat 5 Dec, 11:59 pm   ACT BY. Work to this time.
"""

NO_NUMBER = """\
The law gives no number: there is nothing to count.

communication: without undue delay; the law gives no number
"""

NO_START = """\
Nothing to count from: add --start INSTANT, or --event NAME=INSTANT.

notification: not started; add --event aware=INSTANT

further information: not started; add --filed notification=INSTANT
"""

DRAFT = """\
notice: act by Tuesday 24 November 2026, 11:59 pm (Singapore time)
  1  Sat 21 Nov, 12:40 am  The organisation decided that the legal test is met.
                           determined
  2  plus 3 days           That day is not counted. Weekends and holidays count.
                           Personal Data Protection Act s 26D
  3  Tue 24 Nov, 11:59 pm  ACT BY. Work to this time.
This rule is a draft.
"""


def clock(name: str, start: str = START, own: tzinfo = UTC) -> str:
    corpus = law()

    def seat(text: Text) -> Seat:
        place = text.obligation.recipient.place
        return (
            Seat(own)
            if place in ("organisation", "based_in")
            else seat_in(corpus.vocabulary, place, lambda _name, _year: frozenset())
        )

    begun = datetime.fromisoformat(start) if start else None
    entries, reason, text = Alone(Facts(), corpus, begun, seat, lambda one: condition_words(one, corpus)).count(name)
    return as_plain(clock_page(text, entries, reason, corpus))


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [
        ("nw-eu-authority", START, AUTHORITY),
        ("nw-us-ca-ag", START, CHAIN),
        ("nw-eu-individuals", START, NO_NUMBER),
        ("nw-eu-authority", "", NO_START),
        ("nw-sg-pdpc", START, DRAFT),
    ],
)
def test_whole_screens(name: str, start: str, expected: str) -> None:
    assert clock(name, start) == expected


@pytest.mark.parametrize(("own", "named"), [(UTC, "(UTC+0)"), (timezone(timedelta(hours=5, minutes=30)), "(UTC+5:30)")])
def test_an_offset_is_named(own: tzinfo, named: str) -> None:
    assert clock("nw-acquirer", own=own).splitlines()[0].endswith(named)
