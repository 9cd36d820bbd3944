"""What each command does. Every function gives the exit status."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from vierkant.command_line.files import CommandError, content_of, read, write_whole
from vierkant.command_line.lessons import run_lessons
from vierkant.command_line.page import Page, page_for
from vierkant.command_line.phases import check_phases
from vierkant.command_line.progress import Progress
from vierkant.command_line.seal import compare, seal
from vierkant.command_line.words import Language, say
from vierkant.dossier import Dossier, DossierError
from vierkant.dossier.figures import figures
from vierkant.dossier.problems import Problem, explain, section_word
from vierkant.dossier.sections import SECTIONS
from vierkant.quantities import Confidence, Level, Unit, to_plain
from vierkant.terms import number


def run(options: argparse.Namespace) -> int:
    """Run the command that was typed: 0 when all is well, 1 for a fault of the dossier or the files."""
    language: Language = options.language
    try:
        return int(_COMMANDS[options.command](options, language))
    except DossierError as error:
        page = page_for(sys.stderr)
        _problems(page, error.problems, language)
        print(page, file=sys.stderr)
    except CommandError as error:
        print(error, file=sys.stderr)
    return 1


def _assess(options: argparse.Namespace, language: Language) -> int:
    # Only an assessment needs the capabilities, and with them NumPy
    from vierkant import compiled
    from vierkant.command_line.summary import write_summary
    from vierkant.dossier import assess, dated

    compiled.allow()

    # The engine knows no clock; this is the one place that looks at it.
    today: date = options.today or datetime.now(UTC).astimezone().date()
    path = Path(options.file)
    dossier = read(path, language)
    with Progress(sys.stderr, language) as progress:
        result = assess(dossier, today=today, seed=options.seed, draws=options.draws, progress=progress)
    plain = result.to_dict()
    dates = to_plain(dated(dossier, today))
    if options.pdf is not None:
        _write_pdf(Path(options.pdf), plain, today, language)
    if options.json:
        print(json.dumps({**plain, "dated": dates}, ensure_ascii=False, indent=2))
        return 0
    page = page_for(sys.stdout)
    write_summary(page, plain, dates, language)
    print(page)
    return 0


def _write_pdf(path: Path, plain: dict[str, Any], today: date, language: Language) -> None:
    try:
        # Typst loads slowly, and only a PDF needs it
        report = import_module("vierkant.documents.report")
    except ImportError:
        raise CommandError(say("fault.no_pdf", language)) from None
    write_whole(path, report.render(plain, language=language, today=today), language)
    print(say("done.written", language, file=str(path)), file=sys.stderr)


def _check(options: argparse.Namespace, language: Language) -> int:
    path = Path(options.file)
    page = page_for(sys.stdout)
    try:
        dossier = read(path, language)
    except DossierError as error:
        _problems(page, error.problems, language)
        print(page)
        return 1
    page.level(Level.GREEN, say("check.right", language, file=path.name))
    _standing(page, dossier, language)
    page.lines.append("")
    page.text(say("check.next", language, file=options.file))
    print(page)
    return 0


def _problems(page: Page, problems: tuple[Problem, ...], language: Language) -> None:
    for problem in problems:
        page.level(Level.RED, explain(problem, language))
    several = len(problems) != 1
    page.text(
        say(
            "fault.many" if several else "fault.one",
            language,
            **({"number": len(problems)} if several else {}),
        )
    )


def _standing(page: Page, dossier: Dossier, language: Language) -> None:
    """What is filled in, and what its absence costs."""
    filled = [name for name in SECTIONS if getattr(dossier, name)]
    if filled:
        page.heading(say("check.filled", language))
    for name in filled:
        page.text(f"{section_word(name, language)}: {_size(getattr(dossier, name), language)}", mark="- ")
    places = Counter(place.figure.confidence for place in figures(dossier))
    if places:
        counts = {item.value: places[item] for item in Confidence}
        page.text(say("check.figures", language, **counts))
    if len(filled) < len(SECTIONS):
        page.heading(say("check.empty", language))
    for name in SECTIONS:
        if name not in filled:
            page.text(f"{section_word(name, language)}: {say(f'cost.{name}', language)}", mark="- ")


def _size(content: Any, language: Language) -> str:
    if isinstance(content, (tuple, dict)):
        several = len(content) != 1
        return say(
            "check.rows" if several else "check.row",
            language,
            **({"number": len(content)} if several else {}),
        )
    fields = type(content).model_fields
    filled = sum(getattr(content, name) not in (None, {}, ()) for name in fields)
    return say("check.fields", language, filled=filled, all=len(fields))


def _schema(options: argparse.Namespace, language: Language) -> int:
    from vierkant.dossier.crosschecks import known_parameters
    from vierkant.dossier.schema import json_schema

    if not options.parameters:
        print(json.dumps(json_schema(language), ensure_ascii=False, indent=2))
        return 0
    page = page_for(sys.stdout)
    for name, item in known_parameters().items():
        value = number(item.value, item.unit, _decimals(item.value, item.unit), language)
        if item.low is not None and item.high is not None:
            low, high = (
                number(bound, item.unit, _decimals(bound, item.unit), language)
                for bound in (item.low, item.high)
            )
            value = say("summary.range", language, value=value, low=low, high=high)
        certainty = say(f"certainty.{item.certainty.value}", language)
        page.text(f"{name} = {value}")
        page.text(f"{item.source} ({item.year}); {certainty}", indent=4)
    print(page)
    return 0


def _decimals(value: float, unit: Unit) -> int:
    """Enough decimals to show what the parameter file says."""
    scaled = value * 100 if unit is Unit.SHARE else value
    return next((count for count in range(4) if abs(scaled - round(scaled, count)) < 1e-9), 4)


def _convert(options: argparse.Namespace, language: Language) -> int:
    source, target = Path(options.file), Path(options.out)
    dossier = read(source, language)
    content = content_of(dossier, target, language)
    if target.exists() and not options.force:
        raise CommandError(say("fault.exists", language, file=str(target)))
    write_whole(target, content, language)
    print(say("done.written", language, file=str(target)), file=sys.stderr)
    if source.suffix.lower() == ".toml" and any(
        line.lstrip().startswith("#") for line in source.read_text(encoding="utf-8-sig").splitlines()
    ):
        print(say("done.comments", language, file=source.name), file=sys.stderr)
    return 0


_COMMANDS = {
    "assess": _assess,
    "check": _check,
    "schema": _schema,
    "convert": _convert,
    "phases": check_phases,
    "lessons": run_lessons,
    "seal": seal,
    "compare": compare,
}
