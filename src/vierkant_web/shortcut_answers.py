"""Answers of the pages that take the short way: their headers, their policies, and nothing that leads back to who
asks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

SHARED_POLICY = (
    "default-src 'none'; script-src {script}; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'none'; form-action {form}; base-uri 'none'; frame-ancestors 'none'; worker-src {script}; "
    "manifest-src 'none'; object-src 'none'"
)
FORM_POLICY = SHARED_POLICY.format(script="'none'", form="'self'")
"""Pages with a form: no script at all."""


def finish(response: HttpResponse, policy: str, *, cache: str = "no-store") -> HttpResponse:
    """Put on the headers that every answer of the short way carries."""
    permissions = ", ".join(f"{name}=()" for name in (*settings.PERMISSIONS_POLICY, "browsing-topics"))
    for name, value in {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": permissions,
        "Cache-Control": cache,
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        response.headers[name] = value
    return response


def rendered(template: str, context: dict[str, Any], language: str) -> str:
    """A page in a language. Without the request: a page cannot hold what it does not know."""
    with translation.override(language):
        return render_to_string(template, {**context, "language": language})


def plain_page(
    template: str, context: dict[str, Any], language: str, *, policy: str = FORM_POLICY, status: int = 200
) -> HttpResponse:
    """A page that is made anew for every visit."""
    response = HttpResponse(rendered(template, context, language), status=status)
    response.headers["Content-Language"] = language
    return finish(response, policy)
