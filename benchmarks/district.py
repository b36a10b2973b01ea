"""A made-up district of any size: schools, people, visits and meetings over some years.

The same size and seed give the same rows, as the product's own services would leave them:
results are reckoned by them. Left out is what nobody counts: the observer's sheets, minutes,
feedback and remarks. Everybody is invented.
"""

from datetime import date

from schools.access import Role
from schools.models import ClassGroup, Cluster, District, Membership, School, Term, User
from staff.kinds import ROLE_OF, Kind
from staff.models import Person, Placement
from supervision.models import BandSet, Instrument, InstrumentVersion
from supervision.rubrics.bands import read_bands
from supervision.rubrics.library import band_sets

from . import instruments
from .gathering import add_meetings
from .place import Place, moment
from .rows import Rows, after_the_last, go_on_behind
from .visiting import add_cycles

GIVEN = (
    "Asri Bela Cahya Dara Elang Fitra Gita Hapsa Indah Jaka Kirana Lestari Mega Nanda Okta "
    "Puspa Rangga Sekar Tirta Utari Wening Yudha Zahra Bintang"
).split()
FAMILY = (
    "Tombili Waeja Ombaka Sarume Lantiro Karewang Matolu Penduri Balusi Torampe Wolani Sibaru "
    "Kalente Moramo Tandiro Pasewa Bungkoli Lariwu Andalo Sumpara"
).split()
OTHER_WORK = (Kind.LIBRARIAN, Kind.ADMINISTRATION, Kind.OPERATOR, Kind.CARETAKER)
CLASSES = 6  # at each school
IN_A_CLUSTER = 10  # schools
NO_PASSWORD = "!"


def load(size):
    """Write a district into the database, a cluster of schools at a time."""
    rows = Rows(start=after_the_last)
    for _batch in batches(size, rows):
        rows.write()
    go_on_behind(rows.keys)


def batches(size, rows):
    """Make the rows of a district; stop whenever some of them can be written."""
    rows.rng.seed(size.seed)
    common = Common(rows, size)
    yield
    for number in range(0, size.schools, IN_A_CLUSTER):
        rows.rng.seed(f"{size.seed} {number}")
        add_cluster(rows, common, range(number, min(number + IN_A_CLUSTER, size.schools)))
        yield


# What all schools share


class Common:
    def __init__(self, rows, size):
        self.size = size
        name = f"Kabupaten Bahari {size.seed}"
        self.district = rows.add(District, name=name, province="Sulanusa")
        self.office = account(rows, f"dinas.{self.district.pk}", "Dinas Pendidikan", size)
        member(rows, self.office, Role.DISTRICT, size, district=self.district)
        bands = next(one for one in band_sets() if one["id"] == "umum-86-71-56")
        self.band_set = rows.add(
            BandSet, key=f"bahari-{self.district.pk}", name=bands["name"]["id"], content=bands
        )
        self.bands = tuple(read_bands(bands["bands"]))
        self.teaching = self.version(rows, instruments.teaching(size.items))
        self.services = self.version(rows, instruments.services(size.items))

    def version(self, rows, content):
        key = f"{content['id']}-{self.district.pk}"
        instrument = rows.add(Instrument, key=key, name=content["name"]["id"], use=content["use"])
        made_at = moment(date(self.size.first_year, 7, 1))
        return rows.add(
            InstrumentVersion,
            instrument=instrument,
            number=1,
            content=content | {"id": key},
            frozen_at=made_at,
            made_at=made_at,
        )


def account(rows, username, name, size):
    return rows.add(
        User,
        username=username,
        name=name,
        password=NO_PASSWORD,
        joined_at=moment(date(size.first_year, 7, 1)),
    )


def member(rows, user, role, size, **place):
    return rows.add(Membership, user=user, role=role, since=date(size.first_year, 7, 1), **place)


# Schools and their people


def add_cluster(rows, common, schools):
    size = common.size
    number = schools.start // IN_A_CLUSTER + 1
    cluster = rows.add(Cluster, name=f"Gugus {number}", district=common.district)
    supervisor = account(rows, f"pengawas.{cluster.pk}", invented_name(rows.rng), size)
    member(rows, supervisor, Role.SUPERVISOR, size, cluster=cluster)
    places = [add_school(rows, common, cluster, number) for number in schools]
    for place in places:
        add_cycles(rows, common, place, supervisor)
    add_meetings(rows, size, places, cluster)


def add_school(rows, common, cluster, number):
    size = common.size
    school = rows.add(
        School,
        npsn=f"B{common.district.pk:02}{number:05}",
        name=f"SD Negeri {number + 1} Bahari",
        short_name=f"SDN {number + 1} Bahari",
        form=School.Form.SD,
        status=School.Status.STATE,
        district=common.district,
        cluster=cluster,
        letterhead="PEMERINTAH KABUPATEN BAHARI",
    )
    terms = {
        (year, half): rows.add(
            Term, school=school, code=f"{year}{half}", first_day=first, last_day=last
        )
        for year, half in size.terms
        for first, last in [days_of(year, half)]
    }
    classes = {
        year: [
            rows.add(
                ClassGroup, school=school, year=year, name=f"Kelas {grade}", grade=grade, pupils=24
            )
            for grade in range(1, CLASSES + 1)
        ]
        for year in size.all_years
    }
    people = [add_person(rows, size, school, place) for place in range(size.people)]
    return Place(school, terms, classes, people)


def days_of(year, half):
    if half == 1:
        return date(year, 7, 14), date(year, 12, 19)
    return date(year + 1, 1, 5), date(year + 1, 6, 19)


def add_person(rows, size, school, number):
    kind = kind_of(number, size.people)
    name = invented_name(rows.rng)
    user = account(rows, f"{school.npsn}.{number}".lower(), name, size)
    person = rows.add(Person, user=user, name=name)
    since = date(size.first_year, 7, 1)
    rows.add(Placement, person=person, school=school, kind=kind, since=since)
    member(rows, user, ROLE_OF[kind], size, school=school)
    return person, kind, rows.rng.uniform(-0.6, 0.6)


def kind_of(number, people):
    """One principal, class teachers, subject teachers, and a fifth that does other work."""
    others = people // 5
    if number == 0:
        return Kind.PRINCIPAL
    if number >= people - others:
        return OTHER_WORK[number % len(OTHER_WORK)]
    return Kind.CLASS_TEACHER if number <= CLASSES else Kind.SUBJECT_TEACHER


def invented_name(rng):
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
