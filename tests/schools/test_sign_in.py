import time

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.management import call_command
from django.urls import reverse

from schools.access import Role
from schools.models import OutgoingMail
from tests import make

PASSWORD = "sebelas huruf"
LOGIN = "/akun/masuk/"


@pytest.fixture
def account(school, clean_cache):
    return make.user(
        Role.TEACHER, school, username="jannah", email="jannah@contoh.id", password=PASSWORD
    )


def sign_in(client, login="jannah", password=PASSWORD, **more):
    address = more.pop("address", "10.0.0.1")
    return client.post(LOGIN, {"login": login, "password": password, **more}, REMOTE_ADDR=address)


def is_signed_in(client):
    return client.get(reverse("me")).status_code == 200


@pytest.mark.parametrize("typed", ["jannah", "JANNAH", "jannah@contoh.id", "Jannah@Contoh.ID"])
def test_user_name_or_email_opens_the_account(client, account, typed):
    assert sign_in(client, typed)["Location"] == "/"
    assert is_signed_in(client)


def test_a_wrong_password_keeps_what_was_typed_and_says_the_same_as_an_unknown_name(
    client, account
):
    wrong = sign_in(client, password="salah sekali")
    unknown = sign_in(client, login="siapa", password="salah sekali")
    assert 'value="jannah"' in wrong.content.decode()
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_a_preset_session_is_not_kept_after_signing_in(client, account):
    client.get(LOGIN)
    client.session["planted"] = True
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_nobody_can_sign_up(client, db):
    assert client.get("/akun/daftar/").status_code == 404


def test_an_outside_next_address_is_not_followed(client, account):
    for target in ["https://jahat.contoh", "//jahat.contoh", "/\\jahat.contoh", "javascript:1"]:
        client.logout()
        response = client.post(f"{LOGIN}?next={target}", {"login": "jannah", "password": PASSWORD})
        assert response["Location"] == "/", target


def test_the_first_keeper_is_made_on_the_command_line(client, clean_cache, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    given = {"username": "pengelola", "name": "Reza Gani"}
    call_command("createsuperuser", interactive=False, verbosity=0, **given)
    sign_in(client, "pengelola")
    assert client.get(reverse("me")).context["user"].is_superuser


# Lockout


def test_ten_wrong_passwords_close_that_account_from_that_address(client, account):
    statuses = [sign_in(client, password="salah").status_code for _ in range(11)]
    assert statuses[:9] == [200] * 9
    assert statuses[-1] == 429
    assert sign_in(client).status_code == 429
    assert not is_signed_in(client)


def test_a_thousand_guesses_reach_the_password_at_most_25_times(client, account, monkeypatch):
    looked = []
    check = type(account).check_password
    monkeypatch.setattr(
        type(account), "check_password", lambda *args: looked.append(1) or check(*args)
    )
    for number in range(1000):
        name = "jannah" if number % 2 else "jannah@contoh.id"
        sign_in(client, name, password=f"tebakan {number}")
    assert len(looked) <= 25


def test_the_owner_signs_in_from_elsewhere_while_a_stranger_guesses(client, account):
    for _ in range(15):
        sign_in(client, password="salah", address="10.6.6.6")
    client.cookies.clear()
    assert sign_in(client, address="10.0.0.1").status_code == 302


def test_the_owners_own_phone_is_not_locked_by_a_stranger_on_the_same_wifi(client, account):
    sign_in(client)
    client.post(reverse("account_logout"))
    stranger = type(client)()
    for _ in range(15):
        sign_in(stranger, password="salah")
    assert sign_in(stranger).status_code == 429
    assert sign_in(client).status_code == 302
    assert is_signed_in(client)


def test_a_stolen_phone_guesses_no_faster(client, account):
    sign_in(client)
    client.post(reverse("account_logout"))
    statuses = [sign_in(client, password=f"tebakan {n}").status_code for n in range(60)]
    assert statuses.count(200) <= 30
    assert statuses[-1] == 429


def test_a_forged_device_cookie_opens_nothing(client, account):
    client.cookies["sejawat_known"] = "eyJmb28iOjF9:1:abc"
    for _ in range(15):
        sign_in(client, password="salah")
    assert sign_in(client).status_code == 429


def test_the_lock_opens_by_itself(client, account):
    for _ in range(11):
        sign_in(client, password="salah")
    with time_machine.travel(time.time() + 16 * 60):
        assert sign_in(client).status_code == 302


def test_no_password_is_kept_with_the_attempts(client, account):
    sign_in(client, password="rahasia sekali")
    (attempt,) = AccessAttempt.objects.all()
    assert "rahasia" not in str(vars(attempt))


# Session limits


def test_a_session_ends_after_twelve_idle_hours(client, account):
    sign_in(client)
    start = time.time()
    with time_machine.travel(start + 11.9 * 3600):
        assert is_signed_in(client)
    with time_machine.travel(start + 24 * 3600):
        assert not is_signed_in(client)


def test_a_session_ends_after_fourteen_days_however_busy(client, account):
    sign_in(client)
    start = time.time()
    for half_days in range(1, 28):
        with time_machine.travel(start + half_days * 11.9 * 3600):
            assert is_signed_in(client)
    with time_machine.travel(start + 14 * 24 * 3600 + 60):
        assert not is_signed_in(client)


def test_a_shared_device_is_signed_out_after_ten_quiet_minutes(client, account):
    sign_in(client, shared="on")
    start = time.time()
    with time_machine.travel(start + 9 * 60):
        assert is_signed_in(client)
    with time_machine.travel(start + 18 * 60):
        assert is_signed_in(client)
    with time_machine.travel(start + 29 * 60):
        assert not is_signed_in(client)


def test_a_shared_device_forgets_the_session_when_its_browser_is_closed(client, account):
    sign_in(client)
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 3600
    client.logout()
    sign_in(client, shared="on")
    assert client.cookies["sessionid"]["max-age"] == ""


def test_pages_on_a_shared_device_are_not_kept_by_the_browser(client, account):
    sign_in(client, shared="on")
    assert client.get(reverse("me"))["Cache-Control"] == "no-store"


def test_a_deactivated_account_is_out_with_its_next_request(client, account):
    sign_in(client)
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert not is_signed_in(client)


# New password by mail


def test_a_forgotten_password_is_made_anew_by_mail(
    client, account, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": "jannah@contoh.id"})
    letter = OutgoingMail.objects.get()
    assert letter.recipient == "jannah@contoh.id"
    link = next(word for word in letter.body.split() if "/akun/kata-sandi/baru/" in word)
    page = client.get(link[link.index("/akun") :], follow=True)
    new = "kata sandi baru"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(client, password=new).status_code == 302


def test_an_unknown_email_gets_no_mail_and_the_same_page(client, account):
    known = client.post(reverse("account_reset_password"), {"email": "jannah@contoh.id"})
    unknown = client.post(reverse("account_reset_password"), {"email": "siapa@contoh.id"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert OutgoingMail.objects.count() == 1


def test_a_poisoned_host_sends_no_mail(client, account):
    response = client.post(
        reverse("account_reset_password"), {"email": "jannah@contoh.id"}, HTTP_HOST="jahat.contoh"
    )
    assert response.status_code == 400
    assert not OutgoingMail.objects.exists()


def test_the_rate_limit_holds_without_redis(client, account):
    statuses = [
        client.post(reverse("account_reset_password"), {"email": "jannah@contoh.id"}).status_code
        for _ in range(25)
    ]
    assert statuses[-1] == 429
    assert OutgoingMail.objects.count() < 25
