"""The ledger: everything that was ever released in this cooperation, append-only, each entry chained to the last.

It holds cells, how many people were behind each group, and what was published; never an answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from hashlib import sha256
from typing import Any

from vierkant.privacy.disclosable import SEAL, Disclosable, Seal
from vierkant.privacy.rules import Reason
from vierkant.quantities import Message, to_plain

KINDS = frozenset({"wave", "cell", "derived"})
START = "0" * 64
"""What the first entry is chained to."""


class LedgerError(ValueError):
    """The ledger was changed after it was written; ``problem`` says where."""

    def __init__(self, problem: Message) -> None:
        super().__init__(f"{problem.id} {dict(problem.arguments)}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was released.

    Attributes:
        number: from 1.
        kind: ``wave`` (the groups and how many answered), ``cell`` or ``derived``.
        wave: of which.
        body: what it holds, plain JSON.
        before: digest of the entry before.
        digest: of all the above.
    """

    number: int
    kind: str
    wave: str
    body: Mapping[str, Any]
    before: str
    digest: str

    def to_plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "number": self.number,
            "kind": self.kind,
            "wave": self.wave,
            "body": to_plain(self.body),
            "before": self.before,
            "digest": self.digest,
        }


def _digest(number: int, kind: str, wave: str, body: Mapping[str, Any], before: str) -> str:
    text = json.dumps([number, kind, wave, body, before], sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries, oldest first; `append` gives a new ledger and leaves this one as it is.

    Raises:
        LedgerError: the entries are not a chain.
    """

    entries: tuple[Entry, ...] = ()
    seal: InitVar[Seal | None] = None

    def __post_init__(self, seal: Seal | None) -> None:
        if seal is not SEAL:
            verified([entry.to_plain() for entry in self.entries])

    @classmethod
    def empty(cls) -> Ledger:
        """A ledger of a cooperation in which nothing was released yet."""
        return cls()

    @classmethod
    def from_plain(cls, rows: Sequence[Mapping[str, Any]]) -> Ledger:
        """Read a stored ledger and verify the chain.

        Raises:
            LedgerError: an entry was changed, removed, added or moved; says which is the first.
        """
        return cls(verified(rows), SEAL)

    def to_plain(self) -> list[dict[str, Any]]:
        """As JSON values, to be stored."""
        return [entry.to_plain() for entry in self.entries]

    @property
    def digest(self) -> str:
        """Of the last entry; who keeps it elsewhere can see that no entry was cut off at the end."""
        return self.entries[-1].digest if self.entries else START

    def append(self, kind: str, wave: str, bodies: Iterable[Mapping[str, Any]], *, seal: Seal) -> Ledger:
        """A ledger with these entries added; only the release controller may.

        Raises:
            TypeError: without the seal of the controller.
        """
        if seal is not SEAL:
            raise TypeError("only the release controller writes in the ledger")
        entries, before = list(self.entries), self.digest
        for body in bodies:
            number, plain = len(entries) + 1, to_plain(body)
            digest = _digest(number, kind, wave, plain, before)
            entries.append(Entry(number, kind, wave, plain, before, digest))
            before = digest
        return Ledger(tuple(entries), SEAL)

    @property
    def waves(self) -> tuple[str, ...]:
        """In which something was released, oldest first."""
        return tuple(dict.fromkeys(entry.wave for entry in self.entries))


def verified(rows: Sequence[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """Rows as entries, when they are a chain.

    Raises:
        LedgerError: they are not; says where it breaks first.
    """
    entries: list[Entry] = []
    for number, row in enumerate(rows, start=1):
        entries.append(_verified(number, row, entries[-1].digest if entries else START))
    return tuple(entries)


def _verified(number: int, row: Mapping[str, Any], before: str) -> Entry:
    try:
        entry = Entry(row["number"], row["kind"], row["wave"], row["body"], row["before"], row["digest"])
        made = _digest(entry.number, entry.kind, entry.wave, entry.body, entry.before)
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(Message("privacy.ledger.unreadable", {"number": number})) from error
    if made != entry.digest or entry.kind not in KINDS:
        raise LedgerError(Message("privacy.ledger.changed", {"number": number}))
    if entry.number != number or entry.before != before:
        raise LedgerError(Message("privacy.ledger.moved", {"number": number}))
    return entry


def disclosed(ledger: Ledger, wave: str | None = None) -> Mapping[str, Disclosable[Any]]:
    """What stands in the ledger: the only way from storage to a page.

    Args:
        ledger: read with `Ledger.from_plain`, which verifies it.
        wave: only this wave, by key of cell or statistic. None: all waves, by ``<wave>/<key>``.
    """
    found: dict[str, Disclosable[Any]] = {}
    for entry in ledger.entries:
        if entry.kind == "wave" or (wave is not None and entry.wave != wave):
            continue
        key = str(entry.body["key"])
        name = key if wave is not None else f"{entry.wave}/{key}"
        found[name] = Disclosable(key, entry.body["content"], entry.wave, seal=SEAL)
    return found


def withheld(ledger: Ledger, wave: str) -> Mapping[str, Reason]:
    """The planned cells and statistics of a wave that may not be shown, each with its reason."""
    found: dict[str, Reason] = {}
    for entry in ledger.entries:
        if entry.wave == wave and entry.kind == "wave":
            found |= {key: Reason(reason) for key, reason in entry.body["withheld"].items()}
    shown = {str(e.body["key"]) for e in ledger.entries if e.wave == wave and e.kind != "wave"}
    return {key: reason for key, reason in found.items() if key not in shown}
