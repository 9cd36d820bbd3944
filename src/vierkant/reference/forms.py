"""The forms of cooperation, named once for every room: public law, private law, contract, network, one municipality."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The three kinds of cooperation; all first-class."""

    NETWORK = "network"
    INTERNAL = "internal"
    INTERMUNICIPAL = "intermunicipal"


class LegalForm(StrEnum):
    """Every form in which people cooperate; `FORMS_OF` says which belong to which kind."""

    OPENBAAR_LICHAAM = "openbaar_lichaam"
    BEDRIJFSVOERINGSORGANISATIE = "bedrijfsvoeringsorganisatie"
    GEMEENSCHAPPELIJK_ORGAAN = "gemeenschappelijk_orgaan"
    CENTRUMGEMEENTE = "centrumgemeente"
    REGELING_ZONDER_MEER = "regeling_zonder_meer"
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    COMPANY = "company"
    """Naamloze or besloten vennootschap."""
    ADMINISTRATIVE_AGREEMENT = "administrative_agreement"
    """Bestuursovereenkomst."""
    COVENANT = "covenant"
    SERVICE_AGREEMENT = "service_agreement"
    """Dienstverleningsovereenkomst."""
    MANDATE = "mandate"
    """Mandate to another municipality without an arrangement under the Wgr."""
    NETWORK = "network"
    """A network without a legal form."""
    PUBLIC_PRIVATE_PARTNERSHIP = "public_private_partnership"
    RIGHT_TO_CHALLENGE = "right_to_challenge"
    """Uitdaagrecht: residents take over the execution of a task."""
    PROJECT = "project"
    PROGRAMME = "programme"
    MISSION_TEAM = "mission_team"
    """Opgavegericht team."""
    SHARED_SERVICE_CENTRE = "shared_service_centre"
    """Inside one municipality."""


WGR_FORMS = (
    LegalForm.OPENBAAR_LICHAAM,
    LegalForm.BEDRIJFSVOERINGSORGANISATIE,
    LegalForm.GEMEENSCHAPPELIJK_ORGAAN,
    LegalForm.CENTRUMGEMEENTE,
    LegalForm.REGELING_ZONDER_MEER,
)
"""The five forms of the Wet gemeenschappelijke regelingen, in the order of the act."""

BODY_FORMS = WGR_FORMS[:3]
"""The forms that have a board of their own, with a budget of their own (art. 34-35 Wgr)."""

PRIVATE_FORMS = (
    LegalForm.FOUNDATION,
    LegalForm.ASSOCIATION,
    LegalForm.COOPERATIVE,
    LegalForm.COMPANY,
)

FORMS_OF = {
    Kind.INTERMUNICIPAL: (
        *WGR_FORMS,
        *PRIVATE_FORMS,
        LegalForm.ADMINISTRATIVE_AGREEMENT,
        LegalForm.COVENANT,
        LegalForm.SERVICE_AGREEMENT,
        LegalForm.MANDATE,
    ),
    Kind.NETWORK: (
        LegalForm.NETWORK,
        LegalForm.COVENANT,
        LegalForm.PUBLIC_PRIVATE_PARTNERSHIP,
        LegalForm.RIGHT_TO_CHALLENGE,
        LegalForm.COOPERATIVE,
        LegalForm.FOUNDATION,
        LegalForm.ASSOCIATION,
    ),
    Kind.INTERNAL: (
        LegalForm.PROJECT,
        LegalForm.PROGRAMME,
        LegalForm.MISSION_TEAM,
        LegalForm.SHARED_SERVICE_CENTRE,
    ),
}
"""The forms that are weighed for a kind of cooperation, in the order in which they are shown."""
