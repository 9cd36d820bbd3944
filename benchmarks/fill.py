"""Put cooperations in the database for the web benchmark: the real case again and again, under another name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent


def main(number: int) -> None:
    from vierkant.dossier import load, split, to_plain_dossier
    from vierkant.reference import municipalities
    from vierkant_web import actions
    from vierkant_web.actions import Part
    from vierkant_web.models import FILLED_IN_ALONE, Cooperation, Section, User, Visibility

    owner = User.objects.get(email="anna@voorbeeld.example")
    plain = to_plain_dossier(load(ROOT / "examples" / "hltsamen.toml"))
    towns = municipalities()
    for index in range(number - Cooperation.objects.count()):
        trio = [towns[(index * 3 + step) % len(towns)] for step in range(3)]
        name = f"Samenwerking {trio[0].name}, {trio[1].name} en {trio[2].name} {index}"
        cooperation = actions.create_cooperation(
            name=name,
            kind="intermunicipal",
            municipalities=[(town.code, town.name) for town in trio],
            by=owner,
        )
        content = {**plain, "cooperation": {**plain["cooperation"], "name": name}}
        parts = [
            Part(section, partner, value, Visibility.SHARED)
            for (section, partner), value in split(content).items()
            if section in Section.values
        ]
        actions.save_many(variant=cooperation.variants.get(), parts=parts, by=owner)
    plain = to_plain_dossier(load(ROOT / "examples" / "vergunningen.toml"))
    large = actions.create_cooperation(name=LARGE, kind="intermunicipal", municipalities=[], by=owner)
    parts = [
        Part(section, partner, value, Visibility.SHARED)
        for (section, partner), value in split(with_groups(plain, 200)).items()
        if section in Section.values and section not in FILLED_IN_ALONE
    ]
    actions.save_many(variant=large.variants.get(), parts=parts, by=owner)
    print(Cooperation.objects.count(), "cooperations")


LARGE = "Tweehonderd groepen"
"""The name of a cooperation in which many groups change."""


def with_groups(plain: dict[str, Any], number: int) -> dict[str, Any]:
    """The dossier with its groups, cards, scores and lines again and again under other keys, up to ``number``."""
    rows: dict[str, list[Any]] = {name: [] for name in ("people", "impact", "lead_scores", "crosswalk")}
    for index in range(number):
        group = plain["people"][index % len(plain["people"])]
        key = f"{group['id']}-{index}"
        rows["people"].append({**group, "id": key, "name": f"{group['name']} {index}"})
        for name in ("impact", "lead_scores"):
            rows[name] += [{**row, "id": key} for row in plain[name] if row["id"] == group["id"]]
        rows["crosswalk"] += [
            {**row, "id": f"{row['id']}-{index}", "group": key}
            for row in plain["crosswalk"]
            if row["group"] == group["id"]
        ]
    kept = {"cooperation", "partners", "tasks", "functions", "change_plan", "schema_version"}
    shared = [row for row in plain["ledger"] if "group" not in row]
    return {**{name: plain[name] for name in kept if name in plain}, **rows, "ledger": shared}


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vierkant_web.settings")
    django.setup()
    main(int(sys.argv[1]))
