"""Random hostile requests on every address: no error page, no foreign word, no foreign row."""

import json
from collections import Counter
from functools import cache, partial
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.kinds import MeetingState
from meetings.models import Minutes
from schools.models import Membership, School, Term, User
from supervision.models import Sheet
from tests import soak
from tests.access import forms
from tests.access.pages import PAGES
from tests.access.pages.page import A_UUID
from tests.access.supervision import MOMENT
from tests.access.test_every_form import HINTS
from tests.access.test_matrix import METHODS, Asked, arguments, content, putting_back

NASTY = [
    "",
    " ",
    "\0",
    "a" * 10_000,
    "😀" * 300,
    "\u202eterbalik",
    "' OR 1=1 --",
    "{{ 7 * 7 }}{% load x %}",
    "<script>alert(1)</script>",
    "%s%n%(x)s",
    "../../etc/passwd",
    "-1",
    "9" * 40,
    "1e308",
    "٣",
    "1899-01-01",
    "2999-12-31",
    "31-02-2026",
    "null",
    "[]",
    "\ud800",
    "=cmd()",
    "\r\nSet-Cookie: x=1",
]
NAMES = (
    "school code first_day last_day name short_name npsn form status time_zone district cluster "
    "letterhead new_logo logo login password password1 password2 oldpassword email shared next "
    "language theme role user is_superuser is_active since until page id pk q state token action "
    "use province office"
).split()
COOKIES = ["theme", "django_language", "sejawat_known", "csrftoken"]
KINDS = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
]
# Those who work for the school elsewhere may change it; all others never.
MAY_CHANGE_IT = {"outsider", "keeper"}


def request(dice, client, url):
    """One request with random nonsense in its query, body, cookies and headers."""
    nasty = lambda: dice.choice(NASTY)  # noqa: E731
    for name in dice.sample(COOKIES, dice.randrange(3)):
        client.cookies[name] = (
            nasty().replace("\r\n", "").replace("\0", "").encode("ascii", "ignore").decode()
        )
    fields = {name: nasty() for name in dice.sample(NAMES, dice.randrange(8))}
    method = dice.choice(METHODS)
    headers = {
        "HTTP_X_FORWARDED_FOR": nasty().replace("\r\n", ""),
        "HTTP_ACCEPT_LANGUAGE": nasty().replace("\r\n", "")[:200],
        "HTTP_HX_REQUEST": dice.choice(["true", ""]),
    }
    if method == "GET":
        safe = {name: text.encode("utf-8", "ignore").decode() for name, text in fields.items()}
        return method, client.get(url, safe, **headers)
    if dice.random() < 0.6 and method == "POST":
        safe = {name: text.encode("utf-8", "ignore").decode() for name, text in fields.items()}
        return method, client.post(url, safe, **headers)
    body = "&".join(f"{name}={text}" for name, text in fields.items())
    raw = body.encode("utf-8", "surrogatepass")
    return method, client.generic(method, url, raw, content_type=dice.choice(KINDS), **headers)


def test_hostile_requests_meet_a_calm_house(world):
    dice, seen = soak.dice("hostile"), Counter()
    rights = (
        list(Membership.objects.order_by("pk").values_list()),
        set(User.objects.filter(is_superuser=True)),
    )
    foreign = foreign_rows(world)
    for number in range(400 * soak.ROUNDS):
        actor = dice.choice(sorted(set(world.actors) - MAY_CHANGE_IT))
        name = dice.choice(sorted(PAGES))
        place = dice.choice(["own", "neighbour", "elsewhere", "missing"])
        url = reverse(name, args=arguments(world, PAGES[name], place))
        method, response = request(dice, world.client(actor), url)
        where = f"number {number}, seed {soak.SEED}: {method} {url} as {actor}"
        answer = content(response).decode("utf-8", "replace")
        assert response.status_code < 500 or response.status_code in PAGES[name].also, where
        assert "Traceback" not in answer, where
        assert not world.leaked(actor, answer + str(response.headers)), where
        seen[response.status_code] += 1
    assert foreign_rows(world) == foreign
    assert rights == (
        list(Membership.objects.order_by("pk").values_list()),
        set(User.objects.filter(is_superuser=True)),
    )
    soak.report("hostile requests", **{f"answers_{code}": n for code, n in sorted(seen.items())})


AT_ONCE = 100  # requests that build on each other, before the world is put back
# What a phone sends from a page of cells, by the address it is sent to.
CELLS = {
    "meetings:record_save": (
        f"discussion next here.all here.1 why.1 guest.{A_UUID} differ.topic differ.settled "
        f"task.{A_UUID}.text task.{A_UUID}.owner task.{A_UUID}.due decision.{A_UUID}.options "
        f"decision.{A_UUID}.voices position.{A_UUID}.member problem.{A_UUID}.grade agenda.1.fate"
    ).split(),
    "supervision:sheet_save": ["ABC-01", "ABC-01.score", "ABC-01.note", MOMENT, "pupils", "strips"],
}
ODD = [*NASTY, None, True, -1, 1.5, 10**30, [], {}, ["x"], {"at": "x"}, {"text": 1, "codes": [1]}]


