"""Money in the papers for the decision: the core, what each partner pays, and the change of the own budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vierkant.documents.paper_decision import DecisionDraft
from vierkant.documents.paper_model import ValueCell
from vierkant.documents.report_blocks import Block, Cell, Heading, Paragraph, Table
from vierkant.documents.report_text import Plain, computed_table
from vierkant.quantities import Unit
from vierkant.terms import plain_number

_CORE = ("baseline", "structural", "npv_5", "npv_10", "negative_npv_10", "peak_funding")
_BUDGET_YEARS = 5
"""A municipal budget with its multi-year estimate is for the year itself and three years; and the year before."""
_FIRST = -1
_ABOUT_FEW = frozenset(
    f"business_case.input.{name}" for name in ("change_cost", "wage_harmonisation", "transition_line")
)
"""Amounts that may be about a few people: guidance, wages of some functions, a line for who loses a job."""
_THOUSAND, _EXACT_BELOW, _CENTS_BELOW = 1000.0, 10_000.0, 100.0


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one partner pays of the joint cost, at the level of cost of now: euro per year; P10 and P90."""

    partner: str
    name: str
    value: float
    low: float | None
    high: float | None
    residents: float | None

    @property
    def per_resident(self) -> float | None:
        """Euro per inhabitant per year."""
        return self.value / self.residents if self.residents else None


def contributions(draft: DecisionDraft) -> tuple[Contribution, ...]:
    """Per partner its share of the joint cost: the key times what the joint tasks cost now. The own partner first."""
    case = draft.stored("business_case")
    if case is None:
        return ()
    joint = case["total"]["baseline"]
    rows = []
    for partner in case["partners"]:
        share = partner["key_share"]
        low, high = (None if joint[end] is None else joint[end] * share for end in ("low", "high"))
        rows.append(
            Contribution(
                partner["id"], partner["name"], joint["value"] * share, low, high, partner["residents"]
            )
        )
    return tuple(sorted(rows, key=lambda row: row.partner != draft.partner))


def money(draft: DecisionDraft) -> Iterator[Block]:
    """The chapter on money."""
    case = draft.stored("business_case")
    if case is None:
        yield Paragraph(draft.gap("money_case", "tasks"))
        yield from _once(draft)
        return
    yield computed_table(
        draft.words,
        draft.words.own("money.core"),
        [*(case["total"][name] for name in _CORE), case["total"]["payback"]["computed"]],
    )
    yield Paragraph(draft.t("money.ranges"), "quiet")
    yield Paragraph(key_sentence(draft, case), "before")
    yield contribution_table(draft, contributions(draft))
    yield Paragraph(draft.t("money.contribution_means"), "quiet")
    yield Heading(draft.t("money.budget_change"))
    yield from _own_years(draft, case)
    yield from _once(draft)
    yield Heading(draft.t("money.sources"))
    yield Paragraph(known_figures(draft))
    yield inputs_table(draft, case)


def key_sentence(draft: DecisionDraft, case: Plain) -> str:
    """By which key the joint cost is divided, and whether somebody agreed on it."""
    key = draft.words.say(f"business_case.key.{case['key_basis']}")
    if case["key_basis"] == "agreed":
        return draft.words.own("money.key_agreed", key=key)
    return draft.words.own("money.key_assumed", key=key) + " " + draft.gap("cost_key", "agreements")


def contribution_table(draft: DecisionDraft, rows: tuple[Contribution, ...]) -> Table:
    """Contribution and result per partner, and per inhabitant."""
    case = draft.stored("business_case")
    results = {partner["id"]: partner["outcome"]["structural"] for partner in case["partners"]}
    has_residents = draft.kind != "internal"
    per_resident = draft.columns(("per_resident", 0.9, "n")) if has_residents else ()
    columns = (
        *draft.columns(("municipality", 1.5), ("contribution", 1.3, "n")),
        *per_resident,
        *draft.columns(("result", 1.4, "n")),
    )
    made = [
        (
            Cell(row.name, strong=True),
            _ranged(draft, row.value, row.low, row.high),
            *((_per_resident(draft, row),) if has_residents else ()),
            _ranged(draft, *(results[row.partner][end] for end in ("value", "low", "high"))),
        )
        for row in rows
    ]
    return draft.table("contributions", columns, made)


