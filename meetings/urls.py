from django.urls import path

from .views import adoptions, factors, levels, mentions, practices, support

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
    path("pendampingan/", support.SupportList.as_view(), name="supports"),
    path("pendampingan/baru/", support.SupportCreate.as_view(), name="support_create"),
    path("pendampingan/<int:pk>/", support.SupportDetail.as_view(), name="support"),
    path("pendampingan/<int:pk>/ubah/", support.SupportUpdate.as_view(), name="support_update"),
    path("pendampingan/<int:pk>/jam/", support.SlotsUpdate.as_view(), name="slots"),
    path(
        "pendampingan/<int:pk>/ukur/<str:moment>/", support.MeasureWrite.as_view(), name="measure"
    ),
    path("pendampingan/<int:pk>/sesi/", support.SessionCreate.as_view(), name="session_create"),
    path("sesi/<int:pk>/ubah/", support.SessionUpdate.as_view(), name="session_update"),
    path("pendampingan/<int:pk>/akhiri/", support.SupportEnd.as_view(), name="support_end"),
    path("tahap/", levels.LevelSetList.as_view(), name="level_sets"),
    path("tahap/<int:pk>/", levels.LevelSetDetail.as_view(), name="level_set"),
    path("tahap/<int:pk>/salin/", levels.LevelSetCopy.as_view(), name="level_set_copy"),
    path("tahap/<int:pk>/ubah/", levels.LevelSetUpdate.as_view(), name="level_set_update"),
    path("tahap/<int:pk>/pakai/", levels.LevelSetUse.as_view(), name="level_set_use"),
    # Factors and marked sentences
    path("faktor/", factors.FactorList.as_view(), name="factors"),
    path("faktor/baru/", factors.FactorCreate.as_view(), name="factor_create"),
    path("faktor/<int:pk>/", factors.FactorDetail.as_view(), name="factor"),
    path("faktor/<int:pk>/ubah/", factors.FactorReword.as_view(), name="factor_reword"),
    path("faktor/<int:pk>/pakai/", factors.FactorUse.as_view(), name="factor_use"),
    path("faktor/<int:pk>/lepas/", factors.FactorLeaveOut.as_view(), name="factor_leave_out"),
    path("kalimat/", mentions.MentionList.as_view(), name="mentions"),
    path("kalimat/<uuid:pk>/", mentions.MentionDetail.as_view(), name="mention"),
    path("kalimat/<uuid:pk>/tanggapi/", mentions.MentionRespond.as_view(), name="mention_respond"),
    path("kalimat/<uuid:pk>/hapus/", mentions.MentionRemove.as_view(), name="mention_remove"),
    path("pertemuan/<uuid:pk>/kalimat/", mentions.MeetingMark.as_view(), name="mention_create"),
]
