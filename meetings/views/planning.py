"""Planning: series that make their own dates, single meetings, moving them, their agenda."""

from datetime import date

from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import CHANGE, FILL, READ, VIEW, can
from schools.models import Term
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedUpdateView,
)

from ..forms.planning import (
    AgendaForm,
    MeetingForm,
    MissForm,
    MoveForm,
    OrderForm,
    SeriesForm,
)
from ..kinds import Fate, GroupKind, MeetingKind, MeetingState, Part
from ..models import AgendaItem, Group, GroupMember, Meeting, Series
from ..services import agenda, planning
from ..services.terms import span_on

MANY = 60  # members that still fit into a list to choose from


def plan_of(pk):
    return reverse("meetings:plan", args=[pk])


def usual_kind(group):
    return MeetingKind.COORDINATION if group.kind == GroupKind.SCHOOL else MeetingKind.SESSION


class InAGroup:
    """A form about a group that is named in the address; a stranger to it stops at the door."""

    group_action = CHANGE

    @cached_property
    def group(self):
        rows = self.rows(Group, self.group_action).in_use().select_related("home")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.group  # noqa: B018
        return super().dispatch(request, *args, **kwargs)


# Series


class PlansASeries:
    model = Series
    form_class = SeriesForm
    template_name = "meetings/series_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def save(self, form):
        return planning.plan_series(form.instance, by=self.request.user)

    def form_valid(self, form):
        """“Preview the dates” shows what saving would do, and saves nothing."""
        if "preview" in self.request.POST:
            before = self.row(Series, form.instance.pk) if form.instance.pk else None
            found = planning.difference(form.instance, before=before)
            return self.render_to_response(self.get_context_data(form=form, preview=found))
        return super().form_valid(form)

    def get_success_url(self):
        return self.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)


class SeriesCreate(InAGroup, PlansASeries, ScopedCreateView):
    def get_initial(self):
        today = timezone.localdate()
        span = span_on(today, self.rows(Term).filter(school=self.group.home))
        return {
            "first_day": max(today, span.first_day),
            "last_day": span.last_day,
            "kind": usual_kind(self.group),
            "title": self.group.name,
            "weekday": Series.Weekday.SATURDAY,
        }


class SeriesUpdate(PlansASeries, ScopedUpdateView):
    def narrow(self, rows):
        return rows.select_related("group__home")

    @property
    def group(self):
        return self.object.group


# One meeting


class MeetingCreate(InAGroup, ScopedCreateView):
    model = Meeting
    form_class = MeetingForm
    template_name = "meetings/meeting_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.group}

    def get_initial(self):
        return {
            "date": timezone.localdate(),
            "kind": usual_kind(self.group),
            "title": self.group.name,
            "mode": Meeting.Mode.DIRECT,
        }

    def save(self, form):
        return planning.plan(form.instance, by=self.request.user)

    def get_success_url(self):
        """What has taken place is written down next; what is to come gets its agenda."""
        meeting = self.object
        if meeting.date <= timezone.localdate() and can(self.request.user, FILL, meeting):
            return page_or("meetings:record", meeting.pk) or plan_of(meeting.pk)
        return plan_of(meeting.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)


def page_or(name, *args):
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class MeetingUpdate(ScopedUpdateView):
    model = Meeting
    form_class = MeetingForm
    template_name = "meetings/meeting_form.html"

    def narrow(self, rows):
        return rows.to_come().select_related("group__home")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"group": self.object.group}

    def get_success_url(self):
        return plan_of(self.object.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.object.group, **kwargs)


class Plan(ScopedDetailView):
    """A meeting before it takes place: when, where, what is to be talked about."""

    model = Meeting
    template_name = "meetings/plan.html"

    def narrow(self, rows):
        return rows.select_related("group__home", "series", "planned_by")

    def get_context_data(self, **kwargs):
        meeting, user = self.object, self.request.user
        reads = can(user, READ, meeting)
        planned = meeting.state == MeetingState.PLANNED
        leads = can(user, CHANGE, meeting)
        items = self.rows(AgendaItem).filter(meeting=meeting).exclude(fate=Fate.DROPPED)
        changeable = self.rows(AgendaItem, CHANGE).filter(meeting=meeting)
        return super().get_context_data(
            reads=reads,
            planned=planned,
            leads=leads,
            is_past=meeting.date < timezone.localdate(),
            may_propose=planned and can(user, FILL, meeting),
            may_record=can(user, FILL, meeting),
            items=list(
                items.select_related("owner__person", "proposed_by", "carried_from__meeting")
            )
            if reads
            else [],
            changeable=set(changeable.values_list("pk", flat=True)) if planned else set(),
            moves=[move | {"day": date.fromisoformat(move["from"])} for move in meeting.moves],
            **kwargs,
        )


class ChangesTheDay(ScopedActView):
    model = Meeting
    action = CHANGE

    def narrow(self, rows):
        return rows.filter(state=MeetingState.PLANNED).select_related("group")

    def get_success_url(self):
        return plan_of(self.object.pk)


