from django.urls import path

from .views import adoptions, practices, record

app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    # Planning: series, meetings, agenda, calendar; quick shares
    # The record of a meeting
    path("pertemuan/<uuid:pk>/catat/", record.Record.as_view(), name="record"),
    path("pertemuan/<uuid:pk>/catat/anggota/", record.RecordPeople.as_view(), name="record_people"),
    path("pertemuan/<uuid:pk>/catat/akhiri/", record.RecordEnd.as_view(), name="record_end"),
    path("pertemuan/<uuid:pk>/catat/buka/", record.RecordReopen.as_view(), name="record_reopen"),
    path("notulen/<uuid:pk>/", record.RecordState.as_view(), name="record_state"),
    path("notulen/<uuid:pk>/simpan/<uuid:save>/", record.RecordSave.as_view(), name="record_save"),
    path("notulen/<uuid:pk>/foto/<uuid:photo>/", record.RecordPhoto.as_view(), name="record_photo"),
    path("notulen/<uuid:pk>/riwayat/", record.RecordHistory.as_view(), name="record_history"),
    # A meeting afterwards: page, files, papers, tasks
    # Differing opinions and class problems
    # Practices and their adoption
    path("praktik/", practices.PracticeList.as_view(), name="practices"),
    path("praktik/baru/", practices.PracticeCreate.as_view(), name="practice_create"),
    path("praktik/<int:pk>/", practices.PracticePage.as_view(), name="practice"),
    path("praktik/<int:pk>/ubah/", practices.PracticeUpdate.as_view(), name="practice_update"),
    path(
        "praktik/<int:pk>/bagikan/<str:audience>/",
        practices.PracticeShare.as_view(),
        name="practice_share",
    ),
    path("praktik/<int:pk>/terapkan/", adoptions.PracticeAdopt.as_view(), name="practice_adopt"),
    path("penerapan/<uuid:pk>/ubah/", adoptions.AdoptionUpdate.as_view(), name="adoption_update"),
    path(
        "penerapan/<uuid:pk>/hasil/", adoptions.AdoptionVerdict.as_view(), name="adoption_verdict"
    ),
    # Support for pupils
    # Factors and marked sentences
]
