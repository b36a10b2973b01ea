import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse

from schools.access import HOLDS_OTHERS_RECORDS, Role
from tests import make

PASSWORD = "sebelas huruf"


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def account(role, place=None):
    return make.user(role, place, username="akun", password=PASSWORD)


def sign_in(client):
    return client.post("/akun/masuk/", {"login": "akun", "password": PASSWORD})


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("role", Role)
def test_who_holds_others_records_sets_up_a_second_step_before_anything_else(
    client, db, clean_cache, required, role
):
    account(role)
    sign_in(client)
    home = client.get(reverse("home"))
    if role in HOLDS_OTHERS_RECORDS:
        assert home["Location"] == reverse("mfa_activate_totp")
    else:
        assert home.status_code == 200


def test_the_keeper_needs_it_too(client, db, clean_cache, required):
    make.user(username="akun", password=PASSWORD, is_superuser=True)
    sign_in(client)
    assert client.get(reverse("schools:list")).status_code == 302


def test_a_teacher_may_turn_it_on(client, db, clean_cache, required):
    account(Role.TEACHER)
    sign_in(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_from_first_sign_in_to_recovery_code(client, db, clean_cache, required):
    user = account(Role.PRINCIPAL)
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert client.get(reverse("home")).status_code == 200
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10

    client.post(reverse("account_logout"))
    assert sign_in(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("home")).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get(reverse("home")).status_code == 200

    client.post(reverse("account_logout"))
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get(reverse("home")).status_code == 302, "a recovery code works once"
    assert Authenticator.objects.filter(user=user).count() == 2


def test_the_secret_is_not_shown_again(client, db, clean_cache):
    user = account(Role.PRINCIPAL)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    client.force_login(user)
    assert secret not in client.get(reverse("mfa_index")).content.decode()


def test_who_signed_in_a_while_ago_is_asked_again_before_changing_the_second_step(
    client, db, clean_cache
):
    account(Role.TEACHER)
    sign_in(client)
    with time_machine.travel(time.time() + 11 * 60):
        asked = client.get(reverse("mfa_activate_totp"), follow=True)
        page = asked.request["PATH_INFO"]
        assert page == reverse("account_reauthenticate")
        assert f'action="{page}"' in asked.content.decode()
        way_on = {"next": reverse("mfa_activate_totp")}
        assert f'name="next" value="{way_on["next"]}"' in asked.content.decode()
        assert client.post(page, {"password": "salah", **way_on}).status_code == 200
        answer = client.post(page, {"password": PASSWORD, **way_on}, follow=True)
        assert answer.request["PATH_INFO"] == reverse("mfa_activate_totp")


def test_the_code_answers_the_same_question_as_the_password(client, db, clean_cache):
    user = account(Role.PRINCIPAL)
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    client.force_login(user)
    page = reverse("mfa_reauthenticate")
    assert f'action="{page}"' in client.get(page).content.decode()
    answer = client.post(page, {"code": code(secret)})
    assert answer.status_code == 302
