"""All municipalities for one figure, the charts, and the map."""

from __future__ import annotations

import pytest

from vierkant import baseline, reference
from vierkant.baseline import charts
from vierkant.baseline.map_shapes import Role, shapes_of
from vierkant.baseline.measures import value_of
from vierkant.baseline.national import choices, compare_all
from vierkant.quantities import to_plain
from vierkant.reference import StatementKind
from vierkant.terms import render

BOLLENSTREEK = ("GM0534", "GM0553", "GM1525")


def test_the_place_in_the_country_is_counted_one_by_one() -> None:
    overhead = next(item for item in choices() if item.id == "overhead")
    found = compare_all(overhead, (*BOLLENSTREEK, "GM9999"))
    assert found is not None
    assert found.statement is not None
    assert (found.statement.year, found.statement.kind, found.count) == (2026, StatementKind.BUDGET, 342)
    assert found.absent == ("GM9999",)
    for place in found.places:
        slow = 1
        for item in reference.municipalities():
            value = value_of("overhead", item.code, found.statement)
            assert value is not None
            slow += value / item.population[2026] > place.value
        assert place.place == slow
    assert list(found.values) == sorted(found.values)
    assert "Hillegom" not in str(found.values)


@pytest.mark.parametrize("choice", choices(), ids=lambda item: item.id)
def test_every_figure_to_choose_can_be_compared(choice: object) -> None:
    found = compare_all(choice, BOLLENSTREEK)  # type: ignore[arg-type]
    assert found is not None
    assert found.count >= 337  # four municipalities delivered no budget of 2025, one no accounts of 2024
    assert found.first_quartile <= found.median <= found.third_quartile
    assert [place.code for place in found.places] == list(BOLLENSTREEK)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_charts_hold_the_same_figures_as_their_tables(language: str) -> None:
    item = to_plain(baseline.baseline_of("GM1680"))
    made = charts.beside(item, language)  # type: ignore[arg-type]
    assert len(made.rows) == len(made.spec["data"]["values"]) == 14
    assert all(len(row) == len(made.header) for row in made.rows)
    drawn = {row["what"]: row["own"] for row in made.spec["data"]["values"]}
    assert max(drawn.values()) <= charts.FURTHEST
    overhead = next(row for row in item["figures"] if row["line"] == "overhead")["peers"]
    assert drawn["Overhead"] == pytest.approx(overhead["value"] / overhead["median"])
    assert render(made.summary[0], language)  # type: ignore[arg-type]
    chosen = next(each for each in choices() if each.id == "transfers_share")
    country = charts.country(to_plain(compare_all(chosen, BOLLENSTREEK)), language)  # type: ignore[arg-type]
    assert [row[0] for row in country.rows] == ["Hillegom", "Lisse", "Teylingen"]
    assert country.rows[0][1].startswith("59")


def test_the_years_are_of_the_same_people_before_a_merger() -> None:
    # Leeuwarden 2017: its own 108,667 residents and the 10,108 of Leeuwarderadeel, whose amounts are added (CBS).
    years = {row.year: row for row in baseline.baseline_of("GM0080").years}
    assert sorted(years) == list(range(2017, 2027))
    residents = sum(reference.population(code, 2017) or 0 for code in ("GM0080", "GM0081"))
    [row] = [
        each
        for each in reference.finances("GM0080")
        if (each.year, each.kind) == (2017, StatementKind.BUDGET)
    ]
    assert row.merged_from == ("GM0081",)
    assert years[2017].budget == pytest.approx(row.expenditure / residents)
    assert years[2026].accounts is None
    made = charts.over_years(to_plain(baseline.baseline_of("GM0809")))
    assert made.rows[7][:3] == (
        "2024",
        made.rows[7][1],
        "–",
    )  # Loon op Zand did not deliver its accounts of 2024
    assert "Loon op Zand ging van" in render(made.summary[0])


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        charts.beside({"figures": [], "name": "X", "size_class": "under_5000"})
    with pytest.raises(ValueError, match="nothing"):
        charts.over_years({"years": [], "name": "X"})


def test_the_map_shows_partners_neighbours_and_what_lies_around() -> None:
    found = shapes_of(BOLLENSTREEK)
    assert found is not None
    by_role = {role: {area.code for area in found.areas if area.role is role} for role in Role}
    assert by_role[Role.PARTNER] == set(BOLLENSTREEK)
    near = {other for code in BOLLENSTREEK for other in reference.neighbours(code)}
    assert by_role[Role.NEIGHBOUR] == near - set(BOLLENSTREEK)
    assert by_role[Role.OTHER]
    assert [area.role for area in found.areas][-3:] == [Role.PARTNER] * 3  # drawn last, so on top
    for area in found.areas:
        assert area.path.startswith("M")
        assert area.path.endswith("Z")
        if area.role is not Role.OTHER:
            assert 0 <= area.x <= found.width
            assert 0 <= area.y <= found.height
    hillegom, teylingen = (next(a for a in found.areas if a.code == code) for code in ("GM0534", "GM1525"))
    assert hillegom.y < teylingen.y  # Hillegom lies north of Teylingen


def test_the_map_of_an_island_and_of_nobody() -> None:
    island = shapes_of(("GM0088",))  # Schiermonnikoog has no neighbours
    assert island is not None
    assert [area.code for area in island.areas if area.role is Role.PARTNER] == ["GM0088"]
    assert shapes_of(()) is None
    assert shapes_of(("GM9999",)) is None
