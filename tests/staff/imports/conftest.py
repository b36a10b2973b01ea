"""Lists of a small school, and ways to hand them in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from staff import tasks
from staff.models import DapodikImport, Placement

from ..dapodik.lists import BASO, RAMLAH, SUWITRI, table, xlsx

HEAD = {
    "Nama": "Nurhaedah Tombili",
    "NIP": "197204181996032901",
    "JK": "P",
    "Tanggal Lahir": "1972-04-18",
    "Status Kepegawaian": "PNS",
    "Jenis PTK": "Kepala Sekolah",
}
TEACHERS = xlsx(table(RAMLAH, SUWITRI, school="SDN Melati"))
STAFF = xlsx(table(HEAD, BASO, title="Daftar Tenaga Kependidikan", school="SDN Melati"))


def upload(content, name="daftar.xlsx"):
    return SimpleUploadedFile(name, content)


def hand_in(client, school, **files):
    """Hand files in, let the worker read them, and return the import."""
    sent = {name: upload(content) for name, content in files.items()}
    answer = client.post(reverse("staff:imports"), {"school": school.pk} | sent)
    assert answer.status_code == 302, answer.context["form"].errors
    job = DapodikImport.objects.latest("pk")
    tasks.run_import(job.pk)
    job.refresh_from_db()
    return job


def look(client, job):
    return client.get(job.get_absolute_url())


def say_yes(client, job, **chosen):
    """Press “save” on the preview with every tick as it stands, but for what `chosen` changes."""
    page = look(client, job).context
    lines = page["preview"].lines
    sent = {
        "seen": page["seen"],
        "take": [line.key for line in lines if line.is_ticked],
    }
    client.post(reverse("staff:import_confirm", args=[job.pk]), sent | chosen)
    tasks.run_import(job.pk)
    job.refresh_from_db()
    return job.outcome


def people():
    return {
        (placement.person.name, placement.kind)
        for placement in Placement.objects.not_ended().select_related("person")
    }


ALL_FOUR = {
    ("Sitti Ramlah", "class_teacher"),
    ("Ni Luh Ayu Suwitri", "subject_teacher"),
    ("Nurhaedah Tombili", "principal"),
    ("Andi Baso", "caretaker"),
}


@pytest.fixture
def signed_in(client, operator):
    client.force_login(operator)
    return client
