from django.urls import path

from .views import documents, sheets, visit_page, visits

app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
    # Cycles
    # Visits: planning and the way through their states
    path("kunjungan/", visits.VisitList.as_view(), name="visits"),
    path("kunjungan/baru/", visits.VisitCreate.as_view(), name="visit_create"),
    path("kunjungan/undang/", visits.VisitInvite.as_view(), name="visit_invite"),
    path("kunjungan/<uuid:pk>/", visit_page.VisitPage.as_view(), name="visit"),
    path("kunjungan/<uuid:pk>/ubah/", visits.VisitUpdate.as_view(), name="visit_update"),
    path("kunjungan/<uuid:pk>/sepakati/", visits.VisitAccept.as_view(), name="visit_accept"),
    path("kunjungan/<uuid:pk>/pindah/", visits.VisitMove.as_view(), name="visit_move"),
    path("kunjungan/<uuid:pk>/batal/", visits.VisitCallOff.as_view(), name="visit_call_off"),
    path("kunjungan/<uuid:pk>/serahkan/", visits.VisitHand.as_view(), name="visit_hand"),
    # Visit sheets
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
