"""Schools, terms, roles and history."""

from django.utils.translation import gettext_lazy as _

from ..access import CHANGE, HAND_OVER, KEEP, can
from ..filters import MembershipFilter, SchoolFilter, TermFilter
from ..forms import KeeperSchoolForm, SchoolForm, TermForm
from ..models import AuditEntry, Membership, School, Subject, Term
from ..scoped_views import (
    ScopedCreateView,
    ScopedDetailView,
    ScopedFileView,
    ScopedListView,
    ScopedUpdateView,
)
from ..services import save_school
from .use import RegisterUse


class SchoolList(ScopedListView):
    model = School
    filter_form_class = SchoolFilter

    def narrow(self, rows):
        return rows.select_related("cluster", "district")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_add=self.may(KEEP), **kwargs)


class SchoolDetail(ScopedDetailView):
    model = School

    def narrow(self, rows):
        return rows.select_related("cluster", "district")

    def get_context_data(self, **kwargs):
        school = self.object
        return super().get_context_data(
            may_change=can(self.request.user, CHANGE, school),
            may_hand_over=can(self.request.user, HAND_OVER, school),
            may_keep=can(self.request.user, KEEP, school),
            subjects=self.rows(Subject).in_use().filter(school=school),
            terms=self.rows(Term).filter(school=school)[:6],
            memberships=self.rows(Membership)
            .current()
            .filter(school=school)
            .select_related("user"),
            **kwargs,
        )


class SchoolLogo(ScopedFileView):
    model = School
    file_field = "logo"


class SchoolCreate(ScopedCreateView):
    model = School
    action = KEEP
    form_class = KeeperSchoolForm

    def get_initial(self):
        return {"district": self.request.GET.get("district")}

    def save(self, form):
        return save_school(form, user=self.request.user)


class SchoolUpdate(ScopedUpdateView):
    model = School

    def get_form_class(self):
        may_place = can(self.request.user, KEEP, self.object)
        return KeeperSchoolForm if may_place else SchoolForm

    def save(self, form):
        return save_school(form, user=self.request.user)


class SchoolUse(RegisterUse):
    model = School
    action = KEEP
    consequence = _(
        "It is no longer offered where something is chosen. Its people, their roles and all that "
        "was written stay; roles that should end too are ended one by one."
    )


class TermList(ScopedListView):
    model = Term
    filter_form_class = TermFilter

    def narrow(self, rows):
        return rows.select_related("school").order_by("school__name", "-code")

    def get_context_data(self, **kwargs):
        kept = self.rows(School, CHANGE).values_list("pk", flat=True)
        return super().get_context_data(may_change=self.may(CHANGE), kept=set(kept), **kwargs)


class TermCreate(ScopedCreateView):
    model = Term
    form_class = TermForm
    choice_actions = {"school": CHANGE}

    def get_initial(self):
        return {"school": self.request.user.only_school}


class TermUpdate(ScopedUpdateView):
    model = Term
    form_class = TermForm
    choice_actions = {"school": CHANGE}


class MembershipList(ScopedListView):
    model = Membership
    filter_form_class = MembershipFilter

    def narrow(self, rows):
        return rows.select_related("user", "school", "cluster", "district")

    def get_context_data(self, **kwargs):
        changeable = self.rows(Membership, CHANGE).values_list("pk", flat=True)
        return super().get_context_data(
            may_give=self.may(CHANGE), changeable=set(changeable), **kwargs
        )


class History(ScopedListView):
    model = AuditEntry
    paginate_by = 50

    def narrow(self, rows):
        return rows.select_related("actor", "about", "school")
