"""People and their placements."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from schools import audit
from schools.access import CHANGE, INVITE, KNOW, VIEW, can
from schools.models.places import school_year_on
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)

from ..forms.people import (
    NewPersonForm,
    NewPlacementForm,
    PersonFilter,
    PersonForm,
    PlacementForm,
)
from ..models import ClassTeacher, Invitation, Person, Placement
from ..services.people import add_person, end_placement, mask, place, why_not_mask


class PersonList(ScopedListView):
    """Names, work and schools, open to colleagues; more of each only to those who may see it."""

    model = Person
    action = KNOW
    filter_form_class = PersonFilter

    def narrow(self, rows):
        year = school_year_on(timezone.localdate())
        classes = self.rows(ClassTeacher).filter(class_group__year=year)
        shown = (
            self.rows(Placement, KNOW)
            .not_ended()
            .select_related("school")
            .prefetch_related(Prefetch("classes", classes.select_related("class_group")))
        )
        return rows.prefetch_related(Prefetch("placements", shown, to_attr="shown_placements"))

    def get_filters(self):
        return (
            super()
            .get_filters()
            .shown_to(placements=self.rows(Placement, KNOW), sees_numbers=self.may(VIEW))
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(sees_all=self.may(VIEW), may_add=self.may(CHANGE), **kwargs)


class PersonDetail(ScopedDetailView):
    model = Person
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related("user")

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        placements = person.placements.select_related("school").prefetch_related(
            "subjects", Prefetch("classes", self.rows(ClassTeacher).select_related("class_group"))
        )
        return super().get_context_data(
            placements=placements,
            changeable=set(self.rows(Placement, CHANGE).values_list("pk", flat=True)),
            invitation=self.rows(Invitation).open().filter(person=person).first(),
            numbers=[
                (Person._meta.get_field(name).verbose_name, getattr(person, name))
                for name in ("nip", "ni_pppk", "nuptk", "niy", "nbm")
                if getattr(person, name)
            ],
            may_change=can(user, CHANGE, person),
            may_invite=can(user, INVITE, person),
            **kwargs,
        )


class PersonCreate(ScopedCreateView):
    model = Person
    form_class = NewPersonForm
    choice_actions = {"school": CHANGE}
    template_name = "staff/person_form.html"

    def get_initial(self):
        return {"school": self.request.user.only_school, "since": timezone.localdate()}

    def get_form_kwargs(self):
        # Whoever keeps the installation also writes down people of no school: school supervisors.
        return super().get_form_kwargs() | {"needs_school": not self.request.user.is_superuser}

    def save(self, form):
        return add_person(form, by=self.request.user)


class PersonUpdate(ScopedUpdateView):
    model = Person
    form_class = PersonForm
    template_name = "staff/person_form.html"


class PersonMask(ScopedActView):
    model = Person
    recorded_as = audit.Action.MASKED

    def asks(self, row):
        return {
            "question": _("Hide the name of %(person)s for good?") % {"person": row},
            "text": _(
                "Name, numbers and contact are taken away and cannot be brought back. "
                "What was done at school stays, under a number."
            ),
            "verb": _("Hide the name"),
            "no": _("Keep the name"),
            "destroys": True,
            "hindrance": why_not_mask(row),
        }

    def act(self, row):
        mask(row)


class PlacementCreate(ScopedCreateView):
    """A second placement of someone known here, or a first one after they had left."""

    model = Placement
    form_class = NewPlacementForm
    choice_actions = {"school": CHANGE}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.person = self.person
        return form

    def save(self, form):
        fields = form.cleaned_data
        return place(self.person, fields.pop("school"), by=self.request.user, **fields)

    @property
    def person(self):
        return self.row(Person, self.kwargs["pk"])

    def get_initial(self):
        return {"school": self.request.user.only_school, "since": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)


class PlacementUpdate(ScopedUpdateView):
    model = Placement
    form_class = PlacementForm

    def narrow(self, rows):
        return rows.select_related("person__user", "school")

    def choices(self, name, rows):
        return super().choices(name, rows).filter(school=self.object.school)

    def save(self, form):
        placement = form.save()
        if placement.until and "until" in form.changed_data:
            end_placement(placement, placement.until)
        return placement

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.object.person, **kwargs)
