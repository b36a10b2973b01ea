from django.urls import path

from .views import record

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
    # Support for pupils
    # Factors and marked sentences
]
