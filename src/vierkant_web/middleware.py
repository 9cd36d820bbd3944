"""Small middlewares: nothing dynamic is cached, a language is chosen, the origin is known, a second step is asked."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

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


def second_factor(get_response: Handler) -> Handler:
    """Who has no passkey and no app goes to set one up, before seeing anything (BIO2 5.17.01)."""

    def handle(request: HttpRequest) -> HttpResponse:
        user = request.user
        asked = settings.SECOND_FACTOR_REQUIRED and user.is_authenticated
        own_pages = request.path.startswith(reverse("mfa_index").removesuffix("2fa/"))
        if asked and not own_pages and not is_mfa_enabled(user):
            messages.info(
                request,
                gettext(
                    "To protect your account, add a passkey or a code from an app first. After that you can go on."
                ),
            )
            return redirect("mfa_index")
        return get_response(request)

    return handle
