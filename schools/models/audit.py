"""The audit trail: append-only, refused by the database if changed (see the migration)."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..access import VIEW, About, Own, Role, ScopedQuerySet, held
from .people import User
from .places import School


class Action(models.TextChoices):
    """What can have happened. Stored as a code and worded when read."""

    CREATED = "created", pgettext_lazy("audit", "created")
    CHANGED = "changed", pgettext_lazy("audit", "changed")
    ENDED = "ended", pgettext_lazy("audit", "ended")
    READ = "read", pgettext_lazy("audit", "read")
    EXPORTED = "exported", pgettext_lazy("audit", "exported")
    INVITED = "invited", pgettext_lazy("audit", "invited")
    IMPORTED = "imported", pgettext_lazy("audit", "imported")
    MASKED = "masked", pgettext_lazy("audit", "name hidden")


WRITES = frozenset({Action.CREATED, Action.CHANGED, Action.ENDED, Action.IMPORTED})


class AuditEntryQuerySet(ScopedQuerySet):
    access = {VIEW: (Own("actor"), Own("about"), held(Role.PRINCIPAL))}
    about = About(
        "about",
        ("at", "sentence", "on_behalf_of"),
        labels={
            "at": pgettext_lazy("audit", "when"),
            "sentence": pgettext_lazy("audit", "what happened"),
            "on_behalf_of": gettext_lazy("on behalf of"),
        },
        reads=("actor", "about"),
    )


class AuditEntry(models.Model):
    """Who did what to which row, on whose behalf, when and from where. Never what was typed."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    about = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+", null=True)
    action = models.CharField(max_length=8, choices=Action)
    subject = models.CharField(max_length=80)
    fields = models.JSONField(default=list)
    address = models.GenericIPAddressField(null=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = gettext_lazy("history entry")
        verbose_name_plural = gettext_lazy("history")
        indexes = [
            models.Index(fields=["school", "-at"]),
            models.Index(fields=["subject"]),
            # What was written lately, in all schools. Over all entries it would tempt a database
            # to look for somebody's newest ones among everybody's.
            models.Index(
                name="written_lately", fields=["at"], condition=models.Q(action__in=sorted(WRITES))
            ),
        ]

    def __str__(self):
        return f"{self.action} {self.subject}"

    @property
    def sentence(self):
        """The entry in the reader's language, without the time."""
        words = {"person": self.actor or _("Sejawat"), "what": self.kind}
        match self.action:
            case Action.CREATED:
                return _("%(person)s added: %(what)s.") % words
            case Action.CHANGED:
                return _("%(person)s changed: %(what)s.") % words
            case Action.ENDED:
                return _("%(person)s ended: %(what)s.") % words
            case Action.READ:
                return _("%(person)s opened: %(what)s.") % words
            case Action.EXPORTED:
                return _("%(person)s downloaded: %(what)s.") % words
            case Action.INVITED:
                return _("%(person)s made an account invitation: %(what)s.") % words
            case Action.IMPORTED:
                return _("%(person)s imported: %(what)s.") % words
            case _:
                return _("%(person)s hid the name of: %(what)s.") % words

    @property
    def kind(self):
        """The kind of row it was, in words: “school”, “term”; of a person's, whose it was."""
        kind = apps.get_model(self.subject.partition(":")[0])._meta.verbose_name
        return f"{kind} ({self.about})" if self.about else kind

    @classmethod
    def name_of(cls, row):
        return f"{row._meta.label_lower}:{row.pk}"
