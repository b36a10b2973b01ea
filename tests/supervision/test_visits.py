"""Planning a visit: who plans what, what follows from the work, and how both come to agree."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from schools.access import Role
from schools.models import AuditEntry
from staff.kinds import Kind
from staff.services.years import set_class_teacher
from supervision.kinds import State, VisitKind
from supervision.models import Visit
from supervision.services.instruments import load_library
from supervision.services.visits import plan
from tests import make

TODAY = timezone.localdate


def plan_of(person, **fields):
    return {
        "kind": "lesson",
        "person": person.pk,
        "date": TODAY().isoformat(),
        "mode": "direct",
        "focus": "Murid bertanya",
        **fields,
    }


# Who plans what


def test_the_principal_plans_a_visit_and_has_accepted_it_by_planning(post, principal, person):
    answer = post(principal, "visit_create", **plan_of(person))
    visit = Visit.objects.get()
    assert answer["Location"] == visit.get_absolute_url()
    assert (visit.person, visit.observer, visit.state) == (person, principal, State.PLANNED)
    assert visit.accepted_by_observer_at
    assert not visit.accepted_by_person_at


def test_the_principal_asks_an_observer_who_then_accepts_too(post, principal, person, observer):
    role = observer.memberships.get()
    post(principal, "visit_create", **plan_of(person, observer_role=role.pk))
    visit = Visit.objects.get()
    assert (visit.observer, visit.planned_by) == (observer, principal)
    assert visit.accepted_by_observer_at is None


def test_only_who_holds_the_role_can_be_asked_to_visit(post, principal, person, school, observer):
    role = make.user(Role.TEACHER, school).memberships.get()
    answer = post(principal, "visit_create", **plan_of(person, observer_role=role.pk))
    assert answer.status_code == 200
    assert not Visit.objects.exists()


def test_an_observer_plans_own_visits_and_no_walk_through(post, observer, person):
    assert post(observer, "visit_create", **plan_of(person)).status_code == 302
    answer = post(observer, "visit_create", **plan_of(person, kind="walk"))
    assert "kind" in answer.context["form"].errors


def test_a_teacher_is_led_from_planning_to_inviting(get, person):
    assert get(person.user, "visit_create")["Location"] == "/kunjungan/undang/"


def test_a_teacher_cannot_slip_in_a_visit_of_a_colleague(post, person, school):
    colleague = make.person(school, user=make.user(Role.TEACHER, school))
    post(person.user, "visit_create", **plan_of(colleague))
    assert not Visit.objects.exists()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.DISTRICT])
def test_others_plan_nothing(get, school, role):
    assert get(make.user(role), "visit_create").status_code == 404


def test_the_pengawas_visits_principals_and_nobody_else(post, supervisor, school, person):
    head = make.person(school, Kind.PRINCIPAL, user=make.user(Role.PRINCIPAL, school))
    here = {"school": school.pk}
    fields = plan_of(person, kind="principal", **here)
    assert "person" in post(supervisor, "visit_create", **fields).context["form"].errors
    assert post(supervisor, "visit_create", **(fields | {"person": head.pk})).status_code == 302
    assert Visit.objects.get().kind == VisitKind.PRINCIPAL


def test_the_plan_of_a_pengawas_begins_with_the_school_and_its_principal(get, supervisor, school):
    head = make.person(school, Kind.PRINCIPAL)
    form = get(supervisor, "visit_create", school=school.pk).context["form"]
    assert (form.initial["school"], form.initial["person"]) == (school.pk, head.pk)
    assert "class_group" not in form.fields


def test_nobody_visits_their_own_work(post, principal, school):
    own = make.person(school, Kind.PRINCIPAL, user=principal)
    answer = post(principal, "visit_create", **plan_of(own))
    assert "person" in answer.context["form"].errors


def test_who_left_is_not_offered_any_more(post, principal, school):
    gone = make.person(school, until=make.A_DAY)
    answer = post(principal, "visit_create", **plan_of(gone))
    assert "person" in answer.context["form"].errors


def test_a_walk_through_is_about_nobody(post, principal, person):
    post(principal, "visit_create", **plan_of(person, kind="walk", focus=""))
    visit = Visit.objects.get()
    assert visit.person is None
    assert visit.state == State.AGREED  # there is nobody to ask


# What follows from the work and from the cycle


def test_the_instrument_that_fits_the_work_is_taken(post, principal, person, school):
    load_library()
    post(principal, "visit_create", **plan_of(person))
    librarian = make.person(school, Kind.LIBRARIAN)
    post(principal, "visit_create", **plan_of(librarian, kind="staff"))
    keys = [visit.version.instrument.key for visit in Visit.objects.order_by("planned_by", "pk")]
    assert sorted(keys) == ["pelaksanaan-pembelajaran", "pustakawan"]
    assert Visit.objects.get(person=person).band_set.key == "umum-86-71-56"


def test_the_own_class_is_taken_where_none_is_chosen(post, principal, person, school):
    today = TODAY()
    year = today.year if today.month >= 7 else today.year - 1
    group = make.class_group(school=school, year=year)
    set_class_teacher(group, person.placements.get())
    post(principal, "visit_create", **plan_of(person))
    assert Visit.objects.get().class_group == group


def test_a_cycle_lends_its_focus_criterion_and_instrument(post, principal, person, school, version):
    today = TODAY()
    term = make.term(
        school=school, first_day=today - timedelta(days=9), last_day=today + timedelta(days=9)
    )
    cycle = make.cycle(school, term=term, version=version, at_least=65)
    post(principal, "visit_create", **plan_of(person, cycle=cycle.pk, focus=""))
    visit = Visit.objects.get()
    assert (visit.focus, visit.criterion) == (cycle.focus, cycle.criterion)
    assert (visit.version, visit.at_least) == (version, 65)


def test_a_date_outside_the_term_of_its_cycle_is_told_beside_the_date(
    post, principal, person, school
):
    cycle = make.cycle(school)
    answer = post(principal, "visit_create", **plan_of(person, cycle=cycle.pk, date="2031-01-02"))
    assert "2 Januari 2031" in str(answer.context["form"].errors["date"])
    assert "2031-01-02" in answer.content.decode()  # what was typed stays


def test_an_address_fills_in_person_and_cycle(get, principal, person, school):
    cycle = make.cycle(school)
    form = get(principal, "visit_create", person=person.pk, cycle=cycle.pk).context["form"]
    assert form["person"].value() == person.pk
    assert (form["cycle"].value(), form["focus"].value()) == (cycle.pk, cycle.focus)


def test_a_foreign_cycle_in_the_address_fills_in_nothing(get, principal, elsewhere):
    cycle = make.cycle(elsewhere, focus="Rahasia")
    assert "Rahasia" not in get(principal, "visit_create", cycle=cycle.pk).content.decode()


def test_the_end_comes_after_the_start(post, principal, person):
    answer = post(principal, "visit_create", **plan_of(person, start="09:00", end="08:00"))
    assert answer.status_code == 200
    assert not Visit.objects.exists()


# Accepting


def test_a_visit_is_agreed_once_both_have_accepted(post, visit_in, person, observer):
    visit = visit_in(State.PLANNED, accepted_by_observer_at=make.a_moment())
    visit.accepted_by_person_at = None
    visit.save()
    post(person.user, "visit_accept", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.AGREED


def test_for_one_who_writes_through_others_the_observer_accepts_and_it_is_recorded(
    post, school, observer, principal
):
    ramlah = make.person(school, name="Ramlah", writes_through_others=True)
    visit = plan(
        Visit(school=school, person=ramlah, observer=observer, kind="lesson", date=TODAY()),
        by=observer,
    )
    post(principal, "visit_accept", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.AGREED
    assert AuditEntry.objects.get(actor=principal).on_behalf_of == "Ramlah"


def test_the_principal_accepts_nothing_for_one_who_has_an_account(post, visit_in, principal):
    visit = visit_in(State.PLANNED)
    assert post(principal, "visit_accept", visit.pk).status_code == 404


def test_an_own_acceptance_is_recorded_as_ones_own(post, visit_in, person):
    visit = visit_in(State.PLANNED)
    post(person.user, "visit_accept", visit.pk)
    assert AuditEntry.objects.get(actor=person.user).on_behalf_of == ""


# Changing, moving, calling off, handing on


def replan_of(visit, **fields):
    return {"mode": "direct", "focus": visit.focus, "version": visit.version_id, **fields}


def test_a_changed_focus_is_accepted_anew_by_the_other_side(post, visit_in, observer):
    visit = visit_in(State.AGREED)
    post(observer, "visit_update", visit.pk, **replan_of(visit, focus="Umpan balik murid"))
    visit.refresh_from_db()
    assert visit.state == State.PLANNED
    assert visit.accepted_by_person_at is None
    assert visit.accepted_by_observer_at


def test_another_hour_changes_nothing_that_was_agreed(post, visit_in, observer):
    visit = visit_in(State.AGREED)
    post(observer, "visit_update", visit.pk, **replan_of(visit, start="10:00"))
    visit.refresh_from_db()
    assert (visit.state, visit.start.hour) == (State.AGREED, 10)


def test_once_begun_the_plan_is_closed(get, visit_in, observer):
    assert get(observer, "visit_update", visit_in(State.RUNNING).pk).status_code == 404


def test_a_move_keeps_the_old_date_and_the_reason_in_view(post, read, visit_in, observer, person):
    visit = visit_in(State.AGREED)
    post(observer, "visit_move", visit.pk, date="2025-08-01", reason="Murid ikut lomba")
    visit.refresh_from_db()
    assert (visit.date, visit.state) == (date(2025, 8, 1), State.PLANNED)
    page = read(person.user, "visit", visit.pk)
    assert "Murid ikut lomba" in page
    assert "14 Juli 2025" in page


def test_a_move_without_a_reason_keeps_what_was_typed(post, visit_in, observer):
    visit = visit_in(State.AGREED)
    answer = post(observer, "visit_move", visit.pk, date="2025-08-01", reason=" ")
    assert "reason" in answer.context["form"].errors
    assert "2025-08-01" in answer.content.decode()


def test_a_called_off_visit_stays_with_its_reason(post, read, visit_in, observer, person):
    visit = visit_in(State.AGREED)
    post(observer, "visit_call_off", visit.pk, reason="Banjir")
    visit.refresh_from_db()
    assert visit.state == State.CALLED_OFF
    assert "Banjir" in read(person.user, "visit", visit.pk)


def test_a_shared_visit_is_not_called_off(get, visit_in, observer):
    assert get(observer, "visit_call_off", visit_in(State.SHARED).pk).status_code == 404


def test_a_visit_is_handed_to_another_who_holds_the_role(post, visit_in, principal, school):
    visit, other = visit_in(State.AGREED), make.user(Role.OBSERVER, school)
    post(principal, "visit_hand", visit.pk, observer=other.memberships.get().pk)
    visit.refresh_from_db()
    assert (visit.observer, visit.state) == (other, State.PLANNED)


def test_whoever_takes_a_visit_over_has_accepted_its_plan(get, post, visit_in, principal):
    visit = visit_in(State.AGREED)
    own = principal.memberships.get()
    assert get(principal, "visit_hand", visit.pk).context["form"]["observer"].value() == own.pk
    answer = post(principal, "visit_hand", visit.pk, observer=own.pk)
    assert answer["Location"] == visit.get_absolute_url()
    visit.refresh_from_db()
    assert (visit.observer, visit.state) == (principal, State.AGREED)


def test_the_person_visited_never_becomes_the_observer(post, visit_in, principal, person, school):
    role = make.membership(person.user, Role.OBSERVER, school)
    visit = visit_in(State.AGREED)
    answer = post(principal, "visit_hand", visit.pk, observer=role.pk)
    assert answer.context["form"].non_field_errors()
    visit.refresh_from_db()
    assert visit.observer != person.user


# Peer visits


def invitation(guest, **fields):
    return {
        "guest": guest.pk,
        "date": TODAY().isoformat(),
        "mode": "direct",
        "focus": "Siapa yang tidak pernah saya tanya?",
        **fields,
    }


@pytest.fixture
def guest(school):
    return make.person(school, user=make.user(Role.TEACHER, school))


def test_the_host_invites_and_the_guest_accepts(post, person, guest):
    post(person.user, "visit_invite", **invitation(guest))
    visit = Visit.objects.get()
    assert (visit.kind, visit.person, visit.observer) == (VisitKind.PEER, person, guest.user)
    assert visit.accepted_by_person_at
    post(guest.user, "visit_accept", visit.pk)
    visit.refresh_from_db()
    assert visit.state == State.AGREED


def test_a_peer_visit_has_no_score_whatever_is_sent(post, person, guest, version, school):
    band_set = make.band_set(school)
    forged = invitation(guest, version=version.pk, band_set=band_set.pk, at_least="90")
    answer = post(person.user, "visit_invite", **forged)
    assert "version" in answer.context["form"].errors
    post(person.user, "visit_invite", **invitation(guest, band_set=band_set.pk, at_least="90"))
    visit = Visit.objects.get()
    assert (visit.is_scored, visit.band_set, visit.at_least) == (False, None, None)


def test_who_has_no_account_or_is_oneself_cannot_be_invited(post, person, school):
    for nobody in [make.person(school), person]:
        answer = post(person.user, "visit_invite", **invitation(nobody))
        assert "guest" in answer.context["form"].errors


def test_accepting_is_only_for_the_two(get, visit_in, guest):
    visit = visit_in(State.PLANNED)
    assert get(guest.user, "visit_accept", visit.pk).status_code == 404
