"""Answering a request to put data right: once, and the person is told."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from schools import mail

from ..models import CorrectionRequest


class AlreadyAnswered(Exception):  # noqa: N818  (it is no error, somebody was quicker)
    pass


@transaction.atomic
def answer_correction(asked, *, outcome, answer, by):
    """Write the answer down and return the row. Of two who answer at once, one is too late."""
    written = CorrectionRequest.objects.unanswered().filter(pk=asked.pk)
    if not written.update(
        outcome=outcome, answer=answer, answered_by=by, answered_at=timezone.now()
    ):
        raise AlreadyAnswered
    asked.refresh_from_db()
    tell(asked.person.user)
    return asked


def tell(account):
    """Mail says that there is an answer and no more: an inbox may be shared."""
    if not (account and account.is_active and account.email):
        return
    with translation.override(account.language or settings.LANGUAGE_CODE):
        mail.post(
            account.email,
            _("Sejawat: your request about your data has an answer"),
            _("Open Sejawat to read it. If this message looks odd, tell your operator."),
        )
