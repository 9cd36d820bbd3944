"""What is wrong about councils, boards and days: where, what and what to do, all at once."""

from __future__ import annotations

import json

import pytest

from vierkant.dossier import DossierError, loads
from vierkant.dossier.problems import explain

PARTNERS = '[[partners]]\nid = "lisse"\nmunicipality = "GM0553"\n'
BOARD = '[[boards]]\nid = "ab"\nname = "AB"\n'
POINT = '[[zienswijze_points]]\nid = "huur"\ntext = "Minder huur."\n'


def said(text: str) -> list[str]:
    """All problems of a text, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(text, name="d.toml")
    return [explain(problem) for problem in caught.value.problems]


CASES = {
    "council of an unknown partner": (
        PARTNERS + '[[councils]]\nid = "raad"\npartner = "lise"\n',
        "d.toml, regel 6, raden, rij 1 (raad), deelnemer: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "view of an unknown partner": (
        PARTNERS + POINT + '[[council_views]]\nid = "v"\npoint = "huur"\nstance = "agrees"\npartner = "x"\n',
        "d.toml, regel 11, standpunten van de raden, rij 1 (v), deelnemer: “x” is geen deelnemer."
        " De deelnemers zijn: lisse.",
    ),
    "role of an unknown partner": (
        PARTNERS + '[[roles]]\nid = "r"\nrole = "owner"\nholder = "wethouder"\npartner = "lissse"\n',
        "d.toml, regel 8, rollen, rij 1 (r), deelnemer: “lissse” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "board with an unknown council": (
        '[[councils]]\nid = "raad-lisse"\n' + BOARD + 'councils = ["raad-lisse", "raad-lise"]\n',
        "d.toml, regel 6, besturen, rij 1 (ab), deelnemende raden › 2: Er is geen raad “raad-lise”."
        " Bedoelt u “raad-lisse”?",
    ),
    "board with a council while there are none": (
        BOARD + 'councils = ["lisse"]\n',
        "d.toml, regel 4, besturen, rij 1 (ab), deelnemende raden › 1: Er is geen raad “lisse”."
        " De raden zijn: –. Voeg de raad toe, of kies een van deze.",
    ),
    "point about an unknown board": (
        BOARD + POINT + 'board = "db"\n',
        "d.toml, regel 7, punten voor de zienswijze, rij 1 (huur), bestuur: Er is geen bestuur “db”."
        " De besturen zijn: ab. Voeg het bestuur toe, of laat dit leeg.",
    ),
    "view on an unknown point": (
        POINT + '[[council_views]]\nid = "v"\npoint = "hur"\nstance = "agrees"\n',
        "d.toml, regel 6, standpunten van de raden, rij 1 (v), punt: Er is geen punt “hur” voor de zienswijze."
        " Bedoelt u “huur”?",
    ),
    "unknown instrument": (
        '[[instruments]]\nid = "consnt"\n',
        "d.toml, regel 2, instrumenten van de raden, rij 1 (consnt), instrument: Er is geen instrument “consnt”."
        " Bedoelt u “consent”?",
    ),
    "unknown clause": (
        '[[clauses]]\nid = "evaluatio"\n',
        "d.toml, regel 2, bepalingen in de tekst, rij 1 (evaluatio), bepaling: “evaluatio” kan hier niet; kies uit ",
    ),
    "the same clause twice": (
        '[[clauses]]\nid = "seat"\n[[clauses]]\nid = "seat"\n',
        "d.toml, regel 4, bepalingen in de tekst, rij 2 (seat), bepaling: “seat” staat hier dubbel; rij 1 heeft het",
    ),
    "the same council twice": (
        '[[councils]]\nid = "a"\n[[councils]]\nid = "a"\n',
        "d.toml, regel 4, raden, rij 2 (a), sleutel: “a” staat hier dubbel; rij 1 heeft het al.",
    ),
    "municipality that never was": (
        '[[councils]]\nid = "a"\nname = "Lisse"\nmunicipality = "GM0554"\n',
        "d.toml, regel 4, raden, rij 1 (a), gemeentecode: Er is geen gemeente met code GM0554."
        " Misschien bedoelt u Lisse (GM0553).",
    ),
    "municipality that is no more": (
        '[[councils]]\nid = "a"\nmunicipality = "GM0491"\n',
        "d.toml, regel 3, raden, rij 1 (a), gemeentecode: De gemeente Bergambacht (GM0491) bestaat sinds 1 januari"
        " 2015 niet meer.",
    ),
    "council of two municipalities": (
        PARTNERS + '[[councils]]\nid = "a"\nmunicipality = "GM0534"\npartner = "lisse"\n',
        "d.toml, regel 6, raden, rij 1 (a), gemeentecode: Deze raad is van gemeente GM0534, maar de deelnemer “lisse”"
        " is gemeente GM0553. Laat de gemeentecode leeg, of kies een andere deelnemer.",
    ),
    "meeting in another century": (
        BOARD + "meetings = [2027-04-15, 1927-07-08]\n",
        "d.toml, regel 4, besturen, rij 1 (ab), vergaderingen: 1927-07-08 ligt buiten de jaren 2000 tot en met 2100."
        " Kijk naar het jaartal: misschien is een cijfer verkeerd.",
    ),
    "recess in another century": (
        '[planning]\nrecess = ["2207-07-10/2207-08-22 zomer"]\n',
        "d.toml, regel 2, afspraken over het jaar, reces: 2207-07-10 ligt buiten de jaren 2000 tot en met 2100.",
    ),
    "budget on a day without a meeting": (
        BOARD + "meetings = [2027-04-15, 2027-07-08]\nbudget_on = 2027-07-09\n",
        "d.toml, regel 5, besturen, rij 1 (ab), begroting vastgesteld op: Op 2027-07-09 vergadert dit bestuur niet,"
        " dus kan het dan niets besluiten. Bedoelt u 2027-07-08? Voeg anders 2027-07-09 toe aan de vergaderingen.",
    ),
    "more executives than there are": (
        "[arrangement_text]\nexecutive_board = 3\nexecutive_from_general = 4\n",
        "d.toml, regel 3, de tekst van de regeling, leden van het dagelijks bestuur die uit het algemeen bestuur"
        " komen: Dit is 4, en dat is meer dan de 3 bij “leden van het dagelijks bestuur”.",
    ),
    "amended before it was there": (
        "[arrangement_text]\nconcluded_on = 2015-01-01\namended_on = 2014-01-01\n",
        "d.toml, regel 3, de tekst van de regeling, voor het laatst gewijzigd op: Deze dag (2014-01-01) ligt vóór",
    ),
    "day that does not exist, as text": (
        '[[councils]]\nid = "a"\nmeetings = ["2027-02-30"]\n',
        "d.toml, regel 3, raden, rij 1 (a), vergaderingen › 1: De dag 2027-02-30 bestaat niet.",
    ),
    "Dutch notation in a file": (
        '[[councils]]\nid = "a"\nmeetings = ["15-4-2027"]\n',
        "d.toml, regel 3, raden, rij 1 (a), vergaderingen › 1: “15-4-2027” is geen datum. Schrijf jaar, maand, dag",
    ),
    "one day instead of a list": (
        '[[councils]]\nid = "a"\nmeetings = 2027-04-15\n',
        "d.toml, regel 3, raden, rij 1 (a), vergaderingen: “2027-04-15” hoort hier niet.",
    ),
    "a word for a period": (
        '[planning]\nrecess = ["zomer"]\n',
        "d.toml, regel 2, afspraken over het jaar, reces › 1: “zomer” is geen periode. Schrijf de eerste en de laatste",
    ),
    "a period that ends before it begins": (
        '[planning]\nrecess = [\n  "2027-07-10/2027-08-22 zomer",\n  "2028-01-05/2027-12-24",\n]\n',
        "d.toml, regel 4, afspraken over het jaar, reces › 2: De periode 2028-01-05/2027-12-24 eindigt voordat zij",
    ),
    "a period with a day that does not exist": (
        '[planning]\nrecess = ["2027-02-20/2027-02-29 voorjaar"]\n',
        "d.toml, regel 2, afspraken over het jaar, reces › 1: De dag 2027-02-29 bestaat niet.",
    ),
    "too many days": (
        f'[[councils]]\nid = "a"\nmeetings = {json.dumps(["2027-04-15"] * 401)}\n',
        "d.toml, regel 3, raden, rij 1 (a), vergaderingen: Dit zijn er te veel; hooguit 400.",
    ),
    "a register number with letters": (
        BOARD + 'register_id = "GR12"\n',
        "d.toml, regel 4, besturen, rij 1 (ab), nummer in het landelijk register: “GR12” is niet goed geschreven."
        " Schrijf alleen de cijfers",
    ),
    "sections in Dutch": (
        "[[raden]]\nid = 1\n",
        "d.toml, regel 1, raden: Er is geen onderdeel “raden”. Bedoelt u “councils”?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    found = said(text)
    assert len(found) == 1, found
    assert found[0].startswith(expected)


def test_a_day_that_does_not_exist_in_toml_itself() -> None:
    (found,) = said("[[councils]]\nid = 'a'\nmeetings = [2027-02-30]\n")
    assert found.startswith("d.toml, regel 3")


def test_everything_at_once() -> None:
    found = said(
        PARTNERS
        + '[[councils]]\nid = "raad"\npartner = "lise"\nmeetings = ["2027-02-30"]\nrecess = ["zomer"]\n'
        + '[[boards]]\nid = "ab"\ncouncils = ["rad"]\nbudget_on = 2027-01-01\nmeetings = [2027-01-02]\n'
        + '[[council_views]]\nid = "v"\npoint = "x"\nstance = "yes"\n'
    )
    assert len(found) == 8
    for part in (
        "“lise”",
        "2027-02-30",
        "“zomer”",
        "naam: Dit veld ontbreekt",
        "“rad”",
        "2027-01-01",
        "“yes”",
        "“x”",
    ):
        assert sum(part in line for line in found) == 1, part


def test_a_wrong_meeting_is_not_said_twice() -> None:
    """The day of the budget is one of the meetings, of which another one cannot be read."""
    (found,) = said(BOARD + 'meetings = ["2027-04-15", "2027-13-08"]\nbudget_on = 2027-04-15\n')
    assert "2027-13-08" in found


def test_what_is_odd_but_possible_is_no_fault() -> None:
    """The calendar warns about a meeting in recess or on a Sunday; contradictory answers are for the advice."""
    loads(
        BOARD
        + 'meetings = [2027-07-18]\nrecess = ["2027-07-10/2027-08-22"]\n'
        + "[form_answers]\nown_staff = true\nlegal_personality = false\n"
    )


def test_days_in_any_order_and_spelling_of_toml() -> None:
    one = loads('[[councils]]\nid = "a"\nmeetings = [2027-07-08, 2027-04-15, 2027-07-08]\n')
    other = loads('[[councils]]\nid = "a"\nmeetings = [\n  2027-04-15,  # voorjaar\n  "2027-07-08",\n]\n')
    assert one == other
