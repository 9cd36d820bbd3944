"""The command that does the work of the worker once, and differences that go over into the dossier."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from tests.web.conftest import Cast
from tests.web.survey.on_disk import Site, database_file
from tests.web.survey.waves import AFTER

from vierkant_web import actions
from vierkant_web.models import Section, SectionRevision, Wave


def test_the_command_closes_what_is_due(answered: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    out = StringIO()
    with database_file(answered.path):
        call_command("keep_waves", stdout=out)
        assert Wave.objects.get().is_anonymous
    assert out.getvalue() == "nothing is left to destroy\n"


def test_differences_go_over_once(cast: Cast) -> None:
    own = {"id": "regels", "name": "Zelf gezien", "answer": "measure"}
    actions.save_section(
        variant=cast.variant, section=Section.DIFFERENCES, content=[own], based_on=0, by=cast.anna
    )
    found = [
        {"id": "regels", "found": "culture.rules.hillegom.lisse", "name": "Regels", "answer": "measure"},
        {"id": "tempo", "found": "culture.pace.hillegom.lisse", "name": "Tempo", "answer": "measure"},
    ]
    revision, added = actions.append_differences(variant=cast.variant, rows=found, by=cast.anna)
    assert revision is not None
    assert added == 2
    assert [row["id"] for row in revision.content] == ["regels", "regels-2", "tempo"]
    assert actions.append_differences(variant=cast.variant, rows=found, by=cast.anna) == (revision, 0)
    with pytest.raises(PermissionDenied):
        actions.append_differences(variant=cast.variant, rows=[{**found[0], "found": "x"}], by=cast.daan)
    assert SectionRevision.objects.filter(section=Section.DIFFERENCES).count() == 2
