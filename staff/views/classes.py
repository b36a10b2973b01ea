"""Classes of a school year, and the next one made from the last."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from schools.access import CHANGE, KNOW, VIEW
from schools.models import ClassGroup, School
from schools.models.places import school_year, school_year_on
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedListView,
    ScopedUpdateView,
)
from schools.views.use import RegisterUse

from ..forms.classes import ClassFilter, ClassGroupForm, FirstClassesForm
from ..models import ClassTeacher, Placement
from ..services.years import (
    copy_year,
    first_classes,
    missing_classes,
    missing_terms,
    set_class_teacher,
    start_classes,
)


class ClassList(ScopedListView):
    model = ClassGroup
    template_name = "staff/class_list.html"
    filter_form_class = ClassFilter

    def narrow(self, rows):
        teachers = self.rows(ClassTeacher).select_related("placement__person")
        return (
            rows.select_related("school")
            .prefetch_related(Prefetch("class_teacher", teachers))
            .order_by("school__name", "-is_active", "grade", "name")
        )

    def get_filters(self):
        years = self.rows(ClassGroup).values_list("year", flat=True).order_by("-year").distinct()
        return super().get_filters().shown_to(years=years, now=this_year())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_change=self.may(CHANGE),
            knows_teachers=self.may(VIEW, ClassTeacher),
            my_schools=self.rows(School, CHANGE).in_use()[:20],
            **kwargs,
        )


def who_may_teach(placements):
    return placements.not_ended().select_related("person", "school").order_by("person__name")


class ClassFormMixin:
    model = ClassGroup
    form_class = ClassGroupForm
    choice_actions = {"school": CHANGE, "teacher": KNOW}
    template_name = "staff/class_form.html"

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        return who_may_teach(rows) if name == "teacher" else rows

    def save(self, form):
        group = form.save()
        set_class_teacher(group, form.cleaned_data["teacher"])
        return group


class ClassCreate(ClassFormMixin, ScopedCreateView):
    def get_initial(self):
        return {"school": self.request.user.only_school, "year": this_year()}


class ClassUpdate(ClassFormMixin, ScopedUpdateView):
    def choices(self, name, rows):
        rows = super().choices(name, rows)
        return rows.filter(school=self.object.school) if name == "teacher" else rows


class ClassUse(RegisterUse):
    model = ClassGroup


class StartClasses(ScopedActView):
    model = School
    form_class = FirstClassesForm

    @cached_property
    def classes(self):
        return first_classes(self.object, this_year())

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"classes": self.classes}

    def choices(self, name, rows):
        here = self.rows(Placement, KNOW).filter(school=self.object)
        return who_may_teach(super().choices(name, here))

    def asks(self, row):
        one_by_one = _("Here classes are added one by one, on the page of classes.")
        return {
            "question": _("Make the classes of %(year)s?") % {"year": school_year(this_year())},
            "text": _(
                "One class a grade, to begin with. Choose whose each is, if you know already. "
                "Names and more classes can follow."
            ),
            "hindrance": "" if self.classes else one_by_one,
            "verb": _("Make the classes"),
            "no": _("Not yet"),
            "no_url": reverse("staff:classes"),
        }

    def act(self, row, teachers):
        made = start_classes(row, this_year(), teachers)
        self.said = _("Classes made: %(n)d.") % {"n": len(made)}

    def get_success_url(self):
        return reverse("staff:classes")


class NewYear(ScopedActView):
    """Next year's terms and classes, from this year's, in one step."""

    model = School

    def next_year(self):
        years = self.object.class_groups.values_list("year", flat=True)
        return max(years) + 1 if years else this_year()

    def asks(self, row):
        year = self.next_year()
        terms, classes = missing_terms(row, year), missing_classes(row, year)
        dated = [
            f"{term}: {date_format(term.first_day)}–{date_format(term.last_day)}" for term in terms
        ]
        nothing = _("There are no classes yet. Make the first ones on the page of classes.")
        return {
            "question": _("Make school year %(year)s from the year before?")
            % {"year": school_year(year)},
            "text": _(
                "Terms keep their days of the week, classes their names and class teachers. "
                "Pupils are counted anew. What is there already stays as it is."
            ),
            "details": [*dated, ", ".join(group.name for group in classes)],
            "hindrance": "" if classes else nothing,
            "verb": _("Make the new year"),
            "no": _("Not yet"),
            "no_url": reverse("staff:classes"),
        }

    def act(self, row):
        self.year = self.next_year()
        terms, classes = copy_year(row, self.year)
        self.said = _("Terms made: %(terms)d. Classes made: %(classes)d.") % {
            "terms": terms,
            "classes": classes,
        }

    def get_success_url(self):
        return ClassGroup.list_of(self.year)


def this_year():
    return school_year_on(timezone.localdate())
