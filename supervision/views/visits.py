"""The list of visits, and the way of a plan: made, changed, accepted, moved, called off."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import ACCEPT, CHANGE, KNOW, VIEW, Role
from schools.models import Membership
from schools.models.places import school_year_on
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedListView,
    ScopedUpdateView,
)
from staff.models import Person, Placement

from ..forms.visits import (
    HandForm,
    InvitationForm,
    MoveForm,
    PlanForm,
    ReasonForm,
    ReplanForm,
    VisitFilter,
)
from ..kinds import NOT_SHARED, State, VisitKind, Voice
from ..models import Cycle, Visit
from ..services import visits
from ..services.planning import kinds_to_plan, schools_to_plan_at, use_of
from .steps import is_observer, is_own, waits_for

VISITS_OTHERS = (Role.PRINCIPAL, Role.OBSERVER)


class VisitList(ScopedListView):
    """Dates and states to all who may know of them; the way in only to those who may see it."""

    model = Visit
    action = KNOW
    filter_form_class = VisitFilter
    choice_actions = {"person": KNOW}

    def narrow(self, rows):
        return rows.select_related("person", "observer", "class_group", "subject", "cycle")

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(
            may_plan=bool(kinds_to_plan(user)), may_invite=bool(own_record(self)), **kwargs
        )
        shown = list(context["object_list"])
        open_rows = self.rows(Visit, VIEW).filter(pk__in=[visit.pk for visit in shown])
        return context | {
            "today": timezone.localdate(),
            "open": set(open_rows.values_list("pk", flat=True)),
            "waiting": {visit.pk for visit in shown if waits_for(visit, user)},
            "how_it_starts": [
                _("Both accept focus, date, instrument and criterion."),
                _("The lesson is seen; scores and notes are written on the sheet."),
                _("The person visited speaks first, then the feedback is shared."),
            ],
        }


def own_record(view):
    """The reader's own record as somebody who works at a school; None without one."""
    return view.rows(Person, KNOW).filter(user=view.request.user).first()


class PlansVisits:
    """What the forms of planning share: the choices a plan may draw on."""

    model = Visit
    choice_actions = {"person": KNOW}
    template_name = "supervision/visit_form.html"

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        match name:
            case "school":
                return rows.filter(pk__in=self.schools)
            case "person":
                return rows.filter(pk__in=self.people_there())
            case "class_group":
                return self.classes(rows)
            case "subject":
                return rows.filter(school__in=self.schools)
            case "cycle":
                return rows.running().filter(school__in=self.schools, locked_at=None)
            case "version":
                there = Q(instrument__school=None) | Q(instrument__school__in=self.schools)
                return rows.on_offer(*self.uses).filter(there).select_related("instrument")
            case "band_set":
                return rows.filter(Q(school=None) | Q(school__in=self.schools))
        return rows

    uses = ("scored_visit",)

    def classes(self, rows):
        year = school_year_on(timezone.localdate())
        return rows.filter(school__in=self.schools, year__gte=year)

    def people_there(self):
        placements = self.rows(Placement, KNOW).not_ended().filter(school__in=self.schools)
        return placements.values("person")


