"""What is wrong behind the numbers: where, what and what to do, all at once."""

from __future__ import annotations

import pytest

from vierkant.dossier import DossierError, loads
from vierkant.dossier.problems import explain

PARTNERS = '[[partners]]\nid = "lisse"\nmunicipality = "GM0553"\n'
BUDGET = '[[budgets]]\nid = "vr-2027"\nname = "Veiligheidsregio"\nyear = 2027\n'
CHANGE = '[[budget_changes]]\nid = "a"\ncause = "index"\namount = 5\n'
PAIR = '[[correlations]]\nfirst = "a"\nsecond = "{second}"\nvalue = 0.5\n'


def said(text: str) -> list[str]:
    """All problems of a text, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(text, name="d.toml")
    return [explain(problem) for problem in caught.value.problems]


CASES = {
    "motives of an unknown partner": (
        PARTNERS + '[[motives]]\npartner = "lise"\n',
        "d.toml, regel 5, motieven, rij 1 (lise), deelnemer: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "motives of one partner twice": (
        PARTNERS + '[[motives]]\npartner = "lisse"\n[[motives]]\npartner = "lisse"\n',
        "d.toml, regel 7, motieven, rij 2 (lisse), deelnemer: Deelnemer “lisse” staat hier dubbel; rij 1 heeft hem al."
        " Maak van beide één rij.",
    ),
    "more than a hundred points": (
        PARTNERS + '[[motives]]\npartner = "lisse"\ncosts = 40\nquality = 80\n',
        "d.toml, regel 7, motieven, rij 1 (lisse), punten voor kwaliteit: Deze punten zijn samen 120, en er zijn er"
        " 100 te verdelen. Haal er 20 punten af.",
    ),
    "money of one partner twice": (
        PARTNERS + '[[finances]]\npartner = "lisse"\n[[finances]]\npartner = "lisse"\nvat = 3\n',
        "d.toml, regel 7, geld per deelnemer, rij 2 (lisse), deelnemer: Deelnemer “lisse” staat hier dubbel; rij 1"
        " heeft hem al. Maak van beide één rij.",
    ),
    "expertise of an unknown partner": (
        PARTNERS + '[[expertise]]\nid = "j"\nname = "J"\nparts.lise.people = 1\n',
        "d.toml, regel 7, deskundigheid, rij 1 (j), deelnemer › lise: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "published people without a source": (
        '[[expertise]]\nid = "j"\nname = "J"\nconfidence = "published"\n',
        "d.toml, regel 1, deskundigheid, rij 1 (j), bron: Een gepubliceerd getal zonder bron. Noem de bron, of noem"
        " het getal “estimated” (geschat) of “assumed” (aangenomen).",
    ),
    "half a place": (
        '[[counters]]\nid = "b"\nname = "Balie"\nlatitude = 52.3\n',
        "d.toml, regel 1, balies en locaties, rij 1 (b), lengtegraad: Een plek heeft een breedtegraad én een"
        " lengtegraad nodig. Vul beide in, of geen van beide: dan nemen we het gemeentehuis.",
    ),
    "hours of a year twice": (
        '[[coordination_hours]]\nid = "a"\nyear = 2029\nhours = 1\n'
        '[[coordination_hours]]\nid = "b"\nyear = 2029\nhours = 2\n',
        "d.toml, regel 7, gemeten uren voor afstemming, rij 2 (b), kalenderjaar: De uren van 2029 staan al in rij 1."
        " Tel de twee op, of verbeter het jaar.",
    ),
    "hours before the start": (
        '[cooperation]\nname = "A"\nstart_year = 2028\n[[coordination_hours]]\nid = "a"\nyear = 2027\nhours = 1\n',
        "d.toml, regel 6, gemeten uren voor afstemming, rij 1 (a), kalenderjaar: 2027 ligt vóór de start van de"
        " samenwerking (2028). Verbeter het jaar, of het startjaar van de samenwerking.",
    ),
    "a pair of one": (
        PAIR.format(second="a"),
        "d.toml, regel 3, samenhang tussen getallen, rij 1, tweede getal: “a” staat hier twee keer, en een getal"
        " beweegt altijd met zichzelf mee. Kies een ander tweede getal, of haal de rij weg.",
    ),
    "a pair twice": (
        PAIR.format(second="b") + '[[correlations]]\nfirst = "b"\nsecond = "a"\nvalue = 0\n',
        "d.toml, regel 7, samenhang tussen getallen, rij 2, tweede getal: Het paar “b” en “a” staat al in rij 1."
        " Haal een van beide rijen weg.",
    ),
    "change of an unknown budget": (
        BUDGET + CHANGE + 'budget = "vr-2026"\n',
        "d.toml, regel 9, oorzaken van een stijging, rij 1 (a), begroting: Er is geen begroting “vr-2026”."
        " Bedoelt u “vr-2027”?",
    ),
    "one-off cost of an unknown partner": (
        PARTNERS + '[[transition_costs]]\nid = "i"\nname = "ICT"\npartner = "x"\n',
        "d.toml, regel 7, eenmalige kosten, rij 1 (i), wie betaalt: “x” is geen deelnemer. De deelnemers zijn: lisse.",
    ),
    "unknown source of a risk": (
        '[[risks]]\nid = "r"\nname = "R"\nsource = "x"\n',
        "d.toml, regel 4, risico's, rij 1 (r), bron: Bron “x” staat niet in de lijst met bronnen. Voeg haar toe bij de"
        " bronnen.",
    ),
    "more saved than there is": (
        '[[cases]]\nid = "c"\nname = "C"\nsaving_realised = 12\n',
        "d.toml, regel 4, eigen lessen, rij 1 (c), behaalde besparing: 12 is geen aandeel tussen 0 en 1."
        " Schrijf 12% als 0.12.",
    ),
    "a distribution without a range": (
        '[[risks]]\nid = "r"\nname = "R"\nimpact = { value = 1, distribution = "uniform" }\n',
        "d.toml, regel 4, risico's, rij 1 (r), kosten als het gebeurt: Een verdeling zegt hoe een bandbreedte is"
        " verdeeld, en dit getal heeft geen bandbreedte. Geef een laag en een hoog, of laat de verdeling weg.",
    ),
    "lognormal from zero": (
        '[[risks]]\nid = "r"\nname = "R"\nimpact = { value = 1, low = 0, high = 2, distribution = "lognormal" }\n',
        "d.toml, regel 4, risico's, rij 1 (r), kosten als het gebeurt: Een lognormale verdeling is nooit nul of minder,"
        " en laag is 0. Geef een laag boven nul, of kies een andere verdeling.",
    ),
    "a section in Dutch": (
        '[[begrotingen]]\nid = "a"\n',
        "d.toml, regel 1, begrotingen: Er is geen onderdeel “begrotingen”. Bedoelt u “budgets”?",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    assert said(text) == [expected]


def test_fewer_points_are_no_fault() -> None:
    assert loads(PARTNERS + '[[motives]]\npartner = "lisse"\ncosts = 40\n').motives[0].total == 40


def test_one_fault_does_not_hide_another() -> None:
    text = (
        PARTNERS
        + '[[motives]]\npartner = "x"\ncosts = -1\n'
        + BUDGET
        + CHANGE
        + 'budget = "weg"\ntekst = "a"\n'
    )
    assert len(said(text)) == 4
