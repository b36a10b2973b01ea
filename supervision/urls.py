from django.urls import path

from .views import documents, sheets

app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
    # Cycles
    # Visits: planning and the way through their states
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
    # Results and documents
    path("instrumen/versi/<int:pk>/cetak.pdf", documents.BlankSheet.as_view(), name="blank_pdf"),
    path("kunjungan/<uuid:pk>/lembar.pdf", documents.FilledSheet.as_view(), name="sheet_pdf"),
    path("kunjungan/<uuid:pk>/berita-acara.pdf", documents.Record.as_view(), name="record_pdf"),
]
