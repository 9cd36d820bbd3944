"""From an export of the Softwarecatalogus, or a list of your own, to proposed rows of the section ``applications``.

The columns of the catalogue changed with its versions: the old export has "Pakket Naam", "Leverancier Naam" and
"Referentiecomponenten gemeente" with names between commas; the new one has ``naam``, ``_aanbieder`` and
``_referentieComponenten`` with a list. Both are read. Columns about persons are never read, unknown ones are named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from vierkant.organisation_scan.comparing import key_part
from vierkant.organisation_scan.inputs import ApplicationStatus
from vierkant.organisation_scan.table_file import NoTable, Table, is_personal, read_table
from vierkant.quantities import Message

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "component": (
        "referentiecomponentengemeente", "_referentiecomponenten", "gebruiktvoorreferentiecomponenten",
        "referentiecomponentenleverancier", "referentiecomponent", "referentiecomponentnaam", "referentiecomponenten",
        "component", "referencecomponent",
    ),
    "component_id": (
        "referentiecomponentengemeenteuuid", "referentiecomponentenleverancieruuid", "referentiecomponentid",
        "componentid", "referentiecomponentuuid", "referentiecomponenten",
    ),
    "product": (
        "pakketnaam", "naampakket", "pakket", "applicatienaam", "applicatie", "productnaam", "product", "naam", "name",
    ),
    "supplier": ("leveranciernaam", "naamleverancier", "_aanbieder", "leverancier", "aanbieder", "supplier", "vendor"),
    "status": ("statusgemeente", "statusgebruik", "gebruikstatus", "status"),
    "contract_ends": (
        "contracteindigt", "eindecontract", "einddatumcontract", "contracteinde", "contracteinddatum", "einddatum",
        "contractends",
    ),
    "notice_months": ("opzegtermijnmaanden", "opzegtermijninmaanden", "opzegtermijn", "noticemonths"),
    "yearly_cost": ("kostenperjaar", "jaarlijksekosten", "jaarkosten", "kosten", "yearlycost"),
}  # fmt: skip
"""What we read → the plain titles by which it is known, the best first."""
_STATUS = {
    "ingebruik": ApplicationStatus.IN_USE, "gebruik": ApplicationStatus.IN_USE, "inuse": ApplicationStatus.IN_USE,
    "productie": ApplicationStatus.IN_USE, "inproductie": ApplicationStatus.IN_USE,
    "gepland": ApplicationStatus.PLANNED, "planned": ApplicationStatus.PLANNED,
    "invoorbereiding": ApplicationStatus.PLANNED, "inontwikkeling": ApplicationStatus.PLANNED,
    "uittefaseren": ApplicationStatus.ENDING, "wordtuitgefaseerd": ApplicationStatus.ENDING,
    "ending": ApplicationStatus.ENDING, "eindigt": ApplicationStatus.ENDING,
}  # fmt: skip
_GONE = ("uitgefaseerd", "nietingebruik", "buitengebruik", "beeindigd", "beëindigd", "vervallen")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}")
_COMMA = re.compile(r"(?<!-),\s*")
"""Between names; not the comma inside "Vergunning-, toezicht- en handhavingscomponent"."""
LONGEST_NAME, LONGEST_ID = 200, 60


@dataclass(frozen=True, slots=True)
class Component:
    """A reference component of GEMMA."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ComponentsRead:
    """What was found in a list of reference components."""

    components: tuple[Component, ...]
    problems: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class ApplicationsRead:
    """What was found in a file of applications.

    ``rows`` are plain rows of the section, without partner. ``problems`` name the row of the file and what to do; a row
    with a problem is not in ``rows``. ``remarks`` are about what was read otherwise than it stands.
    """

    rows: tuple[dict[str, Any], ...]
    problems: tuple[Message, ...]
    remarks: tuple[Message, ...]
    unread: tuple[str, ...]
    """Titles of columns that we do not know."""
    personal: tuple[str, ...]
    """Titles of columns about persons: not read, so nowhere stored."""


