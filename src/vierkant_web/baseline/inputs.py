"""What the pages about the baseline read from the engine: baselines, proposals, the map and the comparison."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from vierkant import reference, terms
from vierkant.baseline import (
    BaselinePartner,
    BaselineTask,
    MunicipalBaseline,
    OutsourcingSign,
    Proposal,
    Topic,
    baselines,
    charts,
    proposals,
)
from vierkant.baseline.catalogue import Compare, lines
from vierkant.baseline.map_shapes import MapShapes, shapes_of
from vierkant.baseline.national import Choice, NationalComparison, choices, compare_all
from vierkant.quantities import Figure, Unit, to_plain
from vierkant_web.templatetags.words import page_language

__all__ = ["Choice", "MapShapes", "NationalComparison", "charts", "compare_all", "to_plain"]

Plain = Mapping[str, Any]
Row = dict[str, Any]
RESIDENTS = ("inwoners", "residents", "inwoner")
"""Units of a task that mean the same as no unit at all."""


def kind_of(plain: Plain) -> str:
    """``intermunicipal``, ``internal`` or ``network``."""
    return str((plain.get("cooperation") or {}).get("kind", "intermunicipal"))


def partners_of(plain: Plain) -> list[BaselinePartner]:
    """The partners in the order of the dossier."""
    found = []
    for row in plain.get("partners", ()):
        item = reference.municipality(row.get("municipality") or "")
        name = row.get("name") or (item.name if item else row["id"])
        found.append(BaselinePartner(row["id"], name, row.get("municipality")))
    return found


def codes_of(partners: Sequence[BaselinePartner]) -> tuple[str, ...]:
    """The municipalities of today among the partners, each once."""
    known = (item.municipality for item in partners if item.municipality)
    return tuple(dict.fromkeys(code for code in known if reference.municipality(code)))


def tasks_of(plain: Plain) -> list[BaselineTask]:
    """The tasks, as the baseline needs them."""
    return [
        BaselineTask(
            id=row["id"],
            name=row.get("name", row["id"]),
            taakveld=row.get("taakveld"),
            whole_organisation=bool(row.get("whole_organisation")),
            counts_residents=(row.get("unit") or "inwoners").strip().casefold() in RESIDENTS,
        )
        for row in plain.get("tasks", ())
    ]


def assumptions_of(plain: Plain) -> dict[str, Figure]:
    """The assumptions of the dossier; one that is not right is left out here (its own page says why)."""
    found: dict[str, Figure] = {}
    for name, figure in (plain.get("assumptions") or {}).items():
        try:
            found[name] = Figure.model_validate(figure)
        except ValidationError:
            continue
    return found


COST = "business_case.price.cost_per_fte"
"""The one assumption that a baseline depends on."""


def baselines_of(plain: Plain) -> Mapping[str, MunicipalBaseline]:
    """Partner → its baseline. Kept: the same dossier gives the same baseline."""
    return _baselines(tuple(partners_of(plain)), tuple(tasks_of(plain)), assumptions_of(plain).get(COST))


@lru_cache(maxsize=256)
def _baselines(
    partners: tuple[BaselinePartner, ...], tasks: tuple[BaselineTask, ...], cost: Figure | None
) -> Mapping[str, MunicipalBaseline]:
    return baselines(partners, tasks, assumptions={COST: cost} if cost is not None else {})


def figures_key(item: MunicipalBaseline) -> str:
    """A name for everything that the tables of figures show, in the language of the page."""
    text = to_plain({"language": page_language(), "figures": item.figures})
    return sha256(json.dumps(text, sort_keys=True).encode()).hexdigest()


def overview(plain: Plain) -> list[Row]:
    """A row for each partner: its baseline in short, or why there is none."""
    found = baselines_of(plain)
    rows: list[Row] = []
    for partner in partners_of(plain):
        item = found.get(partner.id)
        gone = reference.abolished(partner.municipality or "") if item is None else None
        rows.append(
            {
                "id": partner.id,
                "name": partner.name,
                "code": partner.municipality,
                "successors": ", ".join(each.name for each in gone.successors) if gone else "",
                "baseline": item,
                "statement": statement(item.statement) if item else "",
                "sign": item.outsourcing.sign.value if item else "",
                "holds": all(row.holds for row in item.reconciliation) if item else None,
            }
        )
    return rows


def statement(item: Any) -> str:
    """``de begroting van 2026``; nothing for None."""
    if item is None:
        return ""
    message = {"id": f"baseline.statement.{item.kind.value}", "arguments": {"year": str(item.year)}}
    return terms.render(message, page_language())


def size_class(item: MunicipalBaseline) -> str:
    """The size class in words."""
    return terms.render(f"baseline.size_class.{item.size_class.value}", page_language())


def topics(item: MunicipalBaseline) -> list[Row]:
    """The known figures per topic, each with how it compares."""
    found = []
    for topic in Topic:
        rows = [_row(figure) for figure in item.figures if figure.topic is topic]
        if rows:
            found.append({"id": topic.value, "title": {"id": f"baseline.topic.{topic.value}"}, "rows": rows})
    return found


def _row(figure: Any) -> Row:
    line = lines()[figure.line]
    peers = figure.peers
    row: Row = {"figure": figure, "computed": to_plain(figure.computed), "basis": None, "peers": peers}
    if peers is not None:
        decimals = _decimals(peers.value, peers.unit, line.decimals)
        row |= {
            "basis": None
            if line.compare is Compare.VALUE
            else {"id": f"baseline.basis.{line.compare.value}"},
            "own": _written(peers.value, peers.unit, decimals),
            "median": _written(peers.median, peers.unit, decimals),
            "first": _written(peers.first_quartile, peers.unit, decimals),
            "third": _written(peers.third_quartile, peers.unit, decimals),
            "place": peers.higher + 1,
        }
    return row


def _decimals(value: float, unit: Unit, decimals: int) -> int:
    if unit is Unit.FTE:
        return 1 if abs(value) >= 1 else 2
    return 0 if unit is Unit.EURO_PER_RESIDENT else decimals


def _written(value: float, unit: Unit, decimals: int) -> str:
    """Without the words of the unit: these stand once, beside the value."""
    bare = {Unit.EURO_PER_RESIDENT: Unit.EURO, Unit.EURO_PER_YEAR: Unit.EURO, Unit.SHARE: Unit.SHARE}
    text = terms.number(value, bare.get(unit, Unit.NUMBER), decimals, page_language())
    return text.replace("€ ", "€\u00a0")


def asked(item: MunicipalBaseline) -> tuple[list[Row], list[Row]]:
    """What only the partner can tell, and what open data should have but lack here."""
    own = [to_plain(row) for row in item.unfilled if lines()[row.line].origin.value == "partner"]
    absent = [to_plain(row) for row in item.unfilled if lines()[row.line].origin.value == "open"]
    return own, absent


def reconciliation(item: MunicipalBaseline) -> list[Row]:
    """The totals beside the sum of the taakvelden, in words."""
    return [
        {
            "what": {"id": f"baseline.line.{row.id}"},
            "statement": statement(row.statement),
            "total": _whole(row.total),
            "parts": _whole(row.parts),
            "difference": _whole(row.difference),
            "holds": row.holds,
            "number": row.number,
        }
        for row in item.reconciliation
    ]


def _whole(value: float) -> str:
    """Whole euros: a reconciliation is exact."""
    return f"€ {terms.plain_number(value, 0, page_language())}"


def is_doubtful(item: MunicipalBaseline) -> bool:
    """Whether the figures about staff are no baseline."""
    return item.outsourcing.sign is OutsourcingSign.LIKELY


def hints(item: MunicipalBaseline) -> list[Row]:
    """The arrangements that could be the employer."""
    return [to_plain(hint) for hint in item.outsourcing.hints]


def proposed(plain: Plain, partner: str, *, own_staff: bool) -> list[Proposal]:
    """What one partner can take over; ``own_staff`` when it says that its staff are its own whatever it looks like."""
    trusted = (partner,) if own_staff else ()
    found = proposals(
        partners_of(plain), tasks_of(plain), assumptions=assumptions_of(plain), own_staff=trusted
    )
    return [item for item in found if item.partner == partner]


def shares_municipality(plain: Plain, code: str) -> bool:
    """Whether more partners belong to this municipality, so that its figures are of nobody alone."""
    return sum(item.municipality == code for item in partners_of(plain)) > 1


def written(proposal: Proposal) -> Row:
    """The figure as the dossier holds it."""
    return dict(proposal.figure.model_dump(mode="json", exclude_none=True))


def written_source(proposal: Proposal) -> Row:
    """The source as the dossier holds it."""
    content = dict(proposal.source.model_dump(mode="json", exclude_none=True))
    return {**content, "title": source_title(proposal)}


def source_title(proposal: Proposal) -> str:
    """The source in Dutch: a dossier is written in the language of its readers."""
    return terms.source_in_words(proposal.source.title, "nl")


def in_words(figure: Any, unit: Unit) -> str:
    """A figure of the dossier with its unit."""
    value = figure["value"] if isinstance(figure, Mapping) else figure
    return terms.number(float(value), unit, 1 if unit is Unit.FTE else 0, page_language())


def figure_choices() -> tuple[Choice, ...]:
    """What the partners can be compared on."""
    return choices()


def shapes(codes: tuple[str, ...]) -> MapShapes | None:
    """The map around these municipalities."""
    return shapes_of(codes)


def facts(partners: Sequence[BaselinePartner]) -> list[Row]:
    """The table beside the map: a row for every municipality among the partners."""
    codes = codes_of(partners)
    rows: list[Row] = []
    for code in codes:
        item = reference.municipality(code)
        if item is None:
            continue
        others = [each for each in codes if each != code]
        near = [each for each in reference.neighbours(code) if each in others]
        rows.append(
            {
                "code": code,
                "name": item.name,
                "residents": item.residents,
                "area": item.area_km2,
                "urbanity": item.urbanity,
                "neighbours": ", ".join(
                    found.name for each in near if (found := reference.municipality(each))
                ),
                "arrangements": len(reference.arrangements_of(code)),
            }
        )
    return rows


def together(partners: Sequence[BaselinePartner]) -> Row:
    """What the municipalities have together: residents, the longest distance, arrangements of all of them."""
    codes = codes_of(partners)
    pairs = [(first, second) for place, first in enumerate(codes) for second in codes[place + 1 :]]
    far = max(pairs, key=lambda pair: reference.distance_km(*pair), default=None)
    shared = reference.arrangements_of(codes[0]) if codes else ()
    names = [item.name for item in shared if set(codes) <= reference.partners(item).codes]
    found = [item for code in codes if (item := reference.municipality(code))]
    return {
        "residents": sum(item.residents for item in found),
        "far": [name_of(code) for code in far] if far else [],
        "kilometres": reference.distance_km(*far) if far else None,
        "shared": names if len(codes) > 1 else [],
    }


def name_of(code: str) -> str:
    """The name of a municipality of today."""
    found = reference.municipality(code)
    return found.name if found else code


def distances(partners: Sequence[BaselinePartner]) -> list[list[str]]:
    """A table of the distances between town halls: a row and a column for every municipality."""
    codes, language = codes_of(partners), page_language()
    return [
        [name_of(code)]
        + [
            "–"
            if code == other
            else terms.number(reference.distance_km(code, other), Unit.KILOMETRES, 0, language)
            for other in codes
        ]
        for code in codes
    ]
