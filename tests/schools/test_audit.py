import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from schools.models import AuditEntry, Term
from tests import make


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schools_auditentry SET action = 'read'",
        "DELETE FROM schools_auditentry",
    ],
)
def test_the_database_refuses_to_change_the_trail(db, statement):
    make.audit_entry()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.get().action == "changed"


def test_saving_an_entry_again_is_refused(db):
    entry = make.audit_entry()
    entry.action = "read"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()


def test_a_change_leaves_one_entry_with_who_what_and_where(client, school, operator):
    client.force_login(operator)
    dates = {"first_day": "2026-07-13", "last_day": "2026-12-18"}
    client.post(reverse("schools:term_create"), {"school": school.pk, "code": "20261", **dates})
    entry = AuditEntry.objects.get()
    term = Term.objects.get()
    assert (entry.actor, entry.action, entry.school) == (operator, "created", school)
    assert entry.subject == f"schools.term:{term.pk}"
    assert entry.fields == ["code", "first_day", "last_day", "school"]
    assert entry.address == "127.0.0.1"


def test_a_refused_form_leaves_no_entry(client, school, operator):
    client.force_login(operator)
    client.post(reverse("schools:term_create"), {"school": school.pk, "code": "kapan"})
    assert not AuditEntry.objects.exists()


def test_the_sentence_is_worded_when_read(db):
    who = make.user(name="Arman Setiawan")
    entry = make.audit_entry(actor=who, subject="schools.term:7")
    assert entry.sentence == "Arman Setiawan mengubah data semester."
