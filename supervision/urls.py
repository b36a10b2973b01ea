from django.urls import path

from .views import bands, documents, instruments, parts, sheets, visit_page, visits

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
