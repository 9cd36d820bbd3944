"""What is wrong in the sections of organisations side by side: where, what and what to do, all at once."""

from __future__ import annotations

import pytest

from vierkant.dossier import DossierError, loads
from vierkant.dossier.problems import explain

PARTNERS = '[[partners]]\nid = "lisse"\nmunicipality = "GM0553"\n'
STRUCTURE = PARTNERS + '[[structure]]\npartner = "lisse"\n'
TRUST = PARTNERS + '[[trust]]\npartner = "lisse"\n'
RULE = '[[employment]]\nid = "r"\nsubject = "{subject}"\nvalue = {value}\n'
MANDATE = '[[mandates]]\nid = "{key}"\ndecision = "{decision}"\ndecider = "team"\n'


def said(text: str) -> list[str]:
    """All problems of a text, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(text, name="d.toml")
    return [explain(problem) for problem in caught.value.problems]


CASES = {
    "structure of an unknown partner": (
        PARTNERS + '[[structure]]\npartner = "lise"\n',
        "d.toml, regel 5, opbouw, rij 1 (lise), deelnemer: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "structure of one partner twice": (
        STRUCTURE + '[[structure]]\npartner = "lisse"\n',
        "d.toml, regel 7, opbouw, rij 2 (lisse), deelnemer: Deelnemer “lisse” staat hier dubbel; rij 1 heeft hem al."
        " Maak van beide één rij.",
    ),
    "no layers": (
        STRUCTURE + "layers = 0\n",
        "d.toml, regel 6, opbouw, rij 1 (lisse), lagen van leiding: Dit moet minstens 1 zijn.",
    ),
    "half a team": (
        STRUCTURE + "teams = 4.5\n",
        "d.toml, regel 6, opbouw, rij 1 (lisse), teams: “4.5” is geen geheel getal.",
    ),
    "more self-steering teams than teams": (
        STRUCTURE + "teams = 3\nself_steering = 4\n",
        "d.toml, regel 7, opbouw, rij 1 (lisse), teams die zichzelf sturen: Dit is 4, en dat is meer dan de 3 bij"
        " “teams”. Verbeter een van de twee aantallen.",
    ),
    "FTE with a comma": (
        STRUCTURE + 'line_fte = "12,5"\n',
        "d.toml, regel 6, opbouw, rij 1 (lisse), fte in werk voor inwoners en beleid › waarde: “12,5” is tekst"
        " met een decimale komma. Schrijf 12.5, zonder aanhalingstekens.",
    ),
    "a rhythm in other words": (
        STRUCTURE + 'budget_reports = "quaterly"\n',
        "d.toml, regel 6, opbouw, rij 1 (lisse), hoe vaak over budget en resultaat wordt gerapporteerd: “quaterly” kan"
        " hier niet; kies uit weekly, fortnightly, monthly, quarterly, four_monthly, half_yearly, yearly, when_needed."
        " Bedoelt u “quarterly”?",
    ),
    "an unknown source": (
        STRUCTURE + 'source = "x"\n',
        "d.toml, regel 6, opbouw, rij 1 (lisse), bron: Bron “x” staat niet in de lijst met bronnen. Voeg haar toe bij"
        " de bronnen.",
    ),
    "the same decision of the same one twice": (
        MANDATE.format(key="a", decision="Inkoop") + MANDATE.format(key="b", decision="inkoop"),
        "d.toml, regel 8, wie beslist, rij 2 (b), wie mag beslissen: Rij 1 zegt al dat zij dit besluit mogen nemen."
        " Maak van beide één rij, met het hoogste bedrag.",
    ),
    "more hours than a week has": (
        RULE.format(subject="weekly_hours", value=1872),
        "d.toml, regel 4, arbeidsvoorwaarden, rij 1 (r), hoeveel: 1872 is meer dan kan: hooguit 168. Kijk naar de"
        " eenheid: uren of dagen per week, uren per jaar.",
    ),
    "a process of an unknown partner": (
        PARTNERS + '[[processes]]\nid = "p"\nname = "P"\nparts.lise.maturity = 2\n',
        "d.toml, regel 7, processen, rij 1 (p), deelnemer › lise: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "maturity of six": (
        PARTNERS + '[[processes]]\nid = "p"\nname = "P"\nparts.lisse.maturity = 6\n',
        "d.toml, regel 7, processen, rij 1 (p), deelnemer › lisse › volwassenheid van 1 tot 5: Dit mag hooguit 5 zijn.",
    ),
    "a day that does not exist": (
        '[[applications]]\nid = "a"\ncomponent = "Zaaksysteem"\ncontract_ends = "2027-02-30"\n',
        "d.toml, regel 4, applicaties, rij 1 (a), contract eindigt op: De dag 2027-02-30 bestaat niet. Kijk hoeveel"
        " dagen die maand heeft, en verbeter de dag.",
    ),
    "a mark of nothing": (
        TRUST + "relation_trust = 0\n",
        "d.toml, regel 6, vertrouwen en gereedheid, rij 1 (lisse), we durven te zeggen wat moeilijk is: Dit moet"
        " minstens 1 zijn.",
    ),
    "trust of one partner twice": (
        TRUST + '[[trust]]\npartner = "lisse"\n',
        "d.toml, regel 7, vertrouwen en gereedheid, rij 2 (lisse), deelnemer: Deelnemer “lisse” staat hier dubbel;"
        " rij 1 heeft hem al. Maak van beide één rij.",
    ),
    "a difference without a name": (
        '[[differences]]\nid = "d"\n',
        "d.toml, regel 1, verschillen, rij 1 (d), verschil: Dit veld ontbreekt. Vul het in.",
    ),
    "a section in Dutch": (
        '[[arbeidsvoorwaarden]]\nid = "a"\n',
        "d.toml, regel 1, arbeidsvoorwaarden: Er is geen onderdeel “arbeidsvoorwaarden”. Bedoelt u “employment”?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    assert said(text) == [expected]


def test_what_lies_behind_is_no_fault() -> None:
    """A contract that ended may go on by itself; several may decide, each up to an own amount; spaces fall off."""
    text = (
        '[[applications]]\nid = "a"\ncomponent = " Zaaksysteem "\ncontract_ends = 2019-12-31\n'
        + MANDATE.format(key="a", decision="Inkoop")
        + MANDATE.format(key="b", decision="Inkoop").replace("team", "manager")
    )
    dossier = loads(text)
    assert dossier.applications[0].component == "Zaaksysteem"
    assert len(dossier.mandates) == 2


def test_a_default_source_goes_to_figures_and_not_to_rows() -> None:
    text = (
        'default_source = { employment = "cao" }\nsources = { cao = { title = "Cao" } }\n'
        + RULE.format(subject="leave", value=120)
        + RULE.format(subject="home_days", value="{ value = 2 }").replace('"r"', '"t"')
    )
    bare, table = loads(text).employment
    assert bare.value is not None
    assert bare.value.source is None
    assert table.value is not None
    assert table.value.source == "cao"
