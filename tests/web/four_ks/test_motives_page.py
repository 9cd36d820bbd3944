"""Motieven: who wants what, where it collides, and what to do when a total is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.conftest import Cast

Read = Callable[..., str]


def test_the_conflict_is_named_in_one_sentence(read: Read, measured: dict[str, Any]) -> None:
    found = read(measured, "motieven/")
    assert (
        "één wil vooral goedkoper (Lisse), één wil vooral betere kwaliteit (Teylingen), één weegt meer doelen "
        "even zwaar (Hillegom). Beslis dat voordat u begint."
    ) in found
    assert "Teylingen verdeelde 90 punten in plaats van 100" in found
    assert "Laat Teylingen er nog 10 verdelen" in found
    assert "Gaat mee, maar vraagt er niet om: Lisse" in found
    assert found.count("<figure") == 1


def test_nobody_answered_yet(read: Read, dossier: dict[str, Any], cast: Cast) -> None:
    dossier.pop("motives", None)
    found = read(dossier, "motieven/")
    assert "Niemand heeft nog punten verdeeld" in found
    assert f"/s/{cast.cooperation.slug}/overzicht/invullen/motieven/" in found
    assert "<figure" not in found
    assert "Alleen besparen is een zwakke reden" in found


def test_english_is_complete(read: Read, measured: dict[str, Any]) -> None:
    found = read(measured, "motieven/", "en")
    assert "one wants better quality above all (Teylingen)" in found
    assert "Saving alone is a weak reason" in found
