"""The price of leaving beside the figures: read from the stored assessment, for pages of more than one folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from vierkant_web.permissions import Visit

PRICES = "withdrawal.prices"
"""The part of an assessment that this needs; `assessed.page` takes it among its parts."""


def beside(place: Visit, result: Mapping[str, Any], partner: str | None = None) -> dict[str, Any]:
    """``leaving`` for ``withdrawal/beside.html``: the price of all partners or of one; None when there is none."""
    prices = (result.get("withdrawal") or {}).get("prices") or []
    rows = [{**row, "url": _address(place, row["id"])} for row in prices if partner in (None, row["id"])]
    if not rows:
        return {"leaving": None}
    return {"leaving": {"rows": rows, "url": _address(place), "one": partner is not None}}


def _address(place: Visit, partner: str = "") -> str:
    kwargs = {"slug": place.cooperation.slug}
    if partner:
        return reverse("withdrawal_partner", kwargs={**kwargs, "partner": partner}) + place.query
    return reverse("withdrawal", kwargs=kwargs) + place.query