def read_components(source: bytes) -> ComponentsRead:
    """The reference components in the CSV of GEMMA Online: a column with the name, and one with the identifier."""
    table = read_table(source)
    if isinstance(table, NoTable):
        return ComponentsRead((), (table.problem,))
    name = _first(table, ("naam", "name", "referentiecomponent", "referentiecomponentnaam", "label"))
    identifier = _first(table, ("objectid", "gemmaguid", "guid", "uuid", "identifier", "id"))
    if name is None:
        return ComponentsRead(
            (), (Message("organisation_scan.file.no_name_column", {"titles": _titles(table)}),)
        )
    found: dict[str, Component] = {}
    for _number, row in table.rows:
        if row[name]:
            part = row[identifier][:80] if identifier is not None else ""
            found.setdefault(key_part(row[name]), Component(part, row[name][:LONGEST_NAME]))
    return ComponentsRead(tuple(found.values()), ())


def read_applications(
    source: bytes,
    *,
    partner: str,
    components: Sequence[Component] = (),
    taken: Sequence[Mapping[str, Any]] = (),
) -> ApplicationsRead:
    """Proposed rows for one partner.

    Args:
        source: the file: ; or , or tab between columns, UTF-8 or Windows letters.
        partner: its id, with which the ids of the rows begin, so that they differ from those of other partners.
        components: the GEMMA list; a name in it gets its identifier and spelling, one that is not is remarked on.
        taken: rows that stand in the dossier already; the same component and product are not proposed again.
    """
    table = read_table(source)
    if isinstance(table, NoTable):
        return ApplicationsRead((), (table.problem,), (), (), ())
    columns = {what: [title for title in titles if title in table.titles] for what, titles in COLUMNS.items()}
    used = {title for titles in columns.values() for title in titles}
    others = [title for title in table.titles if title not in used]
    reading = _Reading(columns, {key_part(item.name): item for item in components}, partner)
    lacking = [what for what in ("component", "product") if not columns[what]]
    if lacking:
        problems = [
            Message(f"organisation_scan.file.no_{what}_column", {"titles": _titles(table)})
            for what in lacking
        ]
    else:
        problems = reading.read(table, taken)
    return ApplicationsRead(
        rows=tuple(reading.rows),
        problems=tuple(problems),
        remarks=tuple(reading.remarks()),
        unread=tuple(table.titles[title] for title in others if not is_personal(title)),
        personal=tuple(table.titles[title] for title in others if is_personal(title)),
    )


def _first(table: Table, titles: Sequence[str]) -> str | None:
    return next((title for title in titles if title in table.titles), None)


def _titles(table: Table) -> str:
    """The titles of the file in a sentence, without those about persons."""
    shown = [title for plain, title in table.titles.items() if not is_personal(plain)]
    return ", ".join(shown[:12]) + (" …" if len(shown) > 12 else "")


