"""Where groups, meetings and what came of them are found."""

from django.urls import path

from .views import adoptions, decisions, files, meeting, practices, tasks

app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    # Planning: series, meetings, agenda, calendar; quick shares
    # The record of a meeting
    # A meeting afterwards: page, files, papers, tasks
    path("pertemuan/<uuid:pk>/", meeting.MeetingPage.as_view(), name="meeting"),
    path("pertemuan/<uuid:pk>/notulen/", meeting.WholeMinutes.as_view(), name="minutes"),
    path("pertemuan/<uuid:pk>/kehadiran/", meeting.AttendanceNames.as_view(), name="attendance"),
    path("pertemuan/<uuid:pk>/ringkasan/", meeting.Summary.as_view(), name="meeting_summary"),
    path(
        "pertemuan/<uuid:pk>/undangan.pdf",
        meeting.InvitationPaper.as_view(),
        name="invitation_pdf",
    ),
    path(
        "pertemuan/<uuid:pk>/daftar-hadir.pdf",
        meeting.AttendancePaper.as_view(),
        name="attendance_pdf",
    ),
    path("pertemuan/<uuid:pk>/notulen.pdf", meeting.MinutesPaper.as_view(), name="minutes_pdf"),
    path(
        "pertemuan/<uuid:pk>/lampiran/",
        files.MeetingFileCreate.as_view(),
        name="meeting_file_create",
    ),
    path(
        "pertemuan/<uuid:pk>/foto/<uuid:photo>/",
        files.MeetingPhotoSave.as_view(),
        name="meeting_photo",
    ),
    path("lampiran/<uuid:pk>/", files.MeetingFileDownload.as_view(), name="meeting_file"),
    path("lampiran/<uuid:pk>/gambar/", files.MeetingPicture.as_view(), name="meeting_picture"),
    path(
        "lampiran/<uuid:pk>/hapus/", files.MeetingFileRemove.as_view(), name="meeting_file_remove"
    ),
    path("tugas/", tasks.TaskList.as_view(), name="tasks"),
    path("tugas/<uuid:pk>/", tasks.TaskPage.as_view(), name="task"),
    path("tugas/<uuid:pk>/selesai/", tasks.TaskClose.as_view(), name="task_close"),
    path("tugas/<uuid:pk>/buka/", tasks.TaskReopen.as_view(), name="task_reopen"),
    path("keputusan/", decisions.DecisionList.as_view(), name="decisions"),
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
