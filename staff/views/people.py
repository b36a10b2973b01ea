"""People and their placements."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from schools import audit
from schools.access import CHANGE, INVITE, KNOW, MASK, VIEW, Role, can
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
from ..kinds import HEADS
from ..models import ClassTeacher, Invitation, Person, Placement
from ..services.people import add_person, end_placement, mask, place, why_not_mask


def without_heads(form, user):
    """Who leads the school is written down by those who may give that role."""
    if not (user.is_superuser or user.holds({Role.PRINCIPAL})):
        kinds = form.fields["kind"]
        kinds.choices = [choice for choice in kinds.choices if choice[0] not in HEADS]
    return form


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
            .shown_to(
                placements=self.rows(Placement, KNOW),
                viewable=self.rows(Person),
                sees_numbers=self.may(VIEW),
            )
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            sees_all=self.may(VIEW), may_add=self.may(CHANGE), **kwargs
        )
        shown = [person.pk for person in context["object_list"]]
        return context | {
            "viewable": self.among(shown, VIEW),
            "maskable": self.among(shown, MASK),
        }

    def among(self, shown, action):
        return set(self.rows(Person, action).filter(pk__in=shown).values_list("pk", flat=True))


class PersonDetail(ScopedDetailView):
    model = Person
    reading_is_recorded = True

    def narrow(self, rows):
        return rows.select_related("user")

    def get_context_data(self, **kwargs):
        person, user = self.object, self.request.user
        placements = self.rows(Placement).filter(person=person).select_related("school")
        placements = placements.prefetch_related(
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

    def get_form(self, form_class=None):
        return without_heads(super().get_form(form_class), self.request.user)

    def save(self, form):
        return add_person(form, by=self.request.user)

    def saved(self):
        """Whoever has another home school is known here, and changed there."""
        return self.rows(Person, KNOW)

    def get_success_url(self):
        is_kept_here = can(self.request.user, VIEW, self.object)
        return self.object.get_absolute_url() if is_kept_here else reverse("staff:people")


class PersonUpdate(ScopedUpdateView):
    model = Person
    form_class = PersonForm
    template_name = "staff/person_form.html"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not can(self.request.user, INVITE, self.object):
            del form.fields["email"]  # a link to the account would go there
        return form


class PersonMask(ScopedActView):
    model = Person
    action = MASK
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
            "no_url": reverse("staff:people"),
            "destroys": True,
            "hindrance": why_not_mask(row),
        }

    def act(self, row):
        mask(row)

    def get_success_url(self):
        return reverse("staff:people")


class PlacementCreate(ScopedCreateView):
    """A second placement of someone known here, or a first one after they had left."""

    model = Placement
    form_class = NewPlacementForm
    choice_actions = {"school": CHANGE}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.instance.person = self.person
        return without_heads(form, self.request.user)

    def save(self, form):
        fields = form.cleaned_data
        return place(self.person, fields.pop("school"), by=self.request.user, **fields)

    @property
    def person(self):
        return self.row(Person, self.kwargs["pk"], CHANGE)

    def get_initial(self):
        return {"school": self.request.user.only_school, "since": timezone.localdate()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)


class PlacementUpdate(ScopedUpdateView):
    model = Placement
    form_class = PlacementForm

    def narrow(self, rows):
        return rows.select_related("person__user", "school")

    def get_form(self, form_class=None):
        return without_heads(super().get_form(form_class), self.request.user)

    def choices(self, name, rows):
        return super().choices(name, rows).filter(school=self.object.school)

    def save(self, form):
        placement = form.save()
        if placement.until and "until" in form.changed_data:
            end_placement(placement, placement.until, by=self.request.user)
        return placement

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.object.person, **kwargs)