class _Reading:
    """Reads the rows of one file; keeps what is proposed and what is to be said about it."""

    def __init__(
        self, columns: Mapping[str, Sequence[str]], known: Mapping[str, Component], partner: str
    ) -> None:
        self.rows: list[dict[str, Any]] = []
        self._columns, self._known, self._partner = columns, known, partner
        self._gone = self._same = self._several = 0
        self._strange: list[str] = []

    def read(self, table: Table, taken: Sequence[Mapping[str, Any]]) -> list[Message]:
        seen = {(key_part(row.get("component", "")), key_part(row.get("product") or "")) for row in taken}
        ids = {row.get("id", "") for row in taken}
        problems: list[Message] = []
        for number, row in table.rows:
            faults, proposed = self._row(number, row)
            problems += faults
            for item in proposed if not faults else ():
                pair = (key_part(item["component"]), key_part(item["product"]))
                if pair in seen:
                    self._same += 1
                    continue
                seen.add(pair)
                item = {"id": _row_id(self._partner, item, ids), **item}
                ids.add(item["id"])
                self.rows.append(item)
        return problems

    def remarks(self) -> Iterator[Message]:
        counts = (("gone", self._gone), ("same", self._same), ("several", self._several))
        for name, count in counts:
            if count:
                yield Message(f"organisation_scan.file.{name}", {"count": count})
        if self._strange:
            names = ", ".join(self._strange[:8]) + (" …" if len(self._strange) > 8 else "")
            yield Message("organisation_scan.file.not_in_gemma", {"names": names})

    def _cell(self, row: Mapping[str, str], what: str) -> str:
        return next((row[title] for title in self._columns[what] if row[title] not in ("", "[]")), "")

    def _row(self, number: int, row: Mapping[str, str]) -> tuple[list[Message], list[dict[str, Any]]]:
        status = re.sub(r"[\W_]+", "", self._cell(row, "status").casefold())
        if status in _GONE:
            self._gone += 1
            return [], []
        faults: list[Message] = []

        def fault(name: str, cell: str = "") -> None:
            faults.append(Message(f"organisation_scan.file.{name}", {"row": number, "found": cell[:60]}))

        product, names = self._cell(row, "product"), _names(self._cell(row, "component"))
        if _MAIL.search(" ".join((product, *names, self._cell(row, "supplier")))):
            return [Message("organisation_scan.file.mail", {"row": number})], []
        if not product:
            fault("no_product")
        if not names:
            fault("no_component", product)
        if status and status not in _STATUS:
            fault("status", self._cell(row, "status"))
        shared: dict[str, Any] = {"status": _STATUS.get(status, ApplicationStatus.IN_USE).value}
        for what, reader in (("contract_ends", _day), ("notice_months", _months), ("yearly_cost", _amount)):
            text = self._cell(row, what)
            value = reader(text) if text else None
            if text and value is None:
                fault(what, text)
            elif value is not None:
                shared[what] = value
        return faults, [] if faults else self._proposed(row, product, names, shared)

    def _proposed(
        self, row: Mapping[str, str], product: str, names: Sequence[str], shared: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """A row per component; the cost stands with the first, so that it counts once."""
        supplier = next(
            (
                row[title]
                for title in self._columns["supplier"]
                if row[title] and not _IDENTIFIER.fullmatch(row[title])
            ),
            "",
        )
        identifiers = _identifiers(self._cell(row, "component_id"))
        if len(names) > 1 and "yearly_cost" in shared:
            self._several += 1
        found: list[dict[str, Any]] = []
        for place, name in enumerate(names):
            known = self._known.get(key_part(name))
            if known is None and self._known and name not in self._strange:
                self._strange.append(name)
            identifier = known.id if known is not None else ""
            if not identifier and len(identifiers) == len(names):
                identifier = identifiers[place]
            found.append(
                {
                    "component": (known.name if known is not None else name)[:LONGEST_NAME],
                    **({"component_id": identifier} if identifier else {}),
                    "product": product[:LONGEST_NAME],
                    **({"supplier": supplier[:LONGEST_NAME]} if supplier else {}),
                    **{key: value for key, value in shared.items() if key != "yearly_cost" or place == 0},
                }
            )
        return found


def _names(text: str) -> list[str]:
    """Names of components in a cell: a list as JSON, or with commas, semicolons or lines between them."""
    if text.startswith("["):
        try:
            found = json.loads(text)
        except ValueError:
            found = []
        pieces = [str(item) for item in found if isinstance(item, str)] if isinstance(found, list) else []
    else:
        pieces = [piece for part in re.split(r"[;\n|]", text) for piece in _COMMA.split(part)]
    cleaned = (" ".join(piece.split()) for piece in pieces)
    return list(dict.fromkeys(piece for piece in cleaned if piece and not _IDENTIFIER.fullmatch(piece)))


def _identifiers(text: str) -> list[str]:
    return [found.group().lower() for found in _IDENTIFIER.finditer(text)]


def _row_id(partner: str, row: Mapping[str, Any], taken: set[str]) -> str:
    """The id of a row: partner, product and component in short; the same file gives the same ids."""
    whole = f"{partner}-{key_part(row['product'])}-{key_part(row['component'])}"
    mark = sha256(whole.encode()).hexdigest()[:8]
    found = whole if len(whole) <= LONGEST_ID else f"{whole[: LONGEST_ID - 9].rstrip('-')}-{mark}"
    number = 2
    while found in taken:
        found, number = f"{whole[: LONGEST_ID - 13].rstrip('-')}-{mark}-{number}", number + 1
    return found


def _day(text: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text)
    parts = tuple(int(part) for part in found.groups()) if found else None
    if parts is None:
        found = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", text)
        parts = (int(found[3]), int(found[2]), int(found[1])) if found else None
    if parts is None:
        return None
    try:
        return date(*parts).isoformat()
    except ValueError:
        return None


def _months(text: str) -> int | None:
    found = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?\s*(?:maanden?|mnd\.?|months?)?", text.casefold())
    number = int(found[1]) if found else None
    return number if number is not None and number <= 120 else None


def _amount(text: str) -> float | None:
    plain = re.sub(r"[€\s]|eur(?:o)?|,-$", "", text.casefold())
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    return float(plain) if re.fullmatch(r"\d{1,12}(?:\.\d+)?", plain) else None
