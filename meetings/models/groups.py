"""Groups that meet: KKG, MGMP, kombel, a school's team, the whole school. And who is in them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from schools.access import (
    AT_SCHOOL,
    CHANGE,
    FILL,
    FOUND,
    KNOW,
    MINE,
    VIEW,
    About,
    Own,
    Role,
    ScopedQuerySet,
    Through,
    held,
)
from schools.models import School
from schools.models.dated import Dated, DatedQuerySet
from schools.models.places import Register, RegisterQuerySet
from staff.models import Person

from ..access import Members, groups_of
from ..kinds import OF_ONE_SCHOOL, GroupKind, Part, Per


class GroupQuerySet(RegisterQuerySet):
    """A group of several schools is the affair of each of them; nobody else's."""

    school_path = "schools"
    access = {
        KNOW: (Members(""), held(*AT_SCHOOL, Role.SUPERVISOR)),
        VIEW: (Members(""), held(Role.PRINCIPAL, Role.OPERATOR, Role.SUPERVISOR)),
        FILL: (Members(""),),  # minutes, problems, practices
        CHANGE: (Members("", leading=True), held(Role.PRINCIPAL)),
        FOUND: (held(Role.PRINCIPAL, Role.TEACHER, Role.STAFF, Role.OBSERVER),),
    }

    def to_join(self):
        return self.in_use().filter(is_open=True)

    def of(self, user):
        """Those in which `user` is a member today."""
        return self.filter(pk__in=groups_of(user))


class Group(Register):
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(pgettext_lazy("group", "kind"), max_length=8, choices=GroupKind)
    home = models.ForeignKey(
        School,
        models.PROTECT,
        related_name="+",
        verbose_name=_("school whose letterhead it uses"),
    )
    schools = models.ManyToManyField(School, related_name="groups", verbose_name=_("schools"))
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    usual = models.CharField(
        _("usual day and hour"),
        max_length=160,
        blank=True,
        help_text=_("Example: every second and fourth Saturday, 10.30–12.30."),
    )
    times = models.PositiveSmallIntegerField(
        _("how many times"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    per = models.CharField(
        pgettext_lazy("cadence", "per"), max_length=5, choices=Per, default=Per.MONTH
    )
    is_open = models.BooleanField(
        _("colleagues can join by themselves"),
        default=True,
        help_text=_("Everyone who works at one of its schools finds it and can join."),
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meetings:group", args=[self.pk])

    @property
    def is_of_one_school(self):
        return self.kind in OF_ONE_SCHOOL

    @property
    def read_by(self):
        """Who reads what its meetings leave behind, in words."""
        if self.is_of_one_school:
            return _(
                "Those invited and the principal. The operator sees title and attendance;"
                " the school supervisor also decisions, if shared."
            )
        return _(
            "The members and their principals. The operator sees attendance;"
            " the school supervisor also title and decisions."
        )


class GroupMemberQuerySet(DatedQuerySet):
    school_path = "group__schools"
    access = {
        VIEW: (Through("meetings.Group", "group"), Own("person__user")),
        CHANGE: (Members("group", leading=True), held(Role.PRINCIPAL)),
        MINE: (Own("person__user"),),
    }
    about = About("person__user", ("group", "part", "since", "until"), title=_("Groups you are in"))

    def named(self, words):
        return self.filter(Q(person__name__icontains=words) | Q(name__icontains=words))


class GroupMember(Dated):
    """Somebody in a group: a person of a school here, or a name from elsewhere."""

    group = models.ForeignKey(
        Group, models.PROTECT, related_name="members", verbose_name=_("group")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="groups",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    works_at = models.CharField(_("school"), max_length=120, blank=True)
    part = models.CharField(
        pgettext_lazy("group", "part"), max_length=9, choices=Part, default=Part.MEMBER
    )
    duty = models.CharField(
        _("own part of the work"),
        max_length=160,
        blank=True,
        help_text=_("What this member does for the group, in a few words."),
    )

    objects = GroupMemberQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["group", "pk"]
        verbose_name = pgettext_lazy("group", "member")
        verbose_name_plural = pgettext_lazy("group", "members")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="member_is_a_person_or_a_name",
                condition=Q(person=None, name__gt="") | Q(person__isnull=False, name=""),
                violation_error_message=_("Choose a person, or write a name."),
            ),
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None),
                name="once_a_member_of_a_group",
                violation_error_message=_("This person is in the group already."),
            ),
        ]

    def __str__(self):
        return str(self.person) if self.person else self.name

    @property
    def leads(self):
        return self.part in {Part.CHAIR, Part.NOTES}


class TermQuestionQuerySet(ScopedQuerySet):
    school_path = "group__schools"
    access = {
        VIEW: (Members("group"), held(Role.PRINCIPAL)),
        CHANGE: (Members("group"),),
    }


class TermQuestion(models.Model):
    """What a group wants to find out in a term, and what it found."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="questions")
    term = models.CharField(_("term"), max_length=5)
    question = models.CharField(_("question of the term"), max_length=300)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_in = models.ForeignKey(
        "meetings.Meeting",
        models.PROTECT,
        related_name="answers",
        null=True,
        blank=True,
        verbose_name=_("answered in"),
    )

    objects = TermQuestionQuerySet.as_manager()

    class Meta:
        ordering = [F("term").desc()]
        verbose_name = _("question of the term")
        verbose_name_plural = _("questions of the term")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "term"],
                name="one_question_per_group_and_term",
                violation_error_message=_("This group already has a question for that term."),
            )
        ]

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return self.group.get_absolute_url()
