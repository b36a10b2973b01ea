"""Links that open accounts: made, handed on, and used."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from schools import audit
from schools.access import CHANGE, INVITE
from schools.mail import post
from schools.models import School
from schools.scoped_views import (
    ScopedActView,
    ScopedDetailView,
)

from ..forms.accounts import AcceptForm
from ..models import Invitation, Person, Placement
from ..services.accounts import (
    accept,
    invitation_behind,
    invite,
    invite_everyone,
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


def roles_to_be(person):
    """What the account holds or is to hold: whoever makes the link should know."""
    held = person.user.memberships.not_ended() if person.user else []
    return list(dict.fromkeys([*map(str, held), *map(str, person.placements.not_ended())]))


class Invite(ScopedActView):
    """One link for one person: the first, or a new one for a lost password."""

    model = Person
    action = INVITE
    recorded_as = audit.Action.INVITED

    def asks(self, row):
        return {
            "question": _("Make an account invitation for %(person)s?") % {"person": row},
            "text": _("The link is good for two weeks and for one person. Older links stop."),
            "details": roles_to_be(row),
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
        placements = self.rows(Placement).filter(person=self.object.person)
        placement = placements.current().select_related("school").first()
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


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def invitation(request, pk, code):
    """The door: whoever holds the link chooses a user name and a password, and is in."""
    found = invitation_behind(pk, code)
    if found is None or not found.is_open():
        return render(request, "staff/invitation_over.html", {"invitation": found}, status=410)
    user = found.person.user
    form = AcceptForm(
        request.POST or None, instance=user, initial={"email": user.email or found.person.email}
    )
    if form.is_valid() and (answer := enter(request, found, form)):
        return answer
    return render(request, "staff/invitation_accept.html", {"invitation": found, "form": form})


def enter(request, found, form):
    """Use the link up and let the person in; nothing if another took the name just now."""
    try:
        if accept(found, **form.cleaned_data):
            return let_in(request, found.person.user)
    except IntegrityError:
        form.add_error("username", _("This user name is taken."))
        return None
    return render(request, "staff/invitation_over.html", {"invitation": found}, status=410)


def let_in(request, user):
    """Sign in at once, unless the account asks for a second step: then by the front door."""
    user.refresh_from_db()
    if is_mfa_enabled(user):
        messages.success(request, _("Your new password is set. Sign in with it."))
        return redirect("account_login")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return redirect("home")
