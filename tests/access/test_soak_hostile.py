"""Random hostile requests on every address: no error page, no foreign word, no foreign row."""

from collections import Counter

from django.urls import reverse

from schools.models import Membership, School, Term, User
from tests import soak
from tests.access.pages import PAGES
from tests.access.test_matrix import METHODS, arguments, content

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


def foreign_rows(world):
    school = world.rows[School, "elsewhere"]
    return (
        list(School.objects.filter(pk=school.pk).values_list()),
        list(Term.objects.filter(school=school).values_list()),
    )
