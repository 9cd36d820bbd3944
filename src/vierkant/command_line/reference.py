"""``vierkant reference``: tables of your own from official files, fetching those files, and what is in use."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from vierkant.command_line.page import Page, page_for
from vierkant.command_line.progress import Progress
from vierkant.command_line.words import Language
from vierkant.quantities import Level, Message, to_plain
from vierkant.reference.building import BuildReport, broken_tables, build
from vierkant.reference.building_files import FileKind, said
from vierkant.reference.import_problems import ImportFileError, ImportProblem
from vierkant.reference.problems import day
from vierkant.reference.tables import (
    is_own,
    own_folder,
    reference_date,
    source,
    sources,
    table_names,
)
from vierkant.terms import render

SHOWN = 20
"""Problems shown, unless all are asked for."""

NO_NETWORK = 3
"""Exit status when the internet cannot be reached: nothing is wrong with the files, and nothing was changed."""


def run_reference(options: argparse.Namespace, language: Language) -> int:
    """Run ``list``, ``build`` or ``update``: 0 when all is well, 1 when something is not right, 3 without network."""
    page = page_for(sys.stdout)
    # The engine knows no clock; the command line looks at it.
    today = datetime.now(UTC).astimezone().date()
    try:
        if options.action == "list":
            return _list(page, language, as_json=options.json)
        if options.action == "update":
            return _update(options, page, language, today)
        if options.folder is None:
            print(render(Message("import.page.no_folder_given"), language), file=sys.stderr)
            return 2
        report = _build(Path(options.folder), _out(options), today, language)
    except ImportFileError as error:
        page.level(Level.RED, told(error.problem, language))
        print(page, file=sys.stderr)
        return 1
    return _finish(options, page, report, language)


def _out(options: argparse.Namespace) -> Path:
    """Where tables go: as asked, else the folder in use, else the folder of the user's data."""
    if options.out is not None:
        return Path(options.out)
    named = own_folder()
    if named is not None:
        return named
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "vierkant" / "reference"


def _build(folder: Path, out: Path, today: date, language: Language) -> BuildReport:
    with Progress(sys.stderr, language) as progress:
        return build(folder, out, today=today, progress=progress)


def _finish(options: argparse.Namespace, page: Page, report: BuildReport, language: Language) -> int:
    if options.json:
        print(json.dumps({**to_plain(_plain(report))}, ensure_ascii=False, indent=2))
    else:
        write_report(page, report, language, everything=options.all)
        print(page)
    return 0 if report.tables and not report.problems else 1


def _plain(report: BuildReport) -> dict[str, object]:
    return {
        "folder": str(report.folder),
        "out": str(report.out),
        "files": report.files,
        "tables": report.tables,
        "missing": report.missing,
        "problems": report.problems,
    }


def write_report(page: Page, report: BuildReport, language: Language, *, everything: bool) -> None:
    """What a build found, used and missed."""

    def say(name: str, **arguments: str | int) -> str:
        return render(Message(f"import.page.{name}", arguments), language)

    page.heading(say("found", folder=str(report.folder)))
    for file in report.files:
        used = file.used and not file.problems
        level = Level.GREEN if used else Level.AMBER if file.problems else Level.UNKNOWN
        page.level(level, render(said(file), language))
    if not any(file.kind is not FileKind.OTHER for file in report.files):
        page.level(Level.RED, say("nothing"))
    _problems(page, report.problems, language, everything=everything)
    page.heading(say("made", folder=str(report.out)))
    for table in report.tables:
        page.text(f"{table.name}: {render(table.said, language)}", mark="- ")
    if not report.tables:
        page.text(say("none_made"))
    if report.missing:
        page.heading(say("missing"))
        for kind in report.missing:
            page.text(render(Message(f"import.missing.{kind.value}"), language), mark="- ")
    if report.tables:
        page.lines.append("")
        named = own_folder()
        in_use = named is not None and named.resolve() == report.out.resolve()
        page.text(say("in_use") if in_use else say("use", folder=str(report.out.resolve())))


