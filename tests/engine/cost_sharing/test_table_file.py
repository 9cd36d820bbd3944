"""Costs per combination from a file: any order and spelling is read, and everything that is wrong is told at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.cost_sharing.table_file import number_of, read_costs, template
from vierkant.terms import render

PARTNERS = {"lisse": "Lisse", "hillegom": "Hillegom", "aa": "Aa en Hunze"}
WHOLE = {
    "lisse": 10.0, "hillegom": 20.5, "aa": 30.0, "lisse+hillegom": 25.0,
    "lisse+aa": 35.0, "hillegom+aa": 1234567.5, "lisse+hillegom+aa": 50.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234567", 1234567), ("1.234.567,50", 1234567.5), ("1,234,567.50", 1234567.5), ("€ 1.234,-", 1234),
        ("1 234 567", 1234567), ("1.234", 1234), ("1,234", 1234), ("12,5", 12.5), ("12.5", 12.5), ("(5)", -5),
        ("-3,25", -3.25), ("abc", None), ("", None), ("1.2.3", None), ("1.234,5.6", None), ("1e6", None), ("nan", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "combinatie;kosten\nniemand;0\nlisse;10\nHillegom;20,5\nAa en Hunze;30\nhillegom + lisse;25\n"
        "gemeente Aa en Hunze+Lisse;35,00\naa+hillegom;1.234.567,50\naa+lisse+hillegom;50\n",
        "\ufefflisse,10\r\nhillegom,20.5\r\naa,30\r\nlisse & hillegom,25\r\nlisse+aa,35\r\n\r\n"
        '"hillegom+aa","1,234,567.50"\r\nlisse+hillegom+aa,50.00,\r\n',
        "LISSE\t10\nHILLEGOM\t20,5\nAA EN HUNZE\t30\nLisse en Hillegom\t25\nLisse, aa\t35\nhillegom/aa\t1234567,5\n"
        "hillegom+aa+lisse\t50",
    ],
)
def test_any_order_any_spelling(text: str) -> None:
    found = read_costs(text.encode(), PARTNERS)
    assert found.problems == ()
    assert found.costs == WHOLE


def test_everything_that_is_wrong_at_once_with_its_row() -> None:
    text = (
        "combinatie;kosten\nlisse;10\nlise;11\nhillegom;twintig\naa;-5\nlisse+lisse;3\nniemand;7\n"
        "lisse+hillegom;25\nhillegom+lisse;26\nlisse+aa\nhillegom+aa;\nlisse+hillegom+aa;9e\n"
    )
    found = read_costs(text, PARTNERS)
    kinds = [(problem.id.rpartition(".")[2], problem.arguments.get("line")) for problem in found.problems]
    assert kinds == [
        ("unknown", 3), ("not_a_number", 4), ("negative", 5), ("partner_twice", 6), ("nobody", 7), ("double", 9),
        ("columns", 10), ("no_cost", 11), ("not_a_number", 12), ("missing", None),
    ]  # fmt: skip
    words = [render(problem, "nl") for problem in found.problems]
    assert words[0].startswith("Regel 3: “lise” is geen deelnemer. De deelnemers zijn: Lisse, Hillegom")
    assert "Lisse + Hillegom" in words[5]
    assert "Regel 9" in words[5]
    assert "Lisse + Aa en Hunze; Hillegom + Aa en Hunze; Lisse + Hillegom + Aa en Hunze" in words[-1]
    assert found.costs == {"lisse": 10.0, "lisse+hillegom": 25.0}


@pytest.mark.parametrize(
    ("text", "partners", "fault"),
    [
        ("", PARTNERS, "empty"), ("\n;;\n", PARTNERS, "empty"), ("x" * 700_000, PARTNERS, "too_long"),
        ("lisse;1", {"lisse": "Lisse"}, "partners"), ("a;1", {f"p{i}": f"P{i}" for i in range(13)}, "partners"),
    ],
)  # fmt: skip
def test_no_table_at_all(text: str, partners: dict[str, str], fault: str) -> None:
    found = read_costs(text, partners)
    assert [problem.id for problem in found.problems] == [f"key_design.table.{fault}"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1e9).map(lambda value: round(value, 2)), min_size=7, max_size=7), st.booleans())
def test_what_is_written_can_be_read(costs: list[float], dutch: bool) -> None:
    known = dict(zip(WHOLE, costs, strict=True))
    assert read_costs(template(PARTNERS, known, dutch=dutch), PARTNERS).costs == known


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_anything_is_read_without_a_crash(source: str | bytes) -> None:
    found = read_costs(source, {"a": "A", "b": "=B;+"})
    assert found.problems
    assert all(render(problem, language) for problem in found.problems for language in ("nl", "en"))


def test_the_empty_table_has_every_combination_and_no_formula() -> None:
    text = template({"a": "=1+1", "b": "Bé", "c": "Bé"})
    assert text.split("\r\n") == [
        "combinatie;kosten per jaar", "a;", "b;", "c;", "a + b;", "a + c;", "b + c;", "a + b + c;", "",
    ]  # fmt: skip
    assert len(template({f"p{i}": f"Naam {i}" for i in range(12)}).split("\r\n")) == 4097
