"""Whatever a dossier says about service and risk, there is an answer: finite, in both languages, and drawn."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vierkant.four_ks import ServicePartner, assess_risks, assess_service
from vierkant.four_ks.inputs_risk import Risk, RiskInput, RiskPartner
from vierkant.four_ks.inputs_service import Channel, ChannelKind, ChannelPart, Counter
from vierkant.four_ks.risk_charts import CHARTS as RISK_CHARTS
from vierkant.four_ks.service_charts import CHARTS as SERVICE_CHARTS
from vierkant.quantities import Figure, to_plain
from vierkant.terms import render

OWN = (
    "service.spread",
    "service.dip_handling",
    "service.detour",
    "service.phone_norm_seconds",
    "risk.certainty",
)


class Made:
    """A dossier by chance, with the figures that nobody should give among them."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.partners = list("abcd")[: self.chance.randint(1, 4)]

    def pick(self, *choices: Any) -> Any:
        return self.chance.choice(choices)

    def figure(self, most: float | None = None) -> Figure | None:
        if self.chance.random() < 0.15:
            return None
        top = self.pick(0, 1, 3, 100, 1e4, 1e12) if most is None else most
        value = self.pick(0, top, self.chance.random() * top)
        if self.chance.random() < 0.5:
            return Figure(value=value)
        high = value + self.chance.random() * (top - value) if top > value else value
        return Figure(value=value, low=value * self.chance.random(), high=high)

    def channel(self, number: int) -> Channel:
        agents = (None, 0, 1, 5, 10_000)
        parts = {
            name: ChannelPart(
                contacts=self.figure(),
                handling=self.figure(),
                agents=self.pick(*agents),
                open_hours=self.figure(),
            )
            for name in self.partners
            if self.chance.random() < 0.8
        }
        return Channel(
            id=f"c{number}",
            name=f"Kanaal {number}",
            kind=self.pick(*ChannelKind),
            norm_share=self.figure(1),
            agents_together=self.pick(*agents),
            open_hours_together=self.figure(),
            parts=parts,
        )

    def counter(self, number: int) -> Counter:
        return Counter(
            id=f"b{number}",
            name=f"Balie {number}",
            partner=self.pick(None, "gone", *self.partners),
            latitude=self.pick(None, 52.1),
            longitude=self.pick(None, 5.1),
            open_hours=self.figure(),
            open_hours_together=self.figure(),
            visits=self.figure(),
        )

    def risk(self, number: int) -> Risk:
        return Risk(
            id=f"r{number}",
            name=f"Risico {number}",
            partner=self.pick(None, "gone", *self.partners),
            chance=self.figure(1),
            impact=self.figure(),
            moves=self.pick(True, False),
            impact_together=self.figure(),
        )

    def assumptions(self) -> dict[str, Figure]:
        found = {
            f"four_ks.{name}": self.figure(self.pick(1, None)) for name in OWN if self.chance.random() < 0.2
        }
        return {name: figure for name, figure in found.items() if figure is not None}


def say_all(value: Any) -> None:
    """Render every message, however deep; one without words or with a missing argument raises."""
    if isinstance(value, dict):
        if set(value) == {"id", "arguments"} and "." in value["id"]:
            assert render(value, "nl")
            assert render(value, "en")
            return
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            say_all(item)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000_000))
def test_any_service(seed: int) -> None:
    made = Made(seed)
    partners = [
        ServicePartner(
            name, name.upper(), made.pick(None, 0.0, 3e4), made.pick(None, 52.0), made.pick(None, 5.0)
        )
        for name in made.partners
    ]
    channels = [made.channel(number) for number in range(made.pick(0, 1, 2))]
    counters = [made.counter(number) for number in range(made.pick(0, 1, 3))]
    plain = to_plain(assess_service(channels, counters, partners, made.assumptions()))
    json.dumps(plain, allow_nan=False)
    say_all(plain)
    for channel in plain["channels"]:
        for make in SERVICE_CHARTS.values():
            json.dumps(make(channel, "nl").spec, allow_nan=False)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000_000))
def test_any_risks(seed: int) -> None:
    made = Made(seed)
    partners = tuple(
        RiskPartner(name, name.upper(), made.figure(), 1 / len(made.partners)) for name in made.partners
    )
    risks = tuple(made.risk(number) for number in range(made.pick(0, 2, 12)))
    result = assess_risks(RiskInput(risks, partners, made.pick(True, False), made.assumptions()), draws=2000)
    assert result.check is None or result.check.agrees
    for row in result.partners:
        assert 0 <= row.flows_back <= row.expected_after + 1e-6
    for before, after in zip(result.curve, result.curve[1:], strict=False):
        assert before.alone <= after.alone
        assert before.together <= after.together
    plain = to_plain(result)
    json.dumps(plain, allow_nan=False)
    say_all(plain)
    if plain["counted"]:
        for make in RISK_CHARTS.values():
            json.dumps(make(plain, "nl").spec, allow_nan=False)
