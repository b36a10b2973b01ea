from django.urls import path

from .views import (
    bands,
    cycle_results,
    cycles,
    documents,
    feedback,
    follow_ups,
    growth,
    instruments,
    parts,
    plans,
    private_notes,
    schedule,
    settling,
    sheets,
    talks,
    visit_page,
    visits,
)

app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
    path("instrumen/", instruments.InstrumentList.as_view(), name="instruments"),
    path("instrumen/baru/", instruments.InstrumentCreate.as_view(), name="instrument_create"),
    path("instrumen/impor/", instruments.InstrumentImport.as_view(), name="instrument_import"),
    path("instrumen/<int:pk>/", instruments.InstrumentDetail.as_view(), name="instrument"),
    path("instrumen/<int:pk>/salin/", instruments.InstrumentCopy.as_view(), name="instrument_copy"),
    path("instrumen/<int:pk>/pakai/", instruments.InstrumentUse.as_view(), name="instrument_use"),
    path(
        "instrumen/<int:pk>/versi-baru/",
        instruments.VersionCreate.as_view(),
        name="version_create",
    ),
    path("instrumen/versi/<int:pk>/", instruments.VersionDetail.as_view(), name="version"),
    path("instrumen/versi/<int:pk>/unduh/", instruments.VersionFile.as_view(), name="version_file"),
    path(
        "instrumen/versi/<int:pk>/terbitkan/",
        instruments.VersionPublish.as_view(),
        name="version_publish",
    ),
    path("instrumen/versi/<int:pk>/ubah/", parts.VersionEdit.as_view(), name="version_edit"),
    path("instrumen/versi/<int:pk>/ubah/tentang/", parts.HeadUpdate.as_view(), name="version_head"),
    path("instrumen/versi/<int:pk>/ubah/skala/", parts.ScaleUpdate.as_view(), name="version_scale"),
    path("instrumen/versi/<int:pk>/ubah/urutan/", parts.PartMove.as_view(), name="part_move"),
    path(
        "instrumen/versi/<int:pk>/ubah/aspek/", parts.AspectUpdate.as_view(), name="aspect_create"
    ),
    path(
        "instrumen/versi/<int:pk>/ubah/aspek/<str:code>/",
        parts.AspectUpdate.as_view(),
        name="aspect_update",
    ),
    path(
        "instrumen/versi/<int:pk>/ubah/aspek/<str:code>/hapus/",
        parts.AspectRemove.as_view(),
        name="aspect_remove",
    ),
    path(
        "instrumen/versi/<int:pk>/ubah/aspek/<str:aspect>/butir/",
        parts.ItemUpdate.as_view(),
        name="item_create",
    ),
    path(
        "instrumen/versi/<int:pk>/ubah/butir/<str:code>/",
        parts.ItemUpdate.as_view(),
        name="item_update",
    ),
    path(
        "instrumen/versi/<int:pk>/ubah/butir/<str:code>/hapus/",
        parts.ItemRemove.as_view(),
        name="item_remove",
    ),
    path("rentang-kategori/", bands.BandSetList.as_view(), name="band_sets"),
    path("rentang-kategori/<int:pk>/", bands.BandSetDetail.as_view(), name="band_set"),
    path("rentang-kategori/<int:pk>/salin/", bands.BandSetCopy.as_view(), name="band_set_copy"),
    path("rentang-kategori/<int:pk>/ubah/", bands.BandSetUpdate.as_view(), name="band_set_update"),
    path("rentang-kategori/<int:pk>/pakai/", bands.BandSetUse.as_view(), name="band_set_use"),
    # Cycles
    path("supervisi/", cycles.SupervisionHome.as_view(), name="home"),
    path("siklus/baru/", cycles.CycleCreate.as_view(), name="cycle_create"),
    path("siklus/<int:pk>/", cycles.CycleDetail.as_view(), name="cycle"),
    path("siklus/<int:pk>/ubah/", cycles.CycleUpdate.as_view(), name="cycle_update"),
    path("siklus/<int:pk>/peserta/", cycles.CyclePeople.as_view(), name="cycle_people"),
    path("siklus/<int:pk>/sepakati/", cycles.CycleAccept.as_view(), name="cycle_accept"),
    path("siklus/<int:pk>/lanjut/", cycles.CycleAdvance.as_view(), name="cycle_advance"),
    path("siklus/<int:pk>/kriteria/", cycles.CycleVerdict.as_view(), name="cycle_verdict"),
    path("siklus/<int:pk>/masalah/", cycles.ProblemCreate.as_view(), name="problem_create"),
    path("siklus/<int:pk>/refleksi/", cycles.WriteReflection.as_view(), name="reflection"),
    path("siklus/<int:pk>/jadwal/", schedule.CycleSchedule.as_view(), name="cycle_schedule"),
    path("siklus/<int:pk>/hasil/", cycle_results.CycleResults.as_view(), name="cycle_results"),
    path(
        "siklus/<int:pk>/hasil/rekap.xlsx",
        cycle_results.CycleResultsTable.as_view(),
        name="cycle_results_xlsx",
    ),
    path(
        "peserta-siklus/<int:pk>/sepakati/",
        cycles.ParticipantAccept.as_view(),
        name="participant_accept",
    ),
    path(
        "peserta-siklus/<int:pk>/alasan/",
        cycles.ParticipantReason.as_view(),
        name="participant_reason",
    ),
    path(
        "masalah-siklus/<int:pk>/putuskan/", cycles.ProblemDecide.as_view(), name="problem_decide"
    ),
    path("sekolah/<int:pk>/hasil/", cycle_results.SchoolResults.as_view(), name="school_results"),
    # Visits: planning and the way through their states
    path("kunjungan/", visits.VisitList.as_view(), name="visits"),
    path("kunjungan/baru/", plans.VisitCreate.as_view(), name="visit_create"),
    path("kunjungan/undang/", plans.VisitInvite.as_view(), name="visit_invite"),
    path("kunjungan/<uuid:pk>/", visit_page.VisitPage.as_view(), name="visit"),
    path("kunjungan/<uuid:pk>/ubah/", plans.VisitUpdate.as_view(), name="visit_update"),
    path("kunjungan/<uuid:pk>/sepakati/", visits.VisitAccept.as_view(), name="visit_accept"),
    path("kunjungan/<uuid:pk>/pindah/", visits.VisitMove.as_view(), name="visit_move"),
    path("kunjungan/<uuid:pk>/batal/", visits.VisitCallOff.as_view(), name="visit_call_off"),
    path("kunjungan/<uuid:pk>/serahkan/", visits.VisitHand.as_view(), name="visit_hand"),
    # Visit sheets
    path("kunjungan/<uuid:pk>/lembar/", sheets.VisitSheet.as_view(), name="sheet"),
    path("kunjungan/<uuid:pk>/selesai/", sheets.Finish.as_view(), name="finish"),
    path("kunjungan/<uuid:pk>/penilaian-diri/", sheets.OwnSheet.as_view(), name="own_sheet"),
    path("kunjungan/<uuid:pk>/berdampingan/", sheets.SideBySide.as_view(), name="side_by_side"),
    path("kunjungan/<uuid:pk>/ruang/", sheets.Rooms.as_view(), name="rooms"),
    path("kunjungan/<uuid:pk>/ruang/tambah/", sheets.RoomAdd.as_view(), name="room_add"),
    path("lembar/<uuid:pk>/buka/", sheets.RoomSheet.as_view(), name="room_sheet"),
    path("lembar/<uuid:pk>/bagikan/", sheets.OwnSheetShare.as_view(), name="own_sheet_share"),
    path("lembar/<uuid:pk>/", sheets.SheetState.as_view(), name="sheet_state"),
    path("lembar/<uuid:pk>/simpan/<uuid:save>/", sheets.SheetSave.as_view(), name="sheet_save"),
    path("lembar/<uuid:pk>/foto/<uuid:photo>/", sheets.PhotoSave.as_view(), name="photo_save"),
    path("foto/<uuid:pk>/", sheets.PhotoFile.as_view(), name="photo"),
    path("foto/<uuid:pk>/hapus/", sheets.PhotoRemove.as_view(), name="photo_remove"),
    # Talks, follow-ups, private notes
    path("kunjungan/<uuid:pk>/catat/", talks.RemarkCreate.as_view(), name="remark_create"),
    path(
        "kunjungan/<uuid:pk>/umpan-balik/",
        feedback.FeedbackCreate.as_view(),
        name="feedback_create",
    ),
    path("umpan-balik/<int:pk>/ubah/", feedback.FeedbackUpdate.as_view(), name="feedback_update"),
    path("umpan-balik/<int:pk>/hapus/", feedback.FeedbackDelete.as_view(), name="feedback_delete"),
    path("kunjungan/<uuid:pk>/sesudah/", talks.VisitVerdict.as_view(), name="visit_verdict"),
    path("kunjungan/<uuid:pk>/bagikan/", talks.VisitShare.as_view(), name="visit_share"),
    path("kunjungan/<uuid:pk>/tarik/", talks.VisitTakeBack.as_view(), name="visit_take_back"),
    path("kunjungan/<uuid:pk>/baca/", talks.VisitRead.as_view(), name="visit_read"),
    path("kunjungan/<uuid:pk>/tanggapan/", talks.Reply.as_view(), name="reply"),
    path("kunjungan/<uuid:pk>/keberatan/", talks.Objection.as_view(), name="objection"),
    path("keberatan/<int:pk>/jawab/", talks.AnswerObjection.as_view(), name="answer_objection"),
    path("kunjungan/<uuid:pk>/buka/", talks.VisitOpen.as_view(), name="visit_open"),
    path("tindak-lanjut/", follow_ups.FollowUpList.as_view(), name="follow_ups"),
    path("tindak-lanjut/<int:pk>/", follow_ups.FollowUpDetail.as_view(), name="follow_up"),
    path(
        "kunjungan/<uuid:pk>/tindak-lanjut/",
        follow_ups.FollowUpCreate.as_view(),
        name="follow_up_create",
    ),
    path(
        "tindak-lanjut/<int:pk>/ubah/", follow_ups.FollowUpUpdate.as_view(), name="follow_up_update"
    ),
    path(
        "tindak-lanjut/<int:pk>/tutup/", follow_ups.FollowUpClose.as_view(), name="follow_up_close"
    ),
    path("catatan-pribadi/", private_notes.PrivateNoteList.as_view(), name="private_notes"),
    path(
        "catatan-pribadi/baru/",
        private_notes.PrivateNoteCreate.as_view(),
        name="private_note_create",
    ),
    path(
        "catatan-pribadi/<int:pk>/", private_notes.PrivateNoteDetail.as_view(), name="private_note"
    ),
    path(
        "catatan-pribadi/<int:pk>/ubah/",
        private_notes.PrivateNoteUpdate.as_view(),
        name="private_note_update",
    ),
    path(
        "catatan-pribadi/<int:pk>/hapus/",
        private_notes.PrivateNoteDelete.as_view(),
        name="private_note_delete",
    ),
    # Results and documents
    path("instrumen/versi/<int:pk>/cetak.pdf", documents.BlankSheet.as_view(), name="blank_pdf"),
    path("siklus/<int:pk>/rekap.pdf", documents.Recap.as_view(), name="recap_pdf"),
    path("siklus/<int:pk>/laporan.pdf", documents.Report.as_view(), name="report_pdf"),
    path("kunjungan/<uuid:pk>/lembar.pdf", documents.FilledSheet.as_view(), name="sheet_pdf"),
    path("kunjungan/<uuid:pk>/berita-acara.pdf", documents.Record.as_view(), name="record_pdf"),
    path("kunjungan/<uuid:pk>/tetapkan/", settling.VisitFinalise.as_view(), name="visit_finalise"),
    path("kunjungan/<uuid:pk>/koreksi/", settling.VisitCorrect.as_view(), name="visit_correct"),
    path("kunjungan/<uuid:pk>/ruang-gtk/", growth.RuangGtk.as_view(), name="ruang_gtk"),
    path("perkembangan/<int:pk>/", growth.Growth.as_view(), name="growth"),
]
