"""Owner, client and contractor: mixed roles are found, however they are spelled."""

from __future__ import annotations

from datetime import date

import pytest

from vierkant.grip import GripInput, assess_grip
from vierkant.grip.inputs import Part, RoleHolder
from vierkant.reference.forms import LegalForm
from vierkant.terms import render

TODAY = date(2026, 11, 24)
PARTNERS = {"a": "Aveld", "b": "Bedam"}


def row(
    number: int, role: Part, holder: str, partner: str | None = None, about: str | None = None
) -> RoleHolder:
    return RoleHolder(id=f"r{number}", role=role, holder=holder, partner=partner, about=about)


def found(*roles: RoleHolder, form: LegalForm | None = None) -> set[str]:
    result = assess_grip(GripInput(on=TODAY, partners=PARTNERS, roles=roles, form=form))
    return {finding.id.removeprefix("grip.") for finding in result.findings}


WHOLE = (
    row(1, Part.OWNER, "Wethouder financiën"),
    row(2, Part.CLIENT, "Wethouder wonen"),
    row(3, Part.CONTRACTOR, "Directeur"),
)


def test_three_holders_are_fine() -> None:
    assert found(*WHOLE) == set()


@pytest.mark.parametrize(
    "spelling",
    ["wethouder financiën", "  WETHOUDER   Financiën ", "Wethouder-financiën", "wethouder financiën."],
)
def test_the_same_holder_however_it_is_spelled(spelling: str) -> None:
    assert "double_role.two" in found(*WHOLE, row(4, Part.CONTRACTOR, spelling))


def test_three_roles_in_one_hand_are_told_once() -> None:
    result = assess_grip(
        GripInput(on=TODAY, roles=tuple(row(number, part, "Directeur") for number, part in enumerate(Part)))
    )
    assert [finding.id for finding in result.findings] == ["grip.double_role.three"]
    assert render(result.findings[0].text) == (
        "Directeur is eigenaar, opdrachtgever en opdrachtnemer tegelijk."
    )
    assert all(len(detail.also) == 2 for cell in result.roles for detail in cell.details)


def test_the_same_function_of_another_partner_is_somebody_else() -> None:
    own = row(1, Part.OWNER, "Wethouder", "a")
    assert "double_role.two" not in found(own, row(2, Part.CLIENT, "Wethouder", "b"))
    assert "double_role.two" in found(own, row(2, Part.CLIENT, "Wethouder", "a"))
    assert "double_role.two" in found(own, row(2, Part.CLIENT, "Wethouder"))  # may be of the same partner


def test_other_work_is_no_double_role() -> None:
    first = row(1, Part.CLIENT, "Directeur", about="Vergunningen")
    assert "double_role.two" not in found(first, row(2, Part.CONTRACTOR, "Directeur", about="Toezicht"))
    assert "double_role.two" in found(first, row(2, Part.CONTRACTOR, "Directeur", about="vergunningen"))
    assert "double_role.two" in found(first, row(2, Part.CONTRACTOR, "Directeur"))


def test_a_role_without_holder() -> None:
    assert found(*WHOLE[:2]) == {"no_holder.contractor"}
    assert found() == {"no_roles"}


def test_a_host_that_is_client_and_contractor() -> None:
    host = (row(1, Part.OWNER, "Secretaris", "a"), row(2, Part.CONTRACTOR, "Afdelingshoofd", "a"))
    only = (*host, row(3, Part.CLIENT, "Wethouder", "a"))
    both = (*only, row(4, Part.CLIENT, "Wethouder", "b"))
    assert found(*only, form=LegalForm.CENTRUMGEMEENTE) == {"host_is_only_client"}
    assert found(*both, form=LegalForm.CENTRUMGEMEENTE) == {"host_is_client"}
    assert found(*both, form=LegalForm.BEDRIJFSVOERINGSORGANISATIE) == set()


def test_the_matrix_names_partner_and_work() -> None:
    result = assess_grip(
        GripInput(on=TODAY, partners=PARTNERS, roles=(row(1, Part.CLIENT, "Wethouder", "b", "Toezicht"),))
    )
    client = next(cell for cell in result.roles if cell.role is Part.CLIENT)
    assert client.holders == ("Wethouder",)
    assert (client.details[0].partner, client.details[0].about) == ("Bedam", "Toezicht")
    assert [cell.role for cell in result.roles] == list(Part)
