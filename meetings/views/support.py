"""Support for pupils: the list, one of them, its hours, counts and sessions, and how it ended."""

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import CHANGE, FILL, KNOW, VIEW, Role, can, schools_where
from schools.models import ClassGroup, School, Term
from schools.scoped_views import (
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from schools.views.one_school import ForOneSchool
from staff.models import Person, Placement

from .. import before_after
from ..forms.support import (
    EndForm,
    MeasureForm,
    SessionForm,
    SupportFilter,
    SupportForm,
)
from ..kinds import Moment, SupportState
from ..models import LevelSet, Measure, Slot, Support, SupportSession
from ..services import support as steps

LEADS = frozenset({Role.PRINCIPAL, Role.TEACHER, Role.STAFF})
MOMENTS = {"awal": Moment.START, "tengah": Moment.MIDDLE, "akhir": Moment.END}
PLACES = {moment: place for place, moment in MOMENTS.items()}
ORDER = [Moment.START, Moment.MIDDLE, Moment.END]
SHOWN = 40  # sessions of one support at once
USUAL_MINUTES = 30
READING = "membaca-permulaan"  # the key of the library's list for reading help


def term_in_words(code):
    return str(Term(code=code))


class SupportList(ScopedListView):
    """Those that run first, then earlier ones; the hours of the week above them."""

    model = Support
    action = KNOW
    filter_form_class = SupportFilter
    template_name = "meetings/support_list.html"

    def narrow(self, rows):
        rows = rows.select_related("class_group", "lead", "school")
        return rows.prefetch_related("slots").running_first()

    def cut_choices(self, form):
        codes = sorted(set(self.rows(Support, KNOW).values_list("term", flat=True)), reverse=True)
        form.fields["term"].choices = [
            ("", _("All terms")),
            *((code, term_in_words(code)) for code in codes),
        ]
        form.fields["group"].queryset = self.rows(ClassGroup)
        return form

    def get_context_data(self, **kwargs):
        context = super().get_context_data(may_add=self.may(CHANGE), **kwargs)
        shown = context["object_list"]
        pks = [support.pk for support in shown]
        reads = set(self.rows(Support).filter(pk__in=pks).values_list("pk", flat=True))
        fills = set(self.rows(Support, FILL).filter(pk__in=pks).values_list("pk", flat=True))
        for support in shown:
            support.reads, support.fills = support.pk in reads, support.pk in fills
            support.term_words = term_in_words(support.term)
            support.hours = [steps.hours_in_words(slot) for slot in support.slots.all()]
        return context | {"week": self.week()}

    def week(self):
        """The hours of the week of all that run now, day by day."""
        running = self.rows(Support, KNOW).running().filter(term__in=self.terms_of_today())
        slots = self.rows(Slot).filter(support__in=running)
        slots = slots.select_related("support__class_group", "support__lead")[:60]
        days = {}
        for slot in slots:
            days.setdefault(slot.weekday, []).append(slot)
        today = timezone.localdate().weekday()
        return [
            {"name": found[0].get_weekday_display(), "is_today": day == today, "slots": found}
            for day, found in sorted(days.items())
        ]

    def terms_of_today(self):
        return self.rows(Term).on(timezone.localdate()).values("code")


class SupportDetail(ScopedDetailView):
    """Whoever may only know of it sees when it takes place, and nothing of what happens there."""

    model = Support
    action = KNOW
    template_name = "meetings/support_detail.html"

    def narrow(self, rows):
        return rows.select_related("class_group", "lead", "school", "level_set").prefetch_related(
            "slots", "team"
        )

    def get_context_data(self, **kwargs):
        support, user = self.object, self.request.user
        reads = can(user, VIEW, support)
        context = {
            "reads": reads,
            "hours": [steps.hours_in_words(slot) for slot in support.slots.all()],
            "helpers": support.team.all(),
            "term": term_in_words(support.term),
        }
        if reads:
            context |= self.what_happened(support)
            context |= {
                "may_fill": can(user, FILL, support),
                "may_change": can(user, CHANGE, support),
                "is_running": support.state == SupportState.RUNNING,
            }
        return super().get_context_data(**context, **kwargs)

    def what_happened(self, support):
        found = {row.moment: row for row in self.rows(Measure).filter(support=support)}
        measures = [found[moment] for moment in ORDER if moment in found]
        sessions = list(
            self.rows(SupportSession)
            .filter(support=support)
            .select_related("by")
            .order_by("-date", "-pk")
        )
        return {
            "measures": measures,
            "levels": before_after.rows_of(support, measures) if measures else [],
            "said": before_after.sentences(support, measures),
            "to_measure": [
                (Moment(moment).label, PLACES[moment])
                for moment in ORDER
                if moment not in found
                and (moment != Moment.MIDDLE or support.state == SupportState.RUNNING)
            ],
            "measured": [(row, PLACES[row.moment]) for row in measures],
            "sessions": sessions[:SHOWN],
            "older": len(sessions) - SHOWN,
            "tally": before_after.in_all(sessions),
        }


# The plan


class PlansSupport:
    model = Support
    form_class = SupportForm
    template_name = "meetings/support_form.html"
    choice_actions = {"lead": KNOW, "team": KNOW}

    @cached_property
    def here(self):
        """Who works at the school; a term that is over asks who does today all the same."""
        placed = self.rows(Placement, KNOW).not_ended().filter(school=self.school)
        return set(placed.values_list("person", flat=True)) | self.already_in()

    def already_in(self):
        """Those who are in it already stay to choose from, wherever they work now."""
        support = self.object
        if support is None:
            return set()
        return {support.lead_id, *support.team.values_list("pk", flat=True)}

    @cached_property
    def leads_school(self):
        return self.school.pk in schools_where(self.request.user, {Role.PRINCIPAL})

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        match name:
            case "class_group":
                return rows.filter(school=self.school)
            case "lead" if not self.leads_school:
                return rows.filter(user=self.request.user)
            case "lead" | "team":
                return rows.filter(pk__in=self.here).order_by("name")
            case "level_set":
                return rows.filter(Q(school=self.school) | Q(school=None))
        return rows

    def get_form_kwargs(self):
        terms = self.rows(Term).filter(school=self.school)
        codes = {term.code: str(term) for term in terms}
        if self.object is not None:
            codes.setdefault(self.object.term, term_in_words(self.object.term))
        return super().get_form_kwargs() | {"terms": list(codes.items())}

    def save(self, form):
        return steps.save_support(form.instance, form.cleaned_data["team"])


class SupportCreate(PlansSupport, ForOneSchool, ScopedCreateView):
    def schools_to_choose(self):
        mine = schools_where(self.request.user, LEADS)
        return self.rows(School).filter(pk__in=mine).in_use()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Support(school=self.school)}

    def get_initial(self):
        term = self.rows(Term).on(timezone.localdate()).filter(school=self.school).first()
        own = self.rows(Person, KNOW).filter(user=self.request.user).first()
        levels = self.rows(LevelSet).in_use().filter(key=READING)
        levels = levels.filter(Q(school=self.school) | Q(school=None)).first()
        return {
            "term": term and term.code,
            "lead": own and own.pk,
            "kind": "literacy",
            "level_set": levels and levels.pk,
        }

    def get_success_url(self):
        return reverse("meetings:slots", args=[self.object.pk])


