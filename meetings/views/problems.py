"""Class problems: searched, written, answered with ideas, and what came of them."""

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import CHANGE, FILL, can
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)

from ..forms.problems import IdeaForm, OutcomeForm, ProblemFilter, ProblemForm
from ..models import ClassProblem, Idea, Meeting, Practice
from ..services import problems as services
from .adoptions import WITHOUT_ACCOUNT
from .practices import may_adopt
from .within import KnowsMembers, LeadsOn, WithinGroup, WritesInGroups, chosen, keep_unseen

MANY = 60  # subjects to choose from


class ProblemList(WritesInGroups, ScopedListView):
    model = ClassProblem
    filter_form_class = ProblemFilter

    def narrow(self, rows):
        rows = rows.select_related("person", "group").annotate(offered=Count("ideas"))
        return rows.order_by("-opened", "pk")

    def get_filters(self):
        filters = super().get_filters()
        there = self.rows(ClassProblem).order_by()
        grades = there.exclude(grade=None).values_list("grade", flat=True).distinct()
        subjects = there.exclude(subject="").values_list("subject", flat=True).distinct()
        filters.offer(sorted(grades), sorted(subjects[:MANY]))
        filters.full_clean()
        return filters

    def get_context_data(self, **kwargs):
        page = super().get_context_data(**kwargs)
        group = page["filters"].cleaned_data.get("group")
        return page | {
            "group": self.group_to_write_in(group),
            "how_it_starts": [
                _("You write what you see in class, without names of pupils."),
                _("Colleagues write what has worked for them."),
                _("You try one of it, and say what came of it."),
            ],
        }


class ProblemDetail(LeadsOn, KnowsMembers, ScopedDetailView):
    model = ClassProblem

    def narrow(self, rows):
        return rows.select_related("person", "group").prefetch_related(
            "ideas__by", "ideas__entered_by"
        )

    def get_context_data(self, **kwargs):
        problem, user = self.object, self.request.user
        may_offer = can(user, FILL, problem)
        practice = self.seen(Practice, problem.practice_id, "person")
        ideas = self.rows(Idea, CHANGE).filter(problem=problem)
        return super().get_context_data(
            problem=problem,
            meeting=self.seen(Meeting, problem.meeting_id),
            practice=practice,
            may_adopt=practice is not None and may_adopt(self, practice),
            may_offer=may_offer,
            form=idea_form(self, problem.group_id) if may_offer else None,
            may_change=can(user, CHANGE, problem),
            own_ideas=set(ideas.values_list("pk", flat=True)),
            **kwargs,
        )


def without_account(view, group):
    """Members through whom a colleague speaks, because they have no account."""
    return view.members(group).filter(WITHOUT_ACCOUNT, person__isnull=False)


def idea_form(view, group, *args, **kwargs):
    others = without_account(view, group)
    return IdeaForm(*args, members=others if others.exists() else None, **kwargs)


class ProblemCreate(WithinGroup, ScopedCreateView):
    model = ClassProblem
    form_class = ProblemForm
    action = FILL
    template_name = "meetings/classproblem_form.html"

    @cached_property
    def others(self):
        """Whose class it may be, besides the writer's: of all, for whoever keeps the record."""
        if can(self.request.user, CHANGE, self.group):
            rows = self.members(self.group).filter(person__isnull=False)
        else:
            rows = without_account(self, self.group)
        return rows.exclude(person__user=self.request.user) if rows.exists() else None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"members": self.others}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            group=self.group,
            meeting=self.meeting,
            other_groups=self.own_groups().exclude(pk=self.group.pk)[:6],
            **kwargs,
        )

    def save(self, form):
        member = form.cleaned_data.get("member") or self.own_member(self.group)
        return services.open_problem(
            self.group, person=member.person, meeting=self.meeting, **form.facts()
        )

    def on_behalf_of(self):
        return in_whose_name(self.request.user, self.object.person)


def in_whose_name(user, person):
    return "" if person.user_id == user.pk else str(person)


class ProblemUpdate(ScopedUpdateView):
    model = ClassProblem
    form_class = ProblemForm
    template_name = "meetings/classproblem_form.html"

    def narrow(self, rows):
        return rows.select_related("group", "person")

    def on_behalf_of(self):
        return in_whose_name(self.request.user, self.object.person)


class ProblemOutcome(ScopedUpdateView):
    model = ClassProblem
    form_class = OutcomeForm
    template_name = "meetings/classproblem_outcome.html"

    def narrow(self, rows):
        return rows.select_related("group", "person")

    def get_form(self, form_class=None):
        return keep_unseen(super().get_form(form_class), "practice")

    def choices(self, name, rows):
        row = self.object
        mine = Q(group=row.group_id) | Q(meeting__group=row.group_id) | Q(pk=row.practice_id)
        return super().choices(name, rows).filter(mine)

    def save(self, form):
        fields = chosen(form, "trial", "outcome", "state", "practice")
        return services.say_what_came(self.object, **fields)

    def on_behalf_of(self):
        return in_whose_name(self.request.user, self.object.person)


class IdeaCreate(KnowsMembers, ScopedCreateView):
    """Sent from the page of the problem; the page of its own is there when something is missing."""

    model = Idea
    form_class = IdeaForm
    action = FILL
    template_name = "meetings/idea_form.html"

    @cached_property
    def problem(self):
        return self.row(ClassProblem, self.kwargs["pk"], FILL)

    def get_form_kwargs(self):
        others = without_account(self, self.problem.group_id)
        return super().get_form_kwargs() | {"members": others if others.exists() else None}

    def get_context_data(self, **kwargs):
        return super().get_context_data(problem=self.problem, **kwargs)

    def save(self, form):
        member = form.cleaned_data.get("member")
        return services.offer(
            self.problem,
            form.cleaned_data["text"],
            by=self.request.user,
            person=member.person if member else None,
        )

    def on_behalf_of(self):
        return in_whose_name(self.request.user, self.object.by)


class IdeaUpdate(ScopedUpdateView):
    model = Idea
    form_class = IdeaForm
    template_name = "meetings/idea_form.html"

    def narrow(self, rows):
        return rows.select_related("problem", "by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(problem=self.object.problem, **kwargs)

    def on_behalf_of(self):
        return in_whose_name(self.request.user, self.object.by)


class IdeaRemove(ScopedActView):
    model = Idea
    action = CHANGE

    def narrow(self, rows):
        return rows.select_related("problem")

    def asks(self, row):
        return {
            "question": _("Remove this idea?"),
            "text": row.text,
            "verb": _("Remove the idea"),
            "no": _("Keep it"),
            "destroys": True,
        }

    def act(self, row):
        self.rows(Idea, CHANGE).filter(pk=row.pk).delete()
