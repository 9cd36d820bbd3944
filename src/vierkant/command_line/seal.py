"""``vierkant seal`` and ``vierkant compare``: what was decided as a file, and a dossier laid beside it."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from vierkant.command_line.files import CommandError, read, write_whole
from vierkant.command_line.page import Page, page_for
from vierkant.command_line.progress import Progress
from vierkant.command_line.words import Language, say
from vierkant.dossier import Dossier
from vierkant.quantities import Level, to_plain
from vierkant.terms import number, render

CHANGED = 4
"""Exit status of a comparison that found a difference; 1 is a fault in a file."""
MOST_BYTES = 5_000_000
"""A seal of a very large dossier is a tenth of this."""


def seal(options: argparse.Namespace, language: Language) -> int:
    """Assess the dossier and write what was decided under a fingerprint."""
    # Only an assessment needs the capabilities, and with them NumPy
    from vierkant.dossier.seal import DecidedBy, make_seal, write_seal

    target = Path(options.out)
    if target.exists() and not options.force:
        raise CommandError(say("fault.exists", language, file=str(target)))
    dossier = read(Path(options.file), language)
    on: date = options.on or datetime.now(UTC).astimezone().date()
    plain = _assessed(dossier, on, options, language)
    made = make_seal(dossier, plain, sealed_on=on, decided_by=DecidedBy(options.decided_by))
    text = json.dumps(write_seal(made), ensure_ascii=False, indent=2) + "\n"
    write_whole(target, text.encode(), language)
    print(say("done.written", language, file=str(target)), file=sys.stderr)
    print(say("done.fingerprint", language, fingerprint=made.fingerprint))
    return 0


def compare(options: argparse.Namespace, language: Language) -> int:
    """What became of the decision: 0 when nothing changed, `CHANGED` when something did."""
    from vierkant.dossier.seal_comparison import compare_seal  # as above

    sealed = _read_seal(Path(options.seal), language)
    dossier = read(Path(options.file), language)
    options.seed, options.draws = sealed.seed, sealed.draws
    found = compare_seal(sealed, dossier, _assessed(dossier, sealed.rules_on, options, language))
    if options.json:
        print(json.dumps(to_plain(found), ensure_ascii=False, indent=2))
        return 0 if found.unchanged else CHANGED
    page = page_for(sys.stdout)
    body = render(f"seal.decided_by.{sealed.decided_by.value}", language)
    page.heading(say("compare.decided", language, day=sealed.sealed_on.isoformat(), body=body))
    if found.unchanged:
        page.level(Level.GREEN, say("compare.same", language))
    for finding in found.findings:
        page.level(finding.level, render(finding.text, language))
        if finding.action is not None:
            page.text(render(finding.action, language), indent=4)
    _figures(page, found, language)
    _results(page, found, language)
    print(page)
    return 0 if found.unchanged else CHANGED


def _assessed(
    dossier: Dossier, today: date, options: argparse.Namespace, language: Language
) -> dict[str, Any]:
    from vierkant.dossier import assess

    with Progress(sys.stderr, language) as progress:
        result = assess(dossier, today=today, seed=options.seed, draws=options.draws, progress=progress)
    return result.to_dict()


def _read_seal(path: Path, language: Language) -> Any:
    from vierkant.dossier.seal import SealError, read_seal

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise CommandError(say("fault.no_seal", language, file=path.name))
        return read_seal(json.loads(content))
    except OSError as error:
        raise CommandError(say("fault.no_seal", language, file=path.name)) from error
    except SealError as error:
        raise CommandError(f"{path.name}: {render(error.message, language)}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(say("fault.no_seal", language, file=path.name)) from error


def _figures(page: Page, found: Any, language: Language) -> None:
    if found.figures:
        page.heading(say("compare.figures", language))
    for row in found.figures:
        now = say("compare.gone", language) if row.now is None else f"{row.now.value:g}"
        part = render(f"seal.part.{row.part.value}", language)
        page.text(f"{row.key} ({part}): {row.then.value:g} → {now}", mark="- ")
    if found.added:
        page.text(say("compare.added", language, number=found.added), mark="- ")


def _results(page: Page, found: Any, language: Language) -> None:
    page.heading(say("compare.results", language))
    for row in found.results:
        name, _, task = row.id.partition("/")
        title = ": ".join(filter(None, (render(f"seal.result.{name}", language), task, row.partner)))
        then = number(row.then.value, row.unit, 0, language)
        now = "–" if row.now is None else number(row.now.value, row.unit, 0, language)
        page.text(f"{title}: {then} → {now}" if row.changed else f"{title}: {then}", mark="- ")
