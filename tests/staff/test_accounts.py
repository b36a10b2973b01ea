"""Who gets in, with which roles, and who never does."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from schools.access import AT_SCHOOL, INVITE, Role
from schools.models import Membership, OutgoingMail, User
from staff.kinds import Kind
from staff.models import Invitation, Person
from staff.services.accounts import close_account, free_username, invite, invite_everyone
from tests import make

PASSWORD = "tiga kata sandi"
TODAY = timezone.localdate


@pytest.fixture
def ratna(school):
    return make.person(school, name="Ratna Pakpahan", email="ratna@contoh.id")


def accept(client, invitation, **sent):
    sent = {"username": "ratna", "password": PASSWORD} | sent
    return client.post(invitation.get_absolute_url(), sent)


def test_an_invited_person_chooses_a_password_and_is_in(client, school, operator, ratna):
    invitation = invite(ratna, by=operator)
    assert accept(client, invitation).status_code == 302
    home = client.get(reverse("home"))
    assert home.context["user"].name == "Ratna Pakpahan"
    assert home.context["user"].holds({Role.TEACHER})


def test_a_link_opens_once(client, operator, ratna):
    invitation = invite(ratna, by=operator)
    accept(client, invitation)
    client.logout()
    assert accept(client, invitation, password="milik orang lain").status_code == 410
    assert User.objects.get(username="ratna").check_password(PASSWORD)


@pytest.mark.parametrize("change", [{"good_until": timedelta(-1)}, {"withdrawn_at": timedelta(0)}])
def test_an_old_or_withdrawn_link_opens_nothing(client, operator, ratna, change):
    invitation = invite(ratna, by=operator)
    moment = {name: timezone.now() + shift for name, shift in change.items()}
    Invitation.objects.filter(pk=invitation.pk).update(**moment)
    assert client.get(invitation.get_absolute_url()).status_code == 410
    assert accept(client, invitation).status_code == 410
    assert not ratna.user.has_usable_password()


def test_a_new_link_ends_the_one_before(client, operator, ratna):
    first, second = invite(ratna, by=operator), invite(ratna, by=operator)
    assert client.get(first.get_absolute_url()).status_code == 410
    assert client.get(second.get_absolute_url()).status_code == 200


def operator_of_all():
    return make.user(is_superuser=True)


def test_a_forged_link_says_the_same_as_an_old_one(client, operator, ratna):
    invitation = invite(ratna, by=operator)
    for code in ("forged", invitation.secret, invite(make.person(), by=operator_of_all()).code):
        forged = reverse("staff:invitation", args=[invitation.pk, code])
        assert client.get(forged).status_code == 410
    typed = reverse(
        "staff:invitation", args=[invitation.pk, invitation.code.upper().replace("O", "0")]
    )
    assert client.get(typed).status_code == 200


def test_a_weak_password_or_a_taken_name_is_said_beside_the_field(client, operator, ratna):
    invitation = invite(ratna, by=operator)
    make.user(username="guru.lama")
    form = accept(client, invitation, username="guru.lama", password="123").context["form"]
    assert set(form.errors) == {"username", "password"}
    assert form["username"].value() == "guru.lama"


def test_a_second_step_is_not_bypassed_by_a_link(client, operator, ratna):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    invitation = invite(ratna, by=operator)
    TOTP.activate(ratna.user, generate_totp_secret())
    assert accept(client, invitation)["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_everyone_is_invited_in_one_step_but_the_principal(school, operator):
    teachers = [make.person(school) for _ in range(3)]
    head = make.person(school, Kind.PRINCIPAL)
    made = invite_everyone(school, by=operator)
    assert {invitation.person for invitation in made} == set(teachers)
    with pytest.raises(PermissionDenied):
        invite(head, by=operator)
    assert invite_everyone(school, by=operator) == []  # the second time there is nobody left


def test_the_slips_show_each_open_link(client, school, operator, ratna):
    invitation = invite(ratna, by=operator)
    client.force_login(operator)
    page = client.get(reverse("staff:slips", args=[school.pk])).content.decode()
    assert invitation.get_absolute_url() in page
    assert "Ratna Pakpahan" in page


def test_an_email_goes_to_the_person_and_holds_the_link(client, operator, ratna):
    invitation = invite(ratna, by=operator)
    client.force_login(operator)
    client.post(reverse("staff:invitation_detail", args=[invitation.pk]))
    (mail,) = OutgoingMail.objects.all()
    assert mail.recipient == "ratna@contoh.id"
    assert invitation.get_absolute_url() in mail.body
    assert outbox.outbox == []  # a worker sends it


def test_deactivating_ends_every_session_at_once(client, operator, ratna):
    accept(client, invite(ratna, by=operator))
    assert client.get(reverse("home")).status_code == 200
    ratna.refresh_from_db()
    close_account(ratna)
    assert client.get(reverse("home")).status_code == 302
    User.objects.filter(pk=ratna.user.pk).update(is_active=True)
    assert client.get(reverse("home")).status_code == 302  # an old session never comes back


def test_a_deactivated_account_opens_again_by_invitation(client, operator, ratna):
    accept(client, invite(ratna, by=operator))
    ratna.refresh_from_db()
    close_account(ratna)
    client.logout()
    accept(client, invite(ratna, by=operator), password="kata sandi baru")
    assert client.get(reverse("home")).status_code == 200


def test_an_account_opens_without_an_email_and_the_person_says_which(client, operator, ratna):
    """Whoever reads that mailbox can make a new password."""
    invitation = invite(ratna, by=operator)
    assert ratna.user.email == ""
    assert client.get(invitation.get_absolute_url()).context["form"]["email"].value() == ratna.email
    accept(client, invitation, email="ratna.sendiri@contoh.id")
    assert User.objects.get(username="ratna").email == "ratna.sendiri@contoh.id"


@pytest.mark.parametrize("taken", ["kepala@contoh.id", "GURU.lama", "ｇuru.lama"])
def test_no_user_name_can_be_taken_for_anothers(client, operator, ratna, taken):
    make.user(username="guru.lama")
    form = accept(client, invite(ratna, by=operator), username=taken).context["form"]
    assert form.errors["username"]


def test_two_who_choose_one_name_at_the_same_moment_are_told(client, operator, ratna, monkeypatch):
    make.user(username="guru.lama")
    monkeypatch.setattr("staff.forms.accounts.is_taken", lambda *args, **kwargs: False)
    monkeypatch.setattr(
        "django.forms.models.BaseModelForm._post_clean", lambda form: None
    )  # as if the other had come a moment later
    form = accept(client, invite(ratna, by=operator), username="guru.lama").context["form"]
    assert form.errors["username"]


def test_a_link_dies_when_the_account_is_given_more_than_its_maker_could_give(
    client, school, operator, principal, ratna
):
    invitation = invite(ratna, by=operator)
    make.membership(ratna.user, Role.OBSERVER, school)
    assert accept(client, invitation).status_code == 410


def test_a_link_dies_with_the_role_of_its_maker(client, operator, ratna):
    invitation = invite(ratna, by=operator)
    operator.memberships.update(until=make.A_DAY)
    assert accept(client, invitation).status_code == 410


def test_the_keeper_is_out_of_reach(school, operator, principal):
    keeper = make.person(school, Kind.ADMINISTRATION, user=make.user(is_superuser=True))
    for giver in (operator, principal):
        assert not Person.objects.for_user(giver, INVITE).filter(pk=keeper.pk).exists()


def test_an_invented_head_gets_no_role_by_anybodys_click(school, operator, principal):
    invented = make.person(school, Kind.ACTING_PRINCIPAL)
    assert invite_everyone(school, by=principal) == []
    invite(invented, by=principal)
    assert not invented.user.memberships.filter(role=Role.PRINCIPAL).exists()


def test_the_keeper_gives_a_principal_the_role_with_the_account(school):
    head = make.person(school, Kind.PRINCIPAL)
    invite(head, by=make.user(is_superuser=True))
    assert head.user.memberships.filter(role=Role.PRINCIPAL, school=school).exists()


def test_someone_who_has_left_is_given_no_role_here(client, school, elsewhere, operator):
    left = make.person(school, until=make.A_DAY, user=make.user(Role.TEACHER, elsewhere))
    make.placement(left, elsewhere)
    client.force_login(operator)
    client.post(reverse("staff:role_create"), role(left, Role.TEACHER, school))
    assert not left.user.memberships.filter(school=school).exists()
    assert not Person.objects.for_user(operator, INVITE).exists()


# Nobody raises their own rights, or gives what is not theirs to give


def role(person, role, school, **fields):
    return {"person": person.pk, "role": role, "school": school.pk, "since": TODAY(), **fields}


@pytest.mark.parametrize("wished", sorted(set(Role) - {Role.TEACHER, Role.STAFF}))
def test_an_operator_gives_no_role_beyond_teacher_and_staff(
    client, school, operator, ratna, wished
):
    invite(ratna, by=operator)
    client.force_login(operator)
    before = Membership.objects.count()
    client.post(reverse("staff:role_create"), role(ratna, wished, school))
    assert Membership.objects.count() == before


@pytest.mark.parametrize("wished", sorted(AT_SCHOOL))
def test_nobody_gives_a_role_to_themselves(client, school, principal, operator, wished):
    for giver in (principal, operator):
        mine = make.person(school, user=giver)
        client.force_login(giver)
        before = Membership.objects.filter(user=giver).count()
        client.post(reverse("staff:role_create"), role(mine, wished, school))
        assert Membership.objects.filter(user=giver).count() == before


def test_a_principal_gives_roles_at_the_own_school_only(
    client, school, elsewhere, principal, ratna
):
    invite(ratna, by=principal)
    client.force_login(principal)
    client.post(reverse("staff:role_create"), role(ratna, Role.OBSERVER, elsewhere))
    assert not ratna.user.memberships.filter(role=Role.OBSERVER).exists()
    client.post(reverse("staff:role_create"), role(ratna, Role.OBSERVER, school))
    assert ratna.user.memberships.filter(role=Role.OBSERVER, school=school).exists()


@pytest.mark.parametrize("field", ["cluster", "district"])
def test_fields_that_are_not_offered_change_nothing(client, school, principal, ratna, field):
    invite(ratna, by=principal)
    client.force_login(principal)
    place = getattr(school, field)
    client.post(
        reverse("staff:role_create"),
        role(ratna, Role.SUPERVISOR, school, **{field: place.pk, "is_superuser": "1", "user": "1"}),
    )
    assert not ratna.user.memberships.filter(role=Role.SUPERVISOR).exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_role_can_be_ended_by_those_who_may_give_it(client, school, principal, operator, ratna):
    invite(ratna, by=principal)
    membership = ratna.user.memberships.get()
    observer = make.membership(ratna.user, Role.OBSERVER, school)
    client.force_login(operator)
    ends = {"since": membership.since, "until": TODAY() - timedelta(days=1)}
    assert client.post(reverse("staff:role_update", args=[membership.pk]), ends).status_code == 302
    assert client.post(reverse("staff:role_update", args=[observer.pk]), ends).status_code == 404
    membership.refresh_from_db()
    assert membership.until == ends["until"]


def test_no_link_is_made_to_an_account_with_roles_that_are_not_ours_to_give(
    school, neighbour, principal, operator, ratna
):
    """Such a link would open the other role as well."""
    invite(ratna, by=operator)
    make.membership(ratna.user, Role.TEACHER, neighbour)
    for giver in (principal, operator):
        assert not Person.objects.for_user(giver, INVITE).filter(pk=ratna.pk).exists()


def test_an_operator_never_sees_the_link_of_a_principal(client, school, principal, operator):
    head = make.person(school, Kind.PRINCIPAL)
    invitation = invite(head, by=make.user(is_superuser=True))
    client.force_login(operator)
    page = client.get(reverse("staff:slips", args=[school.pk])).content.decode()
    assert invitation.code not in page
    url = reverse("staff:invitation_detail", args=[invitation.pk])
    assert client.get(url).status_code == 404


def test_user_names_are_made_of_the_name_and_never_taken(db):
    assert free_username("Ni Luh Ayu Suwitri") == "ni.luh"
    make.user(username="Ni.Luh")
    assert free_username("Ni Luh Ayu Suwitri") == "ni.luh2"
    assert free_username("Ma'rifatul") == "marifatul"
