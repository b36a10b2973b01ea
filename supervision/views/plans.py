"""Planning a visit, inviting a colleague, and changing what is planned."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import CreateView

from schools.access import CHANGE, KNOW
from schools.models import Membership
from schools.models.places import school_year_on
from schools.scoped_views import ScopedCreateView, ScopedFormMixin, ScopedUpdateView
from staff.kinds import HEADS
from staff.models import Person, Placement

from ..forms.visits import InvitationForm, PlanForm, ReplanForm
from ..kinds import VisitKind
from ..models import Cycle, Visit
from ..services import visits
from ..services.planning import VISITS_OTHERS, kinds_to_plan, schools_to_plan_at, use_of


def own_record(view):
    """The reader's own record as somebody who works at a school now; None without one."""
    working = view.rows(Placement, KNOW).not_ended().filter(person__user=view.request.user)
    return view.rows(Person, KNOW).filter(pk__in=working.values("person")).first()


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
            placements = placements.filter(kind__in=sorted(HEADS))
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
        if number(asked.get("school")):
            found["school"] = number(asked["school"])
            found["person"] = self.only_one_at(found["school"])
        if number(asked.get("person")):
            found["person"] = number(asked["person"])
        if cycle := self.asked_cycle(asked.get("cycle")):
            found |= {"cycle": cycle.pk, "focus": cycle.focus, "criterion": cycle.criterion}
            found |= {"at_least": cycle.at_least}
        return found

    def only_one_at(self, school):
        """At a school with one person to visit, that one; a pengawas visits whoever leads it."""
        found = list(self.people_there().filter(school=school)[:2])
        return found[0]["person"] if len(found) == 1 else None

    def asked_cycle(self, pk):
        return self.rows(Cycle).filter(pk=number(pk)).first() if number(pk) else None

    def save(self, form):
        return visits.plan(form.planned(), by=self.request.user)


def number(text):
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


class VisitInvite(PlansVisits, ScopedFormMixin, CreateView):
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
