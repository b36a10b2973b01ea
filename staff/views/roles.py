"""Giving roles, with dates, and handing a school over."""

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
