"""What a person is told about a wrong file: the exact place and the exact words."""

from __future__ import annotations

import pytest

from vierkant.dossier import Dossier, DossierError, from_plain, loads
from vierkant.dossier.problems import explain

PARTNERS = """[[partners]]
id = "a"
municipality = "GM0534"
[[partners]]
id = "b"
name = "Stichting"
"""
"""Six lines that stand before the fault, so that a line number cannot be right by chance."""

ALL_SECTIONS = (
    "cooperation, partners, tasks, functions, people, change_plan, impact, lead_scores, aspects, crosswalk,"
    " interventions, communication, ledger, questions, other_projects, form_answers, agreements,"
    " arrangement_text, clauses, boards, councils, planning, roles, instruments, zienswijze_points,"
    " council_views, motives, expertise, indicators, channels, counters, risks, finances, transition_costs,"
    " coordination_hours, correlations, budgets, budget_changes, cases, key_design, key_inputs, products,"
    " coalition_costs, voting_rules, issues, positions, pacts, withdrawal_rule, withdrawal_facts, structure,"
    " mandates, employment, processes, applications, trust, differences, measures, assumptions, sources."
)


def said(content: str | bytes, name: str = "d.toml") -> list[str]:
    """All problems of a file, as a person reads them."""
    with pytest.raises(DossierError) as caught:
        loads(content, name=name)
    return [explain(problem) for problem in caught.value.problems]


def tasks(rest: str) -> str:
    return f'{PARTNERS}[[tasks]]\nid = "t"\nname = "T"\n{rest}\n'


