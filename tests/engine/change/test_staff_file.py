"""A table of counts becomes groups; a table of persons is refused first, and nothing of it is repeated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.change.staff_file import (
    StaffFileError,
    StaffProposal,
    csv_rows,
    proposed_groups,
    read_staff,
)
from vierkant.change.staff_privacy import PERSONAL_HEADERS, header_word, is_birth_date, is_bsn, names_in
from vierkant.quantities import to_plain
from vierkant.terms import render

HEADER = ["Team", "Functie", "Schaal", "Aantal"]


def read(*rows: Sequence[str], header: Sequence[str] = HEADER) -> StaffProposal:
    return read_staff([header, *rows])


def refused(*rows: Sequence[str], header: Sequence[str] = HEADER) -> StaffFileError:
    with pytest.raises(StaffFileError) as caught:
        read_staff([header, *rows])
    return caught.value


def texts(error: StaffFileError) -> str:
    found = [message for fault in error.faults for message in (fault.message, fault.action)]
    return "\n".join(render(message, language) for message in found for language in ("nl", "en"))


def test_counts_become_groups() -> None:
    found = read(
        ["Vergunningen", "Casemanager", "9", "14"],
        ["vergunningen ", "casemanager", "schaal 9", "2"],
        ["Vergunningen", "Casemanager", "10A", "3"],
        ["", "Jurist", "", "1"],
        ["Balie", "", "6.0", "1.200"],
        ["Leeg team", "Niemand", "6", "0"],
        ["", "", "", ""],
        ["Totaal", "", "", "1220"],
    )
    assert [(item.name, item.scale, item.people, item.single) for item in found.groups] == [
        ("Casemanager – Vergunningen", 9, 16, False),
        ("Casemanager – Vergunningen", 10, 3, False),
        ("Jurist", None, 1, True),
        ("Balie", 6, 1200, False),
    ]
    assert found.people == 1220
    assert [item.id for item in found.findings] == ["singles"]
    groups = proposed_groups(found, partners={})
    assert [item.id for item in groups] == [
        "casemanager-vergunningen",
        "casemanager-vergunningen-2",
        "jurist",
        "balie",
    ]
    assert [item.size for item in groups] == [16, 3, 1, 1200]


def test_english_titles_other_columns_and_partners() -> None:
    found = read(
        ["Oosterveen", "Permits", "Case manager", "9", "14", "x", "4"],
        ["duinrand", "Permits", "Case manager", "9", "8", "y", "2"],
        header=["Municipality", "Department", "Job title", "Scale", "Headcount", "Cost centre", ""],
    )
    assert found.ignored == (6,)
    assert "F" in render(found.findings[0].text)
    groups = proposed_groups(found, partners={"ov": "Oosterveen", "dr": "Duinrand"})
    assert [(group.partner, group.size) for group in groups] == [("ov", 14), ("dr", 8)]


def test_csv_with_semicolons_commas_or_tabs_and_a_title_above() -> None:
    for mark in ";,\t":
        lines = [
            "Bezetting",
            mark.join(HEADER),
            mark.join(['"Bouwen, wonen; milieu"', "Adviseur", "10", "8"]),
        ]
        found = read_staff(csv_rows("\ufeff" + "\r\n".join(lines)))
        assert found.groups[0].team == "Bouwen, wonen; milieu"
        assert found.people == 8


@pytest.mark.parametrize("word", [word for words in PERSONAL_HEADERS.values() for word in words])
def test_every_word_for_persons_in_a_title_refuses_the_file(word: str) -> None:
    error = refused(["Balie", "Adviseur", "8", "12", "geheim"], header=[*HEADER, word.upper()])
    assert error.personal
    assert "E" in texts(error)
    assert word in texts(error)
    assert "geheim" not in texts(error)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Naam medewerker", "naam"),
        ("E-mail (werk)", "email"),
        ("Pers. nr.", "persnr"),
        ("Geboorte-datum", "geboortedatum"),
        ("Telefoon werk", "telefoon"),
        ("BSN nummer", "bsn"),
        ("Volledige naam", "naam"),
        ("Adres", "adres"),
        ("Naam team", None),
        ("Functienaam", None),
        ("Aantal medewerkers", None),
        ("Medewerkers", None),
        ("Number of employees", None),
        ("Schaal", None),
        ("Kostenplaats", None),
        ("Opmerking", None),
        ("Percentage", None),
        ("", None),
        ("12", None),
    ],
)
def test_titles_that_are_and_are_not_about_persons(title: str, word: str | None) -> None:
    assert header_word(title) == word


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("j.jansen@oosterveen.nl", "found_email"),
        ("mail: piet@x.eu", "found_email"),
        ("111222333", "found_bsn"),
        ("1112.22.333", "found_bsn"),
        ("12-03-1975", "found_born"),
        ("1975-03-12", "found_born"),
        ("1975-03-12 00:00:00", "found_born"),
        ("12 maart 1975", "found_born"),
        ("3/12/75", "found_born"),
        ("06-12345678", "found_phone"),
        ("+31 6 12 34 56 78", "found_phone"),
        ("NL91 ABNA 0417 1643 00", "found_iban"),
    ],
)
def test_cells_that_are_about_a_person_refuse_the_file(cell: str, fault: str) -> None:
    error = refused(["Balie", "Adviseur", "8", "12", cell], header=[*HEADER, "Opmerking"])
    assert [item.id for item in error.faults] == [fault]
    assert error.faults[0].rows == (2,)
    assert error.faults[0].column == 5
    assert error.personal
    assert cell not in texts(error) + str(error)


@pytest.mark.parametrize(
    "cell",
    ["01-01-2026", "12-03-2026", "2026", "111222334", "00000000", "12", "€ 1.200", "kostenplaats 4410"],
)
def test_cells_that_are_not_about_a_person(cell: str) -> None:
    assert read(["Balie", "Adviseur", "8", "12", cell], header=[*HEADER, "Opmerking"]).people == 12


def test_words_for_work_make_a_text_in_capitals_no_name() -> None:
    jobs = [
        "Senior Adviseur",
        "Case Manager",
        "Civiele Techniek",
        "Groene Zaken",
        "Directeur Bedrijfsvoering",
    ]
    rows = [["Balie", "Adviseur", "8", "2", job] for job in jobs]
    assert read(*rows, header=[*HEADER, "Profiel"]).people == 10


NAMES = [
    "J. de Vries",
    "Anna Bakker",
    "Mohammed El Idrissi",
    "P.J. van der Berg",
    "Sanne Smit-de Boer",
    "Bo Li",
]


@pytest.mark.parametrize("title", ["Wie", "", "Contact"])
def test_a_column_of_names_under_any_title_is_refused(title: str) -> None:
    rows = [["Balie", "Adviseur", "8", "2", name] for name in NAMES]
    error = refused(*rows, header=[*HEADER, title])
    assert [(item.id, item.column) for item in error.faults] == [("found_names", 5)]
    for name in NAMES:
        assert name not in texts(error)


def test_names_in_a_column_of_teams_are_found_by_their_pattern() -> None:
    certain = ["J. de Vries", "A. Bakker", "El Idrissi, Mohammed", "P.J. van der Berg"]
    error = refused(*([name, "Adviseur", "8", "1"] for name in certain))
    assert [(item.id, item.column) for item in error.faults] == [("found_names", 1)]
    assert names_in(certain[:1], certain_only=True)


def test_names_of_teams_functions_and_municipalities_are_no_names_of_people() -> None:
    teams = [
        "Hof van Twente",
        "Civiele Techniek",
        "Groen En Grijs",
        "Team Van Den Berg",
        "Bouwen en wonen",
        "KCC",
    ]
    jobs = [
        "Senior Adviseur",
        "Casemanager Bouwen",
        "Case Manager",
        "Strategisch Adviseur",
        "BOA",
        "Jurist A",
    ]
    places = [
        "Hof van Twente",
        "Capelle aan den IJssel",
        "Bergen op Zoom",
        "Wijk bij Duurstede",
        "Den Haag",
        "Ede",
    ]
    rows = [[place, team, job, "9", "12"] for place, team, job in zip(places, teams, jobs, strict=True)]
    assert read(*rows, header=["Gemeente", *HEADER]).people == 72


def test_personal_data_is_told_before_and_without_any_other_fault() -> None:
    error = refused(
        ["", "", "99", "veel", "a@b.nl", "J. Jansen"],
        ["", "", "99", "3,5", "c@d.nl", "P. Pietersen"],
        header=[*HEADER, "E-mail", "Naam"],
    )
    assert {item.id for item in error.faults} == {"header", "found_email", "found_names"}
    assert next(item.rows for item in error.faults if item.id == "found_email") == (2, 3)


def test_faults_in_the_counts_come_all_at_once() -> None:
    error = refused(
        ["Balie", "Adviseur", "9", "veel"],
        ["Balie", "Adviseur", "19", "3,5"],
        ["Balie", "Adviseur", "hoog", ""],
        ["", "", "9", "-2"],
        ["x" * 201, "", "9", "200000"],
    )
    found = {item.id: item.rows for item in error.faults}
    assert found == {
        "count_text": (2, 5),
        "count_decimal": (3,),
        "scale": (3, 4),
        "count_missing": (4,),
        "nameless": (5,),
        "too_long": (6,),
        "count_too_large": (6,),
    }
    assert not error.personal
    assert texts(error)
    assert "veel" not in texts(error)


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([], {"empty"}),
        ([["", ""]], {"empty"}),
        ([["Kleur", "Getal"], ["rood", "3"]], {"no_count", "no_team"}),
        ([["Team", "Functie"], ["Balie", "Adviseur"]], {"no_count"}),
        ([["Team", "Aantal", "Mensen"], ["Balie", "1", "2"]], {"twice"}),
        ([["Team", "Aantal"], ["Balie", "0"]], {"no_counts"}),
        ([["Team", "Aantal"], ["Balie", "8"], ["Totaal", "9"]], {"total_differs"}),
        ([["Team", "Aantal"], *([["Balie", "8"]] * 5000)], {"too_large"}),
        ([["Team", "Aantal", *[""] * 49], ["Balie", "8"]], {"too_large"}),
    ],
)
def test_a_file_that_is_no_table_of_counts(rows: list[list[str]], faults: set[str]) -> None:
    with pytest.raises(StaffFileError) as caught:
        read_staff(rows)
    assert {item.id for item in caught.value.faults} == faults
    assert texts(caught.value)


@given(st.integers(0, 999_999_999))
@settings(deadline=None)
def test_the_test_of_eleven_against_its_definition(number: int) -> None:
    """Dutch citizen service number: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h − i is a multiple of eleven."""
    digits = f"{number:09d}"
    total = sum(int(digit) * (9 - place) for place, digit in enumerate(digits[:8])) - int(digits[8])
    assert is_bsn(digits) == (total % 11 == 0 and number > 0)


@given(
    st.dates(date(1900, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]),
)
def test_dates_of_birth_by_their_year(day: date, form: str) -> None:
    assert is_birth_date(day.strftime(form)) == (1920 <= day.year <= 2014)


cells = st.tuples(
    st.sampled_from(["Balie", "Groen", " balie", "Wegen"]),
    st.sampled_from(["Adviseur", "adviseur", "BOA", ""]),
    st.sampled_from(["", "6", "7", "schaal 7"]),
    st.integers(0, 40).map(str),
)


@given(st.lists(cells, min_size=1, max_size=12), st.booleans())
@settings(max_examples=100, deadline=None)
def test_sums_against_counting_by_hand(rows: list[tuple[str, str, str, str]], with_total: bool) -> None:
    people: Counter[tuple[str, str, str]] = Counter()
    for team, function, scale, count in rows:
        people[team.strip().lower(), function.lower(), scale[-1:]] += int(count)
    total = sum(people.values())
    table = [*rows, ("Totaal", "", "", str(total))] if with_total else rows
    if not total:
        assert [item.id for item in refused(*table).faults] == ["no_counts"]
        return
    found = read(*table)
    assert found.people == sum(item.people for item in found.groups) == total
    counted = {
        ((item.team or "").lower(), (item.function or "").lower(), str(item.scale or "")): item.people
        for item in found.groups
    }
    assert counted == {key: number for key, number in people.items() if number}
    assert {item.single for item in found.groups if item.people == 1} <= {True}
    assert json.dumps(to_plain(found))
    groups = proposed_groups(found, partners={})
    assert len({group.id for group in groups}) == len(groups)
    assert sum(group.size for group in groups) == total
