"""Kwaliteit: expertise needed and present, indicators with and without a baseline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.web.conftest import Cast

Read = Callable[..., str]


def test_cells_and_indicators_say_in_words_how_they_stand(read: Read, measured: dict[str, Any]) -> None:
    found = read(measured, "kwaliteit/")
    row = found[found.index('<th scope="row">Geluidsadvies') :]
    row = row[: row.index("</tr>")]
    for words in ("te weinig", "niemand", "genoeg", "1 van 2", "3 van 2"):
        assert words in row
    assert "Zet deze grafiek en deze tabel niet in een openbaar stuk" in found
    assert "Kan het niet alleen: Hillegom, Lisse." in found
    # An indicator without a figure of today says what is lost.
    assert "84,5" in found
    assert "Geen cijfer van vandaag: later weet niemand of het beter werd." in found
    assert "Het cijfer van vandaag bij “Gegronde bezwaren”" in found
    assert found.index(">Kwaliteit</h3>") < found.index(">Klantgerichtheid</h3>")


def test_without_expertise_and_indicators_the_page_says_what_to_do(
    read: Read, dossier: dict[str, Any], cast: Cast
) -> None:
    for section in ("expertise", "indicators"):
        dossier.pop(section, None)
    found = read(dossier, "kwaliteit/")
    assert "Nog geen deskundigheid" in found
    assert "Nog geen indicatoren" in found
    for word in ("deskundigheid", "indicatoren"):
        assert f"/s/{cast.cooperation.slug}/overzicht/invullen/{word}/" in found
    assert "v-status--green" not in found[found.index("<main") :]


def test_english_is_complete(read: Read, measured: dict[str, Any]) -> None:
    found = read(measured, "kwaliteit/", "en")
    assert "No figure of today" in found
    assert "higher is better" in found
    assert "too few" in found
