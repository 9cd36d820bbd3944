"""Charts as pictures: a Vega-Lite specification drawn on the server, so that a page needs no script."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources
from typing import Any

MOST_DRAWINGS = 128
"""Drawings that a process keeps, some 20 kB each; the cache that all processes share is asked first."""


@cache
def _converter() -> Any:
    # Imported at the first chart: it takes half a second, and most processes never draw one.
    import vl_convert

    vl_convert.register_font_directory(str(resources.files("vierkant.documents").joinpath("fonts")))
    return vl_convert


def picture(spec: dict[str, Any]) -> str:
    """The SVG of a Vega-Lite specification.

    Raises:
        ValueError: the specification cannot be drawn; a fault in our code.
    """
    return _drawing(json.dumps(spec))


@lru_cache(maxsize=MOST_DRAWINGS)
def _drawing(spec: str) -> str:
    svg: str = _converter().vegalite_to_svg(json.loads(spec), vl_version="6.4")
    # A picture cannot use the font of the page: without a fallback a browser takes a serif.
    return svg.replace('font-family="Noto Sans"', 'font-family="Noto Sans, Arial, Helvetica, sans-serif"')
