"""Trying a practice of a colleague, and saying how it went."""

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import CreateView

from schools.access import AT_SCHOOL, CHANGE, KNOW
from schools.models.places import school_year_on
from schools.scoped_views import ScopedActView, ScopedFormMixin, ScopedUpdateView
from staff.models import ClassTeacher, Placement

from ..forms.practices import AdoptionForm, VerdictForm
from ..models import Adoption, Practice
from ..services import practices
from .practices import grades_at, own_placement

WITHOUT_ACCOUNT = Q(person__user=None) | Q(person__writes_through_others=True)


class ForAPerson:
    """What is written here is about the person of the adoption, who may not be the writer."""

    def on_behalf_of(self):
        person = self.object.person
        return "" if person.user_id == self.request.user.pk else str(person)


class TriesAPractice(ForAPerson):
    model = Adoption
    form_class = AdoptionForm
    template_name = "meetings/adoption_form.html"
    choice_actions = {"person": KNOW}

    @cached_property
    def own(self):
        return own_placement(self)

    @cached_property
    def people(self):
        """Whose trial the reader can write down: ids of people, their own record first."""
        schools = [
            membership.school_id
            for membership in self.request.user.current_memberships
            if membership.role in AT_SCHOOL
        ]
        rows = self.rows(Placement, KNOW).not_ended().filter(school__in=schools)
        others = rows.filter(WITHOUT_ACCOUNT).values_list("person", flat=True)
        own = [self.own.person_id] if self.own else []
        return own + [pk for pk in others if pk not in own]

    @cached_property
    def schools(self):
        """Where they work: there are the classes to choose from."""
        rows = self.rows(Placement, KNOW).not_ended().filter(person__in=self.people)
        return {
            placement.school_id: placement.school for placement in rows.select_related("school")
        }

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        match name:
            case "person":
                return rows.filter(pk__in=self.people)
            case "class_group":
                year = school_year_on(timezone.localdate())
                now = Q(year=year) | Q(pk=self.object.class_group_id if self.object else None)
                rows = rows.filter(now, school__in=self.schools)
                return rows.select_related("school").order_by("school", "grade", "name")
            case "parent":
                others = rows.filter(practice=self.practice).exclude(pk=self.object_key)
                return others.select_related("person", "school").order_by("since", "pk")
        return rows

    @property
    def object_key(self):
        return self.object.pk if self.object else None

    def get_form_kwargs(self):
        grades = {grade for school in self.schools.values() for grade in grades_at(school)}
        return super().get_form_kwargs() | {
            "grades": sorted(grades or range(14)),
            "author": self.practice.person,
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(practice=self.practice, **kwargs)


class PracticeAdopt(TriesAPractice, ScopedFormMixin, CreateView):
    """In a class of one's own; or written down for somebody without an account."""

    def dispatch(self, request, *args, **kwargs):
        if not self.people:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def practice(self):
        return self.row(Practice, self.kwargs["pk"])

    @cached_property
    def source(self):
        """Whoever it is learnt from, when the button was pressed at a branch."""
        asked = self.request.GET.get("from", "")
        rows = self.rows(Adoption).filter(practice=self.practice)
        return next((row for row in rows.only("pk") if str(row.pk) == asked), None)

    def get_initial(self):
        year = school_year_on(timezone.localdate())
        mine = (
            self.rows(ClassTeacher)
            .filter(placement__person__in=self.people[:1], class_group__year=year)
            .select_related("class_group")
            .order_by("class_group__grade")
            .first()
        )
        group = mine.class_group if mine and self.own else None
        return {
            "person": self.people[0],
            "class_group": group,
            "grade": group.grade if group else None,
            "parent": self.source,
            "since": timezone.localdate(),
        }

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"alone": self.people == [self.own_key]}

    @property
    def own_key(self):
        return self.own.person_id if self.own else None

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.practice = self.practice
        if "person" not in form.fields:
            form.instance.person = self.own.person
        return form

    def save(self, form):
        adoption = form.instance
        adoption.school = self.school_of(adoption)
        return practices.adopt(adoption, by=self.request.user)

    def school_of(self, adoption):
        """The school of the class; without one, where the person is at home."""
        if adoption.class_group:
            return adoption.class_group.school
        rows = self.rows(Placement, KNOW).not_ended().filter(person=adoption.person)
        return rows.select_related("school").order_by("-is_home", "pk").first().school


class AdoptionUpdate(TriesAPractice, ScopedUpdateView):
    """The class, the grade, what is changed for it, and where it was learnt."""

    def narrow(self, rows):
        return rows.select_related("practice__person", "person__user", "school")

    @property
    def practice(self):
        return self.object.practice

    @cached_property
    def people(self):
        return [self.object.person_id]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"alone": True}

    def choices(self, name, rows):
        """Nobody learns from those who learnt from them."""
        rows = super().choices(name, rows)
        return rows.exclude(pk__in=practices.learnt_from(self.object)) if name == "parent" else rows

    def save(self, form):
        if form.instance.class_group:
            form.instance.school = form.instance.class_group.school
        return form.save()


class AdoptionVerdict(ForAPerson, ScopedActView):
    """How it went; what was said before stays in view."""

    model = Adoption
    action = CHANGE
    form_class = VerdictForm

    def narrow(self, rows):
        return rows.select_related("practice__person", "person__user")

    def get_initial(self):
        return {"happened": self.object.happened, "verdict": self.object.verdict}

    def asks(self, row):
        said = _("What was said before stays in view, with its date.") if row.verdict else ""
        text = _("Keep it, change it or drop it: each is a result that helps whoever comes next.")
        return {
            "question": _("How did it go with “%(practice)s”?") % {"practice": row.practice},
            "text": f"{text} {said}".strip(),
            "verb": _("Save"),
            "no": _("Cancel"),
        }

    def act(self, row, happened, verdict):
        practices.judge(row, happened=happened, verdict=verdict)
