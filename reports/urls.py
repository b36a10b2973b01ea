"""Where reports are found."""

from django.urls import path

from .views import areas, own, registers, terms

app_name = "reports"

urlpatterns = [
    path("", terms.Terms.as_view(), name="terms"),
    path("saya/", own.OwnTerm.as_view(), name="own"),
    path("kelengkapan/<int:pk>/", registers.Completeness.as_view(), name="completeness"),
    path("semester/<int:pk>/", terms.TermPage.as_view(), name="term"),
    path("semester/<int:pk>/cetak/", terms.TermPaper.as_view(), name="term_pdf"),
    path("semester/<int:pk>/unduh/", terms.TermTables.as_view(), name="term_xlsx"),
    path("kabupaten/<int:pk>/", areas.DistrictPage.as_view(), name="district"),
    path("kabupaten/<int:pk>/unduh/", areas.DistrictTable.as_view(), name="district_xlsx"),
    path("gugus/<int:pk>/", areas.ClusterPage.as_view(), name="cluster"),
    path("gugus/<int:pk>/unduh/", areas.ClusterTable.as_view(), name="cluster_xlsx"),
]
