from django.urls import path

from .views import cycle_results, cycles, schedule

app_name = "supervision"
urlpatterns = [
    # Instruments and band sets
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
    # Visit sheets
    # Talks, follow-ups, private notes
    # Results and documents
]
