from django.urls import path

from .views import adoptions, practices

app_name = "meetings"
urlpatterns = [
    # Groups, members, questions of the term
    # Planning: series, meetings, agenda, calendar; quick shares
    # The record of a meeting
    # A meeting afterwards: page, files, papers, tasks
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
