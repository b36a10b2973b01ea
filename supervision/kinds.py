"""What a visit can be, how far it has come, and which steps lead from one to the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitKind(models.TextChoices):
    LESSON = "lesson", pgettext_lazy("kind of visit", "Class visit")
    PLANNING = "planning", pgettext_lazy("kind of visit", "Planning review")
    ASSESSMENT = "assessment", pgettext_lazy("kind of visit", "Assessment review")
    STAFF = "staff", pgettext_lazy("kind of visit", "Education staff visit")
    PRINCIPAL = "principal", pgettext_lazy("kind of visit", "Visit with the principal")
    WALK = "walk", pgettext_lazy("kind of visit", "Walk-through")
    PEER = "peer", pgettext_lazy("kind of visit", "Peer visit")


# Visits about one person's work that others look at with a score or in words.
SUPERVISION = frozenset(VisitKind) - {VisitKind.WALK, VisitKind.PEER}


class State(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("visit state", "Planned")
    AGREED = "agreed", pgettext_lazy("visit state", "Agreed")
    RUNNING = "running", pgettext_lazy("visit state", "Under way")
    OBSERVED = "observed", pgettext_lazy("visit state", "Observed")
    SHARED = "shared", pgettext_lazy("visit state", "Shared")
    READ = "read", pgettext_lazy("visit state", "Read")
    FINAL = "final", pgettext_lazy("visit state", "Final")
    CALLED_OFF = "called_off", pgettext_lazy("visit state", "Called off")


BEFORE = frozenset({State.PLANNED, State.AGREED})
SHEET_OPEN = frozenset({State.AGREED, State.RUNNING, State.OBSERVED})
SHARED = frozenset({State.SHARED, State.READ, State.FINAL})
TOOK_PLACE = SHARED | {State.RUNNING, State.OBSERVED}
NOT_SHARED = frozenset(State) - SHARED


class Stage(models.TextChoices):
    """The stages of a cycle, in their order."""

    PLANNING = "planning", pgettext_lazy("stage", "Planning")
    ACTION = "action", pgettext_lazy("stage", "Action")
    OBSERVATION = "observation", pgettext_lazy("stage", "Observation")
    REFLECTION = "reflection", pgettext_lazy("stage", "Reflection")
    CLOSED = "closed", pgettext_lazy("stage", "Closed")

    @property
    def following(self):
        order = list(Stage)
        return order[min(order.index(self) + 1, len(order) - 1)]


class Fate(models.TextChoices):
    """What becomes of a problem, and of a step agreed on."""

    OPEN = "open", pgettext_lazy("task state", "Open")
    SOLVED = "solved", pgettext_lazy("task state", "Solved")
    CARRIED = "carried", pgettext_lazy("task state", "Carried over")
    DROPPED = "dropped", pgettext_lazy("task state", "Dropped")


class Voice(models.TextChoices):
    """Who speaks where two people speak about one thing."""

    OWN = "own", pgettext_lazy("voice", "The person visited")
    OBSERVER = "observer", pgettext_lazy("voice", "The observer")


ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def cycle_name(number):
    """Cycles are counted in Roman numerals; the one before any change has a name of its own."""
    if number == 0:
        return _("Baseline")
    return _("Cycle %(number)s") % {"number": ROMAN[number] if number < len(ROMAN) else number}
