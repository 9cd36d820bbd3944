"""Everybody who has a role in a wave; and a site on disk with an open wave that people answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker
from tests.web.conftest import Cast, make_cast
from tests.web.survey import on_disk
from tests.web.survey.waves import Crew, fill_in, make_crew, open_wave

from vierkant_web.models import WaveCode, WaveSecret


@pytest.fixture
def crew(cast: Cast) -> Crew:
    """The cast with the roles of a wave."""
    return make_crew(cast)


@pytest.fixture(scope="package")
def built_sites(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, on_disk.Site]:
    """Two files: one with the crew alone, one with an open wave that most people answered."""
    folder = tmp_path_factory.mktemp("sites")
    with django_db_blocker.unblock():
        crew_only = on_disk.Site(folder / "crew.sqlite3", {}, {})
        on_disk.empty_site(crew_only.path)
        with on_disk.database_file(crew_only.path):
            crew = make_crew(make_cast())
        path = folder / "answered.sqlite3"
        shutil.copy(crew_only.path, path)
        with on_disk.database_file(path):
            wave, codes = open_wave(crew)
            fill_in(wave, codes, text="Meer tijd om te oefenen")
            secrets = on_disk.secrets_of(codes, WaveCode.objects.all(), WaveSecret.objects.get())
    return {"crew": crew_only, "answered": on_disk.Site(path, codes, secrets)}


def _copy(site: on_disk.Site, folder: Path) -> on_disk.Site:
    path = folder / "site.sqlite3"
    shutil.copy(site.path, path)
    return on_disk.Site(path, site.codes, site.secrets)


@pytest.fixture
def answered(built_sites: dict[str, on_disk.Site], db: None, tmp_path: Path) -> on_disk.Site:
    """A copy of the site with the open wave; use it with `on_disk.database_file`."""
    return _copy(built_sites["answered"], tmp_path)


@pytest.fixture
def crew_site(built_sites: dict[str, on_disk.Site], db: None, tmp_path: Path) -> on_disk.Site:
    """A copy of the site without a wave."""
    return _copy(built_sites["crew"], tmp_path)
