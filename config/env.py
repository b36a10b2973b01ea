"""Typed readers of environment variables. Each refuses nonsense and names the variable.

A name that is absent or empty takes the default; a name that is present must make sense.
"""

import os
import secrets
import warnings
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL = "django.db.backends.postgresql"


def refuse(name, why):
    raise ImproperlyConfigured(f"{name}: {why}")


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def flag(name, default=False):
    value = text(name).lower()
    if not value:
        return default
    if value in {"true", "1"}:
        return True
    if value in {"false", "0"}:
        return False
    return refuse(name, f"write true or false, not “{value}”.")


def number(name, default, least=0):
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        refuse(name, f"write a whole number from {least} up, not “{value}”.")
    return int(value)


def hosts(name):
    """Host names for ALLOWED_HOSTS, separated by commas."""
    listed = _listed(name)
    for host in listed:
        if "/" in host or " " in host:
            refuse(name, f"write host names without scheme or path, not “{host}”.")
    return listed


def origins(name):
    """Origins for CSRF_TRUSTED_ORIGINS, separated by commas."""
    listed = _listed(name)
    for origin in listed:
        if not origin.startswith(("http://", "https://")):
            refuse(name, f"each origin starts with https://, and “{origin}” does not.")
    return listed


def zone(name, default):
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        refuse(name, f"“{value}” is no time zone; write for example Asia/Makassar.")
    return value


def database(name, data_dir):
    """Return the default database: SQLite in `data_dir`, or PostgreSQL from an address."""
    url = text(name)
    if not url:
        return _sqlite(data_dir / "db.sqlite3")
    config = _parsed(name, url, environ.Env.db_url_config)
    if config.get("ENGINE") != POSTGRESQL or not config.get("NAME"):
        refuse(name, "write postgres://user:password@host:5432/name, or leave it out for SQLite.")
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def email(name):
    """Return Django's EMAIL_* settings from one address; without it, mail goes to the console."""
    url = text(name, "consolemail://")
    config = _parsed(name, url, environ.Env.email_url_config)
    return {key: value for key, value in config.items() if key.startswith("EMAIL_")}


def oidc(prefix):
    """Return allauth's list of OpenID Connect apps: one, or none when nothing is set."""
    parts = {
        part: text(f"{prefix}_{part}") for part in ("SERVER_URL", "CLIENT_ID", "CLIENT_SECRET")
    }
    if not any(parts.values()):
        return []
    for part, value in parts.items():
        if not value:
            refuse(f"{prefix}_{part}", f"is missing; the other {prefix}_ variables are set.")
    if not parts["SERVER_URL"].startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        refuse(f"{prefix}_SERVER_URL", "write an address that starts with https://.")
    return [
        {
            "provider_id": "belajar",
            "name": text(f"{prefix}_NAME", "belajar.id"),
            "client_id": parts["CLIENT_ID"],
            "secret": parts["CLIENT_SECRET"],
            "settings": {"server_url": parts["SERVER_URL"]},
        }
    ]


def form_targets(prefix):
    """Origins outside to which a sign-in form may lead, for the Content-Security-Policy."""
    given = text(f"{prefix}_FORM_ORIGINS") or text(f"{prefix}_SERVER_URL")
    split = [urlsplit(address.strip()) for address in given.split(",") if address.strip()]
    return [f"{address.scheme}://{address.netloc}" for address in split]


def redis(name, default):
    url = text(name, default)
    if not url.startswith(("redis://", "rediss://", "unix://")):
        refuse(name, "write redis://:password@host:6379/0.")
    return url


def secret(name, data_dir):
    """Return the secret: as given, from the file `<name>_FILE`, or made once and kept."""
    if text(name):
        return text(name)
    given = text(f"{name}_FILE")
    if given:
        try:
            return Path(given).read_text().strip() or refuse(f"{name}_FILE", f"{given} is empty.")
        except OSError as error:
            refuse(f"{name}_FILE", f"cannot read {given}: {error.strerror}.")
    return _kept_secret(data_dir / "secret-key")


def _kept_secret(path):
    """Several processes may start at once: whoever creates the file first decides."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    made = secrets.token_urlsafe(50)
    with os.fdopen(handle, "w") as file:
        file.write(made)
    return made


def _sqlite(path):
    """Tuned for several processes and for schools with power cuts.

    IMMEDIATE takes the write lock at BEGIN, so that a reader never finds out too late that it
    may not write; FULL keeps the last commits when the power goes.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _listed(name):
    return [part.strip() for part in text(name).split(",") if part.strip()]


def _parsed(name, url, parse):
    """Read an address with django-environ, whose own warnings would print its password."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return parse(url)
    except Exception:
        raise ImproperlyConfigured(f"{name}: this address cannot be read.") from None
