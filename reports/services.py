"""What the pages of this floor ask of all floors below."""

from dataclasses import dataclass
from itertools import chain

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools.access import CHANGE, INVITE, KNOW
from schools.models import ClassGroup, School, Term
from schools.models.jobs import Job
from schools.models.places import school_year_on
from staff.kinds import HEADS, STAFF, TEACHERS, Kind
from staff.models import (
    ClassTeacher,
    CorrectionRequest,
    DapodikImport,
    Invitation,
    Person,
    Placement,
)


@dataclass(frozen=True)
class Count:
    """A number in words, which opens the rows it was counted from."""

    words: str
    url: str


@dataclass(frozen=True)
class Todo:
    """Something that waits for the reader, with the page where it is done."""

    title: str
    hint: str
    url: str


def waiting_for(user):
    """Return what waits for `user` today, most pressing first."""
    schools = School.objects.for_user(user, CHANGE).in_use()
    if user.is_superuser:  # keeps every school, but works at none
        return list(chain(principals_without_account(), own_account(user)))
    return list(
        chain(
            imports_to_look_at(user),
            corrections_to_answer(user),
            schools_without_people(schools),
            terms_to_write(schools),
            classes_to_give(user, schools),
            people_to_invite(user),
            letterheads_to_write(schools),
            own_account(user),
        )
    )


def own_account(user):
    """Where the second step is required nobody comes as far as this without it."""
    if user.needs_second_factor and not is_mfa_enabled(user):
        yield Todo(
            _("Turn on the second step of signing in"),
            _("You hold what belongs to others. It takes two minutes and a phone."),
            reverse("mfa_activate_totp"),
        )


def imports_to_look_at(user):
    waiting = DapodikImport.objects.for_user(user, CHANGE).filter(
        step=DapodikImport.Step.READ, state=Job.State.DONE
    )
    for job in waiting.select_related("school")[:3]:
        yield Todo(
            _("Look at the import of %(school)s") % {"school": job.school},
            _("The files are read. Nothing is saved before you have looked at it."),
            job.get_absolute_url(),
        )


def corrections_to_answer(user):
    asked = CorrectionRequest.objects.for_user(user, CHANGE).unanswered()
    for request in asked.select_related("person")[:5]:
        yield Todo(
            _("%(person)s asks for a data correction") % {"person": request.person},
            request.text[:80],
            reverse("staff:correction_answer", args=[request.pk]),
        )


def schools_without_people(schools):
    for school in schools.exclude(placements__kind__in=sorted(TEACHERS))[:5]:
        yield Todo(
            _("Import the teachers and staff of %(school)s") % {"school": school},
            _("Two files from Dapodik, about five minutes."),
            reverse("staff:imports"),
        )


def terms_to_write(schools):
    running = Term.objects.on(timezone.localdate())
    for school in schools.exclude(terms__in=running)[:5]:
        yield Todo(
            _("Write down this term's dates for %(school)s") % {"school": school},
            _("Visits and meetings are counted by term."),
            reverse("schools:term_create"),
        )


def classes_to_give(user, schools):
    year = school_year_on(timezone.localdate())
    classes = ClassGroup.objects.for_user(user, CHANGE).in_use().filter(year=year)
    placed = Placement.objects.for_user(user, KNOW).current()
    teachers = placed.filter(school__in=schools, kind=Kind.CLASS_TEACHER)
    without = teachers.exclude(classes__class_group__in=classes).count()
    if without:
        yield Todo(
            ngettext(
                "%(n)d class teacher has no class yet",
                "%(n)d class teachers have no class yet",
                without,
            )
            % {"n": without},
            _("Dapodik's lists hold no classes; say here whose is whose."),
            reverse("staff:classes"),
        )


def people_to_invite(user):
    here = Placement.objects.for_user(user, CHANGE).current()
    invited = Person.objects.for_user(user, INVITE).without_account()
    number = invited.filter(pk__in=here.values("person")).count()
    if number:
        yield Todo(
            ngettext("%(n)d person has no account yet", "%(n)d people have no account yet", number)
            % {"n": number},
            _("One step makes a slip for each, to print or to copy."),
            reverse("staff:accounts"),
        )


def letterheads_to_write(schools):
    for school in schools.filter(letterhead="")[:5]:
        yield Todo(
            _("Complete the letterhead of %(school)s") % {"school": school},
            _("It stands on everything you print and sign."),
            reverse("schools:update", args=[school.pk]),
        )


def principals_without_account():
    """Whoever keeps the installation invites them: nobody below may give that role."""
    linked = Invitation.objects.open().values("person")
    heads = (
        Placement.objects.current()
        .filter(kind__in=sorted(HEADS), person__user__last_login=None)
        .exclude(person__in=linked)
    )
    for placement in heads.select_related("person", "school")[:5]:
        yield Todo(
            _("Invite the principal of %(school)s") % {"school": placement.school},
            _("%(person)s has not signed in yet, and the operator cannot give this role.")
            % {"person": placement.person},
            reverse("staff:invite", args=[placement.person_id]),
        )


def work_of(user):
    """The reader's own placements today, with the classes of this school year."""
    year = school_year_on(timezone.localdate())
    classes = ClassTeacher.objects.for_user(user).filter(class_group__year=year)
    return (
        Placement.objects.current()
        .filter(person__user=user)
        .select_related("school", "person")
        .prefetch_related(Prefetch("classes", classes.select_related("class_group")), "subjects")
    )


def in_numbers(user):
    """What those who keep a school see of it at a glance."""
    if user.is_superuser:  # all schools at once say nothing
        return []
    here = Placement.objects.for_user(user, CHANGE).current()
    kinds = list(here.values_list("person", "kind", "person__user", "person__user__last_login"))
    if not kinds:
        return []
    people, accounts = reverse("staff:people"), reverse("staff:accounts")
    teachers = {person for person, kind, *_ in kinds if kind in TEACHERS | HEADS}
    staff = {person for person, kind, *_ in kinds if kind in STAFF} - teachers
    never = {person for person, _, user, seen in kinds if user and seen is None}
    counts = [
        Count(
            ngettext("There is %(n)d teacher", "There are %(n)d teachers", len(teachers))
            % {"n": len(teachers)},
            f"{people}?work=teachers",
        ),
        Count(
            ngettext(
                "There is %(n)d of the education staff",
                "There are %(n)d of the education staff",
                len(staff),
            )
            % {"n": len(staff)},
            f"{people}?work=staff",
        ),
    ]
    if never:
        sentence = ngettext(
            "There is %(n)d person who has not signed in yet",
            "There are %(n)d people who have not signed in yet",
            len(never),
        )
        counts.append(Count(sentence % {"n": len(never)}, f"{accounts}?state=never"))
    return counts
