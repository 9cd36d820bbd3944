"""Opens a wave in a running trial and prints one code: ``python -m tests.journeys.seed_wave``."""

from __future__ import annotations

import json
import secrets

import django


def main() -> None:
    """A cooperation of its own, of somebody of its own, so that no other journey meets it."""
    django.setup()
    from datetime import timedelta

    from django.utils import timezone
    from tests.web.answering.waves import setup

    from vierkant.survey.codes import new_code
    from vierkant_web import actions
    from vierkant_web.models import Kind, Wave, WaveState

    email = f"wave-{secrets.token_hex(4)}@voorbeeld.example"
    by = actions.create_account(email=email, name="Wende", password=secrets.token_hex(8), verified=True)
    towns = [("GM0534", "Hillegom"), ("GM0553", "Lisse"), ("GM1525", "Teylingen")]
    cooperation = actions.create_cooperation(
        name="Meting", kind=Kind.INTERMUNICIPAL, municipalities=towns, by=by
    )
    now = timezone.now()
    plain = setup(now - timedelta(days=1), now + timedelta(days=14))
    wave = actions.create_wave(cooperation=cooperation, setup=plain, by=by)
    codes = actions.make_codes(wave=wave, new_code=new_code, by=by)
    # Signing has its own tests; here somebody answers.
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.OPEN)
    print(json.dumps(codes["lisse-balie"][0]))


if __name__ == "__main__":
    main()
