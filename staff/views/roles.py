"""Giving roles, with dates, and handing a school over."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from schools.access import GIVES, HAND_OVER, KNOW, Role
from schools.models import Membership, School
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedUpdateView,
)

from ..forms.roles import HandOverForm, RoleDatesForm, RoleForm
from ..kinds import HEADS
from ..models import Placement
from ..services.people import hand_over


class RoleCreate(ScopedCreateView):
    model = Membership
    form_class = RoleForm
    choice_actions = {"person": KNOW}
    template_name = "staff/role_form.html"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        user = self.request.user
        if not user.is_superuser:
            del form.fields["cluster"], form.fields["district"]
            form.fields["school"].required = True
            given = {role for held in user.current_memberships for role in GIVES.get(held.role, ())}
            form.fields["role"].choices = [("", "–")] + [
                choice for choice in Role.choices if choice[0] in given
            ]
        return form

    def choices(self, name, rows):
        rows = super().choices(name, rows)
        return rows.exclude(user=self.request.user) if name == "person" else rows

    def get_initial(self):
        return {
            "school": self.request.user.only_school,
            "since": timezone.localdate(),
            "person": self.request.GET.get("orang"),
        }

    def get_success_url(self):
        return reverse("schools:memberships")


class RoleUpdate(ScopedUpdateView):
    model = Membership
    form_class = RoleDatesForm
    template_name = "staff/role_form.html"

    def get_success_url(self):
        return reverse("schools:memberships")


class HandOver(ScopedActView):
    """A principal leaves, the next one comes: one page for all that follows."""

    model = School
    action = HAND_OVER
    form_class = HandOverForm
    choice_actions = {"successor": KNOW}

    def get_initial(self):
        return {"first_day": timezone.localdate()}

    def choices(self, name, rows):
        """Those who work here, and whoever leads, or last led, a school in the same district."""
        school = self.object
        heads = Q(school__district=school.district_id, kind__in=sorted(HEADS))
        here = Q(school=school) & (Q(until=None) | Q(until__gte=timezone.localdate()))
        known = self.rows(Placement, KNOW).filter(heads | here)
        return super().choices(name, rows).filter(pk__in=known.values("person"))

    def asks(self, row):
        now = row.placements.principal_on(timezone.localdate())
        if now:
            text = _(
                "%(person)s leads the school now. The next principal gets the role and an account "
                "from the day you choose. Older documents keep the signature of their own time."
            ) % {"person": now.person}
        else:
            text = _("The principal gets the role and an account from the day you choose.")
        return {
            "question": _("Hand over %(school)s?") % {"school": row},
            "text": text,
            "verb": _("Hand over"),
            "no": _("Cancel"),
        }

    def act(self, row, successor, first_day):
        hand_over(row, successor, first_day=first_day, by=self.request.user)
