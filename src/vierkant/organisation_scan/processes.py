"""Business functions side by side: how far everybody is, who can teach whom, where all are low; and applications."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from vierkant.organisation_scan.applications import compare_applications
from vierkant.organisation_scan.comparing import in_words, margin_of
from vierkant.organisation_scan.contracts import dated_contracts
from vierkant.organisation_scan.inputs import Application, Process
from vierkant.organisation_scan.results import Comparison, Maturity, ProcessesResult, ProcessLine
from vierkant.quantities import (
    Certainty,
    Computed,
    Confidence,
    Explanation,
    Finding,
    Input,
    Level,
    Message,
    Missing,
    Unit,
)
from vierkant.sources import Parameter, parameters

ROOM = "organisation_scan"


def assess_processes(
    processes: Sequence[Process],
    applications: Sequence[Application],
    partners: Mapping[str, str],
    *,
    today: date,
    settings: Mapping[str, Parameter] | None = None,
) -> ProcessesResult:
    """Lay business functions and applications side by side.

    Args:
        processes: with their parts per partner.
        applications: the rows of all partners together; rows without a partner are left out.
        partners: id → name on screen, in the order of the dossier.
        today: for what depends on the day (``dated``); a page makes that anew.
        settings: parameters, with what the dossier replaced; None takes ours.
    """
    chosen = settings if settings is not None else parameters(ROOM)
    lines = tuple(_line(process, partners, chosen) for process in processes)
    components = compare_applications(applications, partners)
    return ProcessesResult(
        processes=lines,
        means=tuple(_means(lines, partners)),
        components=components,
        dated=dated_contracts(components, today=today, soon=round(chosen["notice_soon"].value)),
        findings=tuple(_findings(lines)),
        missing=tuple(_missing(processes, applications, partners)),
    )


def _line(process: Process, partners: Mapping[str, str], settings: Mapping[str, Parameter]) -> ProcessLine:
    cells = tuple(
        Maturity(
            partner,
            name,
            part.maturity if (part := process.parts.get(partner)) is not None else None,
            part.note if part is not None else None,
        )
        for partner, name in partners.items()
    )
    known = [cell for cell in cells if cell.maturity is not None]
    levels = [cell.maturity for cell in known if cell.maturity is not None]
    lowest, highest = (min(levels), max(levels)) if levels else (None, None)
    margin = margin_of(settings, "maturity")
    comparison = _comparison(levels, len(cells), margin)
    different = comparison is Comparison.DIFFERENT
    low = settings["low_maturity"].value
    return ProcessLine(
        key=f"processes.{process.id}",
        id=process.id,
        name=process.name,
        function=process.function,
        cells=cells,
        lowest=lowest,
        highest=highest,
        comparison=comparison,
        ahead=_names(known, lambda level: different and level - min(levels) > margin),
        behind=_names(known, lambda level: different and max(levels) - level > margin),
        all_low=bool(levels) and len(levels) == len(cells) and max(levels) <= low,
        size=_size(cells, known, lowest, highest, different=different),
        meaning=Message("organisation_scan.processes.meaning") if different else None,
    )


def _names(known: Sequence[Maturity], chosen: Callable[[int], bool]) -> tuple[str, ...]:
    return tuple(cell.name for cell in known if cell.maturity is not None and chosen(cell.maturity))


def _comparison(levels: Sequence[int], partners: int, margin: float) -> Comparison:
    if len(levels) > 1 and max(levels) - min(levels) > margin:
        return Comparison.DIFFERENT
    return Comparison.ALIKE if len(levels) == partners and partners > 1 else Comparison.UNKNOWN


def _size(
    cells: Sequence[Maturity],
    known: Sequence[Maturity],
    lowest: int | None,
    highest: int | None,
    *,
    different: bool,
) -> Message | None:
    if different and lowest is not None and highest is not None:
        return Message(
            "organisation_scan.size.maturity",
            {
                "low": lowest,
                "low_name": in_words([cell.name for cell in known if cell.maturity == lowest]),
                "high": highest,
                "high_name": in_words([cell.name for cell in known if cell.maturity == highest]),
            },
        )
    silent = [cell.name for cell in cells if cell.maturity is None]
    return Message("organisation_scan.size.not_said", {"names": in_words(silent)}) if silent else None


def _means(lines: Sequence[ProcessLine], partners: Mapping[str, str]) -> Iterator[Computed]:
    for place, (partner, name) in enumerate(partners.items()):
        found = [(line, level) for line in lines if (level := line.cells[place].maturity) is not None]
        if not found:
            continue
        inputs = tuple(
            Input(
                Message("organisation_scan.named", {"name": line.name}),
                level,
                Unit.NUMBER,
                Confidence.ESTIMATED,
            )
            for line, level in found
        )
        yield Computed(
            f"processes.mean.{partner}",
            Message("organisation_scan.processes.mean", {"partner": name}),
            sum(level for _line, level in found) / len(found),
            Unit.NUMBER,
            Explanation(Message("organisation_scan.processes.mean_method"), inputs, (), Certainty.LOW),
            decimals=1,
        )


def _findings(lines: Sequence[ProcessLine]) -> Iterator[Finding]:
    low = [line.name for line in lines if line.all_low]
    if low:
        yield Finding(
            "all_low",
            Level.AMBER,
            Message("organisation_scan.finding.all_low", {"names": in_words(low)}),
            Message("organisation_scan.finding.all_low_action"),
            certainty=Certainty.LOW,
        )


def _missing(
    processes: Sequence[Process], applications: Sequence[Application], partners: Mapping[str, str]
) -> Iterator[Missing]:
    said = {
        "processes": {
            partner
            for process in processes
            for partner, part in process.parts.items()
            if part.maturity is not None
        },
        "applications": {row.partner for row in applications if row.partner is not None},
    }
    for section, who in said.items():
        for partner, name in partners.items():
            if partner not in who:
                yield Missing(
                    section,
                    Message(f"organisation_scan.missing.{section}", {"partner": name}),
                    Message(f"organisation_scan.missing.{section}_cost"),
                    partner,
                )
