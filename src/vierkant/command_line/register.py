"""``vierkant register check FILE``: the export of the national register against the rules that it allows."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from vierkant.command_line.page import Page, page_for
from vierkant.command_line.words import Language
from vierkant.legal_form import check_register
from vierkant.legal_form.results import Severity
from vierkant.legal_form.results_register import RegisterFinding, RegisterReport, RuleCount
from vierkant.quantities import Computed, Level, Message, to_plain
from vierkant.reference import Register, RegisterError, RegisterProblem, day, read_register
from vierkant.reference.forms import WGR_FORMS
from vierkant.terms import plain_number, render

SHOWN = 5
"""Arrangements shown per rule, unless all are asked for."""

_LEVELS = {Severity.HARD: Level.RED, Severity.WARN: Level.AMBER, Severity.INFO: Level.UNKNOWN}
_ACQUISITION = ("attribution", "delegation_and_mandate", "delegation_only", "mandate_only")
_ORGANS = (
    "executive_only",
    "executive_and_council",
    "executive_and_mayor",
    "all_three",
    "council_only",
    "with_council",
    "none",
)
_OTHERS = (
    "ended",
    "plain_with_mandate",
    "plain_with_centre",
    "per_municipality.mean",
    "per_municipality.median",
    "per_municipality.least",
    "per_municipality.most",
    "participants",
    "cost_keys",
)


def check_register_file(options: argparse.Namespace, language: Language) -> int:
    """Counts, possible findings and what cannot be checked: 0, or 1 when the file cannot be read."""
    path = Path(options.file)
    page = page_for(sys.stdout)
    try:
        register = read_register(path, name=path.name)
    except RegisterError as error:
        for problem in error.problems:
            page.level(Level.RED, told(problem, language))
        print(page)
        return 1
    on: date = options.on or register.made_on or datetime.now(UTC).astimezone().date()
    report = check_register(register.arrangements, on=on, ended=register.ended)
    if options.json:
        about = {"file": register.name, "schema": register.schema, "made_on": register.made_on}
        read = {"problems": register.problems, "notices": (*register.notices, *report.notices)}
        print(json.dumps(to_plain({**_plain(report), **about, **read}), ensure_ascii=False, indent=2))
        return 0
    _Writer(page, language).write(register, report, everything=options.all)
    print(page)
    return 0


def _plain(report: RegisterReport) -> Mapping[str, object]:
    plain: Mapping[str, object] = to_plain(report)
    return plain


def told(problem: RegisterProblem, language: Language) -> str:
    """What is wrong, where, why, and what to do: one paragraph."""
    parts = (problem.what, problem.where, problem.why, problem.action)
    return " ".join(render(part, language) for part in parts)


class _Writer:
    def __init__(self, page: Page, language: Language) -> None:
        self.page = page
        self.language = language

    def say(self, message: Message) -> str:
        return render(message, self.language)

    def write(self, register: Register, report: RegisterReport, *, everything: bool) -> None:
        values = {item.id: item for item in report.summary}
        self.page.text(
            self.say(
                Message(
                    "register.page.title",
                    {
                        "file": register.name,
                        "active": report.active,
                        "date": day(report.on),
                        "records": report.records,
                    },
                )
            )
        )
        for notice in (*register.notices, *report.notices):
            self.page.level(Level.AMBER, self.say(notice))
        if report.active:
            self._forms(values)
            self._kinds(values, "acquisition", _ACQUISITION, Message("register.page.acquisition"))
            self._kinds(values, "organs", _ORGANS, Message("register.page.organs"))
            self._others(values)
            self._findings(report, everything=everything)
        self._problems(register.problems, everything=everything)
        self._not_checkable(report)

    def _value(self, item: Computed | None) -> str:
        return "–" if item is None else plain_number(item.value, item.decimals, self.language)

    def _heading(self, message: Message) -> None:
        self.page.heading(self.say(message))

    def _row(self, name: str, cells: Sequence[str], widths: Sequence[int], first: int) -> None:
        line = name[:first].ljust(first)
        line += "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        self.page.lines.append(line.rstrip())

    def _forms(self, values: Mapping[str, Computed]) -> None:
        self._heading(Message("register.page.forms"))
        columns = ("active", "median", "two", "mean")
        heads = [self.say(Message(f"register.page.column.{name}")) for name in columns]
        widths = [max(len(head) + 2, 8) for head in heads]
        self._row("", heads, widths, 30)
        for form in WGR_FORMS:
            keys = (
                f"active.{form.value}",
                f"participants.{form.value}.median",
                f"participants.{form.value}.two",
                f"per_municipality.{form.value}",
            )
            cells = [self._value(values.get(key)) for key in keys]
            self._row(self.say(Message(f"register.page.form.{form.value}")), cells, widths, 30)

    def _kinds(
        self, values: Mapping[str, Computed], group: str, kinds: Sequence[str], title: Message
    ) -> None:
        """One table: a line per kind, a column per form."""
        self._heading(title)
        forms = [form for form in WGR_FORMS if f"{group}.{form.value}.{kinds[0]}" in values]
        widths = [8] * len(forms)
        self._row("", [self.say(Message(f"register.page.code.{form.value}")) for form in forms], widths, 44)
        for kind in kinds:
            cells = [self._value(values.get(f"{group}.{form.value}.{kind}")) for form in forms]
            self._row(self.say(Message(f"register.count.{group}.{kind}")), cells, widths, 44)

    def _others(self, values: Mapping[str, Computed]) -> None:
        self._heading(Message("register.page.others"))
        for key in _OTHERS:
            self._row(self.say(values[key].label), [self._value(values[key])], [10], 60)

    def _findings(self, report: RegisterReport, *, everything: bool) -> None:
        self._heading(Message("register.page.findings"))
        for rule in report.rules:
            found = [item for item in report.findings if item.rule == rule.rule]
            if found:
                self._rule(rule, found, len(found) if everything else SHOWN)
        quiet = [rule for rule in report.rules if not rule.arrangements]
        if quiet:
            names = "; ".join(f"{self.say(rule.title)} ({rule.rule})" for rule in quiet)
            self.page.lines.append("")
            self.page.level(Level.GREEN, self.say(Message("register.page.quiet", {"names": names})))

    def _rule(self, rule: RuleCount, found: Sequence[RegisterFinding], most: int) -> None:
        first = found[0]
        self.page.lines.append("")
        title = Message(
            "register.page.rule", {"title": rule.title, "rule": rule.rule, "number": rule.arrangements}
        )
        self.page.level(_LEVELS[rule.severity], self.say(title))
        self.page.text(", ".join(self._weight(first)), indent=2)
        for item in found[:most]:
            about = f"{item.title} ({item.arrangement}). {self.say(item.text)}"
            self.page.text(about, indent=2, mark="- ")
        if len(found) > most:
            self.page.text(self.say(Message("register.page.more", {"number": len(found) - most})), indent=4)
        self.page.text(self.say(first.action), indent=2, mark="→ ")

    def _weight(self, finding: RegisterFinding) -> Iterator[str]:
        yield self.say(Message(f"register.page.severity.{finding.severity.value}"))
        yield from finding.articles
        yield self.say(Message(f"register.page.certainty.{finding.certainty.value}"))
        if finding.unconfirmed:
            yield self.say(Message("register.page.unconfirmed"))

    def _problems(self, problems: Sequence[RegisterProblem], *, everything: bool) -> None:
        if not problems:
            return
        self._heading(Message("register.page.problems"))
        most = len(problems) if everything else SHOWN * 4
        for problem in problems[:most]:
            self.page.level(Level.AMBER, told(problem, self.language))
        if len(problems) > most:
            self.page.text(self.say(Message("register.page.more", {"number": len(problems) - most})))

    def _not_checkable(self, report: RegisterReport) -> None:
        self._heading(Message("register.page.not_checkable"))
        for item in report.not_checkable:
            article = f" ({', '.join(item.articles)})" if item.articles else ""
            about = f"{self.say(item.what)}{article}: {self.say(item.reason)}"
            self.page.text(about, mark="- ")
