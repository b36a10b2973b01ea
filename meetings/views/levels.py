"""Lists of levels: the library's, and a school's own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from schools.access import CHANGE, can
from schools.filters import RegisterFilter
from schools.scoped_views import (
    OwnVersionView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from schools.views.use import RegisterUse

from ..forms.factors import SchoolForm
from ..forms.levels import LevelSetForm
from ..models import LevelSet, Support
from ..services.levels import change_levels, copy_levels


class LevelSetList(ScopedListView):
    model = LevelSet
    filter_form_class = RegisterFilter
    template_name = "meetings/levelset_list.html"

    def narrow(self, rows):
        return rows.select_related("school")


class LevelSetDetail(ScopedDetailView):
    model = LevelSet
    template_name = "meetings/levelset_detail.html"

    def narrow(self, rows):
        return rows.select_related("school")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            levels=self.object.worded_levels(),
            may_change=can(self.request.user, CHANGE, self.object),
            may_copy=self.may(CHANGE),
            used=self.rows(Support).filter(level_set=self.object).count(),
            **kwargs,
        )


class LevelSetCopy(OwnVersionView):
    model = LevelSet
    form_class = SchoolForm

    def asks(self, row):
        return {
            "question": _("Copy “%(name)s” to your school?") % {"name": row},
            "text": _(
                "The copy is yours: rename its levels, add some, leave some out, change their"
                " order."
            ),
            "verb": _("Make a copy"),
            "no": _("Leave it as it is"),
        }

    def act(self, row, **fields):
        self.object = copy_levels(row, self.school(fields))

    def get_success_url(self):
        return reverse("meetings:level_set_update", args=[self.object.pk])


class LevelSetUpdate(ScopedUpdateView):
    model = LevelSet
    form_class = LevelSetForm
    template_name = "meetings/levelset_form.html"

    def get_context_data(self, **kwargs):
        used = self.rows(Support).filter(level_set=self.object).count()
        return super().get_context_data(used=used, **kwargs)

    def save(self, form):
        fields = form.cleaned_data
        return change_levels(
            self.object,
            name=fields["name"],
            how_to_check=fields["how_to_check"],
            levels=form.levels,
        )


class LevelSetUse(RegisterUse):
    model = LevelSet
