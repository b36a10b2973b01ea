from django.urls import path

from .views import documents

app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
    # Cycles
    # Visits: planning and the way through their states
    # Visit sheets
    # Talks, follow-ups, private notes
    # Results and documents
    path("instrumen/versi/<int:pk>/cetak.pdf", documents.BlankSheet.as_view(), name="blank_pdf"),
    path("kunjungan/<uuid:pk>/lembar.pdf", documents.FilledSheet.as_view(), name="sheet_pdf"),
    path("kunjungan/<uuid:pk>/berita-acara.pdf", documents.Record.as_view(), name="record_pdf"),
]
