from django.urls import path

from .views import areas, registers, subjects

app_name = "schools"
urlpatterns = [
    path("sekolah/", registers.SchoolList.as_view(), name="list"),
    path("sekolah/baru/", registers.SchoolCreate.as_view(), name="create"),
    path("sekolah/<int:pk>/", registers.SchoolDetail.as_view(), name="detail"),
    path("sekolah/<int:pk>/ubah/", registers.SchoolUpdate.as_view(), name="update"),
    path("sekolah/<int:pk>/pakai/", registers.SchoolUse.as_view(), name="use"),
    path("sekolah/<int:pk>/logo/", registers.SchoolLogo.as_view(), name="logo"),
    path("kabupaten/", areas.DistrictList.as_view(), name="districts"),
    path("kabupaten/baru/", areas.DistrictCreate.as_view(), name="district_create"),
    path("kabupaten/<int:pk>/", areas.DistrictDetail.as_view(), name="district"),
    path("kabupaten/<int:pk>/ubah/", areas.DistrictUpdate.as_view(), name="district_update"),
    path("kabupaten/<int:pk>/pakai/", areas.DistrictUse.as_view(), name="district_use"),
    path("gugus/", areas.ClusterList.as_view(), name="clusters"),
    path("gugus/baru/", areas.ClusterCreate.as_view(), name="cluster_create"),
    path("gugus/<int:pk>/", areas.ClusterDetail.as_view(), name="cluster"),
    path("gugus/<int:pk>/ubah/", areas.ClusterUpdate.as_view(), name="cluster_update"),
    path("gugus/<int:pk>/pakai/", areas.ClusterUse.as_view(), name="cluster_use"),
    path("semester/", registers.TermList.as_view(), name="terms"),
    path("semester/baru/", registers.TermCreate.as_view(), name="term_create"),
    path("semester/<int:pk>/ubah/", registers.TermUpdate.as_view(), name="term_update"),
    path("libur/baru/", registers.HolidayCreate.as_view(), name="holiday_create"),
    path("libur/<int:pk>/ubah/", registers.HolidayUpdate.as_view(), name="holiday_update"),
    path("libur/<int:pk>/hapus/", registers.HolidayDelete.as_view(), name="holiday_delete"),
    path("mata-pelajaran/", subjects.SubjectList.as_view(), name="subjects"),
    path("mata-pelajaran/baru/", subjects.SubjectCreate.as_view(), name="subject_create"),
    path("mata-pelajaran/<int:pk>/ubah/", subjects.SubjectUpdate.as_view(), name="subject_update"),
    path("mata-pelajaran/<int:pk>/pakai/", subjects.SubjectUse.as_view(), name="subject_use"),
    path(
        "sekolah/<int:pk>/mata-pelajaran/",
        subjects.UsualSubjects.as_view(),
        name="usual_subjects",
    ),
    path("peran/", registers.MembershipList.as_view(), name="memberships"),
    path("riwayat/", registers.History.as_view(), name="history"),
]
