"""Charts of the baseline as pages need them: picture, sentence and table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from vierkant_web.baseline.inputs import charts
from vierkant_web.templatetags.words import say

WIDTH = 900
"""Wider than drawn, so that the letters are as large as those of the page."""


def drawing(made: charts.Chart, name: str, src: str, spec: str) -> dict[str, Any]:
    """What ``components/chart.html`` needs for one chart."""
    return {
        "id": f"chart-{name}",
        "src": src,
        "spec": spec,
        "alt": made.spec["title"]["text"],
        "caption": " ".join(say(message) for message in made.summary),
        "source": gettext("CBS (Iv3 and population), register of arrangements; calculated by Vierkant"),
        "columns": [{"title": say(title), "number": place > 0} for place, title in enumerate(made.header)],
        "rows": made.rows,
        "width": WIDTH,
    }
