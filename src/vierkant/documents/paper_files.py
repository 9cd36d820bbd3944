"""Office files without the time of writing: the engine has no clock, and equal papers give equal bytes."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold; people paste it from other programs."""


def timeless(content: bytes, today: date) -> bytes:
    """The same zip file with the day of the paper as its time everywhere."""
    stream = BytesIO()
    day = f"{today.isoformat()}T00:00:00Z".encode()
    with ZipFile(BytesIO(content)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            part = source.read(item)
            if item.filename == "docProps/core.xml":
                part = _TIMES.sub(rb"\g<1>" + day + rb"\g<3>", part)
            entry = ZipInfo(item.filename)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, part)
    return stream.getvalue()


def storable(text: str) -> str:
    """The text without characters that an Office file cannot hold."""
    return _FORBIDDEN.sub("", text)
