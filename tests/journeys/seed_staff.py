"""Releases a card to staff in a running trial and prints the codes: ``python -m tests.journeys.seed_staff``."""

from __future__ import annotations

import json
from datetime import date

from vierkant.change.inputs import (
    AspectChange,
    Change,
    ChangePlan,
    Group,
    GroupQuestion,
    ImpactCard,
    Intervention,
)

SUMMARY = "Je werkt straks met één nieuw systeem en twee dagen per week in Lisse."


def change(summary: str = SUMMARY) -> Change:
    """One group of 24 with a full card, one group of one, questions, a plan and something planned."""
    return Change(
        groups=(
            Group(id="belastingen", name="Medewerkers belastingen", size=24, partner="hillegom"),
            Group(id="een", name="De ene", size=1, partner="hillegom"),
        ),
        cards=(
            ImpactCard(
                id="belastingen", status="advice_asked", changes=summary,
                stays="Je salaris, je contract en je werkdagen blijven gelijk.", starts_on=date(2027, 9, 1),
                ends_on=date(2028, 3, 1), decided_by="directeur bedrijfsvoering", helped_by="projectteam, kamer 2.14",
                task=2, team=4, manager=3, place=4, systems=5, way_of_working=3, pay=0, hours=0, clients=1,
            ),
            ImpactCard(id="een", changes="Iets", task=3),
        ),
        aspects=(
            AspectChange(id="a1", group="belastingen", aspect="place", changes="Dinsdag en donderdag werk je in Lisse.",
                         on=date(2027, 9, 1)),
            AspectChange(id="a2", group="belastingen", aspect="manager", changes="Wie je leidinggevende wordt.",
                         status="not_yet_known", answer_by=date(2027, 3, 15)),
        ),
        plan=ChangePlan(
            starts_on=date(2027, 9, 1), question_desk="Vraagbaak, vraagbaak@voorbeeld.example",
            question_phone="0252 12 34 56", confidential_adviser="Vertrouwenspersoon, kamer 1.02",
            works_council="or@voorbeeld.example",
        ),
        questions=(
            GroupQuestion(id="q1", group="belastingen", question="Moet ik verhuizen?", answer="Nee.",
                          answered_on=date(2026, 11, 2), decided_by="directeur bedrijfsvoering"),
            GroupQuestion(id="q2", question="Kan ik thuis blijven werken?", answer_by=date(2027, 1, 15)),
        ),
        interventions=(
            Intervention(id="i1", name="Meekijkdag in Lisse", kind="visit", phases=("know", "want"),
                         groups=("belastingen",), from_on=date(2027, 5, 10), owner="teamleider Lisse"),
        ),
    )  # fmt: skip


def main() -> None:
    """Release in the first example, as the two example users who may."""
    import django

    django.setup()
    from vierkant.change.staff_view import staff_view
    from vierkant_web import actions
    from vierkant_web.models import Cooperation, User
    from vierkant_web.releases import digest_of

    variant = Cooperation.objects.get(name="HLTsamen").variants.get(is_main=True)
    people = [User.objects.get(email=f"{name}@voorbeeld.example") for name in ("hanna", "omar")]
    codes = {}
    for group in ("belastingen", ""):
        view = staff_view(change(), group or None, partners={"hillegom": "Hillegom"}, smallest=7)
        for user in people:
            actions.release_card(variant=variant, group=group, view=view, seen=digest_of(view), by=user)
        codes[group or "general"] = actions.make_link(variant=variant, group=group, by=people[0]).code
    print(json.dumps(codes))


if __name__ == "__main__":
    main()
