"""Put cooperations in the database for the web benchmark: the real case again and again, under another name."""

from __future__ import annotations

import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent


def main(number: int) -> None:
    from vierkant.dossier import load, split, to_plain_dossier
    from vierkant.reference import municipalities
    from vierkant_web import actions
    from vierkant_web.actions import Part
    from vierkant_web.models import Cooperation, Section, User, Visibility

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
    print(Cooperation.objects.count(), "cooperations")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vierkant_web.settings")
    django.setup()
    main(int(sys.argv[1]))
