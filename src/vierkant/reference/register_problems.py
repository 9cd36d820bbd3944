"""What is said about a file of the register, or a record in it, that is not right."""

from __future__ import annotations

from collections.abc import Mapping

from vierkant.quantities import Message, MessageArgument
from vierkant.reference.register import RegisterError, RegisterProblem


def refused(
    kind: str,
    name: str,
    *,
    line: int | None = None,
    read: int | None = None,
    arguments: Mapping[str, MessageArgument] | None = None,
) -> RegisterError:
    """The error that says why the file as a whole cannot be read; nothing of it is used.

    Args:
        kind: a table under ``[file]`` in ``locale/register.toml``.
        name: of the file, for people.
        line: where it stopped.
        read: how many arrangements stood before that line.
        arguments: what the sentences of the kind need besides.
    """
    given = dict(arguments or {})
    return RegisterError(
        RegisterProblem(
            what=Message(f"register.file.{kind}.what", given),
            where=_place(name, line, read),
            why=Message(f"register.file.{kind}.why", given),
            action=Message(f"register.file.{kind}.action", given),
            line=line,
        )
    )


def _place(name: str, line: int | None, read: int | None) -> Message:
    if line is None:
        return Message("register.where.file", {"file": name})
    if not read:
        return Message("register.where.line", {"file": name, "line": line})
    return Message("register.where.line_after", {"file": name, "line": line, "read": read})


def record_problem(
    kind: str, *, line: int, record: str | None, title: str, arguments: Mapping[str, MessageArgument]
) -> RegisterProblem:
    """What is wrong with one record; the others are read all the same.

    Args:
        kind: a table under ``[record]`` in ``locale/register.toml``.
        line: of the record in the file.
        record: its number in the register, when it has one.
        title: of the arrangement, empty when it has none.
        arguments: what the sentences of the kind need.
    """
    where = "record_named" if title else "record"
    return RegisterProblem(
        what=Message(f"register.record.{kind}.what", arguments),
        where=Message(f"register.where.{where}", {"line": line, "record": record or "–", "title": title}),
        why=Message(f"register.record.{kind}.why", arguments),
        action=Message(f"register.record.{kind}.action", arguments),
        line=line,
        record=record,
    )
