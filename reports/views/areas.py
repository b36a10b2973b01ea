"""What a term came to in a district or a cluster, for those who look after schools there."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from meetings.models import Factor
from schools import audit, tables
from schools.access import KNOW, Role, schools_where
from schools.downloads import download
from schools.models import Cluster, District, Term
from schools.scoped_views import ScopedDetailView

from ..filters import AreaFilter
from ..models import Summary
from ..readings.area import AreaReading, School
from ..services import asking
from ..tables import as_json, sheet_of

CARE = frozenset({Role.SUPERVISOR, Role.DISTRICT})


def in_care(areas, user):
    """Areas with a school that `user` looks after."""
    return areas.filter(schools__in=schools_where(user, CARE)).distinct()


class ReadsArea:
    def narrow(self, rows):
        return in_care(rows, self.request.user)

    @property
    def district(self):
        return self.object

    @property
    def cluster(self):
        """The key of the one that this tells of; None where it tells of the whole district."""
        return self.filters and self.filters.cluster

    @cached_property
    def around(self):
        return self.rows(Summary, KNOW).filter(term__school__district=self.district)

    @cached_property
    def codes(self):
        here = self.around.filter(term__school__in=self.object.schools.all())
        return list(here.order_by("-term__code").values_list("term__code", flat=True).distinct())

    @cached_property
    def filters(self):
        if not self.codes:
            return None
        return AreaFilter(self.request.GET, self.codes, self.clusters())

    def clusters(self):
        known = self.rows(Cluster).filter(district=self.object)
        return list(known.values_list("pk", "name"))

    @cached_property
    def summaries(self):
        """Of the whole district: what is told of a part depends on the rest."""
        of_term = self.around.filter(term__code=self.filters.term)
        return list(of_term.select_related("term__school__cluster").defer("lines"))

    @property
    def since(self):
        """When the oldest of the figures was counted."""
        return min((one.counted_at for one in self.summaries if one.counted_at), default=None)

    def reading(self):
        term = Term(code=self.filters.term)
        seen = self.rows(Summary).filter(term__code=term.code).values_list("pk", flat=True)
        open_ones = set(seen.filter(term__school__district=self.district))
        around = (school_of(summary, summary.pk in open_ones) for summary in self.summaries)
        shared = self.rows(Factor).filter(school=None)
        return AreaReading(
            name=self.name(),
            term=str(term),
            around=tuple(around),
            cluster=self.cluster,
            factors={factor.code: str(factor) for factor in shared},
            work=self.filters.work,
        )

    def name(self):
        if self.filters and self.filters.cluster:
            return dict(self.filters.fields["gugus"].choices)[self.filters.cluster]
        return str(self.object)


class OfDistrict(ReadsArea):
    model = District


class OfCluster(ReadsArea):
    model = Cluster

    def narrow(self, rows):
        return super().narrow(rows).select_related("district")

    @property
    def district(self):
        return self.object.district

    @property
    def cluster(self):
        return self.object.pk

    def clusters(self):
        return ()


def school_of(summary, is_open):
    school = summary.term.school
    return School(
        key=summary.pk,
        name=str(school),
        numbers=summary.numbers,
        cluster=school.cluster_id,
        cluster_name=str(school.cluster or ""),
        url=summary.get_absolute_url() if is_open else "",
    )


class AreaPage(ScopedDetailView):
    template_name = "reports/area.html"

    def get_context_data(self, **kwargs):
        if self.filters:
            kwargs |= self.told(self.reading())
        asked = self.place_to_ask_about()
        return super().get_context_data(filters=self.filters, may_ask_about=asked, **kwargs)

    def told(self, reading):
        here = self.object.schools.in_use()
        if self.filters.cluster:
            here = here.filter(cluster=self.filters.cluster)
        return {
            "reading": reading,
            "table": reading.table,
            "spread": reading.spread,
            "number": max(here.count(), len(reading.schools)),
            "since": self.since,
            "query": self.request.GET.urlencode(),
        }

    def place_to_ask_about(self):
        """As the form of a report names it; nothing where none can be asked for."""
        user, cluster = self.request.user, self.cluster
        if cluster:
            known = asking.clusters_for(user).filter(pk=cluster)
            return f"cluster-{cluster}" if known.exists() else ""
        known = asking.districts_for(user).filter(pk=self.object.pk)
        return f"district-{self.object.pk}" if known.exists() else ""


class AreaTable(ScopedDetailView):
    """The rows of the page to keep working with."""

    def get(self, request, *args, ending, **kwargs):
        self.object = self.get_object()
        if not self.filters:
            raise Http404
        reading = self.reading()
        audit.record(request, audit.Action.EXPORTED, self.object, fields=["summary"])
        name = _("%(area)s %(term)s") % {"area": reading.name, "term": reading.term}
        if ending == "json":
            content = as_json(name, self.since, [reading.table])
        else:
            content = tables.as_xlsx([sheet_of(reading.table)])
        return download(content, name.replace("/", "-"), ending)


class DistrictPage(OfDistrict, AreaPage):
    pass


class ClusterPage(OfCluster, AreaPage):
    pass


class DistrictTable(OfDistrict, AreaTable):
    pass


class ClusterTable(OfCluster, AreaTable):
    pass
