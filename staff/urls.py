from django.urls import path

from .views import accounts, classes, corrections, imports, invitations, people, roles

app_name = "staff"
urlpatterns = [
    path("gtk/", people.PersonList.as_view(), name="people"),
    path("gtk/baru/", people.PersonCreate.as_view(), name="person_create"),
    path("gtk/<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("gtk/<int:pk>/ubah/", people.PersonUpdate.as_view(), name="person_update"),
    path("gtk/<int:pk>/samarkan/", people.PersonMask.as_view(), name="person_mask"),
    path("gtk/<int:pk>/penempatan/", people.PlacementCreate.as_view(), name="placement_create"),
    path("gtk/unduh.xlsx", imports.PeopleTable.as_view(), {"ending": "xlsx"}, name="people_xlsx"),
    path("gtk/unduh.csv", imports.PeopleTable.as_view(), {"ending": "csv"}, name="people_csv"),
    path("impor/", imports.ImportCreate.as_view(), name="imports"),
    path("impor/<int:pk>/", imports.ImportDetail.as_view(), name="import"),
    path("impor/<int:pk>/simpan/", imports.ImportConfirm.as_view(), name="import_confirm"),
    path("impor/<int:pk>/batal/", imports.ImportCancel.as_view(), name="import_cancel"),
    path("penempatan/<int:pk>/", people.PlacementUpdate.as_view(), name="placement_update"),
    path("kelas/", classes.ClassList.as_view(), name="classes"),
    path("kelas/baru/", classes.ClassCreate.as_view(), name="class_create"),
    path("kelas/<int:pk>/ubah/", classes.ClassUpdate.as_view(), name="class_update"),
    path("kelas/<int:pk>/pakai/", classes.ClassUse.as_view(), name="class_use"),
    path("sekolah/<int:pk>/kelas/", classes.StartClasses.as_view(), name="start_classes"),
    path("sekolah/<int:pk>/tahun-baru/", classes.NewYear.as_view(), name="new_year"),
    path("sekolah/<int:pk>/serah-terima/", roles.HandOver.as_view(), name="hand_over"),
    path("sekolah/<int:pk>/undang/", invitations.InviteEveryone.as_view(), name="invite_everyone"),
    path("sekolah/<int:pk>/undangan/", invitations.Slips.as_view(), name="slips"),
    path("akun-sekolah/", accounts.AccountList.as_view(), name="accounts"),
    path("gtk/<int:pk>/undang/", invitations.Invite.as_view(), name="invite"),
    path("gtk/<int:pk>/nonaktifkan/", accounts.CloseAccount.as_view(), name="close_account"),
    path(
        "undangan-akun/<int:pk>/", invitations.InvitationDetail.as_view(), name="invitation_detail"
    ),
    path("undangan/<int:pk>-<str:code>/", invitations.invitation, name="invitation"),
    path("peran/baru/", roles.RoleCreate.as_view(), name="role_create"),
    path("peran/<int:pk>/", roles.RoleUpdate.as_view(), name="role_update"),
    path("data-saya/perbaikan/", corrections.CorrectionCreate.as_view(), name="correction_create"),
    path("gtk/<int:pk>/perbaikan/", corrections.CorrectionFor.as_view(), name="correction_for"),
    path("perbaikan-data/", corrections.CorrectionList.as_view(), name="corrections"),
    path(
        "perbaikan-data/<int:pk>/jawab/",
        corrections.CorrectionAnswer.as_view(),
        name="correction_answer",
    ),
]
