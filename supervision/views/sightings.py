"""Practices in a visit: what is being tried before it, what was seen in it. And a step that
its owner brings to colleagues as a topic."""

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from meetings.kinds import MeetingState, Verdict
from meetings.models import Adoption, ClassProblem, Meeting, Practice
from schools import audit
from schools.access import CHANGE, FILL, SETTLE, VIEW
from schools.scoped_views import ScopedActView

from ..forms.sightings import SeenForm, TopicForm
from ..kinds import BEFORE
from ..models import FollowUp, Visit
from ..services import sightings

MOST_PROBLEMS = 3


def own_practices(view, person):
    """Practices that this person passed on, as far as the reader sees them."""
    own = Q(person=person) | Q(with_others=person)
    return view.rows(Practice).filter(own).distinct().order_by("title")


def tried_by(view, person):
    """What this person tries or uses, as far as the reader sees it."""
    rows = view.rows(Adoption).filter(person=person).exclude(verdict=Verdict.DROP)
    return rows.select_related("practice", "class_group").order_by("practice__title", "since")


def raised_by(view, visit):
    """The last class problems that this person told colleagues of by then, where the reader is
    among them."""
    rows = view.rows(ClassProblem).filter(person=visit.person, opened__lte=visit.date)
    return list(rows.order_by("-opened", "pk")[:MOST_PROBLEMS])


def of_page(view, visit, may):
    """What the page of a visit tells of practices, and of problems of the class."""
    if visit.person is None or visit.kind not in sightings.KINDS:
        return {}
    raised = {"class_problems": raised_by(view, visit)}
    if visit.state in BEFORE:
        return raised | {"being_tried": tried_by(view, visit.person)}
    found = list(sightings.of_visit(visit).select_related("practice"))
    known = view.rows(Practice).filter(pk__in=[one.practice_id for one in found])
    known = set(known.values_list("pk", flat=True))
    confirms = bool(may & {CHANGE, SETTLE}) and not sightings.why_not(visit)
    return raised | {
        "seen_practices": [one for one in found if one.practice_id in known],
        "may_confirm": confirms,
    }


class Confirms:
    """By the observer, or whoever leads; never by the person visited."""

    model = Visit

    def narrow(self, rows):
        may = Q(pk__in=self.rows(Visit, CHANGE).values("pk"))
        may |= Q(pk__in=self.rows(Visit, SETTLE).values("pk"))
        rows = rows.filter(
            may, kind__in=sorted(sightings.KINDS), state__in=sorted(sightings.STATES)
        )
        return rows.exclude(person__user=self.request.user).select_related("person__user", "school")


class PracticeSeen(Confirms, ScopedActView):
    action = VIEW
    form_class = SeenForm

    @cached_property
    def on_offer(self):
        """Key in the form → practice and adoption; without what this visit says already."""
        said = set(sightings.of_visit(self.object).values_list("practice", flat=True))
        person = self.object.person
        tried = {str(row.pk): (row.practice, row) for row in tried_by(self, person)}
        own = {str(row.pk): (row, None) for row in own_practices(self, person)}
        found = own | tried
        return {key: pair for key, pair in found.items() if pair[0].pk not in said}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "practices": [(key, named(*pair)) for key, pair in self.on_offer.items()]
        }

    def asks(self, row):
        words = {"person": row.person}
        return {
            "question": _("A practice was seen"),
            "text": _(
                "Everyone who sees the practice reads that it was seen in a class of %(person)s,"
                " and on which day; nothing else of the visit."
            )
            % words,
            "verb": _("It was seen"),
            "no": _("Cancel"),
            "hindrance": ""
            if self.on_offer
            else _("%(person)s tries no practice that you can see here.") % words,
        }

    def act(self, row, seen, note):
        practice, adoption = self.on_offer[seen]
        sightings.confirm(row, practice, adoption=adoption, by=self.request.user, note=note)


def named(practice, adoption):
    if adoption is None:
        return _("%(practice)s (their own practice)") % {"practice": practice}
    if adoption.class_group:
        return f"{practice}, {adoption.class_group}"
    return str(practice)


class SeenWithdraw(Confirms, ScopedActView):
    action = VIEW

    @cached_property
    def sighting(self):
        found = sightings.of_visit(self.object).filter(pk=self.kwargs["sighting"])
        seen = found.select_related("practice").first()
        if seen is None or not self.rows(Practice).filter(pk=seen.practice_id).exists():
            raise Http404
        return seen

    def asks(self, row):
        return {
            "question": _("Take back that “%(practice)s” was seen?")
            % {"practice": self.sighting.practice},
            "text": _("It no longer stands on the trail of the practice."),
            "verb": _("Take it back"),
            "no": _("Leave it"),
        }

    def act(self, row):
        sightings.withdraw(row, self.sighting)


class FollowUpTopic(ScopedActView):
    """The person concerned brings it to their group, in words of their own."""

    model = FollowUp
    form_class = TopicForm
    action = VIEW
    choice_actions = {"meeting": FILL}
    said = ""

    def narrow(self, rows):
        rows = rows.filter(visit__person__user=self.request.user)
        return rows.select_related("visit__person", "owner")

    @cached_property
    def meetings(self):
        """Of each group of the reader the next meeting that is planned."""
        rows = self.rows(Meeting, FILL).filter(
            state=MeetingState.PLANNED, date__gte=timezone.localdate()
        )
        first = {}
        for key, group in rows.order_by("date", "start", "pk").values_list("pk", "group"):
            first.setdefault(group, key)
        return rows.filter(pk__in=first.values()).select_related("group").order_by("date", "pk")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"meetings": self.meetings}

    def get_initial(self):
        return {"meeting": self.meetings.first()}

    def asks(self, row):
        return {
            "question": _("Bring it to my group"),
            "text": _("The step was: %(step)s") % {"step": row.text},
            "verb": _("Put it on the agenda"),
            "no": _("Cancel"),
            "hindrance": ""
            if self.meetings
            else _("No meeting of your groups is planned. Once one is, you can bring it there."),
        }

    def act(self, row, text, meeting):
        item = sightings.bring(row, meeting, text, by=self.request.user)
        audit.record(self.request, audit.Action.CREATED, item, fields=["text", "meeting"])
        self.said = _("On the agenda of %(meeting)s.") % {"meeting": meeting}
