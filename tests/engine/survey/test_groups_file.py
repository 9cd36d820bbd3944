"""A list of groups from a file; a list of persons is refused and nothing of it is repeated."""

from __future__ import annotations

import pytest

from vierkant.survey.groups_file import read_groups
from vierkant.terms import render

ORGANISATIONS = {"lisse": "Lisse", "buren": "Buren"}
GOOD = (
    "Groep;Organisatie;Team;Functiefamilie;Aantal\n"
    "Vergunningen, toezicht;Lisse;Vergunningen;Juridisch;14\n"
    "Café en markt;buren;Markt;Juridisch;1.012\n\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_separators_and_encodings(encoding: str, separator: str) -> None:
    read = read_groups(GOOD.replace(";", separator).encode(encoding), ORGANISATIONS)
    assert read.problems == ()
    assert [
        (group.key, group.organisation, group.team, group.family, group.invited) for group in read.groups
    ] == [
        ("lisse-vergunningen-toezicht", "lisse", "lisse-vergunningen", "juridisch", 14),
        ("buren-cafe-en-markt", "buren", "buren-markt", "juridisch", 1012),
    ]
    assert read.groups[1].name == "Café en markt"
    assert read.teams == {"lisse-vergunningen": "Vergunningen", "buren-markt": "Markt"}
    assert read.families == {"juridisch": "Juridisch"}


HEAD = "groep;organisatie;aantal\n"


@pytest.mark.parametrize(
    ("source", "secret", "where"),
    [
        ("voornaam;achternaam;organisatie\nSaskia;Terpstra;Lisse\n", "Terpstra", "Kolom 1"),
        ("groep;organisatie;aantal;E-mail\nKCC;Lisse;12;\n", "mail;", "Kolom 4"),
        (HEAD + "KCC;Lisse;12\nsaskia@lisse.example;Lisse;9\n", "saskia", "Regel 3, kolom 1"),
        (HEAD + "KCC;Lisse;111222333\n", "111222333", "Regel 2, kolom 3"),
        (HEAD + "06-12345678;Lisse;12\n", "12345678", "Regel 2, kolom 1"),
        (HEAD + "J. de Vries;Lisse;12\n", "Vries", "Regel 2, kolom 1"),
        (HEAD + "A.B.M. Jansen-Smit;Lisse;12\n", "Jansen", "Regel 2, kolom 1"),
        (HEAD + "Vries, J.;Lisse;12\n", "Vries", "Regel 2, kolom 1"),
        (HEAD + "mw. Terpstra;Lisse;12\n", "Terpstra", "Regel 2, kolom 1"),
        (HEAD + "Jan de Vries;Lisse;12\n", "Vries", "Regel 2, kolom 1"),
        (HEAD + "Fatima El Idrissi;Lisse;12\n", "Idrissi", "Regel 2, kolom 1"),
        (HEAD + "Saskia;Lisse;1\nJoris;Lisse;1\nFatma;Lisse;\n", "Saskia", "Elke regel"),
    ],
    ids=[
        "headers",
        "mail-header",
        "mail",
        "bsn",
        "phone",
        "initials",
        "more-initials",
        "comma",
        "title",
        "first-name",
        "two-last-names",
        "per-person",
    ],
)
def test_data_of_persons_is_refused_and_never_repeated(source: str, secret: str, where: str) -> None:
    read = read_groups(source, ORGANISATIONS)
    assert read.personal
    assert read.groups == ()
    said = " ".join(render(problem, language) for problem in read.problems for language in ("nl", "en"))
    assert "niets van bewaard" in said
    assert where in said
    assert secret not in said
    assert secret not in repr(read)


def test_names_of_teams_and_places_are_no_names_of_persons() -> None:
    for name in (
        "Werk, Inkomen",
        "Hoek van Holland",
        "Bergen op Zoom",
        "P&O",
        "Team 3B",
        "I&A Beheer",
        "Wmo/Jeugd",
    ):
        assert read_groups(f"{HEAD}{name};Lisse;12\n", ORGANISATIONS).problems == (), name


def test_all_faults_at_once_by_row_and_column() -> None:
    source = HEAD + "KCC;Amsterdam;twaalf\n;Lisse;0\nKCC;Lisse;12\nkcc;Lisse;12\n"
    said = [render(problem) for problem in read_groups(source, ORGANISATIONS).problems]
    assert [line.split(":")[0] for line in said] == [
        "Regel 2, kolom 2", "Regel 2, kolom 3", "Regel 3, kolom 1", "Regel 3, kolom 3", "Regel 5",
    ]  # fmt: skip
    assert "Amsterdam" not in " ".join(said)


def test_what_is_no_list_of_groups() -> None:
    assert [item.id for item in read_groups(b"PK\x03\x04rest", {}).problems] == ["survey.groups.not_text"]
    assert [item.id for item in read_groups("", {}).problems] == ["survey.groups.empty"]
    assert [item.id for item in read_groups("groep,schaal\nKCC,8\n", {}).problems] == [
        "survey.groups.unknown_column",
        "survey.groups.no_organisation",
        "survey.groups.no_invited",
    ]
    assert [item.id for item in read_groups("x" * 1_000_001, {}).problems] == ["survey.groups.too_large"]


def test_what_no_file_can_hold_is_no_name_of_a_group() -> None:
    read = read_groups(HEAD + "Balie\x00;Lisse;12\n", ORGANISATIONS)
    assert read.groups == ()
    assert read.problems
