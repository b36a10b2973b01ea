from django.urls import path

from .views import corrections

app_name = "staff"
urlpatterns = [
    path("data-saya/perbaikan/", corrections.CorrectionCreate.as_view(), name="correction_create"),
    path("gtk/<int:pk>/perbaikan/", corrections.CorrectionFor.as_view(), name="correction_for"),
    path("perbaikan-data/", corrections.CorrectionList.as_view(), name="corrections"),
    path(
        "perbaikan-data/<int:pk>/jawab/",
        corrections.CorrectionAnswer.as_view(),
        name="correction_answer",
    ),
]
