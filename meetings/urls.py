from django.urls import path

from .views import adoptions, differences, practices, problems

app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    # Planning: series, meetings, agenda, calendar; quick shares
    # The record of a meeting
    # A meeting afterwards: page, files, papers, tasks
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
