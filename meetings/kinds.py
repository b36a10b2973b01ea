"""The words in which meetings are told apart, and what belongs together among them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GroupKind(models.TextChoices):
    KKG = "kkg", "KKG"
    MGMP = "mgmp", "MGMP"
    KOMBEL = "kombel", pgettext_lazy("group", "Learning community")
    TEAM = "team", pgettext_lazy("group", "School team")
    SCHOOL = "school", pgettext_lazy("group", "Coordination meeting")


class Part(models.TextChoices):
    """What a member does in a group."""

    CHAIR = "chair", pgettext_lazy("group", "Chair of the group")
    NOTES = "notes", _("Note-taker")
    TREASURER = "treasurer", pgettext_lazy("group", "Treasurer")
    ADVISER = "adviser", pgettext_lazy("group", "Adviser")
    MEMBER = "member", pgettext_lazy("group", "Member")


class Per(models.TextChoices):
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    TERM = "term", _("term")
    YEAR = "year", _("school year")


class MeetingKind(models.TextChoices):
    SESSION = "session", pgettext_lazy("meeting", "Group meeting")
    COORDINATION = "coordination", _("Coordination meeting")
    REFLECTIVE = "reflective", _("Reflective meeting")
    WORKSHOP = "workshop", _("Workshop")
    EVALUATION = "evaluation", _("Joint evaluation")
    ITEM_REVIEW = "item_review", _("Item review")


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    RUNNING = "running", pgettext_lazy("meeting", "Being recorded")
    HELD = "held", pgettext_lazy("meeting", "Held")
    MISSED = "missed", pgettext_lazy("meeting", "Not held")


class Mark(models.TextChoices):
    """Of one person at one meeting. A member without a mark has not been asked about yet."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    SICK = "sick", pgettext_lazy("attendance", "Sick")
    DUTY = "duty", pgettext_lazy("attendance", "Official duty")
    NO_NOTICE = "none", pgettext_lazy("attendance", "No notice")


class Fate(models.TextChoices):
    """Of an agenda item or a task."""

    OPEN = "open", pgettext_lazy("task state", "Open")
    DONE = "done", pgettext_lazy("task state", "Done")
    CARRIED = "carried", pgettext_lazy("task state", "Carried over")
    DROPPED = "dropped", pgettext_lazy("task state", "Dropped")


class Settled(models.TextChoices):
    """How a difference of opinion was settled."""

    OPEN = "open", pgettext_lazy("opinion", "Not settled yet")
    AGREEMENT = "agreement", pgettext_lazy("opinion", "By agreement")
    TRIAL = "trial", pgettext_lazy("opinion", "By a trial")
    VOTE = "vote", pgettext_lazy("opinion", "By a vote")
    TRIAL_AND_VOTE = "trial_vote", pgettext_lazy("opinion", "By a trial and a vote")
    STAYS = "stays", pgettext_lazy("opinion", "Both opinions stay")


class Outcome(models.TextChoices):
    """Of a class problem."""

    OPEN = "open", pgettext_lazy("class problem", "Being discussed")
    PARTLY = "partly", pgettext_lazy("class problem", "Partly solved")
    SOLVED = "solved", pgettext_lazy("class problem", "Solved")


class Audience(models.TextChoices):
    """For whom the author opens a practice."""

    GROUP = "group", pgettext_lazy("audience", "The group")
    SCHOOL = "school", pgettext_lazy("audience", "The school")
    CLUSTER = "cluster", pgettext_lazy("audience", "The cluster")


class Verdict(models.TextChoices):
    """Of a practice, by whoever tried it."""

    KEEP = "keep", pgettext_lazy("outcome", "Keep")
    CHANGE = "change", pgettext_lazy("outcome", "Change")
    DROP = "drop", pgettext_lazy("outcome", "Drop")


class SupportKind(models.TextChoices):
    LITERACY = "literacy", _("Literacy pull-out")
    REMEDIAL = "remedial", _("Remedial teaching")


class SupportState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("support", "Running")
    CLOSED = "closed", pgettext_lazy("support", "Finished")
    FAILED = "failed", pgettext_lazy("support", "Stopped, it did not work")


class Moment(models.TextChoices):
    START = "start", pgettext_lazy("support", "At the start")
    MIDDLE = "middle", pgettext_lazy("support", "Halfway")
    END = "end", pgettext_lazy("support", "At the end")


class Theme(models.TextChoices):
    """What a factor is about, so that a codebook of thirty can be read."""

    LEADERSHIP = "leadership", pgettext_lazy("theme", "Leadership")
    RELATIONS = "relations", pgettext_lazy("theme", "Among colleagues")
    STRUCTURE = "structure", pgettext_lazy("theme", "How work is arranged")
    LOAD = "load", pgettext_lazy("theme", "Time and workload")
    PEOPLE = "people", pgettext_lazy("theme", "People")
    LEARNING = "learning", pgettext_lazy("theme", "Learning from each other")
    CLASSROOM = "classroom", pgettext_lazy("theme", "In the classroom")
    SETTING = "setting", pgettext_lazy("theme", "Around the school")
    OTHER = "", pgettext_lazy("theme", "Other")


class Direction(models.TextChoices):
    SUPPORTS = "supports", _("Supporting factor")
    HINDERS = "hinders", _("Hindering factor")


class Response(models.TextChoices):
    """What became of a hindrance."""

    OPEN = "open", pgettext_lazy("hindrance", "Still open")
    UNDER_WAY = "in_progress", pgettext_lazy("hindrance", "Being worked on")
    DONE = "done", pgettext_lazy("hindrance", "Removed")
    ACCEPTED = "accepted", pgettext_lazy("hindrance", "Accepted: the school cannot change it")


TO_COME = frozenset({MeetingState.PLANNED, MeetingState.RUNNING})
LEADS = frozenset({Part.CHAIR, Part.NOTES})
OF_ONE_SCHOOL = frozenset({GroupKind.SCHOOL, GroupKind.TEAM})  # its own affair, nobody else's
