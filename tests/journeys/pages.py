"""Finds the pages of the running site by following links, and knows which addresses it must have seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.urls import resolve
from django.urls.exceptions import Resolver404
from tests.web.rights.scene import COLUMNS
from tests.web.rights.table import ROWS

OFTEN = {"fill_in_section": 12, "fill_in_part": 3, "variants_compare": 2, "survey_wave": 2, "survey_step": 4}
"""Addresses of which several are looked at because each shows something else; of the others one will do."""

LINK = re.compile(r'(?:href|src|action|data-pending|data-chart)="(/[^"#]*)')
NOT_LINKED = (
    "account/password/set/", "account/confirm-email/", "account/confirm-email/abc:def/", "account/inactive/",
    "account/password/reset/done/", "account/password/reset/key/done/", "account/password/reset/key/1-abc/",
    "account/reauthenticate/", "account/logout/", "account/2fa/webauthn/", "levend/", "vragenlijst/", "vragenlijst/en/",
)  # fmt: skip
"""Pages that nothing links to, or only while signed out."""


def name_of(address: str) -> str | None:
    """The name of an address in Django, None when there is none."""
    try:
        return resolve(address.split("?")[0]).url_name
    except Resolver404:
        return None


def must_be_seen() -> set[str]:
    """What Anna, the coordinator, gets an answer from: by the table of rights, so a new page is here by itself."""
    column = COLUMNS.index("coordinator")
    # Answers about progress are no pages; a step has the same address and view as a section.
    pages = (row.name for row in ROWS if row.get[column] == "200" and not row.name.endswith("_state"))
    return {"fill_in_section" if name == "fill_in_step" else name for name in pages}


def for_everybody() -> list[str]:
    """The pages for who did not sign in."""
    rows = [row for row in ROWS if row.get[0] == "200"]
    return sorted({row.address({"second": ""}) for row in rows if row.name != "alive"})


def crawl(request: Any, starts: tuple[str, ...], within: str = "/") -> Iterator[tuple[str, str, str]]:
    """Name, address and kind of content of what one comes to from here by links, a few of each name.

    Raises:
        AssertionError: a link does not lead anywhere.
    """
    count: Counter[str] = Counter()
    known, waiting = set(starts), list(starts)
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if name is None or count[name] >= OFTEN.get(name, 1):
            continue
        answer = request.get(address, max_redirects=0)
        assert answer.status < 400 or answer.status == 405, f"{address} answers {answer.status}"
        if answer.status != 200:
            continue
        count[name] += 1
        kind = answer.headers.get("content-type", "").split(";")[0]
        yield name, address, kind
        if kind == "text/html":
            for link in map(unescape, LINK.findall(answer.text())):
                if link not in known and link.startswith(within):
                    known.add(link)
                    waiting.append(link)
