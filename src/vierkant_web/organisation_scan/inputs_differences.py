"""Differences as they stand at this moment: made from the sections themselves, so that a saved row shows at once.

Everything that is compared is small; the whole of it takes a few milliseconds, less than reading a stored assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from vierkant import terms
from vierkant.documents import scan_summary
from vierkant.dossier.composing import partner_name
from vierkant.dossier.problems import DossierError
from vierkant.dossier.reading import from_plain
from vierkant.organisation_scan.comparing import key_part
from vierkant.organisation_scan.scan import ScanInput, assess_scan
from vierkant.quantities import to_plain
from vierkant_web.organisation_scan.inputs import sentence
from vierkant_web.organisation_scan.words import ANSWERS, LACKS, ROOMS
from vierkant_web.section_rows import written_section
from vierkant_web.templatetags.words import page_language, say

__all__ = ["DossierError"]

Plain = Mapping[str, Any]
Row = dict[str, Any]
SECTION = "differences"
SECTIONS = (
    "schema_version", "partners", "structure", "mandates", "employment", "processes", "applications", SECTION,
    "assumptions", "sources",
)  # fmt: skip
TOGETHER = 3
"""From so many differences of one room on, one answer for all of them is offered."""
LONGEST_NAME, LONGEST_NOTICED = 200, 500


def scan_now(plain: Plain, today: date) -> Row | None:
    """The comparison in JSON values; None when the dossier says nothing about it.

    Raises:
        DossierError: the dossier holds what cannot be right; the pages of the assessment say what.
    """
    dossier = from_plain({name: plain[name] for name in SECTIONS if name in plain})
    given = ScanInput(
        partners={partner.id: partner_name(partner) for partner in dossier.partners},
        structures=dossier.structure,
        mandates=dossier.mandates,
        employment=dossier.employment,
        processes=dossier.processes,
        applications=dossier.applications,
        differences=dossier.differences,
        assumptions=dossier.assumptions,
    )
    found: Row | None = to_plain(assess_scan(given, today=today))
    return found


def rows(result: Plain, today: date) -> list[Row]:
    """The rows of the dossier, what is open first, with words."""
    shown = [_shown(row, today) for row in result["rows"]]
    return sorted(shown, key=lambda row: (row["done"], not row["lacks"], row["due"] or "9999", row["name"]))


def _shown(row: Plain, today: date) -> Row:
    state, level = _state(row, today)
    return {
        **row,
        "sentence": sentence(row["size"]),
        "answer_word": ANSWERS[row["answer"]],
        "lacks_words": terms.enumeration([str(LACKS[name]) for name in row["lacks"]], page_language()),
        "state": state,
        "level": level,
        "room": ROOMS.get((row["found"] or "").split(".")[0], ""),
        "whole_room": row["found"] in ROOMS,
    }


def _state(row: Plain, today: date) -> tuple[str, str]:
    if row["done"]:
        return "done", "green"
    if row["lacks"]:
        return "open", "red"
    if row["due"] and row["due"] < today.isoformat():
        return "late", "amber"
    return "answered", "green"


def found_by_room(result: Plain) -> list[Row]:
    """What was found and nobody does something about, by room, what people feel first."""
    rooms: dict[str, list[Plain]] = {}
    for row in result["without_row"]:
        rooms.setdefault(row["room"], []).append({**row, "sentence": sentence(row["size"])})
    return [
        {"room": room, "title": ROOMS[room], "rows": own, "together": len(own) >= TOGETHER}
        for room, own in rooms.items()
    ]


def proposals(result: Plain, wanted: str, taken: Iterable[str]) -> list[Row]:
    """Rows to add for what was asked: one key, all ("all"), or one row for a whole room (its name)."""
    used = set(taken)
    open_rows = list(result["without_row"])
    if wanted == "all":
        return [_proposal(row, used) for row in open_rows]
    own = [row for row in open_rows if row["room"] == wanted]
    if own:
        return [_for_room(wanted, own, used)]
    return [_proposal(row, used) for row in open_rows if row["key"] == wanted][:1]


def _proposal(found: Plain, used: set[str]) -> Row:
    name = say(found["name"])
    return {
        "id": _free(name, used),
        "found": found["key"],
        "name": name[:LONGEST_NAME],
        "meaning": say(found["meaning"]),
        "noticed_by": say(found["noticed_by"])[:LONGEST_NOTICED],
        "answer": "measure",
        "text": say(found["suggestion"]),
    }


def _for_room(room: str, own: Sequence[Plain], used: set[str]) -> Row:
    """One row for all differences of a room, with the suggestion of the first."""
    title = str(ROOMS[room])
    first = own[0]
    return {
        "id": _free(title, used),
        "found": room,
        "name": say(
            {"id": "organisation_scan.together.name", "arguments": {"room": title, "count": len(own)}}
        ),
        "meaning": "\n".join(f"– {say(row['name'])}" for row in own)[:4000],
        "noticed_by": say(first["noticed_by"])[:LONGEST_NOTICED],
        "answer": "measure",
        "text": say(first["suggestion"]),
    }


def _free(name: str, used: set[str]) -> str:
    base = key_part(name)[:52].strip("-")
    found, place = base, 2
    while found in used:
        found, place = f"{base}-{place}", place + 1
    used.add(found)
    return found


def free_id(name: str, taken: Iterable[str]) -> str:
    """An id made from the name that no row has."""
    return _free(name, set(taken))


def written(content: Sequence[Plain]) -> tuple[Any, list[str]]:
    """The rows as the dossier holds them, and what is wrong with them in sentences."""
    return written_section(SECTION, content)


def summary_pdf(scan: Plain, name: str, today: date) -> bytes:
    """The page for the steering group as PDF."""
    return scan_summary.pdf(scan, name=name, today=today, language=page_language())


def summary_shown(scan: Plain, name: str, today: date) -> Row:
    """The same as texts for the screen."""
    found: Row = to_plain(scan_summary.summary(scan, name=name, today=today, language=page_language()))
    return found
