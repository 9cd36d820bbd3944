"""Client focus: what people wait now and together, who is short, hours, travel, and what is missing."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from vierkant.four_ks import ServicePartner, ServiceResult, assess_service, erlang_c
from vierkant.four_ks.inputs_service import Channel, ChannelKind, ChannelPart, Counter
from vierkant.four_ks.risk_draws import uniforms, values
from vierkant.four_ks.service_charts import CHARTS, timeline
from vierkant.four_ks.travel import Spot, straight_line_km
from vierkant.quantities import Confidence, Distribution, Figure, Level, to_plain
from vierkant.terms import exists, render

PARTNERS = (
    ServicePartner("a", "Aalburg", 10_000, 52.0, 5.0),
    ServicePartner("b", "Bergdorp", 30_000, 52.1, 5.0),
    ServicePartner("c", "Cees", None, None, None),
)


def measured(value: float, low: float | None = None, high: float | None = None) -> Figure:
    return Figure(value=value, low=low, high=high, confidence=Confidence.MEASURED)


def part(contacts: float = 30, handling: float = 240, agents: int | None = 4, **more: Any) -> ChannelPart:
    return ChannelPart(contacts=measured(contacts), handling=measured(handling), agents=agents, **more)


def phone(parts: dict[str, ChannelPart], **more: Any) -> Channel:
    return Channel(id="telefoon", name="Telefoon", parts=parts, **more)


def assess(*channels: Channel, counters: tuple[Counter, ...] = (), **assumptions: Figure) -> ServiceResult:
    named = {f"four_ks.service.{name}": figure for name, figure in assumptions.items()}
    return assess_service(channels, counters, PARTNERS, named)


def said(result: ServiceResult) -> str:
    """All words of the result in both languages; a word that does not exist would raise."""
    messages = [result.headline, *(channel.text for channel in result.channels)]
    messages += [message for row in result.findings for message in (row.text, row.action) if message]
    messages += [message for row in result.missing for message in (row.what, row.cost)]
    return "\n".join(render(message, language) for message in messages for language in ("nl", "en"))


def test_together_with_as_many_people_people_wait_shorter() -> None:
    channel = assess(phone({"a": part(), "b": part()}), spread=Figure(value=0)).channels[0]
    now, pool = erlang_c(30, 240, 4), erlang_c(60, 240, 8)
    assert channel.wait_now is not None
    assert channel.wait_together is not None
    assert channel.wait_now.value == pytest.approx(now.mean_wait_seconds, rel=1e-12)
    assert channel.wait_together.value == pytest.approx(pool.mean_wait_seconds, rel=1e-12)
    assert render(channel.text, "nl").startswith("Mensen wachten nu gemiddeld")
    assert channel.needed_now is not None
    assert channel.needed_together is not None
    # norm in use: 70 % within 30 s (Tilburg 2020)
    assert (channel.norm_seconds, channel.norm_share, channel.norm_chosen) == (30, 0.7, False)
    assert channel.needed_together.value < channel.needed_now.value


def test_every_further_partner_makes_a_contact_longer() -> None:
    parts = {"a": part(), "b": part(), "c": part()}
    ours, own = assess(phone(parts)), assess(phone(parts, spread=Figure(value=0.05)))
    assert ours.channels[0].handling_factor == pytest.approx(1.06), "3 % for two further partners"
    assert own.channels[0].handling_factor == pytest.approx(1.10)
    together = own.channels[0].together
    assert together is not None
    assert together.handling_seconds == pytest.approx(240 * 1.1)
    assert together.wait_seconds == pytest.approx(erlang_c(90, 264, 12).mean_wait_seconds, rel=1e-12)


def test_low_and_high_are_p10_and_p90_of_what_follows_from_the_figures() -> None:
    contacts, handling = measured(30, 20, 45), measured(240, 200, 260)
    busy = part().model_copy(update={"contacts": contacts, "handling": handling})
    found = assess(phone({"a": busy, "b": part()})).channels[0]
    queue = found.partners[0].queue
    # The slow twin: as many draws of both figures as it takes, one queue for each.
    draws = 4000
    calls = values(contacts, Distribution.LOGNORMAL, uniforms(1, "calls", draws))
    seconds = values(handling, Distribution.LOGNORMAL, uniforms(1, "seconds", draws))
    waits = [erlang_c(one, other, 4).mean_wait_seconds for one, other in zip(calls, seconds, strict=True)]
    assert [queue.wait_low, queue.wait_high] == pytest.approx(np.quantile(waits, [0.1, 0.9]), rel=0.15)
    assert found.wait_now is not None
    assert found.wait_now.low is not None
    assert found.wait_now.high is not None
    assert found.wait_now.low < found.wait_now.value < found.wait_now.high
    assert found.partners[1].queue.wait_low is None, "no range, no ends"
    assert found == assess(phone({"a": busy, "b": part()})).channels[0], "the same draws every time"


def test_a_full_queue_says_how_many_people_are_needed() -> None:
    result = assess(phone({"a": part(100, 600, 10), "b": part(agents=4)}))
    channel = result.channels[0]
    assert channel.partners[0].queue.short == 7
    assert channel.partners[0].queue.wait_seconds is None
    assert channel.wait_now is None
    assert channel.wait_together is None
    assert result.level is Level.RED
    assert {row.id for row in result.findings} >= {"full_now", "full_together"}
    assert "7 mensen" in said(result)
    json.dumps(to_plain(result), allow_nan=False)


def test_a_queue_that_may_overflow_is_told() -> None:
    wide = part(agents=3).model_copy(update={"contacts": measured(30, 20, 60)})  # 4 erlang at the high end
    result = assess(phone({"a": wide, "b": part()}))
    assert result.channels[0].partners[0].queue.wait_high is None, "no end to it"
    assert "overflow_now" in {row.id for row in result.findings}
    assert "dan groeit nu al bij ten minste één deelnemer de rij alleen maar" in said(result)


def test_the_dip_needs_people_and_after_it_we_count_on_today() -> None:
    channel = assess(phone({"a": part(60, 240, 5), "b": part(60, 240, 5)})).channels[0]
    now, dip, after = channel.timeline
    assert now.wait_seconds is not None
    assert dip.wait_seconds is not None
    assert dip.wait_seconds == pytest.approx(erlang_c(60, 264, 5).mean_wait_seconds)
    assert after.wait_seconds == now.wait_seconds, "elsewhere the service did not get better"
    assert channel.together is not None
    assert (after.wait_low, after.wait_high) == (channel.together.wait_seconds, now.wait_seconds)
    assert channel.dip_people is not None
    assert channel.dip_people.value > 0
    better = assess(
        phone({"a": part(60, 240, 5), "b": part(60, 240, 5)}), gain_realised=Figure(value=1)
    ).channels[0]
    assert better.timeline[2].wait_seconds == better.timeline[2].wait_low


def test_one_partner_has_nothing_to_put_together() -> None:
    result = assess(phone({"a": part()}))
    assert result.channels[0].together is None
    assert "Alleen Aalburg" in said(result)
    assert [row.partner for row in result.missing if row.what.id == "service.missing.part"] == ["b", "c"]


def test_nobody_comes_or_nobody_answers() -> None:
    idle = assess(phone({"a": part(contacts=0), "b": part(contacts=0, agents=0)}))
    assert idle.channels[0].text.id == "service.row.idle"
    assert idle.channels[0].level is Level.UNKNOWN
    nobody = assess(phone({"a": part(agents=0), "b": part()}))
    assert nobody.channels[0].partners[0].queue.short == 3
    at_once = assess(phone({"a": part(handling=0), "b": part()}))
    assert at_once.channels[0].partners[0].queue.wait_seconds == 0
    for result in (idle, nobody, at_once):
        said(result)
        json.dumps(to_plain(result), allow_nan=False)


def test_a_wait_without_end_is_never_told_in_seconds() -> None:
    # Nobody answers, and a contact takes no time: nothing is too full, yet nobody is helped.
    result = assess(phone({"a": part(handling=0, agents=0), "b": part(handling=0, agents=0)}))
    assert result.channels[0].text.id == "service.row.unknown"
    alone = assess(phone({"a": part(handling=0, agents=0)}))
    assert alone.channels[0].text.id == "service.row.unknown"


def test_what_is_not_filled_in_is_asked_and_the_rest_is_still_told() -> None:
    result = assess(phone({"a": part(agents=None), "b": ChannelPart(agents=2)}))
    channel = result.channels[0]
    assert channel.partners[0].queue.needed == 4, "how many are needed is known without how many there are"
    assert channel.wait_now is None
    asked = {(row.what.id.rpartition(".")[2], row.partner) for row in result.missing}
    assert asked >= {("agents", "a"), ("contacts", "b"), ("handling", "b"), ("counters", None)}
    assert assess().level is Level.UNKNOWN
    assert {row.section for row in assess().missing} == {"channels", "counters"}
    said(assess())


def test_a_typing_error_does_not_take_an_hour() -> None:
    result = assess(phone({"a": part(contacts=1e12, handling=1e12), "b": part()}))
    assert [row.id for row in result.findings if row.level is Level.RED] == ["too_large"]
    assert result.channels[0].together is None


def test_residents_who_lose_hours_are_named_and_longer_hours_cost_people() -> None:
    hours = {"a": part(open_hours=measured(20)), "b": part(open_hours=measured(40))}
    fewer = assess(phone(hours, open_hours_together=measured(30)))
    assert [row.extra_hours for row in fewer.channels[0].partners] == [10, -10]
    assert "inwoners van Bergdorp kunnen minder uren" in said(fewer)
    longer = assess(phone(hours, open_hours_together=measured(50)))
    # 8 people × 50 hours against 4 × 20 + 4 × 40
    assert "160 uur per week" in said(longer)


def test_an_assumption_that_cannot_be_is_not_used() -> None:
    result = assess(phone({"a": part()}), phone_norm_share=Figure(value=1), detour=Figure(value=0.5))
    assert result.channels[0].norm_share == 0.7
    assert [row.id for row in result.findings][:2] == [
        "impossible_service_phone_norm_share",
        "impossible_service_detour",
    ]
    said(result)


def test_green_asks_for_figures_that_somebody_measured() -> None:
    parts = {"a": part(agents=6), "b": part(agents=6)}
    assert assess(phone(parts)).level is Level.GREEN
    guessed = parts["a"].model_copy(update={"contacts": Figure(value=30)})
    assert assess(phone({**parts, "a": guessed})).level is Level.AMBER


# A degree of latitude is π·R/180 = 111.195 km with the mean radius of 6,371.0088 km (IUGG).
def test_straight_lines() -> None:
    assert straight_line_km(Spot(52, 5), Spot(53, 5)) == pytest.approx(111.195, abs=5e-4)
    assert straight_line_km(Spot(52, 5), Spot(52, 5)) == 0
    assert straight_line_km(Spot(52, 5), Spot(52, 6)) == pytest.approx(68.458, abs=1e-2)  # × cos 52°


def counters(**together: float | None) -> tuple[Counter, ...]:
    return tuple(
        Counter(
            id=name,
            name=f"Balie {name}",
            partner=name,
            open_hours=measured(30),
            open_hours_together=None if hours is None else measured(hours),
            visits=measured(1000),
        )
        for name, hours in together.items()
    )


def test_a_counter_that_closes_makes_its_residents_travel() -> None:
    result = assess(counters=counters(a=0, b=None))
    way, distance = result.travel, straight_line_km(Spot(52.0, 5.0), Spot(52.1, 5.0))
    assert way is not None
    assert way.extra is not None
    assert way.extra_road is not None
    assert way.yearly is not None
    assert [(row.partner, row.now) for row in way.partners] == [("a", 0), ("b", 0)]
    assert way.partners[0].together == pytest.approx(distance)
    assert way.extra.value == pytest.approx(distance / 4), "10,000 of the 40,000 residents"
    assert way.extra_road.value == pytest.approx(distance / 4 * 1.3)
    assert way.yearly.value == pytest.approx(2 * 1000 * distance * 1.3)
    assert {row.id for row in result.findings} == {"closes", "further"}
    assert result.level is Level.AMBER
    assert {(row.what.id.rpartition(".")[2], row.partner) for row in result.missing} >= {
        ("counter", "c"),
        ("residents", "c"),
    }


def test_another_municipality_is_open_to_you_only_together() -> None:
    own = Counter(id="ver", name="Ver", partner="a", latitude=52.3, longitude=5.0)
    result = assess(counters=(own, *counters(b=None)))
    assert result.travel is not None
    row = result.travel.partners[0]
    assert (row.counter_now, row.counter_together) == ("Ver", "Balie b")
    assert row.together is not None
    assert row.together < row.now
    everybody = Counter(id="servicepunt", name="Servicepunt", latitude=52.0, longitude=5.0)
    shared = assess(counters=(everybody, own)).travel
    assert shared is not None
    assert shared.partners[0].counter_now == "Servicepunt"


def test_no_counter_left_is_red_and_a_counter_without_a_place_is_asked() -> None:
    result = assess(counters=(*counters(a=0, b=0), Counter(id="x", name="Bus")))
    assert result.level is Level.RED
    assert result.travel is not None
    assert result.travel.extra is None
    assert "Waar ligt Bus?" in said(result)
    said(result)


def test_charts_have_a_table_a_sentence_and_the_norms() -> None:
    counter = Channel(id="balie", name="Balie", kind=ChannelKind.COUNTER, parts={"a": part(20, 600, 3)})
    result = to_plain(assess(phone({"a": part(), "b": part(100, 600, 10)}), counter))
    for channel in result["channels"]:
        for language in ("nl", "en"):
            for name, make in CHARTS.items():
                chart = make(channel, language)
                assert all(len(row) == len(chart.header) for row in chart.rows), name
                assert all(render(message, language) for message in (*chart.summary, *chart.header))
                assert exists(chart.source.id)
            assert all(row["title"] for row in timeline(channel, language))
    wait = CHARTS["wait"](result["channels"][0], "nl")
    assert [row[2] for row in wait.rows if row[0] == "Bergdorp"] == ["de rij groeit alleen maar"]
    within = CHARTS["within"](result["channels"][0], "nl").spec
    marks = [row["who"] for layer in within["layer"][1:3] for row in layer["data"]["values"]]
    assert sorted(marks) == ["BEL 2024", "Tilburg 2020", "VNG 2010"]
