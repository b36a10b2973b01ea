"""What a fresh session knows. The limits themselves are in config/middleware.py."""

import time

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver


@receiver(user_logged_in)
def start_the_clock(sender, request, user, **kwargs):
    now = time.time()
    request.session["signed_in_at"] = request.session["seen_at"] = now
    request.session["just_signed_in"] = True
