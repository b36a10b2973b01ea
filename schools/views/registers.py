"""Schools, terms, roles and history."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..access import CHANGE, HAND_OVER, KEEP, Role, can, schools_where
from ..filters import MembershipFilter, SchoolFilter, TermFilter
from ..forms import HolidayForm, KeeperSchoolForm, SchoolForm, TermForm
from ..models import AuditEntry, Holiday, Membership, School, Subject, Term
from ..scoped_views import (
    ScopedActView,
    ScopedCreateView,
    ScopedDetailView,
    ScopedFileView,
    ScopedListView,
    ScopedUpdateView,
)
from ..services import remove_holiday, save_school
from .use import RegisterUse

HOLIDAYS_BACK = timedelta(days=180)  # as long as a term


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
        looked_after = schools_where(self.request.user, {Role.SUPERVISOR})
        return super().get_context_data(
            may_change=can(self.request.user, CHANGE, school),
            may_hand_over=can(self.request.user, HAND_OVER, school),
            may_keep=can(self.request.user, KEEP, school),
            looks_after=school.pk in looked_after,
            next_school=self.one_after(school, looked_after),
            subjects=self.rows(Subject).in_use().filter(school=school),
            terms=self.rows(Term).filter(school=school)[:6],
            memberships=self.rows(Membership)
            .current()
            .filter(school=school)
            .select_related("user"),
            **kwargs,
        )

    def one_after(self, school, looked_after):
        """Whoever looks after several schools goes from one to the next, without coming back."""
        if school.pk not in looked_after:
            return None
        left = iter(self.rows(School).in_use().filter(pk__in=looked_after))
        return next((other for here in left if here == school for other in left), None)


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
        coming = self.rows(Holiday).filter(last_day__gte=timezone.localdate() - HOLIDAYS_BACK)
        if chosen := self.request.GET.get("school", ""):
            coming = coming.filter(school=chosen) if chosen.isdecimal() else coming
        return super().get_context_data(
            may_change=self.may(CHANGE),
            kept=set(kept),
            holidays=list(coming.select_related("school").order_by("first_day", "pk")[:40]),
            **kwargs,
        )


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


class HolidayCreate(ScopedCreateView):
    model = Holiday
    form_class = HolidayForm
    choice_actions = {"school": CHANGE}

    def get_initial(self):
        return {"school": self.request.user.only_school}


class HolidayUpdate(ScopedUpdateView):
    model = Holiday
    form_class = HolidayForm
    choice_actions = {"school": CHANGE}


class HolidayDelete(ScopedActView):
    model = Holiday

    def asks(self, row):
        return {
            "question": gettext("Delete the holiday “%(name)s”?") % {"name": row},
            "text": gettext(
                "Meetings can be planned on these days again. What is planned already stays."
            ),
            "verb": gettext("Delete the holiday"),
            "no": gettext("Keep it"),
            "destroys": True,
        }

    def act(self, row):
        remove_holiday(row)


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
