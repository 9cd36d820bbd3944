"""Finding the line of a problem in the text of a TOML file; a help for the reader, never needed for reading."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*(?:\"([^\"]+)\"|'([^']+)'|([A-Za-z0-9_-]+))\s*(?:[.=])")


def line_of(text: str, section: str | None, row: int | None, fields: tuple[str, ...]) -> int | None:
    """The 1-based line that comes nearest to ``section``, ``row``, ``fields``; None when the section is not there."""
    if section is None:
        return None
    best: int | None = None
    depth = -1
    seen = 0
    inside = False
    path: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            path = [part.strip().strip("\"'") for part in header.group(2).split(".")]
            if header.group(1) == "[[" and path == [section]:
                seen += 1
            inside = path[0] == section and (row is None or seen == row)
            candidate = path[1:]
        else:
            key = _KEY.match(line)
            if not key:
                continue
            name = next(group for group in key.groups() if group)
            if not path and name == section:
                return number if best is None else best
            candidate = [*path[1:], name]
        if inside and candidate == list(fields[: len(candidate)]) and len(candidate) > depth:
            best, depth = number, len(candidate)
    return best
