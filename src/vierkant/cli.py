"""The entry of the command line: ``vierkant assess dossier.toml``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from vierkant import __version__
from vierkant.command_line.parser import build
from vierkant.command_line.words import preferred_language, say

INTERRUPTED = 130
"""What a shell gives a command that was stopped with Ctrl-C: 128 plus the number of the signal."""

PIPE_CLOSED = 141
"""The same for a reader that went away, as with ``| head``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit status: 0 well, 1 a fault in a file, 2 a fault in what was typed."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = preferred_language(given)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a symbol shows a question mark, and the words still say it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        options = build(language, __version__).parse_args(given)
        if options.command is None:
            build(language, __version__).print_help()
            return 2
        status = _run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print(f"\n{say('fault.stopped', language)}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_output()
        return PIPE_CLOSED
    except OSError as error:
        # A full disk behind ``> file``; reading and writing dossiers have their own words.
        _give_up_output()
        print(say("fault.output", language, reason=error.strerror or type(error).__name__), file=sys.stderr)
        return 1
    return status


def _run(options: argparse.Namespace) -> int:
    # Only now: the dossier and what reads it take longer to load than the help may. The register needs none of it.
    if options.command == "register":
        from vierkant.command_line.register import check_register_file

        return check_register_file(options, options.language)
    if options.command == "reference":
        from vierkant.command_line.reference import run_reference

        return run_reference(options, options.language)
    if os.environ.get("VIERKANT_REFERENCE", "").strip():
        from vierkant.command_line.reference import own_tables_are_broken

        if own_tables_are_broken(options.language):
            return 1
    from vierkant.command_line.commands import run

    return run(options)


def _give_up_output() -> None:
    """Python flushes once more at exit; there must be something to flush to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
