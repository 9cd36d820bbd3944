"""Settings of the tests: an own data folder, a fast password hasher, no collected static files."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "VIERKANT_DATA" not in os.environ:
    os.environ["VIERKANT_DATA"] = tempfile.mkdtemp(prefix="vierkant-test-")
    atexit.register(shutil.rmtree, os.environ["VIERKANT_DATA"], ignore_errors=True)

from vierkant_web.settings import *  # noqa: F403 - the folder must be chosen first
from vierkant_web.settings import STORAGES

SECRET_KEY = "only-for-tests"  # noqa: S105 - guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Limits count over tests as well; those that test them switch them on.
ACCOUNT_RATE_LIMITS = False
