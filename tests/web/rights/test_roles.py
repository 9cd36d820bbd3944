"""HR and change, works council, guide, privacy officer: they get what a reader gets, but for the addresses named here.

All four are members for Teylingen, as the reader of the table is.
"""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.rights.answers import readable, word_of
from tests.web.rights.scene import COLUMNS, SECRETS, Scene
from tests.web.rights.table import GROUPS, ROWS

from vierkant_web import actions
from vierkant_web.models import Role

pytestmark = pytest.mark.django_db
READER = COLUMNS.index("reader")
ROLES = (Role.HR_CHANGE, Role.WORKS_COUNCIL, Role.GUIDE, Role.PRIVACY_OFFICER)
OTHERWISE = """
# address                                            | method | hr_change works_council guide privacy_officer
fill_in_part word=medewerkers partner=teylingen      | post | 409 403 403 403
change_card group=leidinggevenden                    | get  | 200 403 403 403
change_card group=leidinggevenden                    | post | 422 403 403 403
change_card group=ploeg-z                            | get  | 404 404 404 404
change_card group=ploeg-z                            | post | 404 404 404 404
change_lead group=leidinggevenden                    | get  | 200 403 403 403
change_lead group=leidinggevenden                    | post | 409 403 403 403
change_lead group=ploeg-z                            | get  | 404 404 404 404
change_lead group=ploeg-z                            | post | 404 404 404 404
change_guidance_item item=slecht-nieuws-brengen      | post | 422 403 403 403
change_questions                                     | post | 422 403 403 403
change_staff_file                                    | get  | 200 403 403 403
change_staff_file                                    | post | 422 403 403 403
change_release                                       | get  | 200 200 403 403
change_release ?variant=@second                      | get  | 200 200 403 403
change_release_general                               | get  | 200 200 403 403
change_release_general                               | post | 302 302 403 403
change_release_general_preview                       | get  | 200 200 403 403
change_release_general_letter                        | get  | 404 404 403 403
change_release_group group=leidinggevenden           | get  | 200 200 403 403
change_release_group group=leidinggevenden           | post | 302 302 403 403
change_release_group group=ploeg-z                   | get  | 404 404 403 403
change_release_group group=ploeg-z                   | post | 404 404 403 403
change_release_group_preview group=leidinggevenden   | get  | 404 404 403 403
change_release_group_preview group=ploeg-z           | get  | 404 404 403 403
change_release_group_letter group=leidinggevenden    | get  | 404 404 403 403
baseline_partner partner=lisse                       | post | 302 403 403 403
baseline_partner partner=hillegom                    | post | 302 403 403 403
calendar_feeds                                       | post | 422 403 403 403
calendar_feeds ?variant=@second                      | post | 422 403 403 403
change_help                                          | get  | 403 403 200 403
change_help_handle number=999999                     | post | 403 403 404 403
change_help_delete number=999999                     | post | 403 403 404 403
exchange_upload                                      | post | 422 403 403 403
exchange_preview                                     | get  | 302 403 403 403
exchange_preview                                     | post | 302 403 403 403
documents_paper word=adviesaanvraag form=pdf        | get  | 200 200 404 404
documents_paper word=instemmingsaanvraag form=docx  | get  | 200 200 404 404
documents_paper word=collegevoorstel form=docx      | get  | 200 404 404 404
survey_new                                           | get  | 200 403 403 403
survey_new                                           | post | 422 403 403 403
survey_wave number=1                                 | post | 302 403 403 403
survey_step number=1 step=waarom                     | get  | 200 403 403 403
survey_step number=1 step=waarom                     | post | 422 403 403 403
survey_questions number=1                            | get  | 200 403 403 403
survey_questions number=1                            | post | 422 403 403 403
survey_groups number=1                               | get  | 200 403 403 403
survey_groups number=1                               | post | 422 403 403 403
survey_sign number=1                                 | post | 403 422 403 422
survey_codes number=1                                | get  | 200 403 403 403
survey_codes number=1                                | post | 200 403 403 403
survey_mail number=1                                 | get  | 200 403 403 403
survey_mail number=1                                 | post | 422 403 403 403
survey_open_answers number=1                         | get  | 403 403 404 403
survey_open_answers_of number=1 organisation=lisse   | get  | 403 403 404 403
survey_open_answers_of number=1 organisation=lisse   | post | 403 403 404 403
survey_follow_up number=1                            | get  | 200 403 403 403
survey_follow_up number=1                            | post | 422 403 403 403
member_remove number=@daan                           | post | 403 403 403 403
"""


def exceptions() -> dict[tuple[str, str], tuple[str, ...]]:
    lines = [line.split("|") for line in OTHERWISE.strip().splitlines() if not line.startswith("#")]
    return {(" ".join(text.split()), method.strip()): tuple(right.split()) for text, method, right in lines}


def test_every_exception_is_an_address_of_the_table() -> None:
    assert {text for text, _method in exceptions()} <= {row.text for row in ROWS}
    assert {len(rights) for rights in exceptions().values()} == {len(ROLES)}


@pytest.fixture
def with_roles(scene: Scene) -> Scene:
    for role in ROLES:
        user = actions.create_account(
            email=f"{role.value}@voorbeeld.example", name=role.value, password="x" * 12, verified=True
        )
        actions.add_member(
            cooperation=scene.cooperation, user=user, role=role, partner="teylingen", by=scene.cast.anna
        )
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        scene.cookies[role.value] = client.cookies
    return scene


@pytest.mark.parametrize("group", GROUPS)
def test_they_get_what_a_reader_gets(with_roles: Scene, group: str) -> None:
    known, found = exceptions(), []
    for row in (row for row in ROWS if row.group == group):
        for method in ("get", "post"):
            usual = (getattr(row, method)[READER],) * len(ROLES)
            # 405 comes before anything is looked up: one role stands for all.
            roles = ROLES[:1] if usual[0] == "405" else ROLES
            rights = known.get((row.text, method), usual)[: len(roles)]
            for role, right in zip(roles, rights, strict=True):
                answer = with_roles.ask(role.value, method, row.address(with_roles.words))
                about = f"{method.upper()} {row.text}, {role.value}"
                if word_of(answer) != right:
                    found.append(f"{about}: {word_of(answer)}, not {right}")
                text = readable(answer)
                found += [f"{about}: tells {secret!r}" for secret in SECRETS if secret in text]
    assert found == [], "\n".join(["", *found])
