"""One’s own account, and the doors of a sign-in elsewhere."""

from .page import ANY, EVERYONE, FORM, SIGNED_IN, Page

PAGES = {
    # One's own account
    "account_login": Page(EVERYONE, FORM),
    "account_logout": Page(EVERYONE, "GET POST"),
    "account_inactive": Page(EVERYONE),
    "account_reauthenticate": Page(SIGNED_IN, FORM),
    "account_change_password": Page(SIGNED_IN, FORM),
    "account_set_password": Page(SIGNED_IN, FORM),
    "account_reset_password": Page(EVERYONE, FORM),
    "account_reset_password_done": Page(EVERYONE),
    # allauth shows “this link is not good any more” whatever the method
    "account_reset_password_from_key": Page(EVERYONE, ANY, args=("1", "set-password")),
    "account_reset_password_from_key_done": Page(EVERYONE),
    "mfa_index": Page(SIGNED_IN),
    "mfa_authenticate": Page(EVERYONE, FORM),
    "mfa_reauthenticate": Page(SIGNED_IN, FORM),
    "mfa_activate_totp": Page(SIGNED_IN, FORM),
    "mfa_deactivate_totp": Page(SIGNED_IN, FORM, also=(404,)),
    "mfa_view_recovery_codes": Page(SIGNED_IN, also=(404,)),
    "mfa_generate_recovery_codes": Page(SIGNED_IN, FORM),
    "mfa_download_recovery_codes": Page(SIGNED_IN, also=(404,)),
    "socialaccount_login_cancelled": Page(EVERYONE),
    "socialaccount_login_error": Page(EVERYONE, also=(401,)),
    "socialaccount_signup": Page(EVERYONE, FORM),
    "openid_connect_login": Page(EVERYONE, "GET POST", args=("belajar",), also=(404,)),
    "openid_connect_callback": Page(EVERYONE, args=("belajar",), also=(404,)),
}
