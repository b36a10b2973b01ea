"""Signing in: what we ask of django-allauth and django-axes."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db.models import Q
from django.shortcuts import render

from .mail import post
from .network import address

KNOWN_DEVICE = "sejawat_known"
KNOWN_DEVICE_AGE = 180 * 24 * 3600
ACCOUNTS_PER_DEVICE = 8


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation; mail goes through the outbox."""

    def is_open_for_signup(self, request):
        return False

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just signed in is not asked for the password a second time."""
        age = time.time() - self.request.session.get("signed_in_at", 0)
        return age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def send_mail(self, template_prefix, email, context):
        message = self.render_mail(template_prefix, email, context)
        post(email, message.subject, message.body)


class OutsideAccountAdapter(DefaultSocialAccountAdapter):
    """An outside account (belajar.id) opens an account that exists; it never makes one."""

    def is_open_for_signup(self, request, sociallogin):
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Says “Sejawat” and the user name in the authenticator app."""

    def get_totp_label(self, user):
        return user.username


def display_name(user):
    return str(user)


def account_for(typed):
    """Return the account that someone means by a user name or an email, or None."""
    by_either = Q(username__iexact=typed) | Q(email__iexact=typed) & ~Q(email="")
    return get_user_model().objects.filter(by_either).first()


# What axes asks


def typed_account(request, credentials):
    """One counter per account, whether the user name or the email was typed."""
    credentials = credentials or {}
    typed = credentials.get("username") or credentials.get("email") or request.POST.get("login", "")
    account = account_for(typed)
    return account.username if account else typed.lower()[:120]


def is_known_device(request, credentials=None):
    """Whether this account has signed in on this device before.

    A stranger's wrong guesses close the pair of account and address. The owner, with a known
    device, still gets in from that very address. A known device has a limit of its own, so
    that a stolen one guesses no faster; axes asks several times per attempt, we count one.
    """
    if not hasattr(request, "comes_from_known_device"):
        account = account_for(typed_account(request, credentials))
        known = account is not None and account.pk in known_accounts(request)
        request.comes_from_known_device = known and ratelimit.consume(
            request, action="login_known_device", key=f"{account.pk} {address(request)}"
        )
    return request.comes_from_known_device


def known_accounts(request):
    try:
        return signing.loads(
            request.COOKIES.get(KNOWN_DEVICE, ""), salt=KNOWN_DEVICE, max_age=KNOWN_DEVICE_AGE
        )
    except signing.BadSignature:
        return []


def remember_device(request, response):
    """After a sign-in, let this device know the account. Middleware calls it."""
    known = known_accounts(request)
    pk = request.user.pk
    if pk in known:
        return
    response.set_cookie(
        KNOWN_DEVICE,
        signing.dumps([*known, pk][-ACCOUNTS_PER_DEVICE:], salt=KNOWN_DEVICE),
        max_age=KNOWN_DEVICE_AGE,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def locked_out(request, credentials=None, *args, **kwargs):
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
