"""How the desk is set up: everything a school may change comes from the environment, once, here."""

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

# What the desk writes is for its own user alone, whoever else has an account on this machine.
os.umask(0o077)

HOME = Path(os.environ.get("GOODNAME_HOME") or "var").resolve()
DEMO = os.environ.get("GOODNAME_DEMO") == "1"


def _kept_key(name: str) -> str:
    """A random key: made once, kept beside the data, readable by its owner alone."""
    kept = HOME / name
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            made = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the desk was first
            return kept.read_text()
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = _kept_key("secret-key")
SALT_KEY = _kept_key("salt-key")  # with the other, for keys and passwords that we listen with
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GOODNAME_HOSTS", "127.0.0.1,localhost").split(",")
SECURE_COOKIES = os.environ.get("GOODNAME_HTTPS") == "1"
if SECURE_COOKIES:  # a proxy in front speaks TLS and says so; forms come from our own names only
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "goodname.web.config",
    "goodname.web.today",
    "goodname.web.told",
    "goodname.web.cases",
    "goodname.web.inbox",
    "goodname.web.evidence",
    "goodname.web.policy",
    "goodname.web.accounts",
    "goodname.web.ledger",
    "goodname.web.work",
    "goodname.web.ui",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goodname.web.accounts.middleware.viewer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "goodname.web.config.urls"
WSGI_APPLICATION = "goodname.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Ours come before allauth's, so that its pages wear our clothes.
        "DIRS": [
            Path(__file__).parent.parent / "ui" / "templates",
            Path(__file__).parent.parent / "accounts" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodname.web.config.navigation.navigation",
                "goodname.web.config.demo.sign_ins",
            ],
        },
    }
]

# IMMEDIATE and WAL together: without the first, writers that begin by reading fail under load.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "goodname.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
            ),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The sign-in limiter counts in the cache, so every process must see the same one.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
# Listening has a queue and a worker of its own, so that a round never keeps a person waiting.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "listening"],
    }
}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goodname.web.accounts.adapter.Adapter"
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Goodname"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CAPTURES = HOME / "captures"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

# The guarded fetcher's one explicit exception, empty unless somebody says otherwise.
ALLOW_HOSTS = os.environ.get("GOODNAME_ALLOW_HOSTS", "")
POLL_SECONDS = int(os.environ.get("GOODNAME_POLL_SECONDS", "900"))
# The made-up town is one host with many places, and no stranger.
HOST_SECONDS = 0.0 if DEMO else 1.0  # between two questions to one host
RECHECK_SECONDS = int(os.environ.get("GOODNAME_RECHECK_SECONDS", "21600"))

# Time-stamp authorities (RFC 3161) that sign when a page was saved; they see a seal and no more.
TIMESTAMPS = os.environ.get("GOODNAME_TIMESTAMPS", "")

# Who else may have signed the certificate of the school's mailbox: a file in PEM, or "".
MAIL_CA = os.environ.get("GOODNAME_MAIL_CA", "")

# Where people open the desk, for messages that ask them to; "" where nobody said.
ADDRESS = os.environ.get("GOODNAME_ADDRESS", "")

# Mail leaves by the school's own server or not at all.
SMTP_HOST = os.environ.get("GOODNAME_SMTP_HOST", "")
EMAIL_HOST = SMTP_HOST or "localhost"
EMAIL_PORT = int(os.environ.get("GOODNAME_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GOODNAME_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GOODNAME_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("GOODNAME_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
if DEMO:  # what the demo writes cannot leave the machine
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
MAIL_READY = bool(SMTP_HOST) or DEMO

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("GOODNAME_LOG", "WARNING")},
}
