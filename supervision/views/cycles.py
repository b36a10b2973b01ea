"""Where cycles stand: the home of supervision, the page of a cycle, and its next stage."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.views.mentions import ShowsSentences
from schools.access import ACCEPT, CHANGE, READ, Role, can
from schools.models import School
from schools.scoped_views import PersonalView, ScopedActView, ScopedDetailView

from .. import overview
from ..forms.cycles import AdvanceForm
from ..kinds import Stage
from ..models import Cycle, Participant, Problem, Reflection, Visit
from ..services import cycles as steps
from ..services.coverage import of_cycle
from .marks import passages_of_reflections


class SupervisionHome(PersonalView):
    """Where supervision stands today: of the reader's schools, and of the reader's own work."""

    template_name = "supervision/supervision_home.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        leads = user.holds({Role.PRINCIPAL, Role.SUPERVISOR})
        running = overview.running_cycles(user, self.rows(Cycle).running()[:20], leads=leads)
        to_come = self.rows(Visit).still_to_come().filter(date__gte=today)
        return super().get_context_data(
            leads=leads,
            steps=[
                _("The plan: one focus, an instrument, and who takes part."),
                _("Everybody accepts it, then the visits get their dates."),
                _("Each visit is shared, and both sides write what came of it."),
            ],
            may_plan=self.may(CHANGE, Cycle),
            running=running,
            closed=self.rows(Cycle).filter(stage=Stage.CLOSED).select_related("school", "term")[:6],
            to_come=to_come.select_related("person", "class_group", "observer", "school").order_by(
                "date", "start"
            )[:6],
            mine=self.rows(Visit)
            .filter(person__user=user)
            .select_related("observer", "cycle")
            .order_by("-date")[:6],
            to_accept=self.rows(Participant, ACCEPT)
            .filter(accepted_at=None, person__user=user)
            .exclude(cycle__stage=Stage.CLOSED)
            .select_related("cycle__school"),
            schools=list(self.rows(School, READ)[:20]) if leads else [],
            **kwargs,
        )


class CycleDetail(ShowsSentences, ScopedDetailView):
    model = Cycle

    def narrow(self, rows):
        rows = overview.with_people(self.request.user, rows)
        return rows.select_related("band_set", "follows", "planned_by")

    def get_context_data(self, **kwargs):
        cycle, user = self.object, self.request.user
        leads, reads = can(user, CHANGE, cycle), can(user, READ, cycle)
        parts = list(cycle.participants.all())
        seats = of_cycle(cycle)
        own = next((part for part in parts if part.person.user_id == user.pk), None)
        problems = self.rows(Problem).filter(cycle=cycle).select_related("came_from__cycle")
        told = self.rows(Reflection).filter(cycle=cycle).select_related("person", "written_by")
        may_mark = bool(told) and (leads or own)
        acceptable = self.rows(Participant, ACCEPT).filter(cycle=cycle, accepted_at=None)
        following = self.rows(Cycle).filter(follows=cycle).first()
        return super().get_context_data(
            leads=leads,
            reads_results=reads,
            stages=list(overview.stepper(cycle)),
            moves=list(overview.moves_of(cycle)),
            next_stage=Stage(cycle.stage).following,
            missing=self.what_is_missing(told) if leads else [],
            coverage=seats if reads else None,
            boxes=overview.boxes_of(user, seats),
            rows=list(zip(parts, seats.seats, strict=True)),
            own=own,
            acceptable=set(acceptable.values_list("pk", flat=True)),
            problems=list(problems),
            reflections=list(told),
            parts=self.side_by_side(told),
            marking=self.marking(
                passages_of_reflections(told, {}),
                path=cycle.get_absolute_url(),
                url=reverse("supervision:cycle_mark", args=[cycle.pk]) if may_mark else "",
                school=cycle.school,
            ),
            may_reflect=(leads or own) and cycle.stage != Stage.CLOSED,
            has_written=any(row.written_by_id == user.pk for row in told),
            following=following,
            is_planning=cycle.stage == Stage.PLANNING,
            **kwargs,
        )

    def what_is_missing(self, told):
        """What the next stage needs, each with the page where it is done."""
        cycle, pk = self.object, self.object.pk
        pages = {
            Stage.ACTION: reverse("supervision:cycle_schedule", args=[pk]),
            Stage.OBSERVATION: reverse("supervision:cycle_schedule", args=[pk]),
        }
        if not any(row.is_principal and row.is_whole() for row in told):
            pages[Stage.REFLECTION] = reverse("supervision:reflection", args=[pk])
        return {
            "parts": steps.missing_parts(cycle),
            "url": pages.get(cycle.stage, ""),
        }

    def side_by_side(self, told):
        """Each of the four parts with what the two sides wrote in it, teachers first."""
        for part in Reflection.PARTS:
            written = [(row, f"{part}-{row.pk}") for row in told if getattr(row, part)]
            yield {
                "label": Reflection._meta.get_field(part).verbose_name,
                "teachers": [pair for pair in written if not pair[0].is_principal],
                "principal": [pair for pair in written if pair[0].is_principal],
            }


# From stage to stage


class CycleAdvance(ScopedActView):
    model = Cycle
    form_class = AdvanceForm
    template_name = "supervision/cycle_advance.html"

    def narrow(self, rows):
        return rows.running().filter(locked_at=None)

    def get_initial(self):
        return {"stage": self.object.stage}

    def asks(self, row):
        following = Stage(row.stage).following
        closes = following == Stage.CLOSED
        return {
            "question": _("Close %(cycle)s?") % {"cycle": row.name}
            if closes
            else _("Open the stage “%(stage)s” of %(cycle)s?")
            % {"stage": following.label, "cycle": row.name},
            "text": what_opens(row, following),
            "verb": _("Close the cycle") if closes else _("Open the stage"),
            "no": _("Not yet"),
            "lacking": steps.missing_parts(row),
        }

    def act(self, row, stage):
        steps.advance(row, stage=stage)


def what_opens(cycle, stage):
    match stage:
        case Stage.ACTION:
            locks = cycle.follows is not None and cycle.follows.is_baseline
            if locks:
                return _("Visits get their dates. The baseline is locked from now on.")
            return _("Visits get their dates, and teachers try what was agreed.")
        case Stage.OBSERVATION:
            return _("Visits take place, and each is shared with the person visited.")
        case Stage.REFLECTION:
            return _("Both sides write what came of it, and each problem is decided.")
    return _("After this nothing in it changes. What is carried over opens the next cycle.")
