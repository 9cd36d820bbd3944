"""Charts of Cijfers: a picture that is SVG, a specification that is JSON, and the same figures as a table."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.web.business_case.conftest import Assess, Fill
from tests.web.conftest import Cast

from vierkant_web.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def client(cast: Cast, fill: Fill, assess: Assess, sign_in: SignIn, example: dict[str, Any]) -> Client:
    fill(example)
    assess(cast.anna)
    return sign_in(cast.anna)


@pytest.mark.parametrize(
    "name",
    ["net", "cumulative", "streams", "partners", "tornado", "lisse/net", "lisse/cumulative", "lisse/streams"],
)
def test_every_chart_is_a_picture_and_a_specification(cast: Cast, client: Client, name: str) -> None:
    partner, _, chart = name.rpartition("/")
    base = f"/s/{cast.cooperation.slug}/cijfers/" + (f"deelnemer/{partner}/" if partner else "")
    picture = client.get(f"{base}grafiek/{chart}.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(picture.content).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own
    spec = client.get(f"{base}grafiek/{chart}.json").json()
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert spec["description"]


@pytest.mark.parametrize(
    "rest", ["grafiek/anders.svg", "deelnemer/elders/grafiek/net.svg", "deelnemer/lisse/grafiek/tornado.json"]
)
def test_what_is_not_there_is_not_found(cast: Cast, client: Client, rest: str) -> None:
    assert client.get(f"/s/{cast.cooperation.slug}/cijfers/{rest}").status_code == 404


def test_the_chart_of_a_partner_is_not_that_of_the_whole(cast: Cast, client: Client) -> None:
    base = f"/s/{cast.cooperation.slug}/cijfers/"
    whole = client.get(f"{base}grafiek/net.json").json()
    alone = client.get(f"{base}deelnemer/lisse/grafiek/net.json").json()
    assert whole["data"] != alone["data"]


def test_the_table_under_a_chart_has_a_row_for_every_year(cast: Cast, client: Client) -> None:
    page = client.get(f"/s/{cast.cooperation.slug}/cijfers/").content.decode()
    table = page.split('aria-labelledby="chart-net-caption"')[1].split("</table>")[0]
    assert table.count('<th scope="row">') == 12  # 2016 up to and including 2027: a year before, ten after
    assert "2016" in table
    assert "2027" in table
