"""Charts draw from stored JSON and say in their table what they show."""

from __future__ import annotations

import json

import pytest
import vl_convert
from tests.engine.business_case.random_cases import tax_case

from vierkant.business_case import evaluate
from vierkant.business_case.charts import CHARTS
from vierkant.quantities import Figure, to_plain
from vierkant.terms import render


def stored(start_year=2027, plan=True):
    case = tax_case([9_000, 25_000, 40_000], ranges=True, transition_budget=Figure(value=100_000))
    task = case.tasks[0].model_copy(update={"planned_saving": Figure(value=0.1) if plan else None})
    changed = type(case)(
        partners=case.partners, tasks=(task,), start_year=start_year, transition_budget=case.transition_budget
    )
    return json.loads(json.dumps(to_plain(evaluate(changed, draws=500)), allow_nan=False))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", sorted(CHARTS))
def test_chart_draws_and_has_its_table(name, language):
    chart = CHARTS[name](stored(), language)
    drawing = vl_convert.vegalite_to_svg(chart.spec, vl_version="6.4")
    assert drawing.startswith("<svg")
    assert render(f"business_case.chart.title.{name}", language) in drawing
    assert "NaN" not in drawing
    assert "undefined" not in drawing
    assert chart.rows
    assert {len(row) for row in chart.rows} == {len(chart.header)}
    for message in (*chart.header, *chart.summary, chart.source):
        assert "{" not in render(message, language)
    assert chart.spec["description"] == " ".join(render(message, language) for message in chart.summary)
    assert "Noto Sans" in json.dumps(chart.spec)


def test_years_are_counted_from_the_start_when_no_calendar_year_is_known():
    chart = CHARTS["net"](stored(start_year=None), "nl")
    assert [row[0] for row in chart.rows] == ["−1", *map(str, range(11))]
    assert render(chart.header[0]) == "Jaar na de start"


def test_dutch_axis_uses_the_decimal_comma():
    plain = stored()
    for place, band in enumerate(plain["total"]["net"]):
        band |= {"mean": 1.5e6 * place, "low": -2.5e6, "high": 2e7}
    assert "2,5" in vl_convert.vegalite_to_svg(
        CHARTS["net"](plain, "nl").spec, vl_version="6.4"
    ) or "5,0" in (vl_convert.vegalite_to_svg(CHARTS["net"](plain, "nl").spec, vl_version="6.4"))


def test_table_holds_the_numbers_of_the_result():
    plain = stored()
    rows = CHARTS["partners"](plain, "nl").rows
    assert [row[0] for row in rows] == [partner["name"] for partner in plain["partners"]]
    without_plan = CHARTS["net"](stored(plan=False), "nl")
    assert len(without_plan.header) == 4
    assert len(CHARTS["net"](plain, "nl").header) == 5


def test_stacked_blocks_end_at_the_net_result():
    plain = stored()
    values = CHARTS["streams"](plain, "nl").spec["data"]["values"]
    for place, year in enumerate(plain["calendar_years"]):
        blocks = [row["to"] - row["from"] for row in values if row["year"] == str(year)]
        assert sum(blocks) * 1000 == pytest.approx(plain["total"]["net"][place]["mean"], abs=0.01)


def test_nothing_uncertain_gives_an_empty_tornado_that_says_so():
    plain = stored() | {"tornado": []}
    chart = CHARTS["tornado"](plain, "nl")
    assert chart.rows == ()
    assert [message.id.rpartition(".")[2] for message in chart.summary] == ["tornado_empty"]
