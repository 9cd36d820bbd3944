"""Names for groups of forms, so that a row of data does not repeat long lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from vierkant.reference.forms import BODY_FORMS, FORMS_OF, PRIVATE_FORMS, WGR_FORMS, Kind, LegalForm

GROUPS: dict[str, tuple[LegalForm, ...]] = {
    "@all": tuple(LegalForm),
    "@wgr": WGR_FORMS,
    "@body": BODY_FORMS,
    "@persons": (LegalForm.OPENBAAR_LICHAAM, LegalForm.BEDRIJFSVOERINGSORGANISATIE),
    "@private": PRIVATE_FORMS,
    "@contract": (
        LegalForm.ADMINISTRATIVE_AGREEMENT,
        LegalForm.COVENANT,
        LegalForm.SERVICE_AGREEMENT,
        LegalForm.MANDATE,
    ),
    "@internal": FORMS_OF[Kind.INTERNAL],
}
"""``@persons``: the legal persons of the Wgr. ``@body``: those with a board and a budget."""


def forms_of(names: Iterable[str]) -> frozenset[LegalForm]:
    """The forms that a list of names and groups stands for.

    Raises:
        ValueError: an unknown form or group; a fault in our data.
    """
    return _forms_of(tuple(names))


@cache
def _forms_of(names: tuple[str, ...]) -> frozenset[LegalForm]:
    return frozenset(form for name in names for form in GROUPS.get(name) or (LegalForm(name),))


def articles_for(item: Mapping[str, Any], form: LegalForm) -> tuple[str, ...]:
    """The articles of a row for one of its forms: its own where ``articles_of`` has them, else those of the row.

    A form outside the Wgr never cites that act.
    """
    listed: list[str] = item.get("articles_of", {}).get(form.value, item["articles"])
    return tuple(article for article in listed if form in WGR_FORMS or not article.endswith(" Wgr"))
