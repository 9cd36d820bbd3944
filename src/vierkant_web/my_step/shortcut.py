"""The short way to Mijn stap: past sessions, cookies, accounts, the audit trail's origin and the log of requests.

It stands right behind the middleware that redirects to https. So none of the others ever sees such a request, and
the page is fast.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve

from vierkant_web.my_step.answers import FORM_POLICY, finish, plain_page

START = "/mijn-stap/"
logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def shortcut(get_response: Handler) -> Handler:
    """Answer what begins with ``/mijn-stap/``; everything else goes on."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(START):
            return get_response(request)
        response = _answer(request)
        # Django writes a line with the address of the page for every refusal, unless it is told that this was done.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    return handle


def _answer(request: HttpRequest) -> HttpResponse:
    language = "en" if "/en/" in request.path_info else "nl"
    try:
        if request.method not in ("GET", "HEAD") and not is_from_here(request):
            return plain_page("my_step/refused.html", {}, language, status=403)
        # Somebody who types an address from paper forgets the last stroke.
        if not request.path_info.endswith(("/", ".js")):
            return finish(HttpResponseRedirect(f"{request.path_info}/"), FORM_POLICY)
        found = resolve(request.path_info)
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return answer
    except Http404:
        return plain_page("my_step/not_found.html", {}, language, status=404)
    except Exception as error:  # noqa: BLE001 - Django would write the address of the page into the log
        return _failed(error, language)


def _failed(error: Exception, language: str) -> HttpResponse:
    # Where, not what: the message of an error may repeat what somebody wrote.
    where = "".join(traceback.format_tb(error.__traceback__)[-3:])
    logger.error("a page of Mijn stap failed: %s\n%s", type(error).__name__, where)
    try:
        return plain_page("my_step/failed.html", {}, language, status=500)
    except Exception:  # noqa: BLE001 - what the page needs may be what is broken
        return finish(
            HttpResponse("Even geen verbinding. Probeer het later nog eens.", status=500), FORM_POLICY
        )


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from one of our own pages.

    There is no session to abuse, and the code in the address is what another site does not know. This keeps other
    sites from sending on somebody's behalf all the same. With ``no-referrer`` a browser that does not know
    ``Sec-Fetch-Site`` names its origin ``null``.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and origin in ("null", f"{request.scheme}://{request.get_host()}")
