"""Who reaches a visit, and input that means harm."""

import uuid
from datetime import date
from struct import pack
from zlib import compress, crc32

from django.urls import reverse
from django.utils import timezone

from schools.access import Role
from schools.models import User
from supervision.kinds import State
from supervision.models import Visit
from tests import make


def end_roles(user):
    """The account as it is once its roles are over."""
    user.memberships.update(until=date(2025, 7, 20))
    return User.objects.get(pk=user.pk)


class TestWhoReaches:
    def test_an_observer_whose_role_has_ended_reads_no_objection_at_home(
        self, client, visit_in, observer, person, elsewhere
    ):
        visit = visit_in(State.READ)
        make.remark(visit, moment="objection", text="Papan tulisnya rusak.", by=person.user)
        former = end_roles(observer)
        make.membership(former, Role.TEACHER, elsewhere)
        client.force_login(former)
        assert "Papan tulisnya rusak." not in client.get("/").content.decode()

    def test_an_observer_who_only_teaches_from_now_on_loses_the_visits(
        self, get, visit_in, observer, school
    ):
        visit = visit_in(State.OBSERVED)
        former = end_roles(observer)
        make.membership(former, Role.TEACHER, school)
        assert get(former, "sheet", visit.pk).status_code == 404

    def test_nobody_scores_their_own_work_once_the_account_is_theirs(
        self, get, put, visit_in, observer, school
    ):
        """The record had no account when the visit was planned, and got the observer's later."""
        visit = visit_in(State.RUNNING, person=make.person(school))
        visit.person.user = observer
        visit.person.save()
        put(observer, visit.sheets.get(), {"ABC-01.score": 4}, base=1)
        assert visit.sheets.get().scores["ABC-01"] == 3

    def test_a_peer_visit_that_is_withdrawn_is_closed_to_the_school(
        self, get, post, visit_in, observer, person, principal
    ):
        """What the host opened is not what the guest goes on writing."""
        visit = visit_in(State.SHARED, kind="peer")
        Visit.objects.update(shared_at=timezone.now())
        post(person.user, "visit_open", visit.pk)
        post(observer, "visit_take_back", visit.pk)
        assert get(principal, "sheet", visit.pk).status_code == 404

    def test_a_role_at_one_school_plans_nothing_at_another(
        self, post, person, cluster, school, neighbour
    ):
        """Observer here, pengawas of the cluster: of others' schools a pengawas visits the head."""
        both = make.user(Role.SUPERVISOR, cluster)
        make.membership(both, Role.OBSERVER, neighbour)
        plan = {"kind": "lesson", "school": school.pk, "person": person.pk, "mode": "direct"}
        post(both, "visit_create", **plan, date="2025-08-01", focus="Bertanya")
        assert not Visit.objects.exists()

    def test_the_observer_holds_the_role_at_the_school_of_the_visit(
        self, post, person, school, neighbour
    ):
        leads_both = make.user(Role.PRINCIPAL, school)
        make.membership(leads_both, Role.PRINCIPAL, neighbour)
        role = make.membership(make.user(), Role.OBSERVER, neighbour)
        plan = {"kind": "lesson", "school": school.pk, "person": person.pk, "mode": "direct"}
        plan |= {"date": "2025-08-01", "focus": "Bertanya", "observer_role": role.pk}
        post(leads_both, "visit_create", **plan)
        assert not Visit.objects.exists()


class TestHostileInput:
    def test_a_save_in_another_encoding_smuggles_in_no_nul(self, put, visit_in, observer):
        """JSON may come as UTF-16; PostgreSQL keeps no such sign, and answers with a break."""
        sheet = visit_in(State.RUNNING).sheets.get()
        answer = put(observer, sheet, {"ABC-01.note": "a\u0000b"}, base=1, encoding="utf-16")
        assert answer.status_code == 422

    def test_a_save_of_many_megabytes_is_refused(self, client, visit_in, observer):
        sheet = visit_in(State.RUNNING).sheets.get()
        url = reverse("supervision:sheet_save", args=[sheet.pk, uuid.uuid4()])
        body = {"base": 1, "changes": {"ABC-01.note": "a"}, "more": "x" * 10_000_000}
        client.force_login(observer)
        answer = client.put(url, body, content_type="application/json")
        assert answer.status_code in {400, 413, 422}

    def test_a_save_from_a_revision_that_is_still_to_come_overwrites_nothing(
        self, put, visit_in, observer
    ):
        """No sheet was ever seen at that revision; taken as it is, every clash would be silent."""
        sheet = visit_in(State.RUNNING).sheets.get()
        put(observer, sheet, {"ABC-01.score": 1}, base=1)
        answer = put(observer, sheet, {"ABC-01.score": 4}, base=2**31 - 1)
        assert answer.status_code == 422 or answer.json()["clashes"]

    def test_a_picture_that_unpacks_without_end_is_refused_in_words(
        self, client, visit_in, observer
    ):
        def part(kind, data):
            return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

        picture = b"".join(
            [
                b"\x89PNG\r\n\x1a\n",
                part(b"IHDR", pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
                part(b"zTXt", b"k\0\0" + compress(b"a" * 2_000_000)),
                part(b"IDAT", compress(b"\0" * 14)),
                part(b"IEND", b""),
            ]
        )
        sheet = visit_in(State.RUNNING).sheets.get()
        client.force_login(observer)
        url = reverse("supervision:photo_save", args=[sheet.pk, uuid.uuid4()])
        assert client.put(url, picture, content_type="image/png").status_code == 422

    def test_whoever_passes_a_step_on_is_answered_in_words(self, post, visit_in, school):
        """The step leaves the scope of a colleague who owned it; that is no forbidden act."""
        colleague = make.person(school, user=make.user(Role.TEACHER, school))
        step = make.follow_up(visit_in(State.READ), owner=colleague, due=date(2027, 1, 1))
        words = {"text": "Tulis", "owner": make.person(school).pk, "sign": "Ada"}
        answer = post(colleague.user, "follow_up_update", step.pk, **words, due="2027-01-01")
        assert answer.status_code in {200, 302}
