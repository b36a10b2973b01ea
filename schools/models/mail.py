"""The outbox: mail is a row first, so that a slow or dead mail server holds up no page."""

from django.db import models

from .jobs import Job, JobQuerySet


class OutgoingMail(Job):
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()

    objects = JobQuerySet.as_manager()
    task = "schools.tasks.deliver"

    class Meta(Job.Meta):
        constraints = [
            # Links in mail open accounts: the text is gone once it has been handed over.
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(body=""),
                name="delivered_mail_keeps_no_text",
            )
        ]

    def __str__(self):
        return self.subject
