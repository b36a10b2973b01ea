"""Where reports are found."""

from django.urls import path

from .views import areas, asked, completeness, own, rows, terms

app_name = "reports"

urlpatterns = [
    path("", terms.Terms.as_view(), name="terms"),
    path("saya/", own.OwnTerm.as_view(), name="own"),
    path("kelengkapan/<int:pk>/", completeness.Completeness.as_view(), name="completeness"),
    path("semester/<int:pk>/", terms.TermPage.as_view(), name="term"),
    path("semester/<int:pk>/baris/<slug:key>/", rows.RowsPage.as_view(), name="rows"),
    path("semester/<int:pk>/cetak/", terms.TermPaper.as_view(), name="term_pdf"),
    path(
        "semester/<int:pk>/unduh/",
        terms.TermTables.as_view(),
        {"ending": "xlsx"},
        name="term_xlsx",
    ),
    path(
        "semester/<int:pk>/unduh.json",
        terms.TermTables.as_view(),
        {"ending": "json"},
        name="term_json",
    ),
    path("kabupaten/<int:pk>/", areas.DistrictPage.as_view(), name="district"),
    path(
        "kabupaten/<int:pk>/unduh/",
        areas.DistrictTable.as_view(),
        {"ending": "xlsx"},
        name="district_xlsx",
    ),
    path(
        "kabupaten/<int:pk>/unduh.json",
        areas.DistrictTable.as_view(),
        {"ending": "json"},
        name="district_json",
    ),
    path("gugus/<int:pk>/", areas.ClusterPage.as_view(), name="cluster"),
    path(
        "gugus/<int:pk>/unduh/",
        areas.ClusterTable.as_view(),
        {"ending": "xlsx"},
        name="cluster_xlsx",
    ),
    path(
        "gugus/<int:pk>/unduh.json",
        areas.ClusterTable.as_view(),
        {"ending": "json"},
        name="cluster_json",
    ),
    path("minta/", asked.ReportAsk.as_view(), name="ask"),
    path("permintaan/", asked.ReportList.as_view(), name="all_asked"),
    path("permintaan/<int:pk>/", asked.ReportPage.as_view(), name="asked"),
    path("permintaan/<int:pk>/cetak/", asked.ReportPaper.as_view(), name="asked_pdf"),
    path("permintaan/<int:pk>/batal/", asked.ReportRemove.as_view(), name="asked_remove"),
    path("permintaan/<int:pk>/lagi/", asked.ReportAgain.as_view(), name="asked_again"),
    path(
        "permintaan/<int:pk>/unduh.xlsx",
        asked.ReportFile.as_view(),
        {"ending": "xlsx"},
        name="asked_xlsx",
    ),
    path(
        "permintaan/<int:pk>/unduh.csv",
        asked.ReportFile.as_view(),
        {"ending": "csv"},
        name="asked_csv",
    ),
    path(
        "permintaan/<int:pk>/unduh.json",
        asked.ReportFile.as_view(),
        {"ending": "json"},
        name="asked_json",
    ),
]
