"""All addresses. Paths are Indonesian, names are English."""

from django.urls import include, path

from reports.views.home import Home
from schools.views import components, personal
from staff.views import my_data

from . import health

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("", include("schools.urls")),
    path("", include("staff.urls")),
    path("", include("meetings.urls")),
    path("", include("supervision.urls")),
    path("laporan/", include("reports.urls")),
    path("akun/", include("schools.account_urls")),
    path("saya/", personal.Me.as_view(), name="me"),
    path("data-saya/", my_data.MyData.as_view(), name="my_data"),
    path("data-saya/unduh/", my_data.MyDataDownload.as_view(), name="my_data_download"),
    path("siapa-melihat/", personal.WhoSees.as_view(), name="who_sees"),
    path("data-yang-disimpan/", personal.what_is_kept, name="what_is_kept"),
    path("tanpa-internet/", personal.offline, name="offline"),
    path("bahasa/", personal.set_language, name="set_language"),
    path("tampilan/", personal.set_theme, name="set_theme"),
    path("bagian/", components.components, name="components"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = "schools.errors.bad_request"
handler403 = "schools.errors.permission_denied"
handler404 = "schools.errors.page_not_found"
handler500 = "schools.errors.server_error"
