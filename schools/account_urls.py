"""allauth's views under our own paths: only those that we use, so nothing else is reachable."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as outside
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("masuk-lagi/", account.reauthenticate, name="account_reauthenticate"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("kata-sandi/ubah/", account.password_change, name="account_change_password"),
    path("kata-sandi/buat/", account.password_set, name="account_set_password"),
    path("kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path(
        "kata-sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"
    ),
    re_path(
        r"^kata-sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "kata-sandi/baru/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("dua-langkah/", second_factor.index, name="mfa_index"),
    path("dua-langkah/kode/", second_factor.authenticate, name="mfa_authenticate"),
    path("dua-langkah/masuk-lagi/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("dua-langkah/aktifkan/", totp.activate_totp, name="mfa_activate_totp"),
    path("dua-langkah/matikan/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("dua-langkah/pemulihan/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "dua-langkah/pemulihan/baru/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "dua-langkah/pemulihan/unduh/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("luar/batal/", outside.login_cancelled, name="socialaccount_login_cancelled"),
    path("luar/terhenti/", outside.login_error, name="socialaccount_login_error"),
    path("luar/tanpa-akun/", outside.signup, name="socialaccount_signup"),
    path("luar/<str:provider_id>/masuk/", oidc.login, name="openid_connect_login"),
    path("luar/<str:provider_id>/kembali/", oidc.callback, name="openid_connect_callback"),
]
