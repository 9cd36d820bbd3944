"""From a file with counts per team to groups of the dossier; a file with persons is refused, nothing of it is kept."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext

from vierkant import terms
from vierkant.change.staff_file import StaffFileError, StaffProposal, csv_rows, proposed_groups, read_staff
from vierkant.change.staff_sheets import read_staff_sheets
from vierkant.documents.workbook import UnreadableWorkbookError, read_workbook
from vierkant.quantities import to_plain
from vierkant_web.change.inputs import partner_names
from vierkant_web.templatetags.words import page_language

Row = dict[str, Any]
KINDS = ("csv", "xlsx")
TAKEN_OVER = ("name", "size", "team", "scale", "confidence")
"""Of a group in the file; what else the dossier says about it stays."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, and what to do."""

    text: str
    action: str


class RefusedError(Exception):
    """The file is not used. ``faults`` hold nothing of its content; ``personal`` says that it held data of persons."""

    def __init__(self, faults: Sequence[Fault], *, personal: bool) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.personal = personal


def read(content: bytes, name: str) -> StaffProposal:
    """The groups that a file proposes.

    Raises:
        RefusedError: it holds personal data, or cannot be read as counts. With all reasons.
    """
    try:
        if content.startswith(b"PK") or PurePosixPath(name).suffix.lower() == ".xlsx":
            return read_staff_sheets([sheet_cells(sheet.cells) for sheet in read_workbook(content)])
        return read_staff(csv_rows(_text(content)))
    except StaffFileError as error:
        language = page_language()
        faults = [
            Fault(terms.render(fault.message, language), terms.render(fault.action, language))
            for fault in error.faults
        ]
        raise RefusedError(faults, personal=error.personal) from None
    except (UnreadableWorkbookError, csv.Error):
        raise _unreadable() from None


def sheet_cells(cells: Mapping[Any, Any]) -> dict[tuple[int, int], object]:
    """The values of the filled cells by row and column."""
    return {place: cell.value for place, cell in cells.items()}


def _text(content: bytes) -> str:
    """A text file as spreadsheets write it: Unicode, otherwise the old Windows letters."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _unreadable() -> RefusedError:
    """A file that cannot be opened; why exactly is not told, since that could repeat what is in it."""
    text = gettext("We cannot open this file.")
    action = gettext(
        "Save it as an Excel workbook (.xlsx) without a password, or as CSV. Then choose it again."
    )
    return RefusedError([Fault(text, action)], personal=False)


def plain_findings(proposal: StaffProposal) -> list[Row]:
    """What the reader of the file found, as a page shows it."""
    return [to_plain(finding) for finding in proposal.findings]


def proposal_shown(proposal: StaffProposal, dossier: Mapping[str, Any]) -> list[Row]:
    """The groups as rows of the dossier, each with ``single``, ``partner_known`` and the group that stands already.

    A group with the same name and partner as one of the dossier is that group: only its counts change.
    """
    names = partner_names(dossier)
    groups = proposed_groups(proposal, partners=names)
    standing = {(row["name"].casefold(), row.get("partner")): row for row in dossier.get("people", ())}
    taken = {row["id"] for row in dossier.get("people", ())}
    found = []
    for group, item in zip(groups, proposal.groups, strict=True):
        plain = {key: value for key, value in to_plain(group).items() if value not in (None, False)}
        before = standing.get((group.name.casefold(), group.partner))
        identifier = before["id"] if before else free(group.id, group.partner, taken)
        taken.add(identifier)
        found.append(
            {
                "group": plain | {"id": identifier},
                "before": before["size"] if before else None,
                "single": item.single,
                "partner_name": names.get(group.partner or "", ""),
                "unknown_partner": item.partner if item.partner and group.partner is None else None,
            }
        )
    return found


def free(identifier: str, partner: str | None, taken: set[str]) -> str:
    """An id that no group has; with the partner behind it, since another partner's groups may be out of sight."""
    base = identifier if partner is None else f"{identifier[: 58 - len(partner)]}-{partner}"
    found, number = base, 2
    while found in taken:
        found, number = f"{base[:55]}-{number}", number + 1
    return found


def merged(before: Sequence[Row], groups: Sequence[Row]) -> list[Row]:
    """The rows of a part with these groups in it: the counts of one that stands change, a new one comes behind."""
    new = {group["id"]: {key: value for key, value in group.items() if key != "partner"} for group in groups}
    rows = [
        row | {key: new[row["id"]][key] for key in TAKEN_OVER if key in new[row["id"]]}
        if row["id"] in new
        else row
        for row in before
    ]
    known = {row["id"] for row in before}
    return [*rows, *(row for identifier, row in new.items() if identifier not in known)]
