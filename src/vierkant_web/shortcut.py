"""The short way to the pages of employees: past sessions, cookies, accounts, the audit trail's origin and the log of
requests.

It stands right behind the middleware that redirects to https. So none of the others ever sees such a request, and
the pages are fast. Mijn stap and the questionnaire of a survey wave take it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve

from vierkant_web.shortcut_answers import FORM_POLICY, finish, plain_page

WAYS = {"/mijn-stap/": "my_step", "/vragenlijst/": "answering"}
"""Start of the address → folder of the pages, with templates ``refused``, ``not_found`` and ``failed``."""
logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def shortcut(get_response: Handler) -> Handler:
    """Answer what begins with one of the `WAYS`; everything else goes on."""

    def handle(request: HttpRequest) -> HttpResponse:
        folder = next((name for start, name in WAYS.items() if request.path_info.startswith(start)), "")
        if not folder:
            return get_response(request)
        response = _answer(request, folder)
        # Django writes a line with the address of the page for every refusal, unless it is told that this was done.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return handle


def _answer(request: HttpRequest, folder: str) -> HttpResponse:
    language = "en" if "/en/" in request.path_info else "nl"
    try:
        if request.method not in ("GET", "HEAD") and not is_from_here(request):
            return plain_page(f"{folder}/refused.html", {}, language, status=403)
        # Somebody who types an address from paper forgets the last stroke.
        if not request.path_info.endswith(("/", ".js")):
            return finish(HttpResponseRedirect(f"{request.path_info}/"), FORM_POLICY)
        found = resolve(request.path_info)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return answer
    except Http404:
        return plain_page(f"{folder}/not_found.html", {}, language, status=404)
    except SuspiciousOperation:  # more than a form of ours ever sends
        return plain_page(f"{folder}/refused.html", {}, language, status=400)
    except Exception as error:  # noqa: BLE001 - Django would write the address of the page into the log
        return _failed(error, folder, language)


def _failed(error: Exception, folder: str, language: str) -> HttpResponse:
    # Where, not what: the message of an error may repeat what somebody wrote.
    where = "".join(traceback.format_tb(error.__traceback__)[-3:])
    logger.error("a page of %s failed: %s\n%s", folder, type(error).__name__, where)
    try:
        return plain_page(f"{folder}/failed.html", {}, language, status=500)
    except Exception:  # noqa: BLE001 - what the page needs may be what is broken
        return finish(
            HttpResponse("Even geen verbinding. Probeer het later nog eens.", status=500), FORM_POLICY
        )


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from one of our own pages.

    There is no session to abuse, and the code is what another site does not know. This keeps other sites from
    sending on somebody's behalf all the same. With ``no-referrer`` a browser that does not know ``Sec-Fetch-Site``
    names its origin ``null``.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and origin in ("null", f"{request.scheme}://{request.get_host()}")
