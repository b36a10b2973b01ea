"""Where groups, meetings and what came of them are found."""

from django.urls import path

from .views import (
    adoptions,
    calendars,
    decisions,
    differences,
    files,
    groups,
    home,
    meeting,
    planning,
    practices,
    problems,
    questions,
    record,
    tasks,
)

app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    path("pertemuan/", home.MeetingsHome.as_view(), name="home"),
    path("kelompok/", groups.GroupList.as_view(), name="groups"),
    path("kelompok/baru/", groups.GroupCreate.as_view(), name="group_create"),
    path("kelompok/<int:pk>/", groups.GroupDetail.as_view(), name="group"),
    path("kelompok/<int:pk>/ubah/", groups.GroupUpdate.as_view(), name="group_update"),
    path("kelompok/<int:pk>/pakai/", groups.GroupUse.as_view(), name="group_use"),
    path("kelompok/<int:pk>/anggota/", groups.GroupMembers.as_view(), name="members"),
    path("kelompok/<int:pk>/anggota/baru/", groups.MemberAdd.as_view(), name="member_add"),
    path("kelompok/<int:pk>/anggota/semua/", groups.MembersAddAll.as_view(), name="members_add"),
    path("anggota/<int:pk>/ubah/", groups.MemberUpdate.as_view(), name="member_update"),
    path("kelompok/<int:pk>/gabung/", groups.GroupJoin.as_view(), name="group_join"),
    path("kelompok/<int:pk>/keluar/", groups.GroupLeave.as_view(), name="group_leave"),
    path(
        "kelompok/<int:pk>/pertanyaan/",
        questions.QuestionCreate.as_view(),
        name="question_create",
    ),
    path("pertanyaan/<int:pk>/ubah/", questions.QuestionUpdate.as_view(), name="question_update"),
    # Planning: series, meetings, agenda, calendar; quick shares
    path("kelompok/<int:pk>/seri/", planning.SeriesCreate.as_view(), name="series_create"),
    path("seri/<int:pk>/ubah/", planning.SeriesUpdate.as_view(), name="series_update"),
    path("kelompok/<int:pk>/pertemuan/", planning.MeetingCreate.as_view(), name="meeting_create"),
    path("pertemuan/<uuid:pk>/rencana/", planning.Plan.as_view(), name="plan"),
    path("pertemuan/<uuid:pk>/ubah/", planning.MeetingUpdate.as_view(), name="meeting_update"),
    path("pertemuan/<uuid:pk>/pindah/", planning.MeetingMove.as_view(), name="meeting_move"),
    path("pertemuan/<uuid:pk>/batal/", planning.MeetingMiss.as_view(), name="meeting_miss"),
    path("pertemuan/<uuid:pk>/jadi/", planning.MeetingRestore.as_view(), name="meeting_restore"),
    path("pertemuan/<uuid:pk>/pokok/", planning.AgendaAdd.as_view(), name="agenda_add"),
    path("pokok/<uuid:pk>/ubah/", planning.AgendaUpdate.as_view(), name="agenda_update"),
    path("pokok/<uuid:pk>/hapus/", planning.AgendaRemove.as_view(), name="agenda_remove"),
    path("pokok/<uuid:pk>/urut/", planning.AgendaOrder.as_view(), name="agenda_order"),
    path("kalender/", calendars.CalendarPage.as_view(), name="calendar"),
    path("kalender/<str:key>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("berbagi/", home.ShareCreate.as_view(), name="share_create"),
    path("berbagi/<uuid:pk>/hapus/", home.ShareRemove.as_view(), name="share_remove"),
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
    path("perbedaan-pendapat/", differences.DifferenceList.as_view(), name="differences"),
    path("perbedaan-pendapat/<int:pk>/", differences.DifferenceDetail.as_view(), name="difference"),
    path(
        "kelompok/<int:pk>/perbedaan-pendapat/baru/",
        differences.DifferenceCreate.as_view(),
        name="difference_create",
    ),
    path(
        "perbedaan-pendapat/<int:pk>/ubah/",
        differences.DifferenceUpdate.as_view(),
        name="difference_update",
    ),
    path(
        "perbedaan-pendapat/<int:pk>/uji-coba/",
        differences.DifferenceTrial.as_view(),
        name="difference_trial",
    ),
    path(
        "perbedaan-pendapat/<int:pk>/penyelesaian/",
        differences.DifferenceSettle.as_view(),
        name="difference_settle",
    ),
    path(
        "perbedaan-pendapat/<int:pk>/pendapat/",
        differences.PositionCreate.as_view(),
        name="position_create",
    ),
    path("pendapat/<int:pk>/ubah/", differences.PositionUpdate.as_view(), name="position_update"),
    path("pendapat/<int:pk>/hapus/", differences.PositionRemove.as_view(), name="position_remove"),
    path(
        "perbedaan-pendapat/<int:pk>/didengar/",
        differences.HeardCreate.as_view(),
        name="heard_create",
    ),
    path("didengar/<int:pk>/ubah/", differences.HeardUpdate.as_view(), name="heard_update"),
    path("didengar/<int:pk>/hapus/", differences.HeardRemove.as_view(), name="heard_remove"),
    path("masalah-kelas/", problems.ProblemList.as_view(), name="problems"),
    path("masalah-kelas/<uuid:pk>/", problems.ProblemDetail.as_view(), name="problem"),
    path(
        "kelompok/<int:pk>/masalah-kelas/baru/",
        problems.ProblemCreate.as_view(),
        name="problem_create",
    ),
    path("masalah-kelas/<uuid:pk>/ubah/", problems.ProblemUpdate.as_view(), name="problem_update"),
    path(
        "masalah-kelas/<uuid:pk>/hasil/", problems.ProblemOutcome.as_view(), name="problem_outcome"
    ),
    path("masalah-kelas/<uuid:pk>/usul/", problems.IdeaCreate.as_view(), name="idea_create"),
    path("usul/<uuid:pk>/ubah/", problems.IdeaUpdate.as_view(), name="idea_update"),
    path("usul/<uuid:pk>/hapus/", problems.IdeaRemove.as_view(), name="idea_remove"),
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
