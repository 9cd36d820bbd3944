"""Exports of the register as text, to be changed and broken in tests."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
EXTRACT = DATA / "register_2.6.9.xml"
"""Twenty records of the register in the official format (CC0, see the file)."""

OFFICIAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "official-samples"
WHOLE = OFFICIAL / "exportOO_regelingen_gereconstrueerd.xml.gz"
"""All records of 16 May 2026, 9.5 MB unpacked; not part of the project."""

SPACE = "https://organisaties.overheid.nl/static/schema/oo/export/{}"
GEMEENTE = "https://identifier.overheid.nl/tooi/id/gemeente/{}"


def participant(
    name: str = "Gemeente Lisse",
    code: str = "gm0553",
    organs: tuple[str, ...] = ("College van burgemeester en wethouders",),
    inside: str = "",
) -> str:
    """One participant; without a code it has no address."""
    address = f' p:resourceIdentifierTOOI="{GEMEENTE.format(code)}"' if code else ""
    bodies = "".join(f"<p:bestuursorgaan>{organ}</p:bestuursorgaan>" for organ in organs)
    return (
        f'<p:deelnemendeOrganisatie p:systeemId="1"{address}><p:naam>{name}</p:naam>{inside}'
        f"<p:bestuursorganen>{bodies}</p:bestuursorganen></p:deelnemendeOrganisatie>"
    )


def record(
    number: str = "100",
    title: str = "Regeling Proef",
    form: str = '<p:samenwerkingsvorm p:afkorting="OL">Openbaar lichaam</p:samenwerkingsvorm>',
    acquisition: tuple[str, ...] = ("Mandaat",),
    participants: str | None = None,
    begins: str = "2023-01-01",
    inside: str = "",
) -> str:
    """One arrangement."""
    ways = "".join(f"<p:bevoegdheidsverkrijging>{way}</p:bevoegdheidsverkrijging>" for way in acquisition)
    who = participant() + participant("Gemeente Hillegom", "gm0534") if participants is None else participants
    start = f"<p:datumInwerkingtreding>{begins}</p:datumInwerkingtreding>" if begins else ""
    named = f"<p:titel>{title}</p:titel>" if title else ""
    identity = f' p:systeemId="{number}"' if number else ""
    return (
        f"<p:regeling{identity}>{named}{form}<p:bevoegdheidsverkrijgingen>{ways}</p:bevoegdheidsverkrijgingen>"
        f"{start}{inside}<p:deelnemendeOrganisaties>{who}</p:deelnemendeOrganisaties></p:regeling>"
    )


def export(*records: str, schema: str = "2.6.9", before: str = "", organisations: str = "") -> bytes:
    """A whole export; ``before`` stands between the declaration and the root."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{before}'
        f'<p:overheidsorganisaties xmlns:p="{SPACE.format(schema)}" p:timestamp="2026-05-16T00:00:00">\n'
        f"<p:organisaties>{organisations}</p:organisaties>\n<p:gemeenschappelijkeRegelingen>\n"
        + "\n".join(records)
        + "\n</p:gemeenschappelijkeRegelingen></p:overheidsorganisaties>\n"
    ).encode()
