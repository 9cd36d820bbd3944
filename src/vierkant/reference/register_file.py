"""Reads the official export of the Register van Overheidsorganisaties as a stream, element by element.

Names are matched without their namespace, because the version in it changes often; versions 2.6.3 and 2.6.9 are
known. People (``functies``) are skipped before anything of them is kept. See ``docs/methods/register.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from xml.parsers import expat

from vierkant.quantities import Message
from vierkant.reference.organisation_types import Organisation
from vierkant.reference.organisations import READ_OF_ORGANISATION, organisation_of
from vierkant.reference.register import Arrangement, Register, RegisterProblem
from vierkant.reference.register_problems import record_problem, refused
from vierkant.reference.register_records import Element, arrangement_of, day_of
from vierkant.reference.register_unpack import pieces

KNOWN_SCHEMAS = ("2.6.3", "2.6.9")
"""Versions whose structure was seen: the schema of 3 May 2023, and the export of May 2026."""

MOST_RECORDS = 50_000
MOST_ELEMENTS = 50_000
"""In one record; the largest arrangement of 2026 has under a thousand."""
MOST_CHARACTERS = 5_000_000
"""In one record."""
DEEPEST = 20
"""Elements within each other in one record; the schema goes to eight."""

_ROOT = "overheidsorganisaties"
_SECTIONS: Mapping[str, str] = {
    "organisaties": "organisatie",
    "gemeenschappelijkeRegelingen": "regeling",
    "gemeenschappelijkeRegelingenGrensoverschrijdend": "regeling",
}
_SKIPPED = frozenset(
    {"adressen", "contact", "functies", "instellingsbesluiten", "types", "wettelijkeGrondslagen", "woo"}
)
"""Parts of an arrangement that nothing here needs, or that may name people."""

_NAMED_BY_OTHERS = frozenset({"partijen"})
"""Of the council only the number of seats is read."""

_SCHEMA = re.compile(r"/export/(\d+(?:\.\d+)+)/?$")
_BROKEN: Mapping[int, str] = {
    3: "unfinished",
    5: "unfinished",
    6: "unfinished",
    7: "tags",
    9: "junk",
    11: "entity",
    18: "encoding",
    19: "encoding",
}
"""Error codes of expat with a reason of our own; the others are "broken"."""


def read_register(source: Path | bytes | BinaryIO, *, name: str) -> Register:
    """Read an export: XML, or XML packed as .gz or .zip.

    A record that is not right is told in ``problems`` and kept as far as it can be read; the others are not harmed.

    Args:
        source: the path of the file, its bytes, or a file opened for reading bytes that can go back to its start.
        name: what to call the file in messages.

    Raises:
        RegisterError: the file as a whole cannot be read: not XML, another kind of XML, broken, with a DOCTYPE,
            cut off, or larger than any export can be.
    """
    reader = _Reader(name)
    return reader.read(pieces(source, name=name))


class _Reader:
    """Builds one record at a time and turns it into an arrangement when its element ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._local: dict[str, str] = {}
        self._depth = 0
        self._skipping = 0
        self._section = ""
        self._open: list[Element] = []
        self._elements = self._characters = 0
        self._schema: str | None = None
        self._made_on: date | None = None
        self._organisations: list[Organisation] = []
        self._ended: dict[str, date] = {}
        self._arrangements: dict[str, Arrangement] = {}
        self._problems: list[RegisterProblem] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def read(self, parts: Iterable[bytes]) -> Register:
        try:
            for part in parts:
                self._parser.Parse(part, False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise refused(
                _BROKEN.get(error.code, "broken"),
                self._name,
                line=error.lineno,
                read=len(self._arrangements),
                arguments={"column": error.offset + 1},
            ) from None
        except (LookupError, ValueError):
            # pyexpat asks Python for encodings it does not know itself.
            raise refused("encoding", self._name, line=1, arguments={"column": 1}) from None
        return Register(
            name=self._name,
            schema=self._schema,
            made_on=self._made_on,
            arrangements=tuple(self._arrangements.values()),
            problems=tuple(self._problems),
            notices=self._notices(),
            ended=MappingProxyType(self._ended),
            organisations=tuple(self._organisations),
        )

    def _notices(self) -> tuple[Message, ...]:
        notices = []
        if self._schema is None:
            notices.append(Message("register.notice.no_schema", {"known": ", ".join(KNOWN_SCHEMAS)}))
        elif self._schema not in KNOWN_SCHEMAS:
            known = {"found": self._schema, "known": ", ".join(KNOWN_SCHEMAS)}
            notices.append(Message("register.notice.schema", known))
        if not self._arrangements:
            notices.append(Message("register.notice.no_arrangements", {"number": len(self._organisations)}))
        return tuple(notices)

    def _doctype(self, *_: object) -> None:
        raise refused("doctype", self._name, line=self._parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skipping:
            self._skipping += 1
            return
        local = self._local.get(tag) or self._local.setdefault(tag, tag.rpartition(":")[2])
        if self._open:
            self._inside(local, attributes)
        elif self._depth == 0:
            self._root(local, tag, attributes)
        elif self._depth == 1:
            self._section = local
            self._skipping = 0 if local in _SECTIONS else 1
        elif local == _SECTIONS[self._section]:
            self._elements = self._characters = 0
            self._open.append(Element(local, attributes, self._parser.CurrentLineNumber))
        else:
            self._skipping = 1
        if not self._open and not self._skipping:
            self._depth += 1

    def _inside(self, local: str, attributes: dict[str, str]) -> None:
        """An element within a record; of an organisation only what stands directly under it."""
        parent = self._open[-1]
        # A date of ending, or a name, deeper in an organisation belongs to somebody who left: only these parts.
        if self._open[0].name == "organisatie":
            wanted = len(self._open) > 1 or local in READ_OF_ORGANISATION
            wanted = wanted and local not in _NAMED_BY_OTHERS
        else:
            wanted = local not in _SKIPPED
        if not wanted:
            self._skipping = 1
            return
        self._elements += 1
        if self._elements > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise refused("record_too_large", self._name, line=self._parser.CurrentLineNumber)
        element = Element(local, attributes, 0)
        parent.children.append(element)
        self._open.append(element)

    def _root(self, local: str, tag: str, attributes: Mapping[str, str]) -> None:
        if local != _ROOT:
            raise refused(
                "wrong_xml", self._name, line=self._parser.CurrentLineNumber, arguments={"root": local[:60]}
            )
        prefix = tag.rpartition(":")[0]
        space = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
        found = _SCHEMA.search(space)
        self._schema = found.group(1) if found else None
        stamps = [value for key, value in attributes.items() if key.rpartition(":")[2] == "timestamp"]
        self._made_on = day_of(stamps[0]) if stamps else None

    def _end(self, tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif len(self._open) > 1:
            self._open.pop()
        elif self._open:
            self._record(self._open.pop())
        else:
            self._depth -= 1

    def _text(self, text: str) -> None:
        if self._open and not self._skipping:
            self._characters += len(text)
            if self._characters > MOST_CHARACTERS:
                raise refused("record_too_large", self._name, line=self._parser.CurrentLineNumber)
            self._open[-1].text.append(text)

    def _organisation(self, found: Organisation, line: int) -> None:
        if len(self._organisations) >= MOST_RECORDS:
            raise refused("too_many", self._name, line=line, arguments={"most": MOST_RECORDS})
        self._organisations.append(found)
        if found.ended_on is not None and found.code is not None:
            self._ended[found.code] = found.ended_on

    def _record(self, element: Element) -> None:
        if element.name == "organisatie":
            self._organisation(organisation_of(element), element.line)
            return
        cross_border = self._section.endswith("Grensoverschrijdend")
        found, problems = arrangement_of(element, cross_border=cross_border)
        self._problems.extend(problems)
        if found is None:
            return
        known = self._arrangements.get(found.id)
        if known is not None:
            self._problems.append(
                record_problem(
                    "duplicate",
                    line=found.line,
                    record=found.id,
                    title=found.name,
                    arguments={"record": found.id, "first": known.line},
                )
            )
            return
        if len(self._arrangements) >= MOST_RECORDS:
            raise refused("too_many", self._name, line=found.line, arguments={"most": MOST_RECORDS})
        self._arrangements[found.id] = found
