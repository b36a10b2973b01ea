"""Sending mail: write it to the outbox, wake a worker."""

from django.core.mail import EmailMessage

from .jobs import wake
from .models.mail import OutgoingMail


def post(recipient, subject, body):
    mail = OutgoingMail.objects.create(recipient=recipient, subject=subject, body=body)
    wake(mail)
    return mail


def hand_over(mail):
    EmailMessage(mail.subject, mail.body, to=[mail.recipient]).send()
