"""Every setting, from the environment. docs/reference/settings.md lists them; ``frankpledge doctor`` checks them."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from frankpledge.project import environment
from frankpledge.project.secret import secret_key

# Where the database, uploaded documents, the secret key and undelivered letters live.
DATA_FOLDER = environment.folder("FRANKPLEDGE_DATA", Path("frankpledge-data"))

SECRET_KEY = secret_key(DATA_FOLDER)
# For development only: shows tracebacks to whoever meets them.
DEBUG = environment.flag("FRANKPLEDGE_DEBUG", default=False)
# A demonstration: made-up people, log-in helped along by showing codes on the page. Never for real data.
DEMONSTRATION = environment.flag("FRANKPLEDGE_DEMONSTRATION", default=False)
# The names this installation answers to, separated by commas.
ALLOWED_HOSTS = environment.words("FRANKPLEDGE_HOSTS", "localhost,127.0.0.1,[::1]")
# The address people use, for links in letters: "https://safety.example.gov.uk".
PUBLIC_ADDRESS = environment.text("FRANKPLEDGE_ADDRESS", "http://localhost:8000").rstrip("/")
# True when people reach the site by https (directly or through a proxy): cookies then travel by https only.
HTTPS = environment.flag("FRANKPLEDGE_HTTPS", default=PUBLIC_ADDRESS.startswith("https://"))
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS] if HTTPS else []

# Where the rows are: "sqlite:////path/to/file" or "postgresql://user:password@host/name".
DATABASES = {
    "default": environment.database("FRANKPLEDGE_DATABASE", f"sqlite:///{DATA_FOLDER / 'frankpledge.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by every process, so that throttles count across workers; no other server to install.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
    # The queue notes its own state twice a second for a monitor we do not use: kept out of the database.
    "queue": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "queue"},
}

# Where crime records lie: a folder for each partnership. Back it up with the data folder.
CRIME_FOLDER = environment.folder("FRANKPLEDGE_CRIMES", DATA_FOLDER / "crimes")
# Real open data for the demonstration, laid out as in docs/guide/analyst.md. Unset: its crime figures are made up.
REAL_DATA_FOLDER = environment.text("FRANKPLEDGE_DATA_DIR")

# Background work. Seconds a running job may be silent before it counts as dropped and is given to another worker.
JOBS_LEASE_SECONDS = environment.number("FRANKPLEDGE_WORK_LEASE", default=60, least=2)
# True lets webhooks reach addresses inside the council's own network, and without https. Leave it off where in doubt.
WEBHOOKS_INSIDE = environment.flag("FRANKPLEDGE_WEBHOOKS_INSIDE", default=False)
# For tests: no queue; each job runs in the same process as soon as its transaction is done.
JOBS_AT_COMMIT = False
# The queue itself (django-q2, ADR 0016): rows in our own database, so that work is queued if the change commits.
Q_CLUSTER = {
    "name": "frankpledge",
    "orm": "default",
    "workers": 2,  # `frankpledge work --workers` says otherwise
    "queue_limit": 1,  # what a worker has not begun stays in the database, for any worker
    "timeout": 3600,  # seconds after which a job is stopped and fails
    "retry": 3700,  # must be longer; jobs of dead workers are found by the lease, long before
    "ack_failures": True,  # tries and waits are ours (jobs/running.py): the queue is not to try again
    "max_attempts": 1,
    "save_limit": -1,  # what happened is in our own table
    "catch_up": False,  # after a week without a worker a daily job runs once, not seven times
    "poll": 1,  # seconds between looks at the queue
    "guard_cycle": 2,  # seconds between looks at the worker processes
    "cache": "queue",
}

INSTALLED_APPS = [
    "frankpledge.core",
    "frankpledge.audit",
    "frankpledge.jobs",
    "frankpledge.post",
    "frankpledge.accounts",
    "frankpledge.partners",
    "frankpledge.law",
    "frankpledge.records",
    "frankpledge.documents",
    "frankpledge.plans",
    "frankpledge.measures",
    "frankpledge.quarters",
    "frankpledge.strategy",
    "frankpledge.insight",
    "frankpledge.delivery",
    "frankpledge.reporting",
    "frankpledge.api",
    "frankpledge.publicsite",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "frankpledge.project",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials",
    "csp",
    "django_q",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "frankpledge.audit.requests.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frankpledge.accounts.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "frankpledge.project.urls"
WSGI_APPLICATION = "frankpledge.project.wsgi.application"

# A partnership's own skin: templates here come before ours, so a changed footer is one file (docs/how-to/skin).
SKIN_FOLDER = environment.text("FRANKPLEDGE_SKIN")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SKIN_FOLDER] if SKIN_FOLDER else [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frankpledge.project.context.furniture",
            ],
        },
    },
]
FORM_RENDERER = "frankpledge.core.forms.GovukRenderer"

STATIC_URL = "static/"
STATICFILES_DIRS: list[str] = []
STATIC_ROOT = None
# Files are found in the packages themselves: no collectstatic step for somebody who installed a wheel.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MANIFEST_STRICT = False

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# Uploads: a plan is a few hundred kilobytes; the reader refuses more than 20 MB (formats/safety.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # three years of a force's street, outcome and search files are a hundred and eight
FILE_UPLOAD_HANDLERS = [
    "frankpledge.documents.uploads.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would drop the session when a person follows a link in a letter
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# A proxy in front that sets X-Forwarded-Proto itself; never true when people reach the server directly.
if environment.flag("FRANKPLEDGE_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# E-mail: without FRANKPLEDGE_MAIL, letters are kept as files in the data folder's outbox and `doctor` says so.
_mail = environment.mail("FRANKPLEDGE_MAIL")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if _mail else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_FOLDER / "outbox"
globals().update(_mail)
# Whom letters come from.
DEFAULT_FROM_EMAIL = environment.text("FRANKPLEDGE_FROM", "Frankpledge <frankpledge@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "frankpledge": {"level": "INFO"},
        # Addresses in these lines could name a person; the server's own access log is off for the same reason.
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}

from frankpledge.project.login import *  # noqa: E402, F403  (allauth's many settings, kept apart so each can say why)