class VisitCreate(PlansVisits, ScopedCreateView):
    """Plan a visit. Whoever plans nothing but is somebody here invites a colleague instead."""

    form_class = PlanForm
    action = CHANGE

    def dispatch(self, request, *args, **kwargs):
        if not self.kinds:
            if own_record(self):
                return redirect("supervision:visit_invite")
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kinds(self):
        return kinds_to_plan(self.request.user)

    @cached_property
    def schools(self):
        return schools_to_plan_at(self.request.user)

    @property
    def uses(self):
        return {use_of(kind) for kind in self.kinds}

    def people_there(self):
        """The pengawas visits whoever leads a school; all others, the people who work there."""
        placements = self.rows(Placement, KNOW).not_ended().filter(school__in=self.schools)
        if self.kinds == [VisitKind.PRINCIPAL]:
            placements = placements.filter(kind__in=["principal", "acting_principal"])
        return placements.exclude(person__user=self.request.user).values("person")

    def get_form_kwargs(self):
        observers = (
            self.rows(Membership)
            .current()
            .filter(role__in=VISITS_OTHERS, school__in=self.schools)
            .exclude(user=self.request.user)
            .select_related("user")
        )
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "kinds": self.kinds,
            "observers": observers,
        }

    def get_form(self, form_class=None):
        return super().get_form(form_class).fit()

    def get_initial(self):
        asked = self.request.GET
        found = {"kind": self.kinds[0], "date": timezone.localdate(), "mode": Visit.Mode.DIRECT}
        if asked.get("kind") in self.kinds:
            found["kind"] = asked["kind"]
        if number(asked.get("person")):
            found["person"] = number(asked["person"])
        if cycle := self.asked_cycle(asked.get("cycle")):
            found |= {"cycle": cycle.pk, "focus": cycle.focus, "criterion": cycle.criterion}
            found |= {"at_least": cycle.at_least}
        return found

    def asked_cycle(self, pk):
        return self.rows(Cycle).filter(pk=number(pk)).first() if number(pk) else None

    def save(self, form):
        return visits.plan(form.planned(), by=self.request.user)


