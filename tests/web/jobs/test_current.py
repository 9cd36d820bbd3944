"""The assessment that a page reads belongs to what its visitor may see."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from vierkant_web.actions import save_section
from vierkant_web.jobs.current import current_assessment, visible_plain
from vierkant_web.models import Run, RunState
from vierkant_web.permissions import Visit, visit

pytestmark = pytest.mark.django_db


def place(cast, user) -> Visit:  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/")
    request.user = user
    return visit(request, cast.cooperation.slug)


@pytest.mark.parametrize("audience", ["partner:lisse", "partner:teylingen"])
def test_nobody_reads_for_another_audience(cast, audience: str) -> None:  # type: ignore[no-untyped-def]
    own = place(cast, cast.bram)
    for read in (visible_plain, current_assessment):
        with pytest.raises(PermissionDenied):
            read(own, audience)


def test_asking_twice_gives_one_run_and_a_failed_one_waits_for_a_person(cast) -> None:  # type: ignore[no-untyped-def]
    save_section(
        variant=cast.variant, section="cooperation", content={"name": "Samen"}, based_on=0, by=cast.anna
    )
    own = place(cast, cast.anna)
    first = current_assessment(own)
    assert first.state == RunState.WAITING
    assert current_assessment(own).run == first.run
    assert first.run is not None
    Run.objects.filter(pk=first.run.pk).update(state=RunState.FAILED)
    assert current_assessment(own).state == RunState.FAILED
    assert current_assessment(own, again=True).state == RunState.WAITING
