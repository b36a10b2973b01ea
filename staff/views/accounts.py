"""Who can sign in."""

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from schools import audit
from schools.access import CHANGE, INVITE
from schools.models import School
from schools.scoped_views import (
    ScopedActView,
    ScopedListView,
)

from ..forms.accounts import AccountFilter
from ..models import Invitation, Person, Placement
from ..services.accounts import (
    close_account,
)


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
        invitable = self.rows(Person, INVITE)
        here = self.rows(Placement).current().values("person")
        return super().get_context_data(
            invitable=set(invitable.values_list("pk", flat=True)),
            is_without_account=invitable.without_account().filter(pk__in=here).exists(),
            schools=self.rows(School, CHANGE).in_use(),
            **kwargs,
        )


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