def _problems(page: Page, problems: Sequence[ImportProblem], language: Language, *, everything: bool) -> None:
    if not problems:
        return
    page.heading(render(Message("import.page.problems"), language))
    most = len(problems) if everything else SHOWN
    for problem in problems[:most]:
        page.level(Level.AMBER, told(problem, language))
    if len(problems) > most:
        page.text(render(Message("import.page.more", {"number": len(problems) - most}), language))


def told(problem: ImportProblem, language: Language) -> str:
    """What is wrong, where, why, and what to do: one paragraph."""
    parts = (problem.what, problem.where, problem.why, problem.action)
    return " ".join(render(part, language) for part in parts)


def own_tables_are_broken(language: Language) -> bool:
    """Name every table of your own that cannot be read, and what to do."""
    broken = broken_tables()
    for name in broken:
        words = {"name": name, "folder": str(own_folder())}
        print(render(Message("import.page.broken", {**words}), language), file=sys.stderr)
    return bool(broken)


def _list(page: Page, language: Language, *, as_json: bool) -> int:
    """The tables in use, with source, licence and reference date; and whether they can be read."""
    own = [name for name in table_names() if is_own(name)]
    if own_tables_are_broken(language):
        return 1
    if as_json:
        everything = {
            name: {**source(name).model_dump(mode="json"), "reference_date": str(reference_date(name))}
            for name in sources()
        }
        print(json.dumps({"sources": everything, "own": own}, ensure_ascii=False, indent=2))
        return 0
    page.heading(render(Message("import.page.tables"), language))
    for name in sources():
        item = source(name)
        about: dict[str, str | Message] = {
            "name": name,
            "title": item.title,
            "publisher": item.publisher or "–",
            "licence": item.licence or "–",
            "date": day(reference_date(name)),
        }
        page.text(render(Message("import.page.table", {**about}), language), mark="- ")
    page.lines.append("")
    folder = own_folder()
    if own:
        words = {"folder": str(folder), "names": ", ".join(own)}
        page.text(render(Message("import.page.own", {**words}), language))
    else:
        page.text(render(Message("import.page.shipped"), language))
    print(page)
    return 0


def _update(options: argparse.Namespace, page: Page, language: Language, today: date) -> int:
    # Only here is a network used, and only this command loads what uses it
    from vierkant.reference.download import Downloader, NoNetworkError, opener, wanted

    out = _out(options)
    folder = Path(options.folder) if options.folder else out / "official"
    downloader = Downloader(folder, opener(), progress=_progress)
    years = tuple(options.year or (today.year - 1, today.year))
    failed = 0
    page.heading(render(Message("import.page.fetched", {"folder": str(folder)}), language))
    try:
        for item in downloader.fetch(wanted(years, downloader.tables())):
            failed += item.failed is not None
            page.level(
                Level.RED if item.failed else Level.GREEN,
                render(_fetched(item.name, item.pages, item.bytes, item.failed), language),
            )
    except NoNetworkError as error:
        _wipe()
        words = page_for(sys.stderr)
        reason = Message("import.download.no_network", {"reason": error.reason})
        words.level(Level.RED, render(reason, language))
        words.text(render(Message("import.download.no_network_action"), language), mark="→ ")
        print(words, file=sys.stderr)
        return NO_NETWORK
    _wipe()
    if options.json:
        page.lines.clear()
    status = _finish(options, page, _build(folder, out, today, language), language)
    return 1 if failed else status


def _fetched(name: str, pages: int, size: int, failed: Message | None) -> Message:
    if failed is not None:
        return Message("import.download.failed", {"name": name, "reason": failed})
    return Message("import.download.fetched", {"name": name, "pages": pages, "kilobytes": size // 1000})


def _progress(name: str, pages: int, size: int) -> None:
    """One line that keeps changing, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{f'{name}  {pages}  {size // 1000:,} kB':<60}")
        sys.stderr.flush()


def _wipe() -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{'':<60}\r")
