"""Settings for one person on this machine; `cairn start` says where and at which port.

`CAIRN_HOME` names the data folder, `CAIRN_PORT` the port of the address the pages
are served at. Nothing here reaches out: no mail, no other host, no log of a person.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

HOME = Path(os.environ.get("CAIRN_HOME") or ".")
PORT = int(os.environ.get("CAIRN_PORT") or 8721)
# Without a key in the environment sessions end with the process, which harms nobody.
SECRET_KEY = os.environ.get("CAIRN_KEY") or secrets.token_urlsafe(50)

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "cairn_web.urls"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
USE_I18N = False
APPEND_SLASH = True

INSTALLED_APPS = ["django.contrib.staticfiles", "django.contrib.messages", "django_htmx", "cairn_web"]
MIDDLEWARE = [
    "cairn_web.door.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cairn_web.door.DoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cairn_web.views.refusals.RefusalMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "cairn_web.views.frame.frame",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "cairn.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 10, "transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cookies of one address are shared between its ports, so each port has names of its own.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = f"cairn_{PORT}"
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = f"cairn_csrf_{PORT}"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cairn_web.views.refusals.refuse_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

MAX_UPLOAD_BYTES = 50_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = [
    "cairn_web.forms.uploads.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"err": {"class": "logging.StreamHandler", "level": "ERROR"}},
    # A refused host or form is not news, and a request's path is nobody's business.
    "loggers": {
        "waitress.queue": {"handlers": [], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "propagate": False},
        "django.request": {"handlers": ["err"], "level": "ERROR", "propagate": False},
    },
}
