"""What a cycle found, what both sides make of it, and whether its criterion was met."""

from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schools.access import CHANGE, can
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedUpdateView,
)

from ..forms.cycles import (
    FateForm,
    ProblemForm,
    ReflectionForm,
    VerdictForm,
)
from ..kinds import Fate, Stage
from ..models import (
    Cycle,
    InstrumentVersion,
    Participant,
    Problem,
    Reflection,
)
from ..services import cycles as steps

PROMPTS = {"gains": "gains", "challenges": "challenges", "factors": "factors", "next_step": "next"}


class ProblemCreate(ScopedCreateView):
    model = Problem
    form_class = ProblemForm

    @cached_property
    def cycle(self):
        cycle = self.row(Cycle, self.kwargs["pk"], CHANGE)
        if not cycle.is_open():
            raise Http404
        return cycle

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Problem(cycle=self.cycle)}

    def get_context_data(self, **kwargs):
        return super().get_context_data(cycle=self.cycle, **kwargs)


class ProblemDecide(ScopedActView):
    model = Problem
    form_class = FateForm

    def narrow(self, rows):
        return rows.exclude(cycle__stage=Stage.CLOSED).select_related("cycle")

    def get_initial(self):
        decided = {"reason": self.object.reason}
        return decided | ({} if self.object.state == Fate.OPEN else {"state": self.object.state})

    def asks(self, row):
        passed_on = self.rows(Problem).filter(came_from=row).exists()
        return {
            "question": _("What becomes of this problem?"),
            "text": row.text,
            "verb": _("Save"),
            "no": _("Not yet"),
            "hindrance": _("It has been passed on; decide it in the cycle that follows.")
            if passed_on
            else "",
        }

    def act(self, row, state, reason):
        if self.rows(Problem).filter(came_from=row).exists():
            return
        steps.decide(row, state=state, reason=reason)


class WriteReflection(ScopedCreateView):
    """One's own side of a cycle; opened again, it is the same text."""

    model = Reflection
    form_class = ReflectionForm

    @cached_property
    def cycle(self):
        """A cycle that still runs, in which the reader leads or takes part."""
        cycle = self.row(Cycle, self.kwargs["pk"])
        if cycle.stage == Stage.CLOSED or not (self.leads(cycle) or self.part_in(cycle)):
            raise Http404
        return cycle

    def leads(self, cycle):
        return can(self.request.user, CHANGE, cycle)

    def part_in(self, cycle):
        own = self.rows(Participant).filter(cycle=cycle, person__user=self.request.user)
        return own.select_related("person").first()

    @cached_property
    def is_principal(self):
        return self.leads(self.cycle)

    def get_form_kwargs(self):
        person = None if self.is_principal else self.part_in(self.cycle).person
        own = self.rows(Reflection, CHANGE).filter(cycle=self.cycle)
        own = own.filter(is_principal=True) if self.is_principal else own.filter(person=person)
        new = Reflection(
            cycle=self.cycle,
            written_by=self.request.user,
            person=person,
            is_principal=self.is_principal,
        )
        return super().get_form_kwargs() | {
            "instance": own.first() or new,
            "prompts": self.prompts("principal" if self.is_principal else "teacher"),
        }

    def prompts(self, speaker):
        """What the library asks of each part, of this side or of both."""
        version = (
            self.rows(InstrumentVersion)
            .filter(instrument__key="refleksi-siklus", instrument__school=None)
            .order_by("-number")
            .first()
        )
        if version is None:
            return {}
        asked = [
            (item.part, item.prompt.in_language(get_language() or "id"))
            for item in version.rubric.items
            if item.speaker in {speaker, "both"}
        ]
        return {
            part: " ".join(words for name, words in asked if name == wanted)
            for part, wanted in PROMPTS.items()
        }

    def get_context_data(self, **kwargs):
        problems = self.rows(Problem).filter(cycle=self.cycle)
        return super().get_context_data(
            cycle=self.cycle, problems=problems, is_principal=self.is_principal, **kwargs
        )

    def save(self, form):
        form.instance.written_at = timezone.now()
        return form.save()


class CycleVerdict(ScopedUpdateView):
    model = Cycle
    form_class = VerdictForm
    template_name = "supervision/cycle_verdict.html"

    def narrow(self, rows):
        return rows.running().filter(locked_at=None).exclude(criterion="")
