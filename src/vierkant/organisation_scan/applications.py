"""What the partners use for the same reference component: the same product, another, two at one partner, or none."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from vierkant.organisation_scan.comparing import in_words, key_part
from vierkant.organisation_scan.inputs import Application, ApplicationStatus
from vierkant.organisation_scan.results import Comparison, ComponentLine, Contract, Landscape
from vierkant.quantities import Confidence, Message


def compare_applications(
    applications: Sequence[Application], partners: Mapping[str, str]
) -> tuple[ComponentLine, ...]:
    """Per reference component what every partner uses.

    Components are the same when their GEMMA identifier is, or else their name but for capitals and punctuation.
    Planned applications are shown but do not count for same, different and double. Different and double first, then
    by name.
    """
    rows: dict[str, list[Application]] = {}
    names = _keys_by_identifier(applications)
    for row in applications:
        if row.partner in partners:
            rows.setdefault(names.get(row.component_id or "") or key_part(row.component), []).append(row)
    using = {row.partner for row in applications}
    lines = [_component(key, found, partners, using) for key, found in rows.items()]
    return tuple(sorted(lines, key=lambda line: (_weight(line), line.name.casefold())))


def _keys_by_identifier(applications: Sequence[Application]) -> dict[str, str]:
    """Identifier of a component → the key of the first name under which it was filled in."""
    found: dict[str, str] = {}
    for row in applications:
        if row.component_id:
            found.setdefault(row.component_id, key_part(row.component))
    return found


def _weight(line: ComponentLine) -> int:
    return (
        0
        if line.comparison is Comparison.DIFFERENT
        else 1 + (Landscape.SAME, Landscape.UNKNOWN, Landscape.DIFFERENT, Landscape.ONE).index(line.landscape)
    )


def _component(
    key: str, rows: Sequence[Application], partners: Mapping[str, str], using: set[str | None]
) -> ComponentLine:
    order = {partner: place for place, partner in enumerate(partners)}
    contracts = tuple(
        _contract(key, row, partners) for row in sorted(rows, key=lambda row: order[row.partner or ""])
    )
    current = [contract for contract in contracts if contract.status != ApplicationStatus.PLANNED]
    landscape = _landscape(current)
    double = tuple(
        name
        for partner, name in partners.items()
        if len({product_key(item) for item in current if item.partner == partner}) > 1
    )
    having = {contract.partner for contract in current}
    different = landscape is Landscape.DIFFERENT or bool(double)
    return ComponentLine(
        key=f"applications.{key}",
        name=rows[0].component,
        landscape=landscape,
        double=double,
        contracts=contracts,
        without=tuple(
            name for partner, name in partners.items() if partner in using and partner not in having
        ),
        comparison=_comparison(landscape, different=different),
        size=_size(landscape, current, double),
        meaning=_meaning(landscape, double),
    )


def product_key(contract: Contract) -> str:
    """The same for the same product; an application without a product is only like itself."""
    return key_part(contract.product) if contract.product else f"?{contract.id}"


def _landscape(current: Sequence[Contract]) -> Landscape:
    if len({item.partner for item in current}) < 2:
        return Landscape.ONE
    lasting = [item for item in current if item.status != ApplicationStatus.ENDING] or list(current)
    products = {product_key(item) for item in lasting if item.product}
    if len(products) > 1:
        return Landscape.DIFFERENT
    return Landscape.UNKNOWN if any(item.product is None for item in lasting) else Landscape.SAME


def _comparison(landscape: Landscape, *, different: bool) -> Comparison:
    if different:
        return Comparison.DIFFERENT
    return Comparison.ALIKE if landscape is Landscape.SAME else Comparison.UNKNOWN


def _size(landscape: Landscape, current: Sequence[Contract], double: tuple[str, ...]) -> Message | None:
    if landscape is Landscape.DIFFERENT:
        products = {product_key(item): item.product or "" for item in current if item.product}
        arguments = {"count": len(products), "products": in_words(sorted(products.values()))}
        return Message("organisation_scan.size.products", arguments)
    if double:
        return Message("organisation_scan.size.double", {"names": in_words(double)})
    if landscape is Landscape.UNKNOWN:
        silent = list(dict.fromkeys(item.name for item in current if item.product is None))
        return Message("organisation_scan.size.product_not_said", {"names": in_words(silent)})
    return None


def _meaning(landscape: Landscape, double: tuple[str, ...]) -> Message | None:
    if landscape is Landscape.DIFFERENT:
        return Message("organisation_scan.applications.different.meaning")
    return Message("organisation_scan.applications.double.meaning") if double else None


def _contract(key: str, row: Application, partners: Mapping[str, str]) -> Contract:
    cost = row.yearly_cost
    return Contract(
        id=row.id,
        component=f"applications.{key}",
        component_name=row.component,
        partner=row.partner or "",
        name=partners[row.partner or ""],
        product=row.product,
        supplier=row.supplier,
        status=row.status.value,
        ends=row.contract_ends,
        notice_months=row.notice_months,
        give_notice_by=months_before(row.contract_ends, row.notice_months)
        if row.contract_ends is not None and row.notice_months is not None
        else None,
        yearly_cost=cost.value if cost is not None else None,
        yearly_low=cost.low if cost is not None else None,
        yearly_high=cost.high if cost is not None else None,
        cost_known=cost.confidence if cost is not None else Confidence.ASSUMED,
        cost_source=cost.source if cost is not None else None,
    )


def months_before(day: date, months: int) -> date:
    """The day so many months before; the last day of the month when that month has no such day.

    >>> months_before(date(2027, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