def number(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


class VisitInvite(PlansVisits, ScopedCreateView):
    """Invite a colleague to watch one's own lesson: unscored, and shared only by the host."""

    form_class = InvitationForm
    action = CHANGE
    template_name = "supervision/visit_invite.html"
    uses = ("peer_visit",)
    choice_actions = {"guest": KNOW}

    def dispatch(self, request, *args, **kwargs):
        if self.host is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def host(self):
        return own_record(self)

    @cached_property
    def schools(self):
        return self.rows(Placement, KNOW).not_ended().filter(person=self.host).values("school")

    def get_form_kwargs(self):
        colleagues = self.rows(Person, KNOW).filter(pk__in=self.people_there())
        colleagues = colleagues.filter(user__is_active=True).exclude(pk=self.host.pk)
        return super().get_form_kwargs() | {"host": self.host, "colleagues": colleagues}

    def get_form(self, form_class=None):
        return super().get_form(form_class).fit()

    def get_initial(self):
        return {"date": timezone.localdate(), "mode": Visit.Mode.DIRECT}

    def save(self, form):
        return visits.plan(form.planned(), by=self.request.user)


class VisitUpdate(PlansVisits, ScopedUpdateView):
    form_class = ReplanForm

    def narrow(self, rows):
        return rows.still_to_come().select_related("person", "school", "cycle", "version")

    @property
    def schools(self):
        return [self.object.school_id]

    @property
    def uses(self):
        return (use_of(self.object.kind),)

    def classes(self, rows):
        now = school_year_on(self.object.date)
        return rows.filter(Q(school__in=self.schools, year=now) | Q(pk=self.object.class_group_id))

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.object.kind == VisitKind.PEER:
            for name in ("criterion", "at_least", "band_set"):
                del form.fields[name]
        return form

    def save(self, form):
        before = self.row(Visit, self.object.pk, CHANGE)
        return visits.replan(form.planned(), by=self.request.user, before=before)


class VisitAccept(ScopedActView):
    """Say yes to focus, date, instrument and criterion: for oneself, or on another's behalf."""

    model = Visit
    action = ACCEPT

    def narrow(self, rows):
        return rows.select_related("person", "observer", "class_group", "subject", "version")

    @property
    def voice(self):
        visit, user = self.object, self.request.user
        if is_own(visit, user):
            return Voice.OWN
        if is_observer(visit, user) and not self.is_for_another:
            return Voice.OBSERVER
        return Voice.OWN

    @property
    def is_for_another(self):
        """Whoever leads or observes accepts for somebody who writes through others."""
        visit, user = self.object, self.request.user
        for_person = visit.person and visit.person.writes_through_others
        done = is_observer(visit, user) and not visit.accepted_by_observer_at
        return bool(for_person and not is_own(visit, user) and not done)

    def on_behalf_of(self):
        return self.behalf

    behalf = ""

    def asks(self, row):
        words = {"person": row.person}
        text = _("Focus, date, instrument and criterion stay as they are from the first score on.")
        if self.is_for_another:
            question = _("Accept this plan on behalf of %(person)s?") % words
            text = _("Only once %(person)s has said yes to it. It is noted that you wrote it.") % (
                words
            )
        else:
            question = _("Accept this plan?")
        return {
            "question": question,
            "text": text,
            "verb": _("Accept plan"),
            "no": _("Not yet"),
            "details": plan_in_words(row),
        }

    def act(self, row):
        self.behalf = str(row.person) if self.is_for_another else ""
        visits.accept(row, voice=self.voice)


def plan_in_words(visit):
    """The plan as lines, for a page that asks about it."""
    lines = [_("Date: %(value)s") % {"value": date_format(visit.date, "l, j F Y")}]
    for words, value in [
        (_("Focus: %(value)s"), visit.focus),
        (_("Criterion: %(value)s"), visit.criterion),
        (_("Instrument: %(value)s"), visit.version),
    ]:
        if value:
            lines.append(words % {"value": value})
    return lines


class VisitMove(ScopedActView):
    model = Visit
    action = CHANGE
    form_class = MoveForm

    def narrow(self, rows):
        return rows.still_to_come().select_related("person")

    def get_initial(self):
        return {"date": self.object.date, "start": self.object.start, "end": self.object.end}

    def asks(self, row):
        return {
            "question": _("Move this visit to another date?"),
            "text": _("The other side accepts the new date; the old one stays in view."),
            "verb": _("Move the visit"),
            "no": _("Keep the date"),
        }

    def act(self, row, **fields):
        visits.move(row, by=self.request.user, **fields)


class VisitCallOff(ScopedActView):
    model = Visit
    action = CHANGE
    form_class = ReasonForm

    def narrow(self, rows):
        return rows.filter(state__in=sorted(NOT_SHARED - {State.CALLED_OFF})).select_related(
            "person"
        )

    def asks(self, row):
        return {
            "question": _(
                "Call off the visit on %(date)s? %(person)s will be told, with your reason."
            )
            % {"date": date_format(row.date), "person": row.person or _("The school")},
            "text": _("The visit stays in the list, called off, and a new one can be planned."),
            "verb": _("Call off visit"),
            "no": _("Keep the visit"),
            "destroys": True,
        }

    def act(self, row, reason):
        visits.call_off(row, reason=reason)


class VisitHand(ScopedActView):
    """To another observer, by whoever leads the school or the observer so far."""

    model = Visit
    action = CHANGE
    form_class = HandForm

    def narrow(self, rows):
        rows = rows.filter(state__in=sorted(NOT_SHARED - {State.CALLED_OFF}))
        return rows.exclude(kind=VisitKind.PEER).select_related("person", "observer")

    def get_form_kwargs(self):
        school, visit = self.object.school_id, self.object
        observers = (
            self.rows(Membership)
            .current()
            .filter(role__in=VISITS_OTHERS, school=school)
            .exclude(user=visit.observer)
            .select_related("user")
        )
        return super().get_form_kwargs() | {"observers": observers}

    def asks(self, row):
        return {
            "question": _("Who visits instead of %(observer)s?") % {"observer": row.observer},
            "text": _("The sheet and what stands on it go along; a plan is accepted anew."),
            "verb": _("Hand over the visit"),
            "no": _("Leave it as it is"),
        }

    def act(self, row, observer):
        visits.hand_to(row, observer.user)

    def get_success_url(self):
        return reverse("supervision:visits")