CASES = {
    "unknown key": (
        PARTNERS + '[cooperation]\nname = "x"\nstart_yaer = 2027\n',
        "d.toml, regel 9, de samenwerking, start_yaer: “start_yaer” is hier geen veld. Bedoelt u “start_year”?",
    ),
    "unknown key without a near one": (
        PARTNERS + '[cooperation]\nname = "x"\nzzz = 2027\n',
        "d.toml, regel 9, de samenwerking, zzz: “zzz” is hier geen veld. De velden zijn hier: name, kind, stage,"
        " goal, start_year, next_decision, next_decision_on.",
    ),
    "unknown key in a figure": (
        tasks("cost_per_fte = { value = 1, lo = 1 }"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › lo: “lo” is hier geen veld. Bedoelt u “low”?",
    ),
    "misspelt section": (
        PARTNERS + "[[taks]]\nid = 1\n",
        "d.toml, regel 7, taks: Er is geen onderdeel “taks”. Bedoelt u “tasks”?",
    ),
    "Dutch section": (
        PARTNERS + '[[taken]]\nid = "t"\n',
        "d.toml, regel 7, taken: Er is geen onderdeel “taken”. Bedoelt u “tasks”?",
    ),
    "section that resembles nothing": (
        PARTNERS + "[xyz]\nb = 1\n",
        "d.toml, regel 7, xyz: Er is geen onderdeel “xyz”. De onderdelen zijn: " + ALL_SECTIONS,
    ),
    "negative FTE": (
        tasks("parts.a.own_fte = -1.5"),
        "d.toml, regel 10, taken, rij 1 (t), deelnemer › a › eigen fte: -1.5 is kleiner dan nul; dat kan niet."
        " Geef een getal van nul of meer.",
    ),
    "unknown municipality": (
        '\n[[partners]]\nid = "x"\nmunicipality = "GM9999"\n',
        "d.toml, regel 4, deelnemers, rij 1 (x), gemeentecode: Er is geen gemeente met code GM9999."
        " Zoek de code op bij het CBS.",
    ),
    "unknown municipality with a name that is known": (
        '\n[[partners]]\nid = "x"\nname = "Hilegom"\nmunicipality = "GM9999"\n',
        "d.toml, regel 5, deelnemers, rij 1 (x), gemeentecode: Er is geen gemeente met code GM9999."
        " Misschien bedoelt u Hillegom (GM0534), Hilversum (GM0402), Heiloo (GM0399).",
    ),
    # CBS: Bergambacht went up in Krimpenerwaard on 1 January 2015.
    "abolished municipality": (
        '\n[[partners]]\nid = "x"\nmunicipality = "GM0491"\n',
        "d.toml, regel 4, deelnemers, rij 1 (x), gemeentecode: De gemeente Bergambacht (GM0491) bestaat sinds"
        " 1 januari 2015 niet meer. Gebruik de opvolger: Krimpenerwaard (GM1931).",
    ),
    "municipality code badly written": (
        '[[partners]]\nid = "x"\nmunicipality = "534"\n',
        "d.toml, regel 3, deelnemers, rij 1 (x), gemeentecode: “534” is niet goed geschreven."
        " Schrijf GM en vier cijfers, zoals GM0534.",
    ),
    "partner without code and name": (
        '[[partners]]\nid = "x"\n',
        "d.toml, regel 1, deelnemers, rij 1 (x), naam: Deze deelnemer heeft geen gemeentecode en geen naam."
        " Geef de code van de gemeente, of de naam van de organisatie.",
    ),
    "decimal comma as text": (
        tasks('[tasks.parts.b]\nown_fte = "1,8"'),
        "d.toml, regel 11, taken, rij 1 (t), deelnemer › b › eigen fte › waarde: “1,8” is tekst met een decimale"
        " komma. Schrijf 1.8, zonder aanhalingstekens.",
    ),
    "thousands and decimal comma as text": (
        tasks('cost_per_fte = { value = "85.100,50" }'),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › waarde: “85.100,50” is tekst met een decimale"
        " komma. Schrijf 85100.50, zonder aanhalingstekens.",
    ),
    "number as text": (
        tasks('cost_per_fte = "veel"'),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › waarde: “veel” is geen getal. Schrijf cijfers,"
        " met een punt voor decimalen en zonder aanhalingstekens.",
    ),
    "published without source": (
        tasks('cost_per_fte = { value = 1, confidence = "published" }'),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: Een gepubliceerd getal zonder bron. Noem de bron,"
        " of noem het getal “estimated” (geschat) of “assumed” (aangenomen).",
    ),
    "published count without source": (
        '\n[[people]]\nid = "g"\nname = "G"\nsize = 3\nconfidence = "published"\n',
        "d.toml, regel 2, medewerkers, rij 1 (g), bron: Een gepubliceerd getal zonder bron. Noem de bron,"
        " of noem het getal “estimated” (geschat) of “assumed” (aangenomen).",
    ),
    "low above high": (
        tasks("cost_per_fte = { value = 5, low = 6, high = 4 }"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: Laag (6) is hoger dan hoog (4). Wissel ze om.",
    ),
    "half a range": (
        tasks("cost_per_fte = { value = 5, low = 4 }"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: Een bandbreedte heeft een laag én een hoog nodig."
        " Geef beide, of geen van beide.",
    ),
    "value outside the range": (
        tasks("cost_per_fte = { value = 7.25, low = 5, high = 6 }"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: De waarde 7.25 ligt niet tussen laag (5) en hoog"
        " (6). Verbeter de waarde of de bandbreedte.",
    ),
    "share above one": (
        tasks("planned_saving = 12"),
        "d.toml, regel 10, taken, rij 1 (t), geplande besparing: 12 is geen aandeel tussen 0 en 1."
        " Schrijf 12% als 0.12.",
    ),
    "shares that do not add up": (
        PARTNERS + "[agreements]\ncost_key.a = 0.5\ncost_key.b = 0.4\n",
        "d.toml, regel 8, afspraken, verdeelsleutel: De aandelen tellen op tot 90,0%, niet tot 100%."
        " Verbeter een van de aandelen.",
    ),
    "the same municipality twice": (
        PARTNERS + '[[partners]]\nid = "c"\nmunicipality = "GM0534"\n',
        "d.toml, regel 9, deelnemers, rij 3 (c), gemeentecode: Gemeente GM0534 is twee keer deelnemer; rij 1 heeft"
        " haar al. Haal een van beide weg, of verbeter de code.",
    ),
    "the same id twice": (
        tasks('[[tasks]]\nname = "U"\nid = "t"'),
        "d.toml, regel 12, taken, rij 2 (t), sleutel: “t” staat hier dubbel; rij 1 heeft het al."
        " Geef elke rij een eigen sleutel.",
    ),
    "unknown partner in a task": (
        tasks("[tasks.parts.z]\nown_fte = 1"),
        "d.toml, regel 10, taken, rij 1 (t), deelnemer › z: “z” is geen deelnemer. De deelnemers zijn: a, b.",
    ),
    "misspelt partner of a group": (
        '[[partners]]\nid = "lisse"\nname = "L"\n[[people]]\nid = "g"\nname = "G"\nsize = 2\npartner = "lise"\n',
        "d.toml, regel 8, medewerkers, rij 1 (g), deelnemer: “lise” is geen deelnemer. Bedoelt u “lisse”?",
    ),
    "unknown source": (
        tasks('cost_per_fte = { value = 1, source = "cbs" }'),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › bron: Bron “cbs” staat niet in de lijst met bronnen."
        " Voeg haar toe bij de bronnen.",
    ),
    "unknown source of a count": (
        '[[people]]\nid = "g"\nname = "G"\nsize = 2\nsource = "cbs"\n[sources.cbs2]\ntitle = "x"\n',
        "d.toml, regel 5, medewerkers, rij 1 (g), bron: Bron “cbs” staat niet in de lijst met bronnen."
        " Bedoelt u “cbs2”?",
    ),
    "unknown default source": (
        'default_source = { tasks = "cbs" }\n' + tasks("cost_per_fte = { value = 1 }"),
        "d.toml, regel 1, standaardbron per onderdeel, tasks: Bron “cbs” staat niet in de lijst met bronnen."
        " Voeg haar toe bij de bronnen.",
    ),
    "default source of no section": (
        'default_source = { taken = "cbs" }\n',
        "d.toml, regel 1, standaardbron per onderdeel, taken: default_source noemt per onderdeel een bron. De"
        " onderdelen zijn: " + ALL_SECTIONS,
    ),
    "default source that is no table": (
        'default_source = "cbs"\n',
        "d.toml, regel 1, standaardbron per onderdeel: default_source noemt per onderdeel een bron. De onderdelen"
        " zijn: " + ALL_SECTIONS,
    ),
    "quota above the votes": (
        PARTNERS + "[agreements]\nquota = 4\nvotes = { a = 2, b = 1 }\n",
        "d.toml, regel 8, afspraken, stemmen nodig voor een besluit: Er zijn 4 stemmen nodig, maar er zijn er maar"
        " 3. Dan kan er nooit iets worden besloten. Verlaag het aantal dat nodig is.",
    ),
    "true for a number": (
        tasks("cost_per_fte = true"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › waarde: “true” is geen getal. Schrijf cijfers,"
        " met een punt voor decimalen en zonder aanhalingstekens.",
    ),
    "true for a count": (
        PARTNERS + "[agreements]\nvotes = { a = true, b = 1 }\n",
        "d.toml, regel 8, afspraken, stemmen › a: “true” is geen geheel getal.",
    ),
    "decimals for a count": (
        '[[people]]\nid = "g"\nname = "G"\nsize = 2.5\n',
        "d.toml, regel 4, medewerkers, rij 1 (g), aantal mensen: “2.5” is geen geheel getal.",
    ),
    "not a number": (
        tasks("cost_per_fte = { value = 1, low = nan, high = 2 }"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte › laag: “nan” is geen getal.",
    ),
    "infinite": (
        tasks("cost_per_fte = -inf"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: “-inf” is geen getal.",
    ),
    "not a number where text belongs": (
        PARTNERS + "[cooperation]\nname = nan\n",
        "d.toml, regel 8, de samenwerking, naam: “nan” is geen getal.",
    ),
    "beyond what can be counted with": (
        tasks("cost_per_fte = 1e300"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: 1e+300 is een te groot getal."
        " Kijk naar de eenheid en het aantal nullen.",
    ),
    "a number of 400 digits": (
        tasks(f"cost_per_fte = {'9' * 400}"),
        "d.toml, regel 10, taken, rij 1 (t), kosten per fte: Dit getal heeft te veel cijfers.",
    ),
    "taakveld without quotes": (
        tasks("taakveld = 0.61"),
        "d.toml, regel 10, taken, rij 1 (t), taakveld: “0.61” moet hier tekst zijn."
        ' Zet er aanhalingstekens omheen: "0.61".',
    ),
    "unknown taakveld": (
        tasks('taakveld = "9.99"'),
        "d.toml, regel 10, taken, rij 1 (t), taakveld: Er is geen taakveld 9.99."
        " Zoek het op in de Iv3-lijst, of laat het leeg.",
    ),
    "yes in Dutch": (
        '[[people]]\nid = "g"\nname = "G"\nsize = 2\nmanagers = "ja"\n',
        "d.toml, regel 5, medewerkers, rij 1 (g), leidinggevenden: “ja” is geen true of false."
        " Schrijf true (ja) of false (nee), zonder aanhalingstekens.",
    ),
    "date the Dutch way": (
        '[cooperation]\nname = "x"\nnext_decision_on = "9-2-2027"\n',
        "d.toml, regel 3, de samenwerking, datum van het volgende besluit: “9-2-2027” is geen datum."
        " Schrijf jaar, maand, dag: 2026-11-24.",
    ),
    "no such choice": (
        '[cooperation]\nname = "x"\nkind = "internl"\n',
        "d.toml, regel 3, de samenwerking, soort samenwerking: “internl” kan hier niet; kies uit network,"
        " internal, intermunicipal. Bedoelt u “internal”?",
    ),
    "no such choice in a list": (
        '[form_answers]\nbodies = [\n  "council",\n  "queen",\n]\n',
        "d.toml, regel 4, vragen over de vorm, deelnemende bestuursorganen › 2: “queen” kan hier niet; kies uit"
        " council, municipal_executive, mayor.",
    ),
    "missing field": (
        '[[people]]\nid = "g"\nname = "G"\n',
        "d.toml, regel 1, medewerkers, rij 1 (g), aantal mensen: Dit veld ontbreekt. Vul het in.",
    ),
    "empty name": (
        '[cooperation]\nname = "  "\n',
        "d.toml, regel 2, de samenwerking, naam: Deze tekst is leeg. Vul het in.",
    ),
    "capitals in a key": (
        'sources.CBS.title = "x"\n',
        "d.toml, regel 1, bronnen, CBS: “CBS” is niet goed geschreven. Gebruik alleen kleine letters, cijfers,"
        " - en _, en begin met een letter of cijfer.",
    ),
    "a table for a list": (
        '[tasks]\nid = "t"\n',
        "d.toml, regel 1, taken: “een tabel” hoort hier niet.",
    ),
    "year out of bounds": (
        '[cooperation]\nname = "x"\nstart_year = 27\n',
        "d.toml, regel 3, de samenwerking, startjaar: Dit moet minstens 1950 zijn.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_place_and_words(name: str) -> None:
    text, expected = CASES[name]
    assert said(text) == [expected]


def test_empty_file_is_an_empty_dossier() -> None:
    assert loads("") == loads(b"# niets\n") == loads("{}", name="d.json") == Dossier()


def test_byte_order_mark_is_no_problem() -> None:
    text = 'cooperation.name = "é"\n'
    assert loads(b"\xef\xbb\xbf" + text.encode()) == loads(text) == loads("\ufeff" + text)


def test_not_utf8() -> None:
    expected = (
        "d.toml, regel 2: Het bestand is niet in UTF-8 opgeslagen, dus letters zoals é zijn niet te lezen."
        " Sla het opnieuw op als UTF-8."
    )
    assert said('[cooperation]\nname = "één"\n'.encode("latin-1")) == [expected]
    assert "UTF-8" in said('a = "b"'.encode("utf-16"))[0]


def test_thirteen_faults_give_thirteen_problems() -> None:
    text = """
schema_version = 1
[taken]
[cooperation]
name = ""
kind = "intern"
[[partners]]
id = "a"
municipality = "GM0491"
residents = -5
[[partners]]
id = "b"
municipality = "GM534"
[[tasks]]
id = "t"
name = "T"
taakveld = 0.61
parts = { a = { own_fte = "1,8" }, c = { own_fte = 1 } }
[[people]]
id = "g"
name = "G"
size = 0
partner = "d"
[agreements]
cost_key = { a = 0.5, b = 0.4 }
transition_budget = true
"""
    problems = said(text)
    lines = [problem.split(", ")[1] for problem in problems]
    assert lines == [f"regel {number}" for number in (3, 5, 6, 9, 10, 13, 17, 18, 18, 22, 23, 25, 26)], (
        "\n".join(problems)
    )


def test_a_key_that_is_in_doubt_is_not_held_against_others() -> None:
    text = '[[partners]]\nid = "A"\nname = "x"\n[[people]]\nid = "g"\nname = "G"\nsize = 1\npartner = "a"\n'
    assert len(said(text)) == 1
    text = 'sources.CBS.title = "x"\nfunctions = [{ id = "f", name = "F", source = "CBS" }]\n'
    assert len(said(text)) == 1


def test_row_numbers_hold_when_a_row_before_them_is_lost() -> None:
    text = "partners = [3]\n" + "\n".join(
        f'[[people]]\nid = "{name}"\nname = "G"\nsize = {size}'
        for name, size in (("g", 0), ("h", 1), ("g", 2), ("h", 2))
    )
    text = text.replace('id = "g"\nname = "G"\nsize = 0', 'name = "G"\nsize = 1')
    problems = said(text)
    assert problems[0].startswith("d.toml, regel 1, deelnemers, rij 1: “3”")
    assert problems[1].startswith("d.toml, regel 2, medewerkers, rij 1, sleutel: Dit veld ontbreekt.")
    assert "rij 4 (h), sleutel: “h” staat hier dubbel; rij 2 heeft het al." in problems[2]
    assert len(problems) == 3


def test_from_plain_refuses_what_no_file_can_hold() -> None:
    with pytest.raises(DossierError, match="not a number, text or date"):
        from_plain({"cooperation": {"name": object()}})
    deep: dict[str, object] = {}
    for _ in range(5000):
        deep = {"a": deep}
    with pytest.raises(DossierError, match="too deep"):
        from_plain(deep)