class SupportUpdate(PlansSupport, ScopedUpdateView):
    @property
    def school(self):
        return self.object.school

    def narrow(self, rows):
        return rows.select_related("school", "class_group", "lead")


# What was counted, and what was held


class OfSupport:
    """Something that is written down in one support by those who run it."""

    @cached_property
    def support(self):
        support = self.row(Support, self.kwargs["pk"], FILL)
        if support.state != SupportState.RUNNING:
            raise Http404
        return support

    def get_context_data(self, **kwargs):
        return super().get_context_data(support=self.support, **kwargs)

    def get_success_url(self):
        return self.support.get_absolute_url()


class MeasureWrite(OfSupport, ScopedCreateView):
    """How many stand where, at one of three moments; opened again, it is the same numbers."""

    model = Measure
    form_class = MeasureForm
    template_name = "meetings/measure_form.html"

    @cached_property
    def support(self):
        """Also of one that has ended: the last count is often made after the last hour."""
        return self.row(Support, self.kwargs["pk"], FILL)

    @cached_property
    def moment(self):
        if self.kwargs["moment"] not in MOMENTS:
            raise Http404
        return MOMENTS[self.kwargs["moment"]]

    def get_form_kwargs(self):
        measure = steps.measure_of(self.support, self.moment)
        return super().get_form_kwargs() | {"instance": measure}

    def get_context_data(self, **kwargs):
        return super().get_context_data(moment=self.moment.label, **kwargs)

    def save(self, form):
        return steps.save_measure(form.instance)


class LogsSession:
    model = SupportSession
    form_class = SessionForm
    template_name = "meetings/supportsession_form.html"
    choice_actions = {"by": KNOW}

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        if name == "by":
            everyone = {person.pk for person in steps.helpers(self.support)}
            return rows.filter(pk__in=everyone | self.own_person() | self.already_there())
        return rows

    def own_person(self):
        return set(
            self.rows(Person, KNOW).filter(user=self.request.user).values_list("pk", flat=True)
        )

    def already_there(self):
        return {self.object.by_id} if self.object else set()

    def save(self, form):
        return steps.log_session(form.instance)


class SessionCreate(OfSupport, LogsSession, ScopedCreateView):
    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": SupportSession(support=self.support)}

    def get_initial(self):
        before = steps.last_session(self.support)
        counted = steps.measure_of(self.support, Moment.START).total
        slot = self.support.slots.first()
        minutes = minutes_of(slot) if slot else USUAL_MINUTES
        return {
            "date": timezone.localdate(),
            "present": before.present if before else counted,
            "minutes": before.minutes if before else minutes,
            "by": next(iter(self.own_person()), self.support.lead_id),
        }


def minutes_of(slot):
    return (slot.end.hour - slot.start.hour) * 60 + slot.end.minute - slot.start.minute


class SessionUpdate(LogsSession, ScopedUpdateView):
    def narrow(self, rows):
        running = rows.filter(support__state=SupportState.RUNNING)
        return running.select_related("support__class_group", "support__lead")

    @property
    def support(self):
        return self.object.support

    def get_context_data(self, **kwargs):
        return super().get_context_data(support=self.support, **kwargs)

    def get_success_url(self):
        return self.support.get_absolute_url()


class SupportEnd(ScopedUpdateView):
    """Finished, or stopped because it did not work: with what was learnt, either way."""

    model = Support
    form_class = EndForm
    template_name = "meetings/support_end.html"

    def narrow(self, rows):
        return rows.select_related("class_group", "lead", "level_set")

    def get_initial(self):
        """What the counts say already, to go on from."""
        if self.object.outcome:
            return {}
        found = {row.moment: row for row in self.rows(Measure).filter(support=self.object)}
        measures = [found[moment] for moment in ORDER if moment in found]
        return {"outcome": " ".join(before_after.sentences(self.object, measures))}

    def save(self, form):
        support = self.get_queryset().get(pk=self.object.pk)  # the form has changed its copy
        return steps.end(support, **form.cleaned_data)
