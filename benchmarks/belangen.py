"""The design of a key with sixteen partners: the 95th percentile of a change of the key, in a running site.

Every combination of sixteen partners is 65,536 costs; a change asks for the effect on all of them, growing in over
five years and growth included. `docs/methods/cost_sharing.md` has the methods.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import web

ROOT = Path(__file__).resolve().parent.parent
PARTNERS = 16
TARGET = 0.3
NAME = "Zestien deelnemers"
CHANGES = (
    ("effect of a key, 16 partners", "?gelijk=15&inwoners=25&inbreng=60"),
    ("effect of a key that does not hold, 16 partners", "?gelijk=100"),
    ("growing in over five years, 16 partners", "?gelijk=5&inbreng=95&jaren=5"),
    ("simplest key that holds, 16 partners", "?zoek=1&mee=gelijk&mee=inwoners&mee=inbreng&mee=rijksgeld"),
)
"""What is asked of the page; the search is a button, not a change, and has no promise."""


def sixteen() -> dict[str, Any]:
    """A dossier with sixteen partners of different size that share one task with a large fixed part."""
    partners, parts, inputs = [], {}, []
    for i in range(PARTNERS):
        name, size = f"deelnemer-{i}", 1.0 + (i * 7 % PARTNERS) / 4
        partners.append(
            {"id": name, "name": f"Gemeente {chr(65 + i)}", "residents": {"value": round(12_000 * size)}}
        )
        fte = round(6 * size**0.85, 2)
        parts[name] = {"own_fte": {"value": fte}, "cost_per_fte": {"value": 82_000}}
        inputs.append(
            {"partner": name, "growth": {"value": (i * 5 % 9 - 4) / 100}, "grant": {"value": 90_000 * size}}
        )
    return {
        "schema_version": 1,
        "cooperation": {"name": NAME, "kind": "intermunicipal"},
        "partners": partners,
        "tasks": [{"id": "belastingen", "name": "Belastingen", "taakveld": "0.61", "parts": parts}],
        "key_inputs": inputs,
    }


def fill() -> None:
    """Put the dossier in the database of this environment."""
    from vierkant.dossier import split
    from vierkant_web import actions
    from vierkant_web.actions import Part
    from vierkant_web.models import User, Visibility

    owner = User.objects.get(email="anna@voorbeeld.example")
    made = actions.create_cooperation(name=NAME, kind="intermunicipal", municipalities=[], by=owner)
    parts = [
        Part(section, partner, value, Visibility.SHARED)
        for (section, partner), value in split(sixteen()).items()
    ]
    actions.save_many(variant=made.variants.get(), parts=parts, by=owner)


def rows() -> Iterator[tuple[str, float, str, float | None]]:
    """(name, 95th percentile in seconds, unit, target) per change, two clients at the same time."""
    with tempfile.TemporaryDirectory() as folder:
        port = web._free_port()
        environment = {
            **os.environ,
            "VIERKANT_DATA": folder,
            "VIERKANT_PORT": str(port),
            "VIERKANT_EXAMPLE": "1",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        with (Path(folder) / "log").open("wb") as log:
            serve = [sys.executable, "-m", "vierkant_web.management.serve"]
            server = subprocess.Popen(serve, env=environment, stdout=log, stderr=log, cwd=ROOT)
            try:
                web._wait(port)
                made = [sys.executable, "-m", "benchmarks.belangen"]
                subprocess.run(made, env=environment, cwd=ROOT, check=True, stdout=log)
                yield from measured(f"http://127.0.0.1:{port}")
            finally:
                server.terminate()
                server.wait(timeout=30)


def measured(base: str) -> Iterator[tuple[str, float, str, float | None]]:
    """The changes on a site that runs."""
    clients = [web.Client(base) for _ in range(web.CLIENTS)]
    slug = web._slug(clients[0], "zestien")
    for place, (name, query) in enumerate(CHANGES):
        seconds = web._percentile(clients, f"/s/{slug}/belangen/sleutel/{query}")
        yield name, seconds, "s", TARGET if place < len(CHANGES) - 1 else None


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vierkant_web.settings")
    django.setup()
    fill()
