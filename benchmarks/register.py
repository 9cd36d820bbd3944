"""The register: reading an export of the size of the real one, checking it, and how crowded a region is.

The export is made here from the table that comes along, repeated until it has as many records as the real one (1,186)
and padded to its size, so that the benchmark needs no file from outside.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from vierkant.grip.complexity import complexity
from vierkant.legal_form import check_register
from vierkant.reference import Arrangement, arrangements, read_register
from vierkant.reference.forms import LegalForm

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 5, 16)
RECORDS = 1_186
BYTES = 9_500_000
READ_TARGET = 3.0
COMMAND_TARGET = 2.0
"""Seconds."""

_SPACE = "https://organisaties.overheid.nl/static/schema/oo/export/2.6.9"
_ORGANS = {"council": "Gemeenteraad", "municipal_executive": "College van burgemeester en wethouders"}
_WAYS = {"attribution": "Attributie", "delegation": "Delegatie", "mandate": "Mandaat"}


def made_export() -> bytes:
    """An export of the size and shape of the real one."""
    found = arrangements()
    rows = [_record(found[number % len(found)], str(number + 1)) for number in range(RECORDS)]
    short = (BYTES - sum(map(len, rows))) // RECORDS
    filler = f"<p:doel>{'x' * max(short, 0)}</p:doel></p:regeling>"
    body = "".join(row.replace("</p:regeling>", filler) for row in rows)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><p:overheidsorganisaties xmlns:p="{_SPACE}" '
        f'p:timestamp="2026-05-16T00:00:00"><p:gemeenschappelijkeRegelingen>{body}'
        "</p:gemeenschappelijkeRegelingen></p:overheidsorganisaties>"
    ).encode()


def _record(item: Arrangement, number: str) -> str:
    people = "".join(
        f'<p:deelnemendeOrganisatie p:resourceIdentifierTOOI="https://identifier.overheid.nl/tooi/id/gemeente/'
        f'{(each.code or "gm0000").lower()}"><p:naam>{escape(each.name)}</p:naam><p:bestuursorganen>'
        + "".join(
            f"<p:bestuursorgaan>{_ORGANS.get(organ, organ)}</p:bestuursorgaan>" for organ in each.organs
        )
        + "</p:bestuursorganen></p:deelnemendeOrganisatie>"
        for each in item.participants
    )
    ways = "".join(
        f"<p:bevoegdheidsverkrijging>{_WAYS[way]}</p:bevoegdheidsverkrijging>" for way in item.acquisition
    )
    return (
        f'<p:regeling p:systeemId="{number}"><p:titel>{escape(item.title)}</p:titel>'
        f'<p:samenwerkingsvorm p:afkorting="{item.form_code}"/>'
        f"<p:bevoegdheidsverkrijgingen>{ways}</p:bevoegdheidsverkrijgingen>"
        f"<p:datumInwerkingtreding>{item.starts_on}</p:datumInwerkingtreding>"
        f"<p:deelnemendeOrganisaties>{people}</p:deelnemendeOrganisaties></p:regeling>"
    )


def rows() -> list[tuple[str, Callable[[], object], str, float | None]]:
    """What is measured, how, its unit and its target."""
    content = made_export()
    register = read_register(content, name="made")
    assert len(register.arrangements) == RECORDS
    folder = Path(tempfile.mkdtemp())
    path = folder / "exportOO.xml"
    path.write_bytes(content)
    command = [sys.executable, "-m", "vierkant.cli", "register", "check", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    def start() -> None:
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)

    size = f"{len(content) / 1e6:.1f} MB, {RECORDS:,} arrangements"
    return [
        (
            f"reading an export of the register: {size}",
            lambda: read_register(content, name="made"),
            "s",
            READ_TARGET,
        ),
        (
            "checking all of them against the rules",
            lambda: check_register(register.arrangements, on=ON),
            "s",
            None,
        ),
        ("vierkant register check, with its start", start, "s", COMMAND_TARGET),
        (
            "complexity of three municipalities",
            lambda: complexity(("GM0534", "GM0553", "GM1525"), LegalForm.OPENBAAR_LICHAAM),
            "s",
            None,
        ),
    ]
