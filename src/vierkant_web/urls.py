"""All addresses. The word in the URL is the word in the menu (`vierkant.terms.MENU`).

A folder of pages joins by having ``urls.py`` with ``urlpatterns``; those of ``dossier`` that do not belong to one
cooperation (the list, a new one) stand in ``site_urlpatterns``.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from vierkant.terms import MENU
from vierkant_web import site_pages
from vierkant_web.folders import Patterns, patterns


@login_not_required
def alive(request: HttpRequest) -> HttpResponse:
    """For the one who watches over the server: the application answers."""
    return HttpResponse("ok", content_type="text/plain")


handler400 = "vierkant_web.errors.bad_request"
handler403 = "vierkant_web.errors.permission_denied"
handler404 = "vierkant_web.errors.page_not_found"
handler500 = "vierkant_web.errors.server_error"

_cooperation: Patterns = [
    path(f"{word}/", include(patterns(folder)))
    for word, (_title, folders) in MENU.items()
    for folder in folders
]

urlpatterns: Patterns = [
    path("", include(patterns("dossier", "site_urlpatterns"))),
    path("s/<slug:slug>/", include(_cooperation)),
    path("account/", include("vierkant_web.accounts.urls")),
    path("mijn-stap/", include(patterns("my_step", "site_urlpatterns"))),
    path("vragenlijst/", include(patterns("answering", "site_urlpatterns"))),
    path("agenda/", include(patterns("calendar", "site_urlpatterns"))),
    path("", include(site_pages.patterns)),
    path("levend/", alive, name="alive"),
]
