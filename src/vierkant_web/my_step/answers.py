"""Answers of Mijn stap: their headers, their policies, and nothing that leads back to who asks."""

from __future__ import annotations

import gzip
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation

_SHARED = (
    "default-src 'none'; script-src {script}; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'none'; form-action {form}; base-uri 'none'; frame-ancestors 'none'; worker-src {script}; "
    "manifest-src 'none'; object-src 'none'"
)
PAGE_POLICY = _SHARED.format(script="'self'", form="'none'")
"""The page of a group: nothing can be sent, not even by a fault in our own script."""
FORM_POLICY = _SHARED.format(script="'none'", form="'self'")
"""The two pages with a form (a code, a request for help): no script at all."""
PAPER_POLICY = _SHARED.format(script="'none'", form="'none'")
OFFLINE_POLICY = "default-src 'none'; connect-src 'self'"
"""The script that keeps the page offline may fetch the page and its files, and nothing else."""
KEPT_SECONDS = 60
"""How long a browser or proxy may show a page without asking whether it still stands."""


def finish(response: HttpResponse, policy: str, *, cache: str = "no-store") -> HttpResponse:
    """Put on the headers that every answer of Mijn stap carries."""
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


class Bundle:
    """A page that is the same for everybody: made once, compressed once."""

    def __init__(
        self, body: str, policy: str, language: str, content_type: str = "text/html; charset=utf-8"
    ) -> None:
        self.plain = body.encode()
        self.compressed = gzip.compress(self.plain, 9, mtime=0)
        self.etag = f'W/"{sha256(self.plain).hexdigest()[:24]}"'
        self.policy = policy
        self.language = language
        self.content_type = content_type

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or word that the browser has it already."""
        if self.etag in request.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        elif "gzip" in request.headers.get("Accept-Encoding", ""):
            response = HttpResponse(self.compressed, content_type=self.content_type)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(self.plain, content_type=self.content_type)
        response.headers["ETag"] = self.etag
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Content-Language"] = self.language
        return finish(response, self.policy, cache=f"public, max-age={KEPT_SECONDS}")
