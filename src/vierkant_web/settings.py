"""Settings. What an operator may choose is read through `environment.py`; everything else is fixed here.

=========================  =================================================================================
VIERKANT_DATA              folder of database, key and static files (default ``var`` in the project)
VIERKANT_BACKUPS           folder of back-ups (default ``backups`` in the data folder)
VIERKANT_SECRET_KEY        default: made once, kept in the data folder
VIERKANT_HOSTS             names the site answers to, separated by commas (default this machine alone)
VIERKANT_DATABASE_URL      a PostgreSQL address (default: SQLite in the data folder)
VIERKANT_HTTPS             1 when visitors come over TLS: secure cookies, HSTS, redirect from http
VIERKANT_PROXIES           number of trusted proxies in front (default 0)
VIERKANT_SMTP              ``host:port`` of the mail server (default: messages are printed)
VIERKANT_MAIL_FROM         sender of the messages
VIERKANT_SECOND_FACTOR     0 lets people in with a password alone (default: 1 with TLS, 0 without)
VIERKANT_EXAMPLE           1 shows example users and data; only for a trial on one machine
VIERKANT_WORKER_PROCESSES  assessments that one worker computes at once, 1 or 2 (default 1)
VIERKANT_NUMBA             0: the worker never compiles the calculation of large cases; slower, less memory
=========================  =================================================================================
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from vierkant_web import environment

PACKAGE = Path(__file__).resolve().parent
DATA = environment.data_folder()
EXAMPLE = environment.flag("VIERKANT_EXAMPLE")
HTTPS = environment.flag("VIERKANT_HTTPS")

BACKUPS = Path(os.environ.get("VIERKANT_BACKUPS") or DATA / "backups").expanduser()

DEBUG = False
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.words("VIERKANT_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host[0].isalpha()]
ROOT_URLCONF = "vierkant_web.urls"
WSGI_APPLICATION = "vierkant_web.wsgi.application"
AUTH_USER_MODEL = "vierkant_web.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

INSTALLED_APPS = [
    "vierkant_web.apps.VierkantWeb",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "vierkant_web.shortcut.shortcut",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "vierkant_web.middleware.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vierkant_web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "vierkant_web.middleware.second_factor",
    "vierkant_web.middleware.origin",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "vierkant_web.context.site",
            ],
        },
    }
]

DATABASES = {"default": environment.database(DATA)}
# Limits on attempts must count over all processes, so they live in the database and not in memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "vierkant_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Words and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# Static files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Accounts -----------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "vierkant_web.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Vierkant: "
SIGNUP_OPEN = False
SECOND_FACTOR_REQUIRED = environment.flag("VIERKANT_SECOND_FACTOR", HTTPS)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "add_webauthn": "vierkant_web.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "vierkant_web.accounts.forms.EditPasskeyForm",
}
MFA_TOTP_ISSUER = "Vierkant"
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("VIERKANT_PROXIES", 0, low=0, high=5)

# Mail ---------------------------------------------------------------------------------------------------------
_smtp = os.environ.get("VIERKANT_SMTP", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp else 'console'}.EmailBackend"
EMAIL_HOST = _smtp.partition(":")[0] or "localhost"
EMAIL_PORT = int(_smtp.partition(":")[2] or 25)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("VIERKANT_MAIL_FROM", "vierkant@localhost")

# Safety -------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
} | {"publickey-credentials-get": ["self"], "publickey-credentials-create": ["self"]}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "vierkant_web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Assessments --------------------------------------------------------------------------------------------------
ASSESSMENT_JOB = "vierkant_web.jobs.assessment.assess_run"
"""The one place that names the function a worker runs."""
WAVE_CHECK = "vierkant_web.jobs.waves_setup.problems_of"
"""The one place that names the function that judges the setup of a wave."""
WAVE_RELEASE_JOB = "vierkant_web.jobs.waves_compute.release_wave"
"""The one place that names the function that decides what of a wave may be shown."""
ASSESSMENT_DRAWS = 100_000
RUN_LEASE_SECONDS = 30.0
RUN_HEARTBEAT_SECONDS = 1.0
RUN_POLL_SECONDS = 0.5
RUN_LIMIT_SECONDS = 1800.0
RUN_ATTEMPTS = 3
RUN_WAITING_PER_USER = 5
WORKER_PROCESSES = environment.number("VIERKANT_WORKER_PROCESSES", 1, low=1, high=2)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_my_step": {"()": "vierkant_web.access_log.WithoutMyStep"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_my_step"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "vierkant_web": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
