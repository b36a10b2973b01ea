"""All visits of a cycle on one screen: planned together, moved together."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools import audit
from schools.access import KNOW, Role
from schools.models import ClassGroup, Holiday, Membership
from schools.models.places import school_year_on
from schools.scoped_views import ScopedUpdateView
from staff.models import ClassTeacher, Placement

from ..forms.schedule import ScheduleForm
from ..kinds import BEFORE, SUPERVISION, TOOK_PLACE
from ..models import Cycle, Participant, Visit
from ..services.schedule import arrange, days_to_propose


class CycleSchedule(ScopedUpdateView):
    model = Cycle
    form_class = ScheduleForm
    template_name = "supervision/cycle_schedule.html"

    def narrow(self, rows):
        return (
            rows.running()
            .filter(locked_at=None)
            .select_related("school", "term", "version__instrument", "band_set")
        )

    def get_form_kwargs(self):
        cycle = self.object
        visits = list(
            self.rows(Visit)
            .filter(cycle=cycle, kind__in=sorted(SUPERVISION))
            .select_related("person", "observer", "class_group")
        )
        people = self.rows(Participant).filter(cycle=cycle).select_related("person")
        kinds = dict(
            self.rows(Placement, KNOW)
            .filter(school=cycle.school)
            .current()
            .values_list("person", "kind")
        )
        observers = self.observers()
        return super().get_form_kwargs() | {
            "seats": [(part, kinds.get(part.person_id, ""), visits) for part in people],
            "classes": self.classes(),
            "observers": observers,
            "own_class": self.own_classes(),
            "leader": self.request.user.pk,
            "others": self.elsewhere([pk for pk, _name in observers]),
            "proposed": self.proposed() if "usul" in self.request.GET else [],
        }

    def observers(self):
        """Whoever leads the school, and those it asked to observe."""
        roles = [Role.PRINCIPAL, Role.OBSERVER]
        held = self.rows(Membership).current().filter(school=self.object.school, role__in=roles)
        return sorted(set(held.values_list("user", "user__name")), key=lambda pair: pair[1])

    def proposed(self):
        """A day for each, from tomorrow on; nothing is planned before it is saved."""
        holidays = self.rows(Holiday).filter(school=self.object.school).days()
        return days_to_propose(self.object.term, holidays, after=timezone.localdate())

    def year(self):
        return school_year_on(self.object.term.first_day)

    def classes(self):
        groups = self.rows(ClassGroup).in_use().filter(school=self.object.school, year=self.year())
        return list(groups.order_by("grade", "name").values_list("pk", "name"))

    def own_classes(self):
        teaching = self.rows(ClassTeacher).filter(
            class_group__school=self.object.school, class_group__year=self.year()
        )
        return dict(teaching.values_list("placement__person", "class_group"))

    def elsewhere(self, observers):
        """When these observers are taken up by visits outside this cycle."""
        waits = Q(state__in=sorted(BEFORE), date__gte=timezone.localdate())
        return list(
            self.rows(Visit, KNOW)
            .filter(waits | Q(state__in=sorted(TOOK_PLACE)), observer__in=observers)
            .filter(date__range=(self.object.term.first_day, self.object.term.last_day))
            .exclude(cycle=self.object, kind__in=sorted(SUPERVISION))
            .select_related("person")
        )

    def save(self, form):
        for place, wish in form.wishes():
            is_new = place.visit is None
            visit = arrange(
                self.object,
                place.person,
                wish,
                kind=place.kind,
                visit=place.visit,
                by=self.request.user,
            )
            audit.record(
                self.request,
                audit.Action.CREATED if is_new else audit.Action.CHANGED,
                visit,
                fields=["date", "start", "end", "class_group", "observer"],
            )
        return self.object

    def get_success_url(self):
        return reverse("supervision:cycle_schedule", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        waiting = [place for place in form.places if place.visit is None]
        return super().get_context_data(
            form=form,
            says=ngettext(
                "%(n)d person has no date yet.", "%(n)d people have no date yet.", len(waiting)
            )
            % {"n": len(waiting)}
            if waiting
            else _("Everybody has a date."),
            may_propose=bool(waiting) and "usul" not in self.request.GET,
            **kwargs,
        )
