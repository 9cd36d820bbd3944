"""All addresses. The word in the URL is the word in the menu (`vierkant.terms.MENU`).

A folder of pages joins by having ``urls.py`` with ``urlpatterns``; those of ``dossier`` that do not belong to one
cooperation (the list, a new one) stand in ``site_urlpatterns``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from vierkant.terms import MENU

Patterns = list[URLPattern | URLResolver]


def _patterns(folder: str, name: str) -> Patterns:
    """What ``vierkant_web.<folder>.urls`` lists under this name; nothing when it does not exist."""
    package = f"vierkant_web.{folder}"
    if find_spec(package) is None or find_spec(f"{package}.urls") is None:
        return []
    found: Any = getattr(import_module(f"{package}.urls"), name, [])
    return list(found)


def _cooperation() -> Patterns:
    found: Patterns = []
    for word, (_title, folders) in MENU.items():
        for folder in folders:
            found.append(path(f"{word}/", include(_patterns(folder, "urlpatterns"))))
    return found


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """For the one who watches over the server: the application answers."""
    return HttpResponse("ok", content_type="text/plain")


handler400 = "vierkant_web.errors.bad_request"
handler403 = "vierkant_web.errors.permission_denied"
handler404 = "vierkant_web.errors.page_not_found"
handler500 = "vierkant_web.errors.server_error"

urlpatterns: Patterns = [
    path("", include(_patterns("dossier", "site_urlpatterns"))),
    path("s/<slug:slug>/", include(_cooperation())),
    path("account/", include("vierkant_web.accounts.urls")),
    path("levend/", alive, name="alive"),
]
