from django.urls import path

from .views import registers

app_name = "schools"
urlpatterns = [
    path("sekolah/", registers.SchoolList.as_view(), name="list"),
    path("sekolah/<int:pk>/", registers.SchoolDetail.as_view(), name="detail"),
    path("sekolah/<int:pk>/ubah/", registers.SchoolUpdate.as_view(), name="update"),
    path("sekolah/<int:pk>/logo/", registers.SchoolLogo.as_view(), name="logo"),
    path("semester/", registers.TermList.as_view(), name="terms"),
    path("semester/baru/", registers.TermCreate.as_view(), name="term_create"),
    path("semester/<int:pk>/ubah/", registers.TermUpdate.as_view(), name="term_update"),
    path("peran/", registers.MembershipList.as_view(), name="memberships"),
    path("riwayat/", registers.History.as_view(), name="history"),
]
