from django.urls import path

from .views import bands, instruments, parts

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
    # Visit sheets
    # Talks, follow-ups, private notes
    # Results and documents
]
