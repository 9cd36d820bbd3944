"""Who gets which answer from which address: the one table of rights of the whole site, in ``rows.txt``.

A row is an address (its name in Django, what is filled in in it, a query), the answers to GET and those to an empty
POST. Columns: nobody signed in; coordinator; partner editor (Hillegom); controller (Lisse); reader (Teylingen);
outsider, coordinator of another cooperation; that same outsider when the name of this cooperation is public.
``in`` is: to the page on which one signs in. ``@`` refers to `scene.Scene.words`. An address without a row fails.

405 never tells whether something exists: it comes before anything is looked up. 422 and 409 are answers to an empty
form by somebody who may fill it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from tests.web.rights.routes import routes
from tests.web.rights.scene import COLUMNS, SLUG

TABLE = Path(__file__).with_name("rows.txt").read_text(encoding="utf-8")


MOVE = "&verplaats=ab:2027-07-08:2027-07-15"
"""A trial of another day for the board of the scene."""


@dataclass(frozen=True)
class Row:
    """One address and its answers, in the order of `COLUMNS`."""

    group: str
    text: str
    name: str
    arguments: Mapping[str, str]
    query: str
    get: tuple[str, ...]
    post: tuple[str, ...]

    def address(self, words: Mapping[str, str], slug: str = SLUG) -> str:
        """The address, with the words of the scene in it."""
        filled = {key: words.get(value.removeprefix("@"), value) for key, value in self.arguments.items()}
        if "slug" in routes()[self.name]:
            filled["slug"] = slug
        query = self.query.replace("@second", words["second"]).replace("@move", MOVE)
        return reverse(self.name, kwargs=filled) + query


def _read() -> tuple[Row, ...]:
    rows, group = [], ""
    for line in filter(None, map(str.strip, TABLE.splitlines())):
        if line.startswith("#"):
            group = line.removeprefix("#").strip()
            continue
        address, get, post = line.split("|")
        name, *words = address.split()
        query = next((word for word in words if word.startswith("?")), "")
        arguments = dict(word.split("=", 1) for word in words if not word.startswith("?"))
        row = Row(
            group, " ".join(address.split()), name, arguments, query, tuple(get.split()), tuple(post.split())
        )
        assert len(row.get) == len(row.post) == len(COLUMNS), line
        rows.append(row)
    return tuple(rows)


ROWS = _read()
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
