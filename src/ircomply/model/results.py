"""What the engine answers: verdicts, stages with their dates, and the schedule of all of it."""

from __future__ import annotations

from datetime import date, datetime

from ircomply.model.base import Value
from ircomply.model.clock import Period
from ircomply.model.corpus import Text
from ircomply.model.facts import Decision, Filing, Finding, Hold
from ircomply.model.objection import Objection
from ircomply.model.vocabulary import Authority

VERDICTS = ("required", "presumed", "undetermined", "not_required")
STATES = (
    "overdue",
    "due_soon",
    "undated",
    "running",
    "held",
    "too_early",
    "not_started",
    "filed",
    "filed_late",
    "not_applicable",
)


class Reason(Value, frozen=True):
    """One leaf as it was decided, for people: the part it stands in, its value, the fact or finding behind it."""

    part: str  # applies_to | when | unless | in_force
    truth: str  # met | not met | open
    says: str
    rests: tuple[str, ...] = ()
    finding: Finding | None = None
    kind: str = ""
    missing: tuple[str, ...] = ()


class CountStep(Value, frozen=True):
    """One step of the count."""

    what: str
    at: datetime | None = None
    cite: str = ""


class HeldBy(Value, frozen=True):
    """The hold that stops a stage, until when, and whether it stops it now."""

    hold: Hold
    until: datetime | None
    running: bool


class Addressee(Value, frozen=True):
    """Who is told: as the schedule names it."""

    kind: str
    name: str
    names: tuple[str, ...] = ()
    place: str | None = None
    authority: Authority | None = None
    ask: str = ""


class StageResult(Value, frozen=True):
    """One report of a chain, as of now."""

    name: str
    state: str
    event: str | None = None
    start: datetime | None = None
    assumed: str | None = None
    act_by: datetime | None = None
    outer_limit: datetime | None = None
    past_act_by: bool = False
    not_before: datetime | None = None
    bars: tuple[str, ...] = ()
    standard: str | None = None
    running_since: datetime | None = None
    plan_by: datetime | None = None
    projected: bool = False
    conditional: bool = False
    waits: bool = False
    decision_owed: bool = False
    in_days: bool = False
    held: HeldBy | None = None
    filed: Filing | None = None
    filed_under: str | None = None
    missing: tuple[str, ...] = ()
    steps: tuple[CountStep, ...] = ()
    recipient: Addressee | None = None
    notes: tuple[str, ...] = ()
    otherwise: tuple[datetime, datetime] | None = None
    line: str | None = None
    period: Period | None = None  # of the line that binds, also while its start is unknown


class ObligationResult(Value, frozen=True):
    """One duty (or one instance of it), as of now."""

    text: Text
    where: str | None
    recipient: Addressee
    verdict: str
    open_on: str | None = None
    held_by_wider: bool = False
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    stages: tuple[StageResult, ...] = ()
    decision: Decision | None = None
    look_again: bool = False
    not_in_force: str | None = None
    from_day: date | None = None
    folded_under: str | None = None
    no_national_law: bool = False
    home: str | None = None  # the zone in which the recipient counts

    @property
    def id(self) -> str:
        """The id of the obligation."""
        return self.text.id

    @property
    def standing(self) -> str:
        """The verdict that counts for sorting: a person's, where there is one."""
        return self.decision.verdict if self.decision else self.verdict


class Conflict(Value, frozen=True):
    """One law commands what another forbids."""

    due: str
    barred_by: str
    act_by: datetime
    until: datetime | None


class NotCovered(Value, frozen=True):
    """A linked place whose law on file is not complete in a field."""

    place: str
    field: str
    state: str


class Unlinked(Value, frozen=True):
    """What cannot be excluded for want of a link."""

    jurisdictions: int = 0
    obligations: int = 0
    because: str = ""


class Schedule(Value, frozen=True):
    """All of it, as of an instant."""

    now: datetime
    results: tuple[ObligationResult, ...]
    conflicts: tuple[Conflict, ...] = ()
    not_covered: tuple[NotCovered, ...] = ()
    unlinked: Unlinked = Unlinked()

    def of(self, obligation: str, where: str | None = None) -> ObligationResult | None:
        """Find one result."""
        return next((one for one in self.results if one.id == obligation and where in (None, one.where)), None)


class Change(Value, frozen=True):
    """What one answer makes of one duty: its verdict before and after, and the date it then has (nothing: `standard`)."""

    obligation: str
    recipient: str
    was: str
    verdict: str
    act_by: datetime | None = None
    standard: str | None = None
    where: str | None = None


class Outcome(Value, frozen=True):
    """One admissible answer (`yes`, `500 or more`) and every duty whose verdict it changes."""

    answer: str
    changes: tuple[Change, ...] = ()


class Question(Value, frozen=True):
    """An open question, ranked: `id` is its fact path, `earliest` the first date that an answer given now would bring.

    `who` is who answers it ("DPO"), `place` where it stands ("incident.yaml:33"); either may be empty.
    """

    id: str
    ask: str
    decides: tuple[str, ...] = ()
    weight: int = 0
    earliest: datetime | None = None
    answers: tuple[Outcome, ...] = ()
    who: str = ""
    place: str = ""


class Cause(Value, frozen=True):
    """One fact that changed between two schedules: `what` names it for people, `was` and `now` are its values in words."""

    path: str
    what: str
    at: datetime | None
    by: str | None
    was: str
    now: str


class Shift(Value, frozen=True):
    """What became of one duty between two schedules: verdict, state and date of its leading stage, before and after.

    `was_verdict` is nothing where the duty did not exist; `path` is the cause that it is shown under, where one is known.
    `standing` is the verdict that counts, a person's where there is one. `aside`: the schedule lists it neither before
    nor after.
    """

    obligation: str
    recipient: str
    was_verdict: str | None
    verdict: str
    was_state: str | None = None
    state: str | None = None
    was_act_by: datetime | None = None
    act_by: datetime | None = None
    standard: str | None = None
    path: str | None = None
    where: str | None = None
    was_standing: str | None = None
    standing: str | None = None
    aside: bool = False


class Correction(Value, frozen=True):
    """A statement that is out and no longer true: what it is, to whom, its sentence, and the fact that overtook it."""

    title: str
    released: datetime
    audience: str
    sentence: str
    because: str


class Difference(Value, frozen=True):
    """What changed from one instant to another: what was said and is no longer true, the causes, and their effects."""

    since: datetime
    now: datetime
    corrections: tuple[Correction, ...] = ()
    causes: tuple[Cause, ...] = ()
    changes: tuple[Shift, ...] = ()


class Expiring(Value, frozen=True):
    """A log that is kept only so long."""

    source: str
    kind: str
    until: datetime


class Scrutiny(Value, frozen=True):
    """What `check` found: problems, logs about to expire, and the unknowns that decide something."""

    objections: tuple[Objection, ...] = ()
    expiring: tuple[Expiring, ...] = ()
    asked: tuple[Question, ...] = ()