def _per_resident(draft: DecisionDraft, row: Contribution) -> Cell:
    if row.per_resident is None:
        return Cell(draft.gap("residents", "partners", row.name))
    text = plain_number(row.per_resident, 2 if row.per_resident < _CENTS_BELOW else 0, draft.language)
    return ValueCell(f"€ {text}", value=row.per_resident, pattern="#,##0.00")


def _ranged(draft: DecisionDraft, value: float, low: float | None, high: float | None) -> Cell:
    """An amount in whole thousands: as a budget writes it, and too coarse to find one line in the sum."""
    cell = draft.amount(_thousands(value), Unit.EURO)
    if low is None or high is None:
        return cell
    span = draft.words.between(*(draft.amount(_thousands(end), Unit.EURO).text for end in (low, high)))
    note = draft.t("money.between", span=span)
    return ValueCell(cell.text, note=note, value=cell.value, pattern=cell.pattern)


def _thousands(value: float) -> float:
    return round(value / _THOUSAND) * _THOUSAND if abs(value) >= _EXACT_BELOW else round(value, -2)


def _own_years(draft: DecisionDraft, case: Plain) -> Iterator[Block]:
    """The result of the own partner per year: what its budget must take in."""
    own = next((item for item in case["partners"] if item["id"] == draft.partner), None)
    outcome = own["outcome"] if own else case["total"]
    start = draft.view.assessment["start_year"]
    rows = []
    for place in range(_BUDGET_YEARS):
        number = _FIRST + place
        label = str(start + number) if start else draft.t("money.year", number=number)
        band = outcome["net"][place]
        rows.append((Cell(label, strong=True), _ranged(draft, band["mean"], band["low"], band["high"])))
    whose = own["name"] if own else draft.t("money.all_partners")
    yield Paragraph(draft.t("money.budget_text", whose=whose), "before")
    yield draft.table("budget_change", draft.columns(("year", 1.0), ("budget_effect", 2.0, "n")), rows)
    if not start:
        yield Paragraph(draft.gap("start_year", "cooperation"))


def known_figures(draft: DecisionDraft) -> str:
    """How the figures of the dossier are known."""
    known = [item["confidence"] for item in draft.view.assessment["assumed"]]
    return draft.t(
        "money.known",
        assumed=known.count("assumed"),
        estimated=known.count("estimated"),
        source=draft.view.assessment["figures_with_source"],
    )


def inputs_table(draft: DecisionDraft, case: Plain) -> Table:
    """What went into the result per year, with its source.

    Not the staffing per task and not what is reserved for people: of a small task or group that is somebody's.
    """
    rows = {}
    for item in case["total"]["structural"]["explanation"]["inputs"]:
        if item["unit"] in (Unit.FTE, Unit.PERSONS) or item["label"]["id"] in _ABOUT_FEW:
            continue
        label = draft.words.say(item["label"])
        value = draft.words.number(item["value"], item["unit"], _decimals(item))
        rows[label] = (
            Cell(label),
            Cell(value, strong=True),
            Cell(
                draft.words.say(f"quantities.confidence.{item['confidence']}"),
                note=_source(draft, item["source"]),
            ),
        )
    return draft.table(
        "inputs", draft.columns(("what", 2.4), ("value", 1.0, "n"), ("known", 2.0)), rows.values()
    )


def _decimals(item: Plain) -> int:
    """As many decimals as the number has, and no more than it was given."""
    value = item["value"] * (100 if item["unit"] == Unit.SHARE else 1)
    return next(
        (count for count in range(item["decimals"]) if round(value, count) == value), item["decimals"]
    )


def _source(draft: DecisionDraft, source: str | None) -> str | None:
    if not source:
        return None
    named = draft.view.dossier.sources.get(source)
    return named.title if named else draft.source(source)


def _once(draft: DecisionDraft) -> Iterator[Block]:
    budget = draft.view.agreements.transition_budget
    known = (
        draft.t(
            "amount_known",
            amount=draft.amount(budget.value, Unit.EURO).text,
            known=draft.known(budget.confidence, budget.source),
        )
        if budget
        else draft.gap("transition_budget", "agreements")
    )
    yield draft.bullets(
        [
            draft.t("money.once", amount=known),
            draft.t("money.once_cover", cover=draft.gap("once_cover", "paper")),
            draft.t("money.structural_cover", cover=draft.gap("structural_cover", "paper")),
            draft.t("money.index"),
        ]
    )
