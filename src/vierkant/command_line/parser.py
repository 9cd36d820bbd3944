"""What can be typed on the command line, and what is said when it is typed wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn

from vierkant.command_line.words import Language, say

MINIMUM_DRAWS, MAXIMUM_DRAWS = 100, 10_000_000

_COMPLAINTS = (
    (re.compile(r"the following arguments are required: (?P<names>.*)"), "usage.required"),
    (re.compile(r"unrecognized arguments: (?P<names>.*)"), "usage.unknown"),
    (
        re.compile(
            r"argument (?P<name>.*?): invalid choice: '?(?P<found>.*?)'? \(choose from (?P<choices>.*)\)"
        ),
        "usage.choice",
    ),
    (re.compile(r"argument (?P<name>.*?): expected one argument"), "usage.value"),
    (re.compile(r"argument (?P<name>.*?): (?P<reason>.*)"), "usage.argument"),
)
"""What argparse says, in English only, and the sentence of ours that says it in either language."""


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the language of the user."""

    def __init__(self, language: Language = "nl", **options: Any) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(prog, language),
            **options,
        )
        self.language: Language = language
        self._positionals.title = say("help.arguments", language)
        self._optionals.title = say("help.options", language)
        self.add_argument("-h", "--help", action="help", help=say("help.help", language))

    def error(self, message: str) -> NoReturn:
        """Usage on stderr, exit status 2."""
        for pattern, name in _COMPLAINTS:
            match = pattern.fullmatch(message)
            if match:
                found = {key: value.replace("'", "") for key, value in match.groupdict().items()}
                message = say(name, self.language, **found)
                break
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog, max_help_position=26)
        self.language: Language = language

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, f"{say('help.usage', self.language)} ")

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        # The list of commands starts with a line that only repeats its title.
        return text.partition("\n")[2] if isinstance(action, argparse._SubParsersAction) else text

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return argparse.HelpFormatter._fill_text(self, text, width, indent)


def build(language: Language, version: str) -> Parser:
    """The parser of the whole command line."""
    parser = Parser(
        language,
        prog="vierkant",
        description=say("help.program", language),
        epilog=say("help.example", language),
    )
    parser.add_argument("--version", action="version", version=version, help=say("help.version", language))
    _language(parser, language)
    commands = parser.add_subparsers(
        title=say("help.commands", language),
        metavar="COMMAND",
        dest="command",
        required=False,
        parser_class=Parser,
        prog=parser.prog,
    )

    def command(name: str) -> Parser:
        made: Parser = commands.add_parser(
            name,
            help=say(f"help.{name}", language),
            description=say(f"help.{name}_more", language),
            language=language,
        )
        _language(made, language)
        return made

    _assess(command("assess"), language)
    command("check").add_argument("file", metavar="FILE", help=say("help.file", language))
    schema = command("schema")
    schema.add_argument("--parameters", action="store_true", help=say("help.parameters", language))
    convert = command("convert")
    convert.add_argument("file", metavar="FILE", help=say("help.file", language))
    convert.add_argument("out", metavar="OUT", help=say("help.out", language))
    convert.add_argument("--force", action="store_true", help=say("help.force", language))
    phases = command("phases")
    phases.add_argument(
        "action", metavar="check", choices=("check",), help=say("help.phases_action", language)
    )
    phases.add_argument("file", metavar="FILE", help=say("help.phases_file", language))
    _register(command("register"), language)
    _lessons(command("lessons"), language)
    _reference(command("reference"), language)
    _seal(command("seal"), language)
    _compare(command("compare"), language)
    return parser


def _language(parser: Parser, language: Language) -> None:
    parser.add_argument(
        "--language", choices=("nl", "en"), default=language, help=say("help.language", language)
    )


def _lessons(parser: Parser, language: Language) -> None:
    parser.add_argument(
        "action", metavar="near|check", choices=("near", "check"), help=say("help.lessons_action", language)
    )
    parser.add_argument("file", metavar="FILE", help=say("help.lessons_file", language))
    parser.add_argument("--json", action="store_true", help=say("help.register_json", language))


def _register(parser: Parser, language: Language) -> None:
    parser.add_argument(
        "action", metavar="check", choices=("check",), help=say("help.register_action", language)
    )
    parser.add_argument("file", metavar="FILE", help=say("help.register_file", language))
    parser.add_argument("--on", metavar="DATE", type=_day(language), help=say("help.on", language))
    parser.add_argument("--all", action="store_true", help=say("help.all", language))
    parser.add_argument("--json", action="store_true", help=say("help.register_json", language))


def _reference(parser: Parser, language: Language) -> None:
    def year(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(say("usage.whole", language, found=text[:40])) from None
        return number

    actions = ("list", "build", "update")
    parser.add_argument(
        "action", metavar="ACTION", choices=actions, help=say("help.reference_action", language)
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help=say("help.reference_folder", language))
    parser.add_argument("--out", metavar="FOLDER", help=say("help.reference_out", language))
    parser.add_argument(
        "--year", metavar="YEAR", type=year, action="append", help=say("help.reference_year", language)
    )
    parser.add_argument("--all", action="store_true", help=say("help.reference_all", language))
    parser.add_argument("--json", action="store_true", help=say("help.register_json", language))


def _seal(parser: Parser, language: Language) -> None:
    bodies = ("councils", "municipal_executives", "board", "management")
    parser.add_argument("file", metavar="FILE", help=say("help.file", language))
    parser.add_argument("out", metavar="OUT", help=say("help.seal_out", language))
    parser.add_argument("--on", metavar="DATE", type=_day(language), help=say("help.seal_on", language))
    parser.add_argument(
        "--decided-by", choices=bodies, default="councils", help=say("help.decided_by", language)
    )
    parser.add_argument("--force", action="store_true", help=say("help.force", language))
    _numbers(parser, language)


def _compare(parser: Parser, language: Language) -> None:
    parser.add_argument("seal", metavar="SEAL", help=say("help.compare_seal", language))
    parser.add_argument("file", metavar="FILE", help=say("help.file", language))
    parser.add_argument("--json", action="store_true", help=say("help.register_json", language))


def _day(language: Language) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(say("usage.date", language, found=text)) from None

    return read


def _assess(parser: Parser, language: Language) -> None:
    parser.add_argument("file", metavar="FILE", help=say("help.file", language))
    parser.add_argument("--json", action="store_true", help=say("help.json", language))
    parser.add_argument("--pdf", metavar="OUT", help=say("help.pdf", language))
    _numbers(parser, language)
    parser.add_argument("--today", metavar="DATE", type=_day(language), help=say("help.today", language))


def _numbers(parser: Parser, language: Language) -> None:
    """Seed and number of draws."""

    def whole(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(say("usage.whole", language, found=text[:40])) from None

    def draws(text: str) -> int:
        number = whole(text)
        if not MINIMUM_DRAWS <= number <= MAXIMUM_DRAWS:
            raise argparse.ArgumentTypeError(say("usage.draws", language, found=text))
        return number

    def seed(text: str) -> int:
        number = whole(text)
        if number < 0:
            raise argparse.ArgumentTypeError(say("usage.seed", language))
        return number

    parser.add_argument("--seed", metavar="N", type=seed, default=0, help=say("help.seed", language))
    parser.add_argument("--draws", metavar="N", type=draws, default=100_000, help=say("help.draws", language))
