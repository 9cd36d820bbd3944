"""What a browser would send: the values of a form on a page, and a small dossier to begin with."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from vierkant_web import actions
from vierkant_web.actions import Part

SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ACCEPT": "application/json"}
PARTNERS = [
    {"id": "hillegom", "municipality": "GM0534"},
    {"id": "lisse", "municipality": "GM0553"},
    {"id": "teylingen", "municipality": "GM1525"},
]
SHARED = {
    "cooperation": {"name": "Bollenstreek", "goal": "Minder kwetsbaar"},
    "partners": PARTNERS,
    "tasks": [{"id": "belastingen", "name": "Belastingen", "cost_per_fte": {"value": 85100.0}}],
    "functions": [{"id": "heffing", "name": "Heffing"}],
    "agreements": {
        "cost_key": {
            "hillegom": {"value": 0.3},
            "lisse": {"value": 0.3},
            "teylingen": {"value": 0.4},
        },
        "votes": {"hillegom": 1, "lisse": 1, "teylingen": 2},
        "quota": 4,
    },
    "sources": {"begroting": {"title": "Begroting 2027"}},
}


def fill(cast: Any) -> None:
    """The shared parts, saved by Anna, and Bram's side of the tasks."""
    parts = [Part(section, "", content) for section, content in SHARED.items()]
    actions.save_many(variant=cast.variant, parts=parts, by=cast.anna)
    own = {"belastingen": {"own_fte": {"value": 4.5, "source": "begroting"}}}
    actions.save_section(
        variant=cast.variant, section="tasks", partner="hillegom", content=own, based_on=0, visibility="shared",
        by=cast.bram,
    )  # fmt: skip


def url(cast: Any, word: str = "", partner: str = "", more: str = "") -> str:
    """The address of a step."""
    start = f"/s/{cast.cooperation.slug}/overzicht/invullen/"
    return f"{start}{word}/{f'deel/{partner}/' if partner else ''}{more}" if word else start


def values(response: HttpResponse) -> dict[str, Any]:
    """The values of the form with the answers, as a browser without scripts would send them."""
    page = html.fromstring(response.content.decode())
    for template in page.xpath("//template"):
        template.drop_tree()
    found: dict[str, Any] = {}
    for name, value in page.get_element_by_id("answers").form_values():
        value = value.removeprefix("\n")  # a browser leaves out the line break behind <textarea>
        found[name] = (
            [*found[name], value]
            if isinstance(found.get(name), list)
            else ([found[name], value] if name in found else value)
        )
    return found


def post(client: Client, address: str, data: dict[str, Any], **headers: Any) -> HttpResponse:
    """Send the form."""
    return client.post(address, data, **headers)


def text(response: HttpResponse) -> str:
    """What stands on the page, with single spaces."""
    return " ".join(html.fromstring(response.content.decode()).text_content().split())
