"""The three nets of a form: choices cut to scope, the row in scope, the saved row in scope."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import pre_save
from django.urls import reverse

from schools import scoped_views
from schools.models import AuditEntry, School, Term
from tests import make

DATES = {"first_day": "2026-07-13", "last_day": "2026-12-18"}


def test_a_list_shows_the_own_school_and_no_other(client, school, elsewhere, principal):
    client.force_login(principal)
    shown = client.get(reverse("schools:list")).context["object_list"]
    assert school in shown
    assert elsewhere not in shown


def test_a_form_offers_only_schools_that_the_writer_keeps(client, school, elsewhere, operator):
    make.membership(operator, "teacher", elsewhere)  # may see it, may not change it
    client.force_login(operator)
    form = client.get(reverse("schools:term_create")).context["form"]
    assert list(form.fields["school"].queryset) == [school]


def test_a_forged_choice_is_refused_and_nothing_is_saved(client, elsewhere, operator):
    client.force_login(operator)
    sent = {"school": elsewhere.pk, "code": "20261", **DATES}
    response = client.post(reverse("schools:term_create"), sent)
    assert "school" in response.context["form"].errors
    assert not Term.objects.exists()


def test_a_row_cannot_be_moved_out_of_the_writers_scope(client, school, elsewhere, operator):
    term = make.term(school=school)
    client.force_login(operator)
    sent = {"school": elsewhere.pk, "code": "20261", **DATES}
    client.post(reverse("schools:term_update", args=[term.pk]), sent)
    term.refresh_from_db()
    assert (term.school, term.code) == (school, "20251")


def test_the_check_after_saving_rolls_back_what_slipped_past_the_form(
    client, school, elsewhere, operator, monkeypatch
):
    """Even with the choices left open, a row outside the scope does not stay."""
    monkeypatch.setattr(scoped_views.ScopedFormMixin, "choices", lambda self, name, rows: rows)
    client.force_login(operator)
    sent = {"school": elsewhere.pk, "code": "20261", **DATES}
    response = client.post(reverse("schools:term_create"), sent)
    assert response.status_code == 403
    assert not Term.objects.exists()
    assert not AuditEntry.objects.exists()


def test_fields_that_a_form_does_not_have_are_not_taken(client, school, elsewhere, operator):
    client.force_login(operator)
    given = ["name", "short_name", "form", "status", "time_zone"]
    sent = {name: getattr(school, name) for name in given}
    forged = {"npsn": "99999999", "district": elsewhere.district.pk, "id": elsewhere.pk, "logo": 1}
    client.post(reverse("schools:update", args=[school.pk]), sent | forged | {"village": "Pantai"})
    before = (school.npsn, school.district, school.logo)
    school.refresh_from_db()
    assert (school.npsn, school.district, school.logo) == before
    assert school.village == "Pantai"


def test_bad_input_gets_a_message_and_loses_nothing(client, school, operator):
    client.force_login(operator)
    sent = {
        "school": school.pk,
        "code": "ganjil",
        "first_day": "2026-12-18",
        "last_day": "2026-07-13",
    }
    response = client.post(reverse("schools:term_create"), sent)
    page = response.content.decode()
    assert set(response.context["form"].errors) == {"code", "__all__"}
    assert all(f'value="{sent[name]}"' in page for name in ("code", "first_day", "last_day"))


def test_a_page_past_the_end_is_the_last_page(client, principal):
    client.force_login(principal)
    assert client.get(reverse("schools:list"), {"page": 99}).status_code == 200
    assert client.get(reverse("schools:list"), {"page": "x"}).status_code == 200


@pytest.mark.parametrize("forbidden", ["queryset", "get_queryset"])
def test_a_view_that_brings_its_own_rows_does_not_start(forbidden):
    with pytest.raises(ImproperlyConfigured):
        type("Loose", (scoped_views.ScopedListView,), {"model": School, forbidden: None})


def test_a_form_that_offers_unscoped_rows_does_not_start(client, school, operator, monkeypatch):
    from django.contrib.contenttypes.models import ContentType

    from schools.forms import TermForm

    monkeypatch.setattr(TermForm.base_fields["school"], "queryset", ContentType.objects.all())
    client.force_login(operator)
    with pytest.raises(ImproperlyConfigured):
        client.get(reverse("schools:term_create"))


def test_someone_with_one_school_finds_it_chosen(client, school, elsewhere, operator):
    client.force_login(operator)
    form = client.get(reverse("schools:term_create")).context["form"]
    assert form["school"].value() == school.pk
    make.membership(operator, "operator", elsewhere)
    form = client.get(reverse("schools:term_create")).context["form"]
    assert form["school"].value() is None


@pytest.fixture
def a_rival(school):
    """Somebody else saves the same term after it was checked and before it is written."""

    def take(sender, instance, raw, **kwargs):
        if instance._state.adding and not Term.objects.exists():
            Term.objects.bulk_create([Term(school=school, code=instance.code, **DATES)])

    pre_save.connect(take, sender=Term)
    yield
    pre_save.disconnect(take, sender=Term)


def test_what_somebody_else_took_at_the_same_moment_is_said_and_keeps_what_was_typed(
    client, school, operator, a_rival
):
    client.force_login(operator)
    sent = {"school": school.pk, "code": "20261", **DATES}
    response = client.post(reverse("schools:term_create"), sent)
    form = response.context["form"]
    assert form.non_field_errors()
    assert form["code"].value() == "20261"


def test_a_refused_change_leaves_the_name_of_the_row_on_the_page(client, school, operator):
    term = make.term(school=school)
    client.force_login(operator)
    sent = {"school": school.pk, "code": "aaaa", **DATES}
    response = client.post(reverse("schools:term_update", args=[term.pk]), sent)
    assert response.status_code == 200
    assert str(term) in response.content.decode()


def test_sent_twice_the_second_time_leads_where_the_first_did_and_a_stranger_nowhere(
    client, school, operator, outsider
):
    remove = reverse("schools:holiday_delete", args=[make.holiday(school).pk])
    client.force_login(operator)
    first = client.post(remove)
    second = client.post(remove, follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assert "Ini sudah dikerjakan tadi." in second.content.decode()
    client.force_login(outsider)
    assert client.post(remove).status_code == 404


def test_a_number_that_no_column_can_hold_is_in_no_list(school):
    assert list(School.objects.filter(pk__in=[school.pk, 10**39])) == [school]
    assert list(School.objects.filter(pk__in=School.objects.values("pk"))) == [school]
