"""The pages of one's own account, under ``/account/``.

All of allauth's pages, each with its own rule for visitors who did not sign in (`LoginRequiredMiddleware`
respects the marks that allauth puts on its views).
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("taal/", login_not_required(set_language), name="set_language"),
    path("", include("allauth.urls")),
]
