"""The numbers of one partner: as filled in, or estimated from the business case and the key and shown as assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vierkant.quantities import Figure, Input, Unit
from vierkant.sources import Parameter
from vierkant.withdrawal.inputs import WithdrawalFacts, WithdrawalInput, WithdrawalPartner, WithdrawalRule
from vierkant.withdrawal.ranges import Formula, Spread, spread_of, sure, through
from vierkant.withdrawal.results import Numbers
from vierkant.withdrawal.words import assumed, from_parameter, given

EURO, YEARLY = Unit.EURO, Unit.EURO_PER_YEAR
Parameters = Mapping[str, Parameter]


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers of a partner and, by name, the inputs to show with them. ``estimated``: names nobody filled in."""

    numbers: Numbers
    fte: Spread | None
    inputs: Mapping[str, tuple[Input, ...]] = field(default_factory=dict)
    estimated: tuple[str, ...] = ()


class _Gathering:
    """Collects the numbers of one partner, with the inputs that explain each of them."""

    def __init__(self, partner: WithdrawalPartner, data: WithdrawalInput, parameters: Parameters) -> None:
        self.partner, self.data, self.parameters = partner, data, parameters
        self.rule: WithdrawalRule = data.rule
        self.facts = data.facts.get(partner.id) or WithdrawalFacts(partner=partner.id)
        self.inputs: dict[str, tuple[Input, ...]] = {}
        self.estimated: list[str] = []

    def as_given(self, name: str, figure: Figure, unit: Unit, decimals: int = 0) -> Spread:
        self.inputs[name] = (given(name, figure, unit, decimals),)
        return spread_of(figure)

    def as_estimated(
        self, name: str, formula: Formula, parts: Mapping[str, tuple[Spread, Input]], unit: Unit = EURO
    ) -> Spread:
        """A number from a formula; it is shown first, then what it was made of."""
        found = through(formula, {key: spread for key, (spread, _shown) in parts.items()})
        self.inputs[name] = (assumed(name, found, unit), *(shown for _spread, shown in parts.values()))
        self.estimated.append(name)
        return found

    def parameter(self, key: str, name: str) -> tuple[Spread, Input]:
        item = self.parameters[key]
        low = item.value if item.low is None else item.low
        high = item.value if item.high is None else item.high
        return Spread(item.value, low, high), from_parameter(name, item)

    def of_body(self, name: str, figure: Figure, unit: Unit) -> Spread:
        """The partner's share, by the key, of a number of the whole organisation."""
        share = sure(self.partner.key_share)
        return self.as_estimated(
            name,
            lambda values: values["whole"] * values["share"],
            {
                "whole": (spread_of(figure), given(f"body_{name}", figure, unit)),
                "share": (share, assumed("key_share", share, Unit.SHARE, decimals=1)),
            },
            unit,
        )

    def contribution(self) -> Spread:
        if self.facts.contribution is not None:
            return self.as_given("contribution", self.facts.contribution, YEARLY)
        basis = self.partner.contribution_basis.value
        figure = self.partner.contribution
        self.inputs["contribution"] = (given(f"contribution_{basis}", figure, YEARLY),)
        self.estimated.append("contribution")
        return spread_of(figure)

    def fixed_cost(self, contribution: Spread) -> Spread:
        if self.facts.fixed_cost is not None:
            return self.as_given("fixed_cost", self.facts.fixed_cost, YEARLY)
        if self.rule.fixed_cost is not None:
            return self.of_body("fixed_cost", self.rule.fixed_cost, YEARLY)
        return self.as_estimated(
            "fixed_cost",
            lambda values: values["contribution"] * values["share"],
            {
                "contribution": (contribution, self.inputs["contribution"][0]),
                "share": self.parameter("damage.fixed_share", "fixed_share"),
            },
            YEARLY,
        )

    def mitigation(self) -> Spread:
        if self.facts.mitigation is not None:
            return self.as_given("mitigation", self.facts.mitigation, Unit.SHARE)
        spread, shown = self.parameter("damage.mitigation", "mitigation")
        self.inputs["mitigation"] = (shown,)
        self.estimated.append("mitigation")
        return spread

    def fte(self) -> Spread | None:
        if self.facts.staff_fte is not None:
            return self.as_given("fte", self.facts.staff_fte, Unit.FTE, 1)
        if self.rule.staff_fte is not None:
            return self.of_body("fte", self.rule.staff_fte, Unit.FTE)
        if self.partner.own_fte is None:
            return None
        self.inputs["fte"] = (given("own_fte", self.partner.own_fte, Unit.FTE, 1),)
        self.estimated.append("fte")
        return spread_of(self.partner.own_fte)

    def redundant_staff(self, fte: Spread | None) -> Spread:
        if self.facts.redundant_staff is not None:
            return self.as_given("redundant_staff", self.facts.redundant_staff, EURO)
        if fte is None or self.rule.staff_follows:
            name = "redundant_staff" if fte is None else "redundant_staff_follows"
            self.inputs["redundant_staff"] = (assumed(name, sure(0.0), EURO),)
            self.estimated.append("redundant_staff")
            return sure(0.0)
        cost = self.data.cost_per_fte
        return self.as_estimated(
            "redundant_staff",
            lambda values: values["fte"] * values["without"] * values["years"] * values["cost"],
            {
                "fte": (fte, self.inputs["fte"][0]),
                "without": self.parameter("damage.without_place", "without_place"),
                "years": self.parameter("damage.years_without_place", "years_without_place"),
                "cost": (spread_of(cost), given("cost_per_fte", cost, Unit.EURO_PER_FTE)),
            },
        )

    def contracts(self, contribution: Spread) -> Spread:
        if self.facts.contracts is not None:
            return self.as_given("contracts", self.facts.contracts, EURO)
        return self.as_estimated(
            "contracts",
            lambda values: values["contribution"] * values["share"],
            {
                "contribution": (contribution, self.inputs["contribution"][0]),
                "share": self.parameter("damage.contracts_share", "contracts_share"),
            },
        )

    def settled(self, name: str, own: Figure | None, whole: Figure | None) -> Spread:
        """A share of assets or debts: as filled in, by the key, or nothing as long as nobody says."""
        if own is not None:
            return self.as_given(name, own, EURO)
        if whole is not None:
            return self.of_body(name, whole, EURO)
        self.inputs[name] = (assumed(name, sure(0.0), EURO),)
        self.estimated.append(name)
        return sure(0.0)

    def alone_cost(self) -> Spread | None:
        if self.facts.alone_cost is not None:
            return self.as_given("alone_cost", self.facts.alone_cost, YEARLY)
        if self.partner.alone_cost is None:
            return None
        self.inputs["alone_cost"] = (given("alone_cost_now", self.partner.alone_cost, YEARLY),)
        self.estimated.append("alone_cost")
        return spread_of(self.partner.alone_cost)

    def gain(self, contribution: Spread, alone: Spread | None) -> Spread | None:
        """Contribution minus cost alone. Two estimates from one business case are not two independent errors."""
        if alone is None:
            return None
        value = contribution.value - alone.value
        together = self.partner.gain
        if together is not None and {"contribution", "alone_cost"} <= set(self.estimated):
            known = spread_of(together)
            return Spread(value, value - (known.value - known.low), value + (known.high - known.value))
        return through(
            lambda values: values["contribution"] - values["alone"],
            {"contribution": contribution, "alone": alone},
        )

    def restart_cost(self, alone: Spread | None, contribution: Spread) -> Spread:
        if self.facts.restart_cost is not None:
            return self.as_given("restart_cost", self.facts.restart_cost, EURO)
        of = self.inputs["alone_cost" if alone else "contribution"][0]
        return self.as_estimated(
            "restart_cost",
            lambda values: values["yearly"] * values["share"],
            {
                "yearly": (alone or contribution, of),
                "share": self.parameter("restart.share", "restart_share"),
            },
        )


def known(partner: WithdrawalPartner, data: WithdrawalInput, parameters: Parameters) -> Known:
    """Everything about one partner that a sum needs."""
    gathering = _Gathering(partner, data, parameters)
    facts, rule = gathering.facts, data.rule
    contribution = gathering.contribution()
    fte = gathering.fte()
    alone = gathering.alone_cost()
    numbers = Numbers(
        contribution=contribution,
        fixed_cost=gathering.fixed_cost(contribution),
        mitigation=gathering.mitigation(),
        redundant_staff=gathering.redundant_staff(fte),
        contracts=gathering.contracts(contribution),
        assets_share=gathering.settled("assets_share", facts.assets_share, rule.assets),
        debts_share=gathering.settled("debts_share", facts.debts_share, rule.debts),
        restart_cost=gathering.restart_cost(alone, contribution),
        alone_cost=alone,
        gain=gathering.gain(contribution, alone),
    )
    return Known(numbers, fte, gathering.inputs, tuple(gathering.estimated))
