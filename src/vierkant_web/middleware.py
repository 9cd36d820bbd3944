"""Three small middlewares: nothing dynamic is kept by a cache, the language is chosen, the origin is known."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from vierkant_web.origin import coming_from

Handler = Callable[[HttpRequest], HttpResponse]


def no_store(get_response: Handler) -> Handler:
    """Pages may hold what only this visitor may see: no browser or proxy keeps them."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    return handle


def language(get_response: Handler) -> Handler:
    """Dutch, unless the visitor chose otherwise here.

    The language of the browser is not asked: many officials work on a machine that was installed in English.
    """
    known = {code for code, _ in settings.LANGUAGES}

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return handle


def origin(get_response: Handler) -> Handler:
    """Remember for the audit trail from which address a request comes."""

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            address = get_adapter().get_client_ip(request)
        except PermissionDenied:  # a server on a socket tells no address
            address = "-"
        with coming_from(f"web {address}"):
            return get_response(request)

    return handle