def test_filled_in_forms_with_nonsense_meet_a_calm_house(world):
    """Requests that know the boxes of each page and choose mostly well, upon what others left."""
    dice, seen = soak.dice("filled-in forms"), Counter()
    keepers = set(User.objects.filter(is_superuser=True))
    foreign = foreign_rows(world)
    lines = sorted((name, page) for name, page in PAGES.items() if page.accepts("GET"))
    for begun in range(0, 400 * soak.ROUNDS, AT_ONCE):
        with putting_back():
            clients = {actor: world.client(actor) for actor in world.actors}
            forms_of = cache(partial(shown_to, world, clients))
            for number in range(begun, begun + AT_ONCE):
                page = Asked(*dice.choice(lines), world, clients)
                actors = sorted(set(world.actors) - MAY_CHANGE_IT)
                actor = dice.choice([a for a in actors if page.is_open(a, "own", "GET")] or actors)
                where = f"number {number}, seed {soak.SEED}: {page.name} as {actor}"
                if dice.random() < 0.1:
                    answer = send_cells(dice, world, clients)
                elif found := forms_of(page.name, actor):
                    form = dice.choice(found)
                    data = spoilt(dice, form)
                    where = f"{where}, {form.action} {data}"[:3000]
                    answer = send(clients[actor], form, data)
                else:
                    url = reverse(page.name, args=arguments(world, page, "own"))
                    answer = clients[actor].get(url)
                said = content(answer).decode("utf-8", "replace")
                assert answer.status_code < 500 or answer.status_code in page.also, where
                assert "Traceback" not in said, where
                seen[answer.status_code] += 1
            assert foreign_rows(world) == foreign
            assert set(User.objects.filter(is_superuser=True)) == keepers
    soak.report("filled-in forms", **{f"answers_{code}": n for code, n in sorted(seen.items())})


def shown_to(world, clients, name, actor):
    """The forms of a page as somebody finds them now."""
    url = reverse(name, args=arguments(world, PAGES[name], "own"))
    answer = clients[actor].get(url)
    assert answer.status_code < 500 or answer.status_code in PAGES[name].also, url
    if answer.status_code != 200 or "html" not in answer["Content-Type"]:
        return []
    return [form for form in forms.read(answer, url).forms if form.method == "post"]


def spoilt(dice, form):
    """A form filled in, some of whose boxes hold nonsense, or nothing, or somebody else's."""
    data = form.filled(HINTS)
    for name in dice.sample(sorted(data), min(len(data), dice.choice([0, 1, 1, 2, 5]))):
        box = form.fields[name]
        near = [[choice] for choice in box.choices]
        others = [[dice.choice(NASTY)], [], [dice.choice(NASTY)] * 2, ["1"], ["2"], [A_UUID]]
        longest = [["a" * box.longest], ["a" * (box.longest + 1)]] if box.longest else []
        data[name] = dice.choice([*near, *others, *longest])
    return data


def send(client, form, data):
    files = form.names("file")
    if not files:
        body = urlencode(data, doseq=True, errors="surrogatepass")
        kind = "application/x-www-form-urlencoded"
        return client.generic("POST", form.action, body, content_type=kind)
    plain = {
        name: [text.encode("utf-8", "ignore").decode() for text in texts]
        for name, texts in data.items()
    }
    nothing = SimpleUploadedFile("daftar-guru.xlsx", b"PK\x03\x04bukan daftar")
    return client.post(form.action, plain | dict.fromkeys(files, nothing))


def send_cells(dice, world, clients):
    name = dice.choice(sorted(CELLS))
    of = "open sheet" if "sheet" in name else (Minutes, MeetingState.PLANNED)
    row = world.rows[of, "own"]
    changes = {dice.choice(CELLS[name]): dice.choice(ODD) for _ in range(dice.randrange(5))}
    envelope = {"base": dice.choice([0, 1, -1, 10**30, "x", None]), "changes": changes}
    body = json.dumps(envelope | dice.choice([{}, {"device": dice.choice(ODD)}, {"base": 0}]))
    actor = "observer" if isinstance(row, Sheet) else "teacher"
    url = reverse(name, args=[row.pk, dice.choice([A_UUID, A_UUID[:-1] + "0"])])
    headers = {"HTTP_X_SEJAWAT_USER": str(world.actors[actor].pk)}
    return clients[actor].put(url, body, content_type="application/json", **headers)


def foreign_rows(world):
    school = world.rows[School, "elsewhere"]
    return (
        list(School.objects.filter(pk=school.pk).values_list()),
        list(Term.objects.filter(school=school).values_list()),
    )
