"""The plan of a cycle, who takes part in it, and that each of them accepts it."""

from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from schools.access import ACCEPT, CHANGE, HAND_OVER, KNOW
from schools.models import School, Term
from schools.scoped_views import ScopedActView, ScopedCreateView, ScopedUpdateView
from schools.views.one_school import ForOneSchool
from staff.kinds import HEADS
from staff.models import Placement

from ..forms.cycles import CycleForm, NewCycleForm, PeopleForm, ReasonForm, of_school, versions_of
from ..kinds import Stage
from ..models import Cycle, Instrument, InstrumentVersion, Participant
from ..services import cycles as steps
from ..services.instruments import suggested_band_set


class PlansACycle:
    """A cycle is planned for one school, and names only what that school can see."""

    choice_actions = {"people": KNOW, "follows": CHANGE}

    @cached_property
    def placements(self):
        """Teachers and staff at the school today; whoever leads it is not visited in a cycle."""
        here = self.rows(Placement, KNOW).current().filter(school=self.school)
        return list(
            here.exclude(kind__in=sorted(HEADS)).select_related("person").order_by("person__name")
        )

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        match name:
            case "term":
                return rows.filter(school=self.school)
            case "follows":
                return rows.filter(school=self.school, next=None)
            case "version":
                offered = rows.on_offer(Instrument.Use.SCORED).filter(versions_of(self.school))
                kept = self.rows(InstrumentVersion).filter(
                    pk=getattr(self.object, "version_id", None)
                )
                return (offered | kept).select_related("instrument")
            case "band_set":
                return rows.filter(of_school(self.school))
            case "people":
                here = [placement.person_id for placement in self.placements]
                return rows.filter(pk__in=here)
        return rows

    def suggest_bands(self, cycle):
        if cycle.band_set is None and cycle.version is not None:
            cycle.band_set = suggested_band_set(cycle.version)


class CycleCreate(PlansACycle, ForOneSchool, ScopedCreateView):
    model = Cycle
    form_class = NewCycleForm
    template_name = "supervision/cycle_form.html"

    def schools_to_choose(self):
        held = [m.school_id for m in self.request.user.current_memberships if m.school_id]
        return self.rows(School, HAND_OVER).filter(pk__in=held)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "school": self.school,
            "placements": self.placements,
        }

    def get_initial(self):
        today = timezone.localdate()
        before = self.rows(Cycle, CHANGE).filter(school=self.school, next=None).first()
        people = [placement.person_id for placement in self.placements]
        initial = {
            "term": self.rows(Term).on(today).filter(school=self.school).first(),
            "number": 1,
            "people": people,
        }
        if before is None:
            has_any = self.rows(Cycle).filter(school=self.school).exists()
            return initial | {"number": 1 if has_any else 0}
        again = self.rows(Participant).filter(cycle=before).values_list("person", flat=True)
        return initial | {
            "follows": before,
            "focus": before.focus,
            "version": before.version,
            "band_set": before.band_set,
            "people": [pk for pk in again if pk in set(people)] or people,
        }

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.fields["follows"].queryset.exists():
            del form.fields["follows"]
        return form

    def save(self, form):
        cycle = form.instance
        cycle.number = form.cleaned_data["number"]
        self.suggest_bands(cycle)
        return steps.plan_cycle(cycle, form.cleaned_data["people"], by=self.request.user)


class CycleUpdate(PlansACycle, ScopedUpdateView):
    model = Cycle
    form_class = CycleForm
    template_name = "supervision/cycle_form.html"

    def narrow(self, rows):
        return rows.running().filter(locked_at=None).select_related("school", "version")

    @property
    def school(self):
        return self.object.school

    def save(self, form):
        before = self.get_queryset().get(pk=self.object.pk)
        self.suggest_bands(form.instance)
        return steps.change_plan(form.instance, before=before)


class CyclePeople(PlansACycle, ScopedUpdateView):
    model = Cycle
    form_class = PeopleForm
    template_name = "supervision/cycle_people.html"

    def narrow(self, rows):
        return rows.filter(stage=Stage.PLANNING, locked_at=None)

    @property
    def school(self):
        return self.object.school

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"placements": self.placements}

    def get_initial(self):
        own = self.rows(Participant).filter(cycle=self.object)
        return {"people": list(own.values_list("person", flat=True))}

    def save(self, form):
        return steps.choose_people(self.object, form.cleaned_data["people"])


def plan_in_words(cycle):
    told = [
        (_("Focus: %(words)s"), cycle.focus),
        (_("Success criterion: %(words)s"), cycle.criterion),
        (_("Instrument: %(words)s"), cycle.version),
    ]
    return [text % {"words": words} for text, words in told if words]


class ParticipantAccept(ScopedActView):
    """One's own yes, or that of somebody who writes through others."""

    model = Participant
    action = ACCEPT

    def narrow(self, rows):
        return rows.exclude(cycle__stage=Stage.CLOSED).select_related(
            "person", "cycle__version__instrument"
        )

    def is_own(self, row):
        return row.person.user_id == self.request.user.pk

    def asks(self, row):
        question = _("Accept the plan of %(cycle)s?") % {"cycle": row.cycle.name}
        if not self.is_own(row):
            question = _("Note that %(person)s accepts the plan of %(cycle)s?") % {
                "person": row.person,
                "cycle": row.cycle.name,
            }
        return {
            "question": question,
            "text": _("You can still propose another date for your own visit.")
            if self.is_own(row)
            else _("You write this on their behalf, and it says so."),
            "details": plan_in_words(row.cycle),
            "verb": _("Accept plan"),
            "no": _("Not yet"),
            "hindrance": _("This plan has been accepted already.") if row.accepted_at else "",
        }

    def on_behalf_of(self):
        return "" if self.is_own(self.object) else self.object.person.name

    def act(self, row):
        steps.accept_part(row, by=self.request.user)


class ParticipantReason(ScopedUpdateView):
    model = Participant
    form_class = ReasonForm
    template_name = "supervision/participant_form.html"

    def narrow(self, rows):
        rows = rows.filter(cycle__locked_at=None).exclude(cycle__stage=Stage.CLOSED)
        return rows.select_related("person", "cycle")
