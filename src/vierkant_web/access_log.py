"""Logs in which pages of employees leave nothing, and no secret of a feed: for gunicorn
(`vierkant_web.gunicorn_conf`) and for Django's own loggers.

Who opened which page of a group, and who answered a questionnaire when, could be found by laying a line beside an
address. So no line holds either of them, for Mijn stap and the questionnaire, for the files that they load, and for
whatever else mentions such a page. The address of a
feed is all that one needs to read it; a line about a feed says that it was asked for, and not which.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import Any

from gunicorn.glogging import Logger

FEED = "/agenda/"
_ADDRESS = re.compile(r"/(mijn-stap|vragenlijst)/[^\s\"'?]*(?:\?[^\s\"']*)?", re.IGNORECASE)
_FEED = re.compile(r"(?<!/sturing)/agenda/[^\s\"'?]+(?:\?[^\s\"']*)?", re.IGNORECASE)
"""The page of Sturing that lists feeds has the same word in its address, and holds no secret there."""
_CLIENT = re.compile(r"(\bip=)\S+")
_OWN_FILE = re.compile(
    r"^/static/(?:(?:css|js)/(?:my_step|answering)\.|img/mark\.|vendor/noto-sans/)", re.IGNORECASE
)
"""What a page of employees loads. Other pages load the picture and the letters too, but a browser that asks for those
and for no other file has opened such a page: at that minute, from that address."""
_HARMLESS = frozenset(["s", "t", "H", "p"])
"""What a line about a page of employees may still say. Not the size: it tells the group. Not the method: it tells that
somebody asked for help or sent answers, and at which second; whoever keeps other lines of the network could say who."""


_OF_FEED = frozenset(["h", "l", "u", "t", "m", "s", "H", "B", "b", "a", "M", "T", "D", "L", "p"])
"""What a line about a feed may say: all but the address, in whatever shape, and what led to it."""


def masked(text: str) -> str:
    """The text without secrets of feeds, and without anything behind ``/mijn-stap/`` or ``/vragenlijst/``.

    In the last case also without the address of a visitor.
    """
    text = _FEED.sub(FEED + "…", text)
    found = _ADDRESS.sub(r"/\1/…", text)
    return found if found == text else _CLIENT.sub(r"\1-", found)


class WithoutMyStep(logging.Filter):
    """Takes codes and secrets out of every line that a logger of Django or gunicorn writes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through, without the code."""
        try:
            text = record.getMessage()
        except (TypeError, ValueError):  # the line is wrong; logging itself will say so
            return True
        clean = masked(text)
        if clean != text:
            record.msg, record.args = clean, ()
        # The request that Django hangs on a line holds the address of the visitor.
        for name in ("request", "exc_text"):
            if hasattr(record, name) and clean != text:
                setattr(record, name, None)
        return True


class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn carries no types
    """The logger of gunicorn, without address and code for pages of employees."""

    def setup(self, cfg: Any) -> None:
        """As gunicorn does; then put the filter on its log of faults."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.addFilter(WithoutMyStep())

    def atoms(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: Any) -> dict[str, Any]:
        """The parts of a line of the access log."""
        found: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = str(environ.get("RAW_URI") or environ.get("PATH_INFO") or "")
        if is_about_my_step(path):
            kind = "/static/…" if _OWN_FILE.match(path) else _kind(path)
            return {name: value for name, value in found.items() if name in _HARMLESS} | {
                "r": f"- {kind} {found.get('H')}", "U": kind,
            }  # fmt: skip
        if is_about_feed(path):
            kind = f"{FEED}…"
            return {name: value for name, value in found.items() if name in _OF_FEED} | {
                "r": f"{found.get('m')} {kind} {found.get('H')}", "U": kind,
            }  # fmt: skip
        return {name: masked(value) if isinstance(value, str) else value for name, value in found.items()}


def is_about_my_step(path: str) -> bool:
    """Whether a request is for a page of employees (Mijn stap, the questionnaire) or for a file that it loads."""
    return bool(_kind(path)) or bool(_OWN_FILE.match(_plain(path)))


def _kind(path: str) -> str:
    plain = re.sub(r"/+", "/", _plain(path)).lower()
    return next((f"{start}/…" for start in ("/mijn-stap", "/vragenlijst") if start in plain), "")


def is_about_feed(path: str) -> bool:
    """Whether a request is for a feed by its secret address."""
    return bool(_FEED.search(re.sub(r"/+", "/", _plain(path))))


def _plain(path: str) -> str:
    """A path may come as a whole address, with more slashes, or with letters written as %xx."""
    return re.sub(r"%([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), path)
