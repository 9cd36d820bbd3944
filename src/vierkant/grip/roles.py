"""Who is owner, client and contractor, and who holds two of these roles at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vierkant.grip.inputs import GripInput, Part, RoleHolder
from vierkant.grip.results import RoleCell, RoleDetail
from vierkant.quantities import Certainty, Finding, Level, Message
from vierkant.reference.forms import LegalForm

_NO_WORD = re.compile(r"[\W_]+")
SOURCE = "docs/methods/grip.md"


def same_holder(holder: str) -> str:
    """Two spellings of one function are the same: capitals, spaces and punctuation do not count."""
    return _NO_WORD.sub(" ", holder.casefold()).strip()


def _same(one: RoleHolder, other: RoleHolder) -> bool:
    """The same function of the same partner; a row that names no partner may be of any partner.

    The wethouder financiën of one municipality is somebody else than that of another.
    """
    equal = same_holder(one.holder) == same_holder(other.holder)
    return equal and (one.partner == other.partner or one.partner is None or other.partner is None)


def cells(given: GripInput) -> tuple[RoleCell, ...]:
    """The three roles, each with who holds it."""
    return tuple(_cell(given, role) for role in Part)


def _cell(given: GripInput, role: Part) -> RoleCell:
    rows = [row for row in given.roles if row.role is role]
    return RoleCell(
        role=role,
        name=Message(f"grip.role.{role.value}.name"),
        text=Message(f"grip.role.{role.value}.text"),
        holders=tuple(row.holder for row in rows),
        details=tuple(
            RoleDetail(
                holder=row.holder,
                partner=given.partners.get(row.partner, row.partner) if row.partner else None,
                about=row.about,
                also=_others(given.roles, row),
            )
            for row in rows
        ),
    )


def _others(rows: Sequence[RoleHolder], row: RoleHolder) -> tuple[Part, ...]:
    """The other roles of the same holder for the same work."""
    return tuple(
        part
        for part in Part
        if part is not row.role
        and any(other.role is part and _same(other, row) and _overlaps(other, row) for other in rows)
    )


def _overlaps(one: RoleHolder, other: RoleHolder) -> bool:
    """Whether both rows are about the same work; a row that names no work is about all of it."""
    if one.about is None or other.about is None:
        return True
    return same_holder(one.about) == same_holder(other.about)


def findings(given: GripInput) -> Iterator[Finding]:
    """One holder in two roles, roles without a holder, and a host that is client and contractor."""
    if not given.roles:
        yield _finding("no_roles", Level.UNKNOWN)
        return
    yield from _double(given.roles)
    for role in Part:
        if not any(row.role is role for row in given.roles):
            yield _finding(f"no_holder.{role.value}", Level.AMBER)
    if given.form is LegalForm.CENTRUMGEMEENTE:
        yield from _host(given)


def _double(rows: Sequence[RoleHolder]) -> Iterator[Finding]:
    """Every holder with more than one role, once."""
    told: list[RoleHolder] = []
    for row in rows:
        also = _others(rows, row)
        if not also or any(_same(row, earlier) for earlier in told):
            continue
        told.append(row)
        roles = [Message(f"grip.role.{part.value}.name") for part in Part if part is row.role or part in also]
        first, second = roles[0], roles[1]
        kind = "three" if len(roles) > 2 else "two"
        yield _finding(f"double_role.{kind}", Level.AMBER, holder=row.holder, first=first, second=second)


def _host(given: GripInput) -> Iterator[Finding]:
    """In a centrumregeling the municipality that delivers is the host."""
    hosts = {row.partner for row in given.roles if row.role is Part.CONTRACTOR and row.partner}
    clients = {row.partner for row in given.roles if row.role is Part.CLIENT and row.partner}
    for host in sorted(hosts & clients):
        only = clients == {host}
        kind = "host_is_only_client" if only else "host_is_client"
        yield _finding(kind, Level.AMBER, host=given.partners.get(host, host))


def _finding(name: str, level: Level, **arguments: str | Message) -> Finding:
    return Finding(
        id=f"grip.{name}",
        level=level,
        text=Message(f"grip.finding.{name}", arguments),
        action=Message(f"grip.action.{name}", arguments),
        source=SOURCE,
        # The literature on cooperation says so; no act does.
        certainty=Certainty.MEDIUM,
    )