class MeetingMove(ChangesTheDay):
    form_class = MoveForm

    def get_initial(self):
        return {"date": self.object.date, "start": self.object.start, "end": self.object.end}

    def asks(self, row):
        return {
            "question": _("Move this meeting to another day?"),
            "text": _("It is planned for %(date)s. That day stays in view, with your reason.")
            % {"date": date_format(row.date, "l, j F Y")},
            "verb": _("Move the meeting"),
            "no": _("Keep the day"),
            "no_url": plan_of(row.pk),
        }

    def act(self, row, **fields):
        planning.move(row, by=self.request.user, **fields)


class MeetingMiss(ChangesTheDay):
    form_class = MissForm

    def asks(self, row):
        return {
            "question": _("Was the meeting of %(date)s not held?")
            % {"date": date_format(row.date)},
            "text": _("It stays in the list with its reason. You can take this back."),
            "verb": _("Note that it was not held"),
            "no": _("Leave it planned"),
            "no_url": plan_of(row.pk),
        }

    def act(self, row, reason):
        planning.miss(row, reason=reason)


class MeetingRestore(ScopedActView):
    """Take back that it was not held."""

    model = Meeting
    action = CHANGE

    def narrow(self, rows):
        return rows.filter(state=MeetingState.MISSED)

    def asks(self, row):
        return {
            "question": _("Plan the meeting of %(date)s again?") % {"date": date_format(row.date)},
            "text": _("The reason is taken away. Afterwards it can be recorded, or moved."),
            "verb": _("Plan it again"),
            "no": _("Leave it as it is"),
            "no_url": plan_of(row.pk),
        }

    def act(self, row):
        planning.restore(row)

    def get_success_url(self):
        return plan_of(self.object.pk)


# Agenda


class OnTheAgenda:
    model = AgendaItem
    form_class = AgendaForm
    template_name = "meetings/agenda_form.html"

    def choices(self, name, rows):
        """In a large group only those who lead it and the writer, not a list of hundreds."""
        rows = super().choices(name, rows).current().filter(group=self.meeting.group_id)
        rows = rows.select_related("person").order_by("pk")
        if len(rows[: MANY + 1]) <= MANY:
            return rows
        few = rows.exclude(part=Part.MEMBER) | rows.filter(person__user=self.request.user)
        named = getattr(self.object, "owner_id", None)
        return few | rows.filter(pk=named) if named else few

    def get_success_url(self):
        return plan_of(self.meeting.pk) + "#agenda"

    def get_context_data(self, **kwargs):
        return super().get_context_data(meeting=self.meeting, **kwargs)


class AgendaAdd(OnTheAgenda, ScopedCreateView):
    """Any member proposes, beforehand."""

    action = VIEW

    @cached_property
    def meeting(self):
        rows = self.rows(Meeting, FILL).filter(state=MeetingState.PLANNED)
        return get_object_or_404(rows.select_related("group"), pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.meeting  # noqa: B018
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        mine = self.rows(GroupMember).current().filter(group=self.meeting.group_id)
        return {"owner": mine.filter(person__user=self.request.user).first()}

    def save(self, form):
        form.instance.meeting = self.meeting
        return agenda.put(form.instance, by=self.request.user)


class AgendaUpdate(OnTheAgenda, ScopedUpdateView):
    def narrow(self, rows):
        rows = rows.filter(meeting__state=MeetingState.PLANNED)
        return rows.select_related("meeting__group")

    @property
    def meeting(self):
        return self.object.meeting


class AgendaRemove(ScopedActView):
    model = AgendaItem
    action = CHANGE

    def narrow(self, rows):
        rows = rows.filter(meeting__state=MeetingState.PLANNED)
        return rows.select_related("meeting")

    def asks(self, row):
        return {
            "question": _("Take “%(item)s” off the agenda?") % {"item": row},
            "text": _("What came over from an earlier meeting stays readable there."),
            "verb": _("Take it off"),
            "no": _("Keep it"),
            "no_url": plan_of(row.meeting_id),
            "destroys": True,
        }

    def act(self, row):
        agenda.take_off(row)

    def get_success_url(self):
        return plan_of(self.object.meeting_id) + "#agenda"


class AgendaOrder(ScopedActView):
    """One place up or down, by whoever leads the group."""

    model = AgendaItem
    action = VIEW
    form_class = OrderForm
    http_method_names = ["post", "options"]

    def narrow(self, rows):
        led = self.rows(Meeting, CHANGE).filter(state=MeetingState.PLANNED)
        return rows.filter(meeting__in=led.values("pk")).select_related("meeting")

    def asks(self, row):
        return {"no_url": plan_of(row.meeting_id)}

    def act(self, row, to):
        agenda.reorder(row, to)

    def form_invalid(self, form):
        return redirect(self.get_success_url())

    def get_success_url(self):
        return plan_of(self.object.meeting_id) + "#agenda"
