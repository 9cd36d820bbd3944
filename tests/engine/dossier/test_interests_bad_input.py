"""What is wrong in the sections of interests: where, what and what to do, all at once."""

from __future__ import annotations

from itertools import combinations

import pytest

from vierkant.dossier import DossierError, loads
from vierkant.dossier.coalitions import partners_of
from vierkant.dossier.problems import explain

PARTNERS = "".join(f'[[partners]]\nid = "{name}"\nname = "{name}"\n' for name in ("aa", "bb", "cc"))
COSTS = PARTNERS + "[coalition_costs.costs]\n"
RULE = PARTNERS + '[[voting_rules]]\nid = "r"\nname = "Begroting"\n'
ISSUE = PARTNERS + '[[issues]]\nid = "balie"\nname = "De balie"\n'
POSITIONS = ISSUE + '[[positions]]\npartner = "aa"\n'
ALL = "".join(
    f'"{"+".join(group)}" = {10 * size}\n'
    for size in (1, 2, 3)
    for group in combinations(("aa", "bb", "cc"), size)
)


def said(text: str) -> list[str]:
    """All problems of a text, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(text, name="d.toml")
    return [explain(problem) for problem in caught.value.problems]


CASES = {
    "weights that do not add up": (
        "[key_design.weights]\nequal = 0.5\nuse = 0.4\n",
        "d.toml, regel 1, opzet van de sleutel, gewichten van een gemengde sleutel: De gewichten tellen op tot 90,0%,"
        " niet tot 100%. Verbeter een van de gewichten.",
    ),
    "a weight below zero": (
        "[key_design.weights]\nequal = -0.5\n",
        "d.toml, regel 2, opzet van de sleutel, gewichten van een gemengde sleutel › gewicht van gelijke delen: Dit"
        " moet minstens 0 zijn.",
    ),
    "a share of the votes with a comma": (
        RULE + 'votes_share = "0,67"\n',
        "d.toml, regel 13, stemregels, rij 1 (r), deel van de stemmen: “0,67” is geen getal.",
    ),
    "growth in whole percents": (
        PARTNERS + '[[key_inputs]]\npartner = "aa"\ngrowth = 8\n',
        "d.toml, regel 12, inbreng voor de sleutel, rij 1 (aa), groei in tien jaar: 8 is geen groei die kan: minstens"
        " -1, hooguit 2. Schrijf 8% groei als 0.08, en 5% krimp als -0.05.",
    ),
    "inputs of one partner twice": (
        PARTNERS + '[[key_inputs]]\npartner = "aa"\n' * 2,
        "d.toml, regel 13, inbreng voor de sleutel, rij 2 (aa), deelnemer: Deelnemer “aa” staat hier dubbel; rij 1"
        " heeft hem al. Maak van beide één rij.",
    ),
    "a product of an unknown partner": (
        PARTNERS + '[[products]]\nid = "p"\nname = "P"\nparts.ab.quantity = 3\n',
        "d.toml, regel 13, producten en prijzen, rij 1 (p), deelnemer › ab: “ab” is geen deelnemer. De deelnemers"
        " zijn: aa, bb, cc.",
    ),
    "one coalition missing": (
        COSTS + ALL.replace('"aa+cc" = 20\n', ""),
        "d.toml, regel 10, kosten per combinatie, kosten per jaar: De kosten van één combinatie ontbreken: aa+cc. Vul"
        " ze aan, of laat de hele tabel leeg: dan nemen we de kosten uit de taken.",
    ),
    "a coalition in another order twice": (
        COSTS + ALL + '"cc+bb" = 21\n',
        "d.toml, regel 18, kosten per combinatie, kosten per jaar › cc+bb: De combinatie “cc+bb” is dezelfde als"
        " “bb+cc”. Haal een van beide rijen weg: de volgorde van de deelnemers maakt niet uit.",
    ),
    "a partner twice in a coalition": (
        COSTS + ALL.replace('"aa+bb" =', '"aa+bb+aa" ='),
        "d.toml, regel 14, kosten per combinatie, kosten per jaar › aa+bb+aa: “aa” staat dubbel in de combinatie"
        " “aa+bb+aa”. Haal een van beide weg, of schrijf de deelnemer die bedoeld is.",
    ),
    "costs of nobody": (
        COSTS + ALL + '"+" = 5\n',
        "d.toml, regel 18, kosten per combinatie, kosten per jaar › +: Een combinatie van niemand heeft kosten, en"
        " niemand kost niets. Haal deze rij weg, of schrijf de deelnemers met een plus ertussen: lisse+hillegom.",
    ),
    "a coalition with an unknown partner": (
        COSTS + ALL + '"aa+lisse" = 5\n',
        "d.toml, regel 18, kosten per combinatie, kosten per jaar › aa+lisse: “lisse” is geen deelnemer. De deelnemers"
        " zijn: aa, bb, cc.",
    ),
    "a quota over the votes": (
        RULE + "quota = 4\n[agreements.votes]\naa = 1\nbb = 1\ncc = 1\n",
        "d.toml, regel 13, stemregels, rij 1 (r), stemmen nodig voor een besluit: Er zijn 4 stemmen nodig, maar er"
        " zijn er maar 3. Dan kan er nooit iets worden besloten. Verlaag het aantal dat nodig is.",
    ),
    "more partners than there are": (
        RULE + "members = 4\n",
        "d.toml, regel 13, stemregels, rij 1 (r), aantal deelnemers dat voor is: Er zijn 4 deelnemers nodig, maar er"
        " zijn er maar 3. Dan kan er nooit iets worden besloten. Verlaag het aantal dat nodig is.",
    ),
    "a chair of nobody": (
        RULE + 'casting_vote = "dd"\n',
        "d.toml, regel 13, stemregels, rij 1 (r), beslist als de stemmen staken: “dd” is geen deelnemer. De deelnemers"
        " zijn: aa, bb, cc.",
    ),
    "an unknown rule": (
        ISSUE + 'voting_rule = "begroting"\n',
        "d.toml, regel 13, onderwerpen, rij 1 (balie), stemregel: Er is geen stemregel “begroting”. De stemregels zijn:"
        " –. Voeg de regel toe, of laat dit leeg: dan geldt de gewone.",
    ),
    "a position on an unknown issue": (
        POSITIONS + 'scores = [{ issue = "bali", position = 1 }]\n',
        "d.toml, regel 15, wat wij willen, rij 1 (aa), standpunten › 1 › onderwerp: Er is geen onderwerp “bali”."
        " Bedoelt u “balie”?",
    ),
    "two positions of one body": (
        POSITIONS + 'scores = [{ issue = "balie", position = 1 }, { issue = "balie", position = -1 }]\n',
        "d.toml, regel 15, wat wij willen, rij 1 (aa), standpunten › 2 › wie spreekt: Wat “college” van “balie” vindt,"
        " staat al bij standpunt 1. Maak er één van.",
    ),
    "an agreement with a stranger about nothing": (
        PARTNERS + '[[pacts]]\nid = "p"\nname = "P"\nbetween = ["aa", "dd"]\n',
        "d.toml, regel 13, afspraken die nog te maken zijn, rij 1 (p), tussen welke deelnemers › 2: “dd” is geen"
        " deelnemer. De deelnemers zijn: aa, bb, cc.",
    ),
    "a section in Dutch": (
        "[verdeelsleutel]\n",
        "d.toml, regel 1, verdeelsleutel: Er is geen onderdeel “verdeelsleutel”. Bedoelt u “key_design”?",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    assert said(text) == [expected]


def test_many_missing_coalitions_are_counted_and_five_are_named() -> None:
    names = [f"p{number}" for number in range(40)]
    partners = "".join(f'[[partners]]\nid = "{name}"\nname = "{name}"\n' for name in names)
    (line,) = said(partners + f'[coalition_costs.costs]\n"{"+".join(names)}" = 1\n')
    assert f"De kosten van {2**40 - 2} combinaties ontbreken, waaronder p0, p1, p2, p3, p4." in line


def test_a_table_of_before_somebody_joined_is_no_fault() -> None:
    """It says nothing about the partners of now; the room of sharing tells that, and counts from the tasks."""
    joined = loads('[[partners]]\nid = "dd"\nname = "dd"\n' + COSTS + ALL + '"niemand" = 0\n')
    assert joined.coalition_costs is not None
    assert partners_of(joined.coalition_costs) == {"aa", "bb", "cc"}
