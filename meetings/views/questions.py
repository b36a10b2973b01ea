"""The question of a term: asked at its beginning, answered at its end."""

from django.utils import timezone
from django.utils.functional import cached_property

from schools.access import CHANGE, FILL, READ
from schools.scoped_views import ScopedCreateView, ScopedUpdateView

from ..forms.groups import QuestionForm
from ..kinds import MeetingState
from ..models import Group, TermQuestion
from ..services.terms import code_on, half_year


class AsksAQuestion:
    model = TermQuestion
    form_class = QuestionForm
    template_name = "meetings/question_form.html"
    choice_actions = {"answered_in": READ}
    action = CHANGE

    def choices(self, name, rows):
        """Meetings of the group in that term: never more than a term holds."""
        span = half_year(self.question_term)
        rows = super().choices(name, rows).filter(group=self.group, state=MeetingState.HELD)
        return rows.filter(date__range=(span.first_day, span.last_day))

    def get_success_url(self):
        return self.group.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(group=self.group, **kwargs)


class QuestionCreate(AsksAQuestion, ScopedCreateView):
    """For the running term; where there is one already, it is changed instead."""

    @cached_property
    def group(self):
        return self.row(Group, self.kwargs["pk"], FILL)

    @cached_property
    def question_term(self):
        return code_on(timezone.localdate())

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.group  # noqa: B018  (a stranger stops here)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        there = self.rows(TermQuestion).filter(group=self.group, term=self.question_term).first()
        new = TermQuestion(group=self.group, term=self.question_term)
        return super().get_form_kwargs() | {"instance": there or new}


class QuestionUpdate(AsksAQuestion, ScopedUpdateView):
    def narrow(self, rows):
        return rows.select_related("group")

    @property
    def group(self):
        return self.object.group

    @property
    def question_term(self):
        return self.object.term
