"""The baseline of all 342 municipalities: what is filled in, whether it adds up, and what a bad series says."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pytest

from vierkant import baseline, reference, terms
from vierkant.baseline import BaselinePartner, BaselineTask, MunicipalBaseline, OutsourcingSign
from vierkant.baseline.catalogue import Origin, lines
from vierkant.baseline.measures import value_of
from vierkant.baseline.statements import all_statements, delivered, taakvelden
from vierkant.quantities import Confidence, Figure, to_plain
from vierkant.reference import StatementKind, YearFinances

TASKS = (
    BaselineTask("burgerzaken", "Burgerzaken", "0.2"),
    BaselineTask("belastingen", "Belastingen", "0.64"),
    BaselineTask("afval", "Afval", "7.3"),
)


@pytest.fixture(scope="module")
def country() -> dict[str, MunicipalBaseline]:
    """The baseline of every municipality, with three tasks and two neighbours as partners."""
    return {
        item.code: baseline.baseline_of(item.code, tasks=TASKS, others=reference.neighbours(item.code)[:2])
        for item in reference.municipalities()
    }


def test_at_least_seventy_percent_is_filled_in_where_staff_are_its_own(
    country: dict[str, MunicipalBaseline],
) -> None:
    # The denominator is the whole catalogue of figures.toml, with what only the partner can tell.
    shares = {code: item.filled.share for code, item in country.items()}
    own = {code for code, item in country.items() if item.outsourcing.sign is not OutsourcingSign.LIKELY}
    assert len(country) == 342
    assert median(shares.values()) == pytest.approx(32 / 43)
    assert sum(share >= 0.70 for share in shares.values()) == 309
    # Vijfheerenlanden delivered neither of the two statements that come with salaries per taakveld.
    assert [code for code in own if shares[code] < 0.70] == ["GM1961"]
    assert min(shares[code] for code in own - {"GM1961"}) == pytest.approx(29 / 40)
    # Where staff sit elsewhere, lines about staff do not count: that is asked, not filled in.
    assert {round(shares[code], 3) for code in set(country) - own} == {0.535}


def test_what_only_the_partner_can_tell_is_in_the_denominator(country: dict[str, MunicipalBaseline]) -> None:
    asked = [line for line in lines().values() if line.origin is Origin.PARTNER]
    item = country["GM0534"]
    assert item.filled.lines - item.open_lines == len(asked) == 11
    assert {line.id for line in asked} <= {row.line for row in item.unfilled}
    assert len(baseline.baseline_of("GM0534").unfilled) < len(
        item.unfilled
    )  # no task, no question about volume


def test_every_baseline_adds_up_to_the_euro(country: dict[str, MunicipalBaseline]) -> None:
    checked = [row for item in country.values() for row in item.reconciliation]
    assert len(checked) > 2 * 342
    assert {row.id for row in checked} == {"expenditure", "salaries"}
    assert all(row.holds and row.difference == 0 for row in checked)


def test_a_sum_that_differs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "GM1680"
    statement = baseline.baseline_of(code).statement
    assert statement is not None
    rows = dict(taakvelden(code, statement) or {})
    del rows["0.4"]
    monkeypatch.setattr(
        "vierkant.baseline.reconciliation.taakvelden",
        lambda _code, wanted: rows if wanted == statement else taakvelden(_code, wanted),
    )
    item = baseline.baseline_of(code)
    row = item.reconciliation[0]
    assert not row.holds
    assert row.difference == -(delivered(code)[statement].overhead)
    assert "baseline.difference.expenditure.GM1680" in {finding.id for finding in item.findings}


def test_all_figures_have_source_year_explanation_and_words(country: dict[str, MunicipalBaseline]) -> None:
    for code in ("GM0534", "GM0363", "GM0093", "GM1961", "GM0277"):
        item = country[code]
        for figure in item.figures:
            assert 2022 <= figure.year <= 2026
            assert reference.source(figure.source).title
            for language in ("nl", "en"):
                assert terms.render(figure.computed.label, language)
                assert terms.render(figure.computed.explanation.method, language)
            if figure.peers is not None:
                assert figure.peers.first_quartile <= figure.peers.median <= figure.peers.third_quartile
                assert figure.peers.lowest <= figure.peers.value <= figure.peers.highest
        for row in item.unfilled:
            assert terms.render(row.label)
            assert terms.render(row.reason)
    every = [finding for item in country.values() for finding in item.findings]
    assert len({finding.id for finding in every}) == len(every)
    for finding in every:
        for language in ("nl", "en"):
            assert terms.render(finding.text, language)
            assert finding.action is None or terms.render(finding.action, language)


def test_estimated_staff_are_salaries_over_the_cost_of_one(country: dict[str, MunicipalBaseline]) -> None:
    figures = {item.line: item for item in country["GM1680"].figures}
    fte, salaries = figures["fte"].computed, figures["salaries"].computed
    assert fte.value * 80_411 == pytest.approx(salaries.value)
    assert (fte.low, fte.high) == (
        pytest.approx(salaries.value / 100_000), pytest.approx(salaries.value / 65_000)
    )  # fmt: skip
    assert figures["fte"].confidence is Confidence.ESTIMATED
    assert figures["salaries"].confidence is Confidence.PUBLISHED


def test_zero_spending_is_not_delivered_and_the_latest_delivered_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = reference.finances("GM1680")
    without = tuple(
        YearFinances(row.year, row.kind, False, 0, 0, 0, 0, 0, 0, 0) if row.year == 2026 else row
        for row in rows
    )
    _forget()
    monkeypatch.setattr(
        "vierkant.reference.finances",
        lambda code, original=reference.finances: without if code == "GM1680" else original(code),
    )
    try:
        item = baseline.baseline_of("GM1680")
        assert item.statement is not None
        assert (item.statement.year, item.statement.kind) == (2025, StatementKind.BUDGET)
        finding = next(row for row in item.findings if row.id == "baseline.not_delivered.GM1680")
        assert "leverde de begroting van 2026 niet" in terms.render(finding.text)
        assert "de begroting van 2025" in terms.render(finding.text)
        assert value_of("expenditure", "GM1680", all_statements()[-1]) is None  # and never a zero
    finally:
        monkeypatch.undo()
        _forget()


def _forget() -> None:
    """Drop what is kept about the tables."""
    from vierkant.baseline import measures, outsourcing, statements

    for module in (measures, outsourcing, statements):
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear") and getattr(thing, "__module__", "") == module.__name__:
                thing.cache_clear()


def test_real_gaps_mergers_and_renumbering_are_told(country: dict[str, MunicipalBaseline]) -> None:
    kinds = Counter(row.id.split(".")[1] for item in country.values() for row in item.findings)
    assert kinds["gaps"] == 22
    assert kinds["merged"] == 24
    assert "no_figures" not in kinds
    # De Bilt delivered no budget in 2025; the accounts of 2023 come with salaries as well.
    bilt = country["GM0310"]
    assert bilt.task_statement is not None
    assert (bilt.task_statement.year, bilt.task_statement.kind) == (2023, StatementKind.ACCOUNTS)
    # Altena is Aalburg, Werkendam and Woudrichem together until 2019, and its trend starts in 2017 all the same.
    altena = country["GM1959"]
    merged = next(row for row in altena.findings if row.id.startswith("baseline.merged"))
    assert "Aalburg, Werkendam, Woudrichem" in terms.render(merged.text)
    trend = next(row for row in altena.figures if row.line == "trend")
    assert "van 2017 tot 2026" in terms.render(trend.computed.explanation.method)


def test_a_taakveld_of_before_2025_finds_what_came_in_its_place() -> None:
    old = baseline.baseline_of("GM1680", tasks=[BaselineTask("wijk", "Wijkteams", "6.2")])
    new = baseline.baseline_of("GM1680", taakvelden=("6.21", "6.22", "6.23"))
    spent = [row.computed.value for row in new.figures if row.line == "task_expenditure"]
    [whole] = [row.computed.value for row in old.figures if row.line == "task_expenditure"]
    assert len(spent) == 3
    assert whole == sum(spent)
    assert [row.id for row in old.findings] == ["baseline.numbering.split.GM1680.wijk"]
    unknown = baseline.baseline_of("GM1680", tasks=[BaselineTask("x", "Niets", "9.9")])
    assert any("numbering.none" in row.id for row in unknown.findings)


def test_the_assessment_is_compact_and_names_who_is_not_measured() -> None:
    partners = [
        BaselinePartner("aa", "Aa en Hunze", "GM1680"),
        BaselinePartner("hillegom", "Hillegom", "GM0534"),
        BaselinePartner("haren", "Haren", "GM0017"),
        BaselinePartner("niemand", "Niemand", "GM9999"),
        BaselinePartner("stichting", "Stichting"),
    ]
    found = baseline.assess_baseline(partners, TASKS, assumptions={})
    assert found.unmeasured == ("haren", "niemand", "stichting")
    assert [row.outsourcing.value for row in found.partners] == ["no", "likely"]
    assert found.share_filled is not None
    assert found.share_filled.value == pytest.approx((32 / 43 + 23 / 43) / 2)
    ids = {row.id for row in found.findings}
    assert {"baseline.gone.haren", "baseline.unknown_code.niemand", "baseline.outsourced.GM0534"} <= ids
    assert len(str(to_plain(found))) < 8_000
    assert baseline.assess_baseline([], TASKS, assumptions={}).share_filled is None


def test_proposals_add_up_to_the_taakveld_and_carry_their_source() -> None:
    [own] = [BaselinePartner("aa", "Aa en Hunze", "GM1680")]
    found = {(row.task, row.field): row for row in baseline.proposals([own], TASKS, assumptions={})}
    assert len(found) == 12
    for task, taakveld in (("burgerzaken", "0.2"), ("belastingen", "0.64"), ("afval", "7.3")):
        fte, cost, other = (found[task, field].figure for field in ("own_fte", "cost_per_fte", "other_cost"))
        spent = reference.taakveld_finances("GM1680", 2025, StatementKind.BUDGET)
        assert spent is not None
        # Two decimals of an FTE are less than a thousand euros.
        assert fte.value * cost.value + other.value == pytest.approx(spent[taakveld].expenditure, abs=1_000)
        assert fte.low is not None
        assert fte.low < fte.value
        assert (fte.confidence, other.confidence) == (Confidence.ESTIMATED, Confidence.PUBLISHED)
        assert found[task, "own_fte"].source_key == "iv3-begroting-2025"
        assert found[task, "volume"].figure.value == 26_062  # CBS, 1 January 2026
    for row in found.values():
        assert row.figure.source == row.source_key
        assert row.source.title
        assert terms.render(row.label)


def test_proposals_follow_the_dossier_and_leave_out_what_is_no_baseline() -> None:
    aa, hillegom = BaselinePartner("aa", "Aa en Hunze", "GM1680"), BaselinePartner("h", "Hillegom", "GM0534")
    tasks = [
        BaselineTask("alles", "De organisatie", None, True),
        BaselineTask("o", "Objecten", "0.64", False, False),
    ]
    assumed = {"business_case.price.cost_per_fte": Figure(value=100_000)}
    found = {
        (row.partner, row.task, row.field): row
        for row in baseline.proposals([aa, hillegom], tasks, assumptions=assumed)
    }
    salaries = value_of("salaries", "GM1680", baseline.baseline_of("GM1680").statement)
    assert salaries is not None
    assert found["aa", "alles", "own_fte"].figure.value == pytest.approx(salaries / 100_000, abs=0.01)
    assert ("aa", "alles", "cost_per_fte") not in found  # the dossier has its own already
    assert ("aa", "o", "volume") not in found  # its unit is not residents
    assert [key for key in found if key[0] == "h"] == [("h", "alles", "volume")]


def test_departments_of_one_municipality_are_told_and_get_no_proposals() -> None:
    both = [
        BaselinePartner("werk", "Werk en inkomen", "GM1680"),
        BaselinePartner("burger", "Burgerzaken", "GM1680"),
    ]
    found = baseline.assess_baseline(both, TASKS, assumptions={})
    assert [row.id for row in found.findings] == ["baseline.shared.GM1680"]
    assert "Werk en inkomen, Burgerzaken" in terms.render(found.findings[0].text)
    assert baseline.proposals(both, TASKS, assumptions={}) == ()
