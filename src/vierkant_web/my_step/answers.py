"""Answers of Mijn stap that are the same for everybody: made once, compressed once, each with its own policy."""

from __future__ import annotations

import gzip
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from vierkant_web.shortcut_answers import SHARED_POLICY, finish

PAGE_POLICY = SHARED_POLICY.format(script="'self'", form="'none'")
"""The page of a group: nothing can be sent, not even by a fault in our own script."""
PAPER_POLICY = SHARED_POLICY.format(script="'none'", form="'none'")
OFFLINE_POLICY = "default-src 'none'; connect-src 'self'"
"""The script that keeps the page offline may fetch the page and its files, and nothing else."""
KEPT_SECONDS = 60
"""How long a browser or proxy may show a page without asking whether it still stands."""


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
