"""What waits for those who keep a school, its people and their accounts."""

from allauth.mfa.utils import is_mfa_enabled
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schools.access import CHANGE, INVITE, KNOW
from schools.models import ClassGroup, Term
from schools.models.jobs import Job
from schools.models.places import school_year_on
from staff.kinds import HEADS, TEACHERS, Kind
from staff.models import CorrectionRequest, DapodikImport, Invitation, Person, Placement

from .todo import Todo


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
