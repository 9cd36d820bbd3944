"""Makes tables of your own from a folder with files in the official formats, on top of those that are there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vierkant.quantities import Message, Number, Unit
from vierkant.reference.adjacency import adjacency
from vierkant.reference.arrangements import arrangements
from vierkant.reference.arrangements_table import COLUMNS, row_of
from vierkant.reference.boundaries_table import (
    BOUNDARIES,
    NEIGHBOURS,
    boundaries_from,
    boundaries_text,
    neighbours_text,
    rounded,
)
from vierkant.reference.building_files import FileKind, FoundFile, Gathered, gather
from vierkant.reference.building_places import (
    ABOLISHED_COLUMNS,
    MUNICIPALITY_COLUMNS,
    places_after,
    places_text,
    table_rows,
)
from vierkant.reference.building_sources import sources_text
from vierkant.reference.finances_table import (
    FINANCES,
    csv_text,
    finances_from,
    finances_text,
    taakvelden_from,
    taakvelden_table,
    taakvelden_text,
)
from vierkant.reference.generalise import generalised
from vierkant.reference.import_problems import ImportProblem, Problems, refused
from vierkant.reference.iv3_totals import Reports
from vierkant.reference.lookup import all_abolished, municipalities
from vierkant.reference.register import Register
from vierkant.reference.tables import (
    is_own,
    reference_date,
    shipped_text,
    source,
    sources,
    table_names,
    table_text,
)

MUNICIPALITIES, ABOLISHED, ARRANGEMENTS = "municipalities.csv", "abolished.csv", "arrangements.csv"
LARGEST_MAP = 150_000
"""Bytes of the table of borders; finer borders are made lighter until they fit."""

MOST_TOLERANCE = 50
"""Thousandths of a degree: about 5 km. A map that is still too large then stays as it is."""

HALF = 0.5
"""A register or a map with less than this share of what the tables hold is an extract, and replaces nothing."""

_WHOLE = (MUNICIPALITIES, ARRANGEMENTS, FINANCES, NEIGHBOURS)
"""Tables that a build fills in or leaves alone, and so are never much smaller than ours."""


@dataclass(frozen=True, slots=True)
class BuiltTable:
    """A table that was made: from which files, and what changed in it, for people."""

    name: str
    files: tuple[str, ...]
    said: Message


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build found, used and missed.

    ``missing`` are the kinds of files that were not in the folder; those tables stay as they are.
    """

    folder: Path
    out: Path
    files: tuple[FoundFile, ...]
    tables: tuple[BuiltTable, ...]
    missing: tuple[FileKind, ...]
    problems: tuple[ImportProblem, ...]


def build(
    folder: Path, out: Path, *, today: date, progress: Callable[[float], None] | None = None
) -> BuildReport:
    """Read the files in the folder and write the tables that follow from them in ``out``, all of them or none.

    What the files do not say stays as it is in ``out``, or in the tables that come along.

    Args:
        folder: with files in the official formats, also in folders under it.
        out: where the tables go; made when it is not there.
        today: the day on which the files were read, for their reference date.
        progress: called with the share that is done.

    Raises:
        ImportFileError: there is no such folder, or ``out`` cannot be written.
    """
    found, missing_pages = gather(folder, progress)
    builder = _Builder(found, out, today)
    builder.make()
    if builder.texts:
        builder.texts["sources.toml"] = sources_text(_own_sources(out), builder.sources)
        _write(out, builder.texts)
    problems = [problem for file in found.files for problem in file.problems]
    kinds = {file.kind for file in found.files}
    wanted = (item for item in FileKind if item not in (FileKind.OTHER, FileKind.AREAS))
    return BuildReport(
        folder=folder,
        out=out,
        files=tuple(found.files),
        tables=tuple(builder.tables),
        missing=tuple(item for item in wanted if item not in kinds),
        problems=(*problems, *missing_pages, *builder.problems.all()),
    )


def broken_tables() -> tuple[str, ...]:
    """The tables of your own that cannot be read: changed by hand, cut off, or of another version.

    A table of ours that only cannot be read beside one of yours is not named: yours are.
    """
    broken, own = [], [name for name in (*table_names(), "sources.toml") if is_own(name)]
    for name in (*table_names(), "sources.toml") if own else ():
        try:
            _readable(name)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            broken.append(name)
    return tuple([name for name in broken if name in own] or (own if broken else []))


