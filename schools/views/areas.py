"""Districts and clusters: kept by the keeper, seen by everyone who works at a school there."""

from ..access import CHANGE, can
from ..filters import AreaFilter, RegisterFilter
from ..forms import ClusterForm, DistrictForm
from ..models import Cluster, District, School
from ..scoped_views import (
    ScopedCreateView,
    ScopedDetailView,
    ScopedListView,
    ScopedUpdateView,
)
from .use import RegisterUse

SOME = 12  # schools of a district that its page names; the list of schools has the others


class DistrictList(ScopedListView):
    model = District
    filter_form_class = RegisterFilter

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_change=self.may(CHANGE), **kwargs)


class DistrictDetail(ScopedDetailView):
    model = District

    def get_context_data(self, **kwargs):
        schools = self.rows(School).in_use().filter(district=self.object)
        return super().get_context_data(
            may_change=can(self.request.user, CHANGE, self.object),
            clusters=self.rows(Cluster).in_use().filter(district=self.object),
            schools=schools[:SOME],
            school_count=schools.count(),
            **kwargs,
        )


class DistrictCreate(ScopedCreateView):
    model = District
    form_class = DistrictForm


class DistrictUpdate(ScopedUpdateView):
    model = District
    form_class = DistrictForm


class DistrictUse(RegisterUse):
    model = District


class ClusterList(ScopedListView):
    model = Cluster
    filter_form_class = AreaFilter

    def narrow(self, rows):
        return rows.select_related("district")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_change=self.may(CHANGE), **kwargs)


class ClusterDetail(ScopedDetailView):
    model = Cluster

    def narrow(self, rows):
        return rows.select_related("district")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_change=can(self.request.user, CHANGE, self.object),
            schools=self.rows(School).in_use().filter(cluster=self.object),
            **kwargs,
        )


class ClusterCreate(ScopedCreateView):
    model = Cluster
    form_class = ClusterForm

    def get_initial(self):
        return {"district": self.request.GET.get("district")}


class ClusterUpdate(ScopedUpdateView):
    model = Cluster
    form_class = ClusterForm


class ClusterUse(RegisterUse):
    model = Cluster
