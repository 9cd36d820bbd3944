"""What a partner keeps to itself stands on no page, chart or assessment of anybody else; and who reads what."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import RequestFactory
from tests.web.dossier.fill_in_forms import text

from vierkant.dossier import assess, from_plain
from vierkant_web import actions
from vierkant_web.jobs.current import visible_plain
from vierkant_web.models import Role
from vierkant_web.permissions import visit

from .together import PARTNERS, SECRETS, answer, answer_all, change, everybody, open_all, url

PAGES = (
    "standpunten/", "pakketten/", "pakketten/?onderwerp-balie=in", "afspraken/", "standpunten/ronde-1.json",
    "standpunten/ronde-1.svg", "pakketten/grafiek.json", "pakketten/grafiek.svg",
)  # fmt: skip


def found(group, sign_in, *pages: str) -> dict[str, set[str]]:
    """Of whom each member reads a secret, over these pages."""
    seen = {}
    for name, user in everybody(group).items():
        client = sign_in(user)
        whole = " ".join(client.get(url(group, page)).content.decode() for page in pages)
        seen[name] = {partner for partner, word in SECRETS.items() if word in whole}
    return seen


def assessments(group) -> dict[str, str]:
    """What would be stored for each audience, as text."""
    made = {}
    for name, user in {
        "shared": group.anna,
        **{key: everybody(group)[key] for key in ("bram", "carla", "daan")},
    }.items():
        request = RequestFactory().get("/")
        request.user = user
        plain = visible_plain(visit(request, group.cooperation.slug))
        found = assess(from_plain(plain), today=date(2027, 1, 4), draws=100).to_dict()
        made[name] = json.dumps(found)
    return made


def test_before_opening_all_see_who_is_ready_and_nothing_else(group, sign_in) -> None:
    answer(group, "hillegom", "shared")
    answer(group, "lisse", "private", ready=False)
    for user in everybody(group).values():
        page = text(sign_in(user).get(url(group)))
        assert "Hillegom klaar" in page
        assert "Lisse nog niet klaar" in page
        assert "De balie blijft" in page
    nobody = {name: set() for name in everybody(group)}
    assert found(group, sign_in, *PAGES) == nobody
    assert "We wachten op: Lisse, Teylingen." in text(sign_in(group.anna).get(url(group)))
    # Nor in an assessment, also not in its own: papers are made from it.
    assert not any(word in made for made in assessments(group).values() for word in SECRETS.values())


def test_private_stays_with_its_own_partner(group, sign_in) -> None:
    open_all(group, "shared", "private", "shared")
    both = {"hillegom", "teylingen"}
    assert found(group, sign_in, "standpunten/") == {
        "anna": both, "bram": both, "carla": {*both, "lisse"}, "daan": both, "eva": both
    }  # fmt: skip
    others = {name: seen - both for name, seen in found(group, sign_in, *PAGES[1:]).items()}
    assert others == {name: set() for name in everybody(group)}
    for audience, made in assessments(group).items():
        assert {partner for partner, word in SECRETS.items() if word in made} == both, audience
    page = text(sign_in(group.anna).get(url(group)))
    assert "Lisse: houdt het voor zichzelf" in page
    assert "Niet te zien: Lisse" in page
    assert "alleen voor u" in text(sign_in(group.carla).get(url(group)))


def test_nothing_of_a_closed_position_is_left_in_charts_and_packages(group, sign_in) -> None:
    """Lisse is the only one against the counter: without it nobody is, and no picture or sentence tells otherwise."""
    open_all(group, "shared", "private", "shared")
    for name, user in everybody(group).items():
        client = sign_in(user)
        values = client.get(url(group, "standpunten/ronde-1.json")).json()["data"]["values"]
        own = {"Lisse"} if name == "carla" else set()
        assert {cell["partner"] for cell in values} == {"Hillegom", "Teylingen"} | own
        bars = client.get(url(group, "pakketten/grafiek.json")).json()["data"]["values"]
        assert {bar["partner"] for bar in bars} == {"Hillegom", "Teylingen"}
    page = text(sign_in(group.anna).get(url(group, "pakketten/")))
    assert "Niet meegeteld, omdat niet te zien is wat zij willen: Lisse." in page
    assert "Tegen: Lisse" not in text(sign_in(group.anna).get(url(group)))
    # Lisse itself sees what a package would be to it, and that only it does.
    mine = text(sign_in(group.carla).get(url(group, "pakketten/")))
    assert "Alleen u ziet dit Lisse:" in mine
    assert "Alleen u ziet dit" not in page


@pytest.mark.parametrize("others", [("private", "private"), ("mediator", "private")])
def test_one_who_shares_among_closed_ones_stays_closed(group, sign_in, others) -> None:
    open_all(group, "shared", *others)
    seen = found(group, sign_in, *PAGES)
    assert seen == {
        "anna": set(),
        "bram": {"hillegom"},
        "carla": {"lisse"},
        "daan": {"teylingen"},
        "eva": set(),
    }
    page = text(sign_in(group.anna).get(url(group)))
    assert "Er is niets dat alle deelnemers mogen lezen" in page
    assert "Er zijn geen standpunten die alle deelnemers mogen lezen" in text(
        sign_in(group.anna).get(url(group, "pakketten/"))
    )
    assert sign_in(group.anna).get(url(group, "standpunten/ronde-1.svg")).status_code == 404


def test_only_the_guide_reads_what_was_left_to_the_guide(group, sign_in) -> None:
    answer_all(group, "shared", "mediator", "shared")
    before = text(sign_in(group.eva).get(url(group, "standpunten/begeleider/")))
    assert not any(word in before for word in SECRETS.values())
    assert "Nog niets geopend" in before or "Er is nog niets geopend" in before
    open_all(group)
    for name, user in everybody(group).items():
        code = sign_in(user).get(url(group, "standpunten/begeleider/")).status_code
        assert code == (200 if name == "eva" else 403)
    page = text(sign_in(group.eva).get(url(group, "standpunten/begeleider/")))
    assert all(word in page for word in SECRETS.values())
    assert "Pakketten die alleen u ziet" in page
    both = {"hillegom", "teylingen"}
    assert found(group, sign_in, *PAGES)["eva"] == both
    assert all(SECRETS["lisse"] not in made for made in assessments(group).values())


def test_what_the_guide_tells_all_read_and_it_can_be_taken_back(group, sign_in) -> None:
    open_all(group, "shared", "mediator", "shared")
    client = sign_in(group.eva)
    refused = client.post(url(group, "standpunten/begeleider/bewaren/"), {"text": " "})
    assert refused.status_code == 422
    assert "Schrijf op wat iedereen mag weten." in text(refused)
    client.post(url(group, "standpunten/begeleider/bewaren/"), {"text": "Neem een maand meer tijd."})
    assert "Neem een maand meer tijd." in text(sign_in(group.daan).get(url(group)))
    client.post(url(group, "standpunten/begeleider/bewaren/"), {"take_back": "1"})
    assert "Neem een maand meer tijd." not in text(sign_in(group.daan).get(url(group)))


def test_a_guide_of_a_partner_reads_no_more_than_that_partner(group, sign_in) -> None:
    open_all(group, "shared", "mediator", "mediator")
    change(group, group.eva, Role.GUIDE, "hillegom")
    assert sign_in(group.eva).get(url(group, "standpunten/begeleider/")).status_code == 403
    assert found(group, sign_in, *PAGES)["eva"] == {"hillegom"}


def test_an_outsider_finds_nothing(group, sign_in) -> None:
    open_all(group, "shared", "shared", "shared")
    actions.save_section(variant=group.variant, section="cooperation", content={"name": "Bollenstreek"}, based_on=0,
                         visibility="public", by=group.anna)  # fmt: skip
    outsider = actions.create_account(email="f@voorbeeld.example", name="F", password="x" * 12, verified=True)
    client = sign_in(outsider)
    for page in (*PAGES, "standpunten/begeleider/", "afspraken/nieuw/", "afspraken/rij/x/"):
        assert client.get(url(group, page)).status_code == 404, page
    for partner in PARTNERS:
        assert client.get(url(group, f"standpunten/invullen/{partner}/")).status_code == 404


def test_a_new_round_closes_it_again_and_keeps_what_was_opened(group, sign_in) -> None:
    open_all(group, "shared", "private", "shared")
    client = sign_in(group.anna)
    assert sign_in(group.bram).post(url(group, "standpunten/nieuwe-ronde/")).status_code == 403
    page = text(client.post(url(group, "standpunten/nieuwe-ronde/"), follow=True))
    assert "Hillegom nog niet klaar" in page
    assert SECRETS["hillegom"] in page
    assert SECRETS["lisse"] not in page
    # Nothing is open now, so nothing of it stands in an assessment.
    assert not any(word in made for made in assessments(group).values() for word in SECRETS.values())
    early = text(client.post(url(group, "standpunten/openen/"), follow=True))
    assert "Er is niets geopend: nog niet iedereen is klaar." in early
