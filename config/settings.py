"""Settings: one file, differences between installations are environment variables.

Every variable is read through config/env.py, which refuses nonsense with the variable's name.
With none set, Sejawat runs on SQLite in `var/` and answers on this machine only.
"""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Installation

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR)
# Health checks come from inside, by these three names, whatever name people type.
ALLOWED_HOSTS = [*env.hosts("ALLOWED_HOSTS"), "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS")
# Behind a proxy that ends TLS; without it cookies travel over plain http on this machine only.
HTTPS = env.flag("HTTPS")
# How many proxies of ours stand in front: the client's address is that far from the right.
PROXIES = env.number("PROXIES", 0)

# Applications, from the top floor down: an upper floor may override a lower one's templates

INSTALLED_APPS = [
    "reports",
    "supervision",
    "meetings",
    "staff",
    "schools",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "config.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer against BREACH
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ChosenLanguage",
    "config.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schools.context_processors.shell",
            ],
            "builtins": ["schools.templatetags.sejawat"],
        },
    }
]
if DEMO:
    TEMPLATES[0]["OPTIONS"]["context_processors"].append("reports.demo.door")
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, so that rate limits hold across processes and without Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # The default of 300 would let a flood of requests push the limits out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Private files: served by a view that checks rights, never by the web server.
FILES_DIR = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    # Front-end parts from npm, and what we make of them (see config/icons.py). Only what is named.
    ("parts", DATA_DIR / "parts"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR, "base_url": None},
    },
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}

# People

AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "schools.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "schools.forms.LoginForm",
    "reset_password": "schools.forms.ResetPasswordForm",
    "reset_password_from_key": "schools.forms.NewPasswordForm",
    "change_password": "schools.forms.ChangePasswordForm",
    "set_password": "schools.forms.SetPasswordForm",
    "reauthenticate": "schools.forms.ReauthenticateForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True  # our own limits decide; see config/middleware.py
ACCOUNT_USER_DISPLAY = "schools.accounts.display_name"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_USERNAME_MIN_LENGTH = 3
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
# Failed logins are axes's; the rest is allauth's, counted in the database cache.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": None,
    "login_known_device": "20/h/key",
}

MFA_ADAPTER = "schools.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "schools.forms.SecondFactorForm",
    "reauthenticate": "schools.forms.SecondFactorForm",
    "activate_totp": "schools.forms.ActivateTotpForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sejawat"
# Who holds others' results signs in with a second step; a demo shows one password.
SECOND_FACTOR_REQUIRED = not DEMO

SOCIALACCOUNT_ADAPTER = "schools.accounts.OutsideAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": env.oidc("OIDC")}}

# Ten failures from one address against one account close that pair for a quarter of an hour.
# A stranger elsewhere, or beside the owner on the same Wi-Fi, cannot lock the owner out:
# a device on which the account has signed in before is never locked (schools/accounts.py).
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "schools.accounts.typed_account"
AXES_CLIENT_IP_CALLABLE = "schools.network.address"
AXES_WHITELIST_CALLABLE = "schools.accounts.is_known_device"
AXES_LOCKOUT_CALLABLE = "schools.accounts.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_SENSITIVE_PARAMETERS = ["login"]
AXES_VERBOSE = False

# Sessions: idle and absolute limits, shorter on a shared device

SESSION_IDLE = timedelta(hours=12)
SESSION_ABSOLUTE = timedelta(days=14)
SHARED_SESSION_IDLE = timedelta(minutes=10)
SHARED_SESSION_ABSOLUTE = timedelta(hours=10)
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())

# Transport and headers

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "schools.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, over plain http
    if PROXIES:  # without one, anybody could claim to have come over https
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    # For this name alone: what else a school runs below it may not speak https.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *env.form_targets("OIDC")],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Languages and time: Indonesian until the reader chooses

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = env.zone("TIME_ZONE", "Asia/Jakarta")
USE_TZ = True

# Mail goes through the outbox (schools/mail.py); this is where the worker hands it on.

globals().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Sejawat <sejawat@localhost>")

# Jobs: a row is the truth, Celery only wakes (schools/jobs.py)

CELERY_BROKER_URL = env.redis("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# A killed worker's task comes back: at once for a lost child, after the visibility timeout for
# a lost worker. Without the two restore options kombu looks only every 100 seconds.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 300
CELERY_TASK_TIME_LIMIT = 360
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
# When the broker dies, running work ends by itself: cancelled, it would be done twice.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    # A broker that is down is said so in a second, not in a minute: whoever saves a form waits.
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULER = "config.beat:Scheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "wake-waiting-jobs": {
        "task": "schools.tasks.wake_waiting_jobs",
        "schedule": 15,
        "options": {"expires": 15},  # while no worker runs, one call is enough
    },
    "clear-what-has-expired": {
        "task": "schools.tasks.clear_what_has_expired",
        "schedule": timedelta(hours=6),
    },
    "look-for-changes": {
        "task": "reports.tasks.look_for_changes",
        "schedule": 60,
        "args": [5],
        "options": {"expires": 60},
    },
    "look-again-for-changes": {  # what came while no worker ran
        "task": "reports.tasks.look_for_changes",
        "schedule": timedelta(hours=6),
        "args": [3 * 24 * 60],
    },
    "reports-that-build-themselves": {
        "task": "reports.tasks.ask_by_itself",
        "schedule": timedelta(hours=6),
    },
    "forget-old-reports": {
        "task": "reports.tasks.forget_old_reports",
        "schedule": timedelta(hours=6),
    },
    "forget-left-behind": {
        "task": "staff.tasks.forget_left_behind",
        "schedule": timedelta(hours=1),
    },
}
CELERY_TIMEZONE = TIME_ZONE

# Logs: one JSON object a line, with identifiers and never with what people typed

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Its line names the path and the reason; our request log says the same without them.
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        # Celery's own lines carry task arguments, which may one day name a person.
        "celery.app.trace": {"level": "WARNING"},
    },
}

# Whoever has settings sends tasks through our app. Not in config/__init__.py: the supervisor
# lives in that package and stays small without Celery.
import config.celery  # noqa: E402, F401

if env.text("SENTRY_DSN"):
    import sentry_sdk

    sentry_sdk.init(
        dsn=env.text("SENTRY_DSN"), send_default_pii=False, include_local_variables=False
    )
