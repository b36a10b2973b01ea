"""Accounts: invitations, the door they open, roles, and handing a school over."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from schools import audit
from schools.access import CHANGE, GIVES, HAND_OVER, INVITE, VIEW, Role
from schools.mail import post
from schools.models import Membership, School
from schools.scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)

from ..forms.accounts import AcceptForm, AccountFilter, HandOverForm, RoleDatesForm, RoleForm
from ..models import Invitation, Person, Placement
from ..services.accounts import (
    accept,
    close_account,
    invitation_behind,
    invite,
    invite_everyone,
)
from ..services.people import hand_over


class AccountList(ScopedListView):
    """Who can sign in, who was invited, who has no account yet."""

    model = Person
    template_name = "staff/account_list.html"
    filter_form_class = AccountFilter

    def dispatch(self, request, *args, **kwargs):
        if not self.may(INVITE):  # seeing one's own account here would say nothing
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def narrow(self, rows):
        here = self.rows(Placement).current()
        open_ones = self.rows(Invitation).open()
        return (
            rows.filter(pk__in=here.values("person"))
            .select_related("user")
            .prefetch_related(
                Prefetch("placements", here.select_related("school"), to_attr="here"),
                Prefetch("invitations", open_ones, to_attr="open_invitations"),
            )
        )

    def get_context_data(self, **kwargs):
        schools = self.rows(School, CHANGE).in_use()
        return super().get_context_data(
            invitable=set(self.rows(Person, INVITE).values_list("pk", flat=True)),
            schools=schools if self.may(INVITE) else [],
            is_without_account=self.rows(Person, INVITE)
            .filter(
                user=None,
                writes_through_others=False,
                pk__in=self.rows(Placement).current().values("person"),
            )
            .exists(),
            **kwargs,
        )


class InviteEveryone(ScopedActView):
    model = School
    recorded_as = audit.Action.INVITED

    def asks(self, row):
        return {
            "question": _("Make an invitation for everyone at %(school)s without an account?")
            % {"school": row},
            "text": _("You get one slip a person, to print or to copy. Nothing is sent by itself."),
            "verb": _("Make the invitations"),
            "no": _("Not yet"),
            "no_url": reverse("staff:accounts"),
        }

    def act(self, row):
        made = invite_everyone(row, by=self.request.user)
        self.said = _("Account invitations made: %(n)d.") % {"n": len(made)}

    def get_success_url(self):
        return reverse("staff:slips", args=[self.object.pk])


class Slips(ScopedDetailView):
    """The open invitations of a school, to be printed and cut."""

    model = School
    action = CHANGE
    template_name = "staff/slips.html"

    def get_context_data(self, **kwargs):
        here = self.object.placements.current().values("person")
        invitations = self.rows(Invitation).open().filter(person__in=here)
        return super().get_context_data(
            invitations=[
                (invitation, self.request.build_absolute_uri(invitation.get_absolute_url()))
                for invitation in invitations.select_related("person__user").order_by(
                    "person__name"
                )
            ],
            **kwargs,
        )


class Invite(ScopedActView):
    """One link for one person: the first, or a new one for a lost password."""

    model = Person
    action = INVITE
    recorded_as = audit.Action.INVITED

    def asks(self, row):
        return {
            "question": _("Make an account invitation for %(person)s?") % {"person": row},
            "text": _("The link is good for two weeks and for one person. Older links stop."),
            "verb": _("Create account invitation"),
            "no": _("Not yet"),
        }

    def act(self, row):
        self.invitation = invite(row, by=self.request.user)
        self.said = _("Account invitations made: %(n)d.") % {"n": 1}

    def get_success_url(self):
        return reverse("staff:invitation_detail", args=[self.invitation.pk])


class InvitationDetail(ScopedDetailView):
    """The link of one invitation, to copy, and to send to the person's own email."""

    model = Invitation
    template_name = "staff/invitation_detail.html"

    def narrow(self, rows):
        return rows.open().select_related("person__user")

    def link(self):
        return self.request.build_absolute_uri(self.object.get_absolute_url())

    def get_context_data(self, **kwargs):
        placement = self.object.person.placements.current().select_related("school").first()
        return super().get_context_data(
            link=self.link(), school=placement.school if placement else "", **kwargs
        )

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        person = self.object.person
        if person.email:
            words = {
                "name": person.full_name,
                "link": self.link(),
                "date": date_format(timezone.localtime(self.object.good_until)),
            }
            with transaction.atomic():
                post(
                    person.email,
                    _("Sejawat: your account invitation"),
                    _(
                        "Sejawat account for %(name)s\n\n"
                        "Open this link before %(date)s: %(link)s\n\n"
                        "It is for you alone. If this message looks odd, tell your operator."
                    )
                    % words,
                )
                audit.record(request, audit.Action.INVITED, person)
            messages.success(request, _("Sent to %(email)s.") % {"email": person.email})
        return redirect("staff:invitation_detail", self.object.pk)


class CloseAccount(ScopedActView):
    model = Person
    action = INVITE

    def narrow(self, rows):
        return rows.filter(user__is_active=True)

    def asks(self, row):
        return {
            "question": _("Deactivate this account?"),
            "text": _("%(person)s can no longer sign in; all records stay.") % {"person": row},
            "verb": _("Deactivate account"),
            "no": _("Leave it as it is"),
            "destroys": True,
        }

    def act(self, row):
        close_account(row)
        audit.record(self.request, audit.Action.ENDED, row.user)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation(request, pk, code):
    """The door: whoever holds the link chooses a user name and a password, and is in."""
    found = invitation_behind(pk, code)
    if found is None or not found.is_open():
        return render(request, "staff/invitation_over.html", {"invitation": found}, status=410)
    user = found.person.user
    form = AcceptForm(request.POST or None, instance=user)
    if form.is_valid():
        fields = form.cleaned_data
        if accept(found, username=fields["username"], password=fields["password"]):
            return let_in(request, user)
        return render(request, "staff/invitation_over.html", {"invitation": found}, status=410)
    return render(request, "staff/invitation_accept.html", {"invitation": found, "form": form})


def let_in(request, user):
    """Sign in at once, unless the account asks for a second step: then by the front door."""
    user.refresh_from_db()
    if is_mfa_enabled(user):
        messages.success(request, _("Your new password is set. Sign in with it."))
        return redirect("account_login")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return redirect("home")


class RoleCreate(ScopedCreateView):
    model = Membership
    form_class = RoleForm
    choice_actions = {"person": VIEW}
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
    choice_actions = {"successor": VIEW}

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