def _readable(name: str) -> None:
    """Read the table as it is read in use; what is wrong with it is raised.

    A table that holds far less than ours was cut off: the others name municipalities that are not in it.
    """
    if name in _WHOLE and is_own(name) and len(table_text(name)) < HALF * len(shipped_text(name)):
        raise ValueError(name)
    if name == "sources.toml":
        for each in sources():
            source(each), reference_date(each)
    elif name == FINANCES:
        finances_from(table_text(name))
    elif name == BOUNDARIES:
        boundaries_from(table_text(name))
    elif name.startswith("taakvelden_"):
        taakvelden_from(table_text(name))
    elif name == ARRANGEMENTS:
        arrangements()
    elif name == MUNICIPALITIES:
        municipalities()
    elif name == ABOLISHED:
        all_abolished()
    else:
        table_text(name)


def _own_sources(out: Path) -> str:
    path = out / "sources.toml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write(out: Path, texts: Mapping[str, str]) -> None:
    """Write everything beside its place first; then move it all there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".build-", dir=out) as name:
            for table, text in texts.items():
                path = Path(name) / table
                with path.open("w", encoding="utf-8", newline="") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
            for table in texts:
                (Path(name) / table).replace(out / table)
    except OSError as error:
        raise refused("not_written", str(out), reason=error.strerror or type(error).__name__) from None


class _Builder:
    def __init__(self, found: Gathered, out: Path, today: date) -> None:
        self._found, self._out, self._today = found, out, today
        self.texts: dict[str, str] = {}
        self.tables: list[BuiltTable] = []
        self.sources: dict[str, tuple[date, tuple[str, ...]]] = {}
        self.problems = Problems(str(out))
        self.partial: set[tuple[str, str]] = set()

    def make(self) -> None:
        found = self._found
        if found.residents or found.organisations:
            self._places()
        if found.iv3.totals and FileKind.FINANCES not in found.incomplete:
            self._finances()
        if found.register is not None:
            self._arrangements(found.register)
        if found.boundaries and FileKind.BOUNDARIES not in found.incomplete:
            self._boundaries()

    def _base(self, name: str) -> str:
        """The table as it is: already made in this build, in the folder, or that comes along."""
        if name in self.texts:
            return self.texts[name]
        path = self._out / name
        return path.read_text(encoding="utf-8") if path.is_file() else table_text(name)

    def _files(self, *kinds: FileKind) -> tuple[str, ...]:
        return tuple(name for kind in kinds for name in self._found.sources.get(kind, ()))

    def _built(self, name: str, text: str, files: tuple[str, ...], said: Message) -> None:
        self.texts[name] = text
        self.tables.append(BuiltTable(name, files, said))

    def _places(self) -> None:
        after = places_after(self._found, self._base(MUNICIPALITIES), self._base(ABOLISHED), self.problems)
        files = self._files(FileKind.POPULATION, FileKind.ORGANISATIONS, FileKind.REGISTER)
        years = sorted({row.year for row in self._found.residents})
        said = Message(
            "import.built.municipalities",
            {
                "number": len(after.today),
                "changed": after.changed,
                "added": ", ".join(after.added) or "–",
                "removed": ", ".join(after.removed) or "–",
            },
        )
        self._built(MUNICIPALITIES, places_text(after.today, MUNICIPALITY_COLUMNS, by_code=True), files, said)
        if after.removed or any(row.code in after.gone for row in self._found.residents):
            said = Message("import.built.abolished", {"number": len(after.gone)})
            self._built(ABOLISHED, places_text(after.gone, ABOLISHED_COLUMNS, by_code=False), files, said)
        if years:
            self.sources["population"] = (date(years[-1], 1, 1), self._files(FileKind.POPULATION))
        if self._found.organisations:
            when = self._found.register.made_on if self._found.register else None
            read = self._files(FileKind.ORGANISATIONS, FileKind.REGISTER)
            self.sources["municipalities"] = (when or self._today, read)
            self.sources["town_halls"] = (when or self._today, read)

    def _finances(self) -> None:
        files = self._files(FileKind.FINANCES)
        columns, rows = finances_from(self._base(FINANCES))
        fresh = self._plausible(rows)
        for code, reports in fresh.items():
            rows.setdefault(code, {}).update(reports)
        self._not_delivered(rows, fresh)
        reports_now = sorted({*columns, *self._found.iv3.reports})
        number = sum(map(len, fresh.values()))
        if not number:
            return
        said = Message(
            "import.built.finances",
            {"number": number, "reports": ", ".join(sorted(self._found.iv3.reports))},
        )
        self._built(FINANCES, finances_text(rows, reports_now), files, said)
        for report in sorted(self._found.iv3.reports):
            self._taakvelden(report, files)
        when = (self._today, files)
        self.sources.update({"finances": when, "taakveld_finances": when})

    def _plausible(self, rows: Reports) -> Reports:
        """The new totals, without those of a municipality that are far too low: part of its rows is missing."""
        found = self._found.iv3.finances()
        for code, reports in found.items():
            known = [amounts[0] for amounts in rows.get(code, {}).values() if amounts]
            for report, amounts in reports.items():
                if amounts and known and amounts[0] < HALF * known[-1]:
                    self.partial.add((code, report))
        for code, report in sorted(self.partial):
            amounts = found[code].pop(report)
            spent = Number((amounts or (0,))[0] * 1000, Unit.EURO)
            self.problems.file("too_little", code=code, report=report, amount=spent)
        return {code: reports for code, reports in found.items() if reports}

    def _not_delivered(self, rows: Reports, fresh: Mapping[str, Mapping[str, object]]) -> None:
        """Who is not among the rows of a whole report did not deliver it; an extract says nothing about others."""
        today = table_rows(self._base(MUNICIPALITIES))
        for report in self._found.iv3.reports:
            there = sum(report in reports for reports in fresh.values())
            if there >= HALF * len(today):
                for code in today:
                    rows.setdefault(code, {}).setdefault(report, None)

    def _taakvelden(self, report: str, files: tuple[str, ...]) -> None:
        name = taakvelden_table(report)
        fresh = self._found.iv3.delivered(report)
        fresh = {code: cells for code, cells in fresh.items() if (code, report) not in self.partial}
        if not fresh:
            return
        try:
            columns, rows = taakvelden_from(self._base(name))
        except FileNotFoundError:
            columns, rows = (), {}
        rows.update({code: dict(cells) for code, cells in fresh.items()})
        everything = {*columns, *(name for cells in rows.values() for name in cells)}
        text = taakvelden_text(rows, sorted(everything, key=_order))
        said = Message("import.built.taakvelden", {"number": len(fresh), "report": report})
        self._built(name, text, files, said)

    def _arrangements(self, register: Register) -> None:
        when = register.made_on or self._today
        in_force = sorted(register.in_force(when), key=lambda item: (len(item.id), item.id))
        known = self._base(ARRANGEMENTS).count("\n") - 1
        if len(in_force) < HALF * known:
            self.problems.file("extract", name=ARRANGEMENTS, found=len(in_force), known=known)
            return
        lines: list[list[str]] = [list(COLUMNS)]
        for number, item in enumerate(in_force, 1):
            try:
                row = row_of(item, centre=item.mentions_centre)
            except ValueError:
                self.problems.row("arrangement", number, name=item.name)
                continue
            lines.append([row[name] for name in COLUMNS])
        files = self._files(FileKind.REGISTER)
        said = Message("import.built.arrangements", {"number": len(lines) - 1, "before": known})
        self._built(ARRANGEMENTS, csv_text(lines), files, said)
        self.sources["arrangements"] = (when, files)

    def _boundaries(self) -> None:
        today = table_rows(self._base(MUNICIPALITIES))
        known = [code for code in self._found.boundaries if code in today]
        if len(known) < HALF * len(today):
            self.problems.file("extract", name=BOUNDARIES, found=len(known), known=len(today))
            return
        missing = sorted(set(today) - set(known))
        if missing:
            self.problems.file("no_border", codes=", ".join(missing[:20]), number=len(missing))
        areas = {}
        for code, row in self._found.boundaries.items():
            rings = tuple(ring for each in row.rings if (ring := rounded(each)))
            if rings:
                areas[code] = rings
        found = adjacency(areas)
        text, tolerance = boundaries_text(areas), 0.5
        while len(text) > LARGEST_MAP and tolerance < MOST_TOLERANCE:
            tolerance *= 2
            text = boundaries_text(generalised(areas, tolerance=tolerance))
        files = self._files(FileKind.BOUNDARIES)
        said = Message("import.built.boundaries", {"number": len(areas), "kilobytes": len(text) // 1000})
        self._built(BOUNDARIES, text, files, said)
        pairs = {"number": len(found.borders), "points": len(found.points)}
        text = neighbours_text(areas, found.borders, found.points)
        self._built(NEIGHBOURS, text, files, Message("import.built.neighbours", pairs))
        self.sources.update({"boundaries": (self._today, files), "neighbours": (self._today, files)})


def _order(code: str) -> tuple[int, str]:
    """The order of the Iv3 list; a subdivision stands behind its taakveld."""
    main, _, rest = code.partition(".")
    return int(main), rest
