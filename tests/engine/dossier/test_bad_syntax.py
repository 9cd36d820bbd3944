"""Files that are not TOML or JSON at all: what is said, and where."""

from __future__ import annotations

import pytest

from vierkant.dossier import DossierError, loads
from vierkant.dossier.problems import explain


def said(content: str | bytes, name: str = "d.toml") -> list[str]:
    """All problems of a file, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(content, name=name)
    return [explain(problem) for problem in caught.value.problems]


SYNTAX = {
    "not TOML": (
        "dit is geen toml",
        "d.toml, regel 1: Achter de naam staat geen isgelijkteken. Kijk op deze regel naar een ontbrekend"
        " aanhalingsteken, haakje of isgelijkteken.",
    ),
    "decimal comma": (
        "\n\nown_fte = 1,8\n",
        "d.toml, regel 3: Hier staat een decimale komma: 1,8. Schrijf een punt: 1.8.",
    ),
    "decimal comma in a table": (
        "[a]\nown_fte = { value = 1.250,8, low = 1 }\n",
        "d.toml, regel 2: Hier staat een decimale komma: 1.250,8. Schrijf een punt: 1250.8.",
    ),
    "key twice": (
        "[a]\nb = 1\nb = 2\n",
        "d.toml, regel 3: Deze sleutel of tabel staat dubbel in het bestand. Haal een van beide weg, of geef een"
        " van beide een andere naam.",
    ),
    "table twice": (
        "[a]\nb = 1\n[a]\n",
        "d.toml, regel 3: Deze sleutel of tabel staat dubbel in het bestand. Haal een van beide weg, of geef een"
        " van beide een andere naam.",
    ),
    "text without quotes": (
        "[cooperation]\nname = Hillegom\n",
        "d.toml, regel 2: De waarde bij teken 8 is niet te lezen. Zet tekst tussen aanhalingstekens; schrijf true en"
        " false met kleine letters.",
    ),
    "text not closed": (
        '[cooperation]\nname = "Hillegom\n',
        "d.toml, regel 2: Een tekst is niet afgesloten met een aanhalingsteken. Kijk op deze regel naar een"
        " ontbrekend aanhalingsteken, haakje of isgelijkteken.",
    ),
    "bracket not closed": (
        'bodies = ["council"\nname = 1\n',
        "d.toml, regel 2: Een haakje is niet gesloten, of er ontbreekt een komma. Kijk op deze regel naar een"
        " ontbrekend aanhalingsteken, haakje of isgelijkteken.",
    ),
    "two things on a line": (
        "a = 1 b = 2\n",
        "d.toml, regel 1: Achter de waarde staat nog iets, bij teken 7. Kijk op deze regel naar een ontbrekend"
        " aanhalingsteken, haakje of isgelijkteken.",
    ),
    "deeply nested": (
        "a = " + "[" * 50_000,
        "d.toml: Tabellen zijn hier te diep in elkaar gezet; zo is een dossier niet. Controleer of dit een dossier is,"
        " en geen ander soort bestand.",
    ),
    "deep but readable": (
        "a = " + "[" * 30 + "]" * 30,
        "d.toml: Tabellen zijn hier te diep in elkaar gezet; zo is een dossier niet. Controleer of dit een dossier is,"
        " en geen ander soort bestand.",
    ),
    "a key of fifty thousand parts": (
        "a." * 50_000 + "b = 1",
        "d.toml: Tabellen zijn hier te diep in elkaar gezet; zo is een dossier niet. Controleer of dit een dossier is,"
        " en geen ander soort bestand.",
    ),
    "a number of 5000 digits": (
        "a = " + "9" * 5000,
        "d.toml: Dit getal heeft te veel cijfers. Zoek een getal met honderden cijfers.",
    ),
}


@pytest.mark.parametrize("name", SYNTAX)
def test_syntax(name: str) -> None:
    text, expected = SYNTAX[name]
    assert said(text) == [expected]


JSON = {
    "empty": ("", "d.json: Het bestand is leeg. Begin met examples/minimal.toml."),
    "a list": (
        "[]",
        "d.json: Het bestand bevat niet de onderdelen van een dossier. Begin met examples/minimal.toml.",
    ),
    "key twice": (
        '{"cooperation": {\n"name": "a",\n"name": "b"}}',
        "d.json, regel 3: “name” staat dubbel op dezelfde plek, dus een van de twee zou verloren gaan. Haal een van"
        " beide weg, of geef een van beide een andere naam.",
    ),
    "decimal comma": (
        '{\n"a": 1,8}',
        "d.json, regel 2: Hier staat een decimale komma: 1,8. Schrijf een punt: 1.8.",
    ),
    "missing comma": (
        '{"a": 1\n"b": 2}',
        "d.json, regel 2: Bij teken 1 ontbreekt een komma of een haakje. Kijk op deze regel naar een ontbrekende"
        " komma, aanhalingsteken of haakje.",
    ),
    "NaN": (
        '{"partners": [\n{"id": "a", "name": "A",\n "residents": {"value": NaN}}]}',
        "d.json, regel 3, deelnemers, rij 1 (a), inwoners › waarde: “nan” is geen getal.",
    ),
    "half a letter": (
        '{"cooperation": {"name": "\\ud83d"}}',
        "d.json, regel 1, de samenwerking, naam: In deze tekst staat een half teken, dus hij is niet op te slaan.",
    ),
    "line in a row": (
        '{"partners": [\n  {"id": "a", "name": "A"},\n  {"id": "b",\n   "name": "A", "residents": -1}\n]}',
        "d.json, regel 4, deelnemers, rij 2 (b), inwoners: -1 is kleiner dan nul; dat kan niet."
        " Geef een getal van nul of meer.",
    ),
    "deeply nested": (
        "[" * 100_000,
        "d.json: Tabellen zijn hier te diep in elkaar gezet; zo is een dossier niet. Controleer of dit een dossier is,"
        " en geen ander soort bestand.",
    ),
}


@pytest.mark.parametrize("name", JSON)
def test_json(name: str) -> None:
    text, expected = JSON[name]
    assert said(text, "d.json") == [expected]
