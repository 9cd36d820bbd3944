"""Councils and their views belong to a partner; who does not see a partner hears nothing about its council."""

from __future__ import annotations

from typing import Any

import pytest

from vierkant.dossier import from_plain, loads, merge, split, to_plain_dossier

WHOLE = """
[[partners]]
id = "hillegom"
municipality = "GM0534"
[[partners]]
id = "lisse"
municipality = "GM0553"
[[boards]]
id = "general"
name = "Algemeen bestuur"
councils = ["raad-h", "raad-l"]
meetings = [2027-07-08]
[[boards]]
id = "only-lisse"
name = "Bestuur van een regeling van Lisse"
councils = ["raad-l"]
[[boards]]
id = "all"
name = "Bestuur van allen"
[[councils]]
id = "raad-h"
partner = "hillegom"
meetings = [2027-06-10]
[[councils]]
id = "raad-l"
partner = "lisse"
recess = ["2027-07-10/2027-08-22 zomer"]
[[roles]]
id = "owner-l"
role = "owner"
holder = "wethouder financiën"
partner = "lisse"
[[roles]]
id = "client"
role = "client"
holder = "regiegroep"
[[zienswijze_points]]
id = "rent"
text = "De huur is te hoog."
board = "only-lisse"
[[zienswijze_points]]
id = "growth"
text = "Minder groei."
board = "general"
[[council_views]]
id = "h-rent"
point = "rent"
partner = "hillegom"
stance = "agrees"
[[council_views]]
id = "l-rent"
point = "rent"
partner = "lisse"
stance = "objects"
"""


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    return to_plain_dossier(loads(WHOLE))


NUMBERS = """
[[motives]]
partner = "hillegom"
costs = 60
vulnerability = 30
[[motives]]
partner = "lisse"
commitment = "doubts"
[[finances]]
partner = "lisse"
vat = 1000
[[counters]]
id = "balie"
name = "Balie"
[[counters]]
id = "balie-l"
name = "Balie Lisse"
partner = "lisse"
[[expertise]]
id = "jeugd"
name = "Jeugdrecht"
parts = { hillegom = { people = 1 }, lisse = { people = 2 } }
[[correlations]]
first = "coordination.level"
second = "task.woz.lisse.own_fte"
value = 0.5
[[correlations]]
first = "coordination.level"
second = "price.cost_per_fte"
value = 0.5
[[budgets]]
id = "veiligheid"
name = "Veiligheidsregio"
year = 2027
[[budgets]]
id = "veiligheid-l"
name = "Veiligheidsregio"
partner = "lisse"
year = 2027
[[budget_changes]]
id = "a"
budget = "veiligheid"
cause = "index"
amount = 100
[[budget_changes]]
id = "b"
budget = "veiligheid-l"
cause = "index"
amount = -100
"""


def test_motives_and_money_are_parts_of_the_partner() -> None:
    whole = to_plain_dossier(loads(WHOLE + NUMBERS))
    parts = split(whole)
    assert parts["motives", "hillegom"] == [{"costs": 60, "vulnerability": 30}]
    assert parts["finances", "lisse"] == [{"vat": {"value": 1000}}]
    assert parts["counters", ""] == [{"id": "balie", "name": "Balie"}]
    assert parts["expertise", "lisse"] == {"jeugd": {"people": 2}}
    assert merge(parts) == whole


def test_of_an_unseen_partner_no_number_comes_along() -> None:
    parts = split(to_plain_dossier(loads(WHOLE + NUMBERS)))
    parts["partners", ""] = [row for row in parts["partners", ""] if row["id"] != "lisse"]
    seen = merge(parts)
    assert "lisse" not in str([seen[name] for name in seen if name not in ("boards", "roles")])
    assert [row["id"] for row in seen["budget_changes"]] == ["a"]
    assert [row["second"] for row in seen["correlations"]] == ["price.cost_per_fte"]
    assert seen["expertise"][0]["parts"] == {"hillegom": {"people": 1}}
    from_plain(seen)  # raises when it does not fit together


def test_a_council_and_its_view_are_part_of_the_partner(plain: dict[str, Any]) -> None:
    parts = split(plain)
    assert parts["councils", "hillegom"] == [{"id": "raad-h", "meetings": ["2027-06-10"]}]
    assert parts["council_views", "lisse"] == [{"id": "l-rent", "point": "rent", "stance": "objects"}]
    assert ("councils", "") not in parts
    assert merge(parts) == plain


def test_a_council_of_no_partner_stays_in_the_shared_part() -> None:
    parts = split({"councils": [{"id": "c", "municipality": "GM0534"}]})
    assert parts == {("councils", ""): [{"id": "c", "municipality": "GM0534"}]}


def test_who_does_not_see_a_council_keeps_the_board_of_the_others(plain: dict[str, Any]) -> None:
    parts = split(plain)
    del parts["councils", "lisse"]
    seen = merge(parts)
    boards = {row["id"]: row.get("councils") for row in seen["boards"]}
    # The board of Lisse alone goes: without its council it would be the board of every council.
    assert boards == {"general": ["raad-h"], "all": None}
    assert {row["id"]: row.get("board") for row in seen["zienswijze_points"]} == {
        "rent": None,
        "growth": "general",
    }
    assert [row["id"] for row in seen["council_views"]] == ["h-rent", "l-rent"]
    from_plain(seen)


def test_who_sees_no_council_at_all_keeps_the_boards(plain: dict[str, Any]) -> None:
    seen = merge({key: content for key, content in split(plain).items() if key[0] != "councils"})
    assert [row["id"] for row in seen["boards"]] == ["general", "only-lisse", "all"]
    assert all("councils" not in row for row in seen["boards"])
    from_plain(seen)


def test_who_does_not_see_a_partner_sees_nothing_of_it(plain: dict[str, Any]) -> None:
    parts = split(plain)
    parts["partners", ""] = [row for row in parts["partners", ""] if row["id"] != "lisse"]
    seen = merge(parts)
    assert "lisse" not in str([seen["councils"], seen["council_views"], seen["roles"], seen["boards"]])
    assert [row["id"] for row in seen["roles"]] == ["client"]
    from_plain(seen)


def test_a_view_on_a_point_that_is_not_seen_goes(plain: dict[str, Any]) -> None:
    parts = split(plain)
    parts["zienswijze_points", ""] = [{"id": "growth", "text": "Minder groei."}]
    assert merge(parts)["council_views"] == []
    del parts["zienswijze_points", ""]
    assert merge(parts)["council_views"] == []


def test_any_set_of_parts_is_a_dossier(plain: dict[str, Any]) -> None:
    parts = split(plain)
    keys = sorted(parts)
    for chosen in range(1 << len(keys)):
        from_plain(merge({key: parts[key] for place, key in enumerate(keys) if chosen >> place & 1}))
