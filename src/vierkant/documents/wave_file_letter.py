"""The letter with which staff are told of a wave: plain, and true to the setup."""

from __future__ import annotations

from math import ceil

from vierkant.documents.report_blocks import Block, Heading, Paragraph
from vierkant.documents.wave_file_draft import WaveDraft

_WITH = ("voluntary", "no_name", "small", "open", "read")


def letter(draft: WaveDraft) -> tuple[Block, ...]:
    """The letter; what is not filled in stands in it as a gap."""
    setup, facts = draft.setup, draft.facts
    questionnaire = setup.questionnaire
    minutes = max(1, ceil(questionnaire.seconds(draft.language) / 60)) if questionnaire else 5
    address = draft.filled(facts.address, "address", "site")
    blocks: list[Block] = [
        Paragraph(draft.t("letter.dear")),
        Paragraph(draft.t("letter.why", cooperation=facts.cooperation)),
        Paragraph(draft.filled(setup.purpose, "purpose")),
        Heading(draft.t("letter.how")),
        Paragraph(
            draft.t(
                "letter.how_text",
                address=address,
                minutes=minutes,
                opens=draft.moment(setup.opens_at, "opens_at"),
                closes=draft.moment(setup.closes_at, "closes_at"),
            )
        ),
        Paragraph(draft.t(f"letter.channel.{setup.channel}")),
        Heading(draft.t("letter.safe")),
        draft.bullets(
            draft.t(
                f"letter.{name}",
                smallest=draft.number(setup.thresholds.respondents),
                open_text=draft.number(setup.thresholds.open_text),
            )
            for name in _WITH
        ),
        Paragraph(draft.t("letter.words", day=draft.day(setup.delete_answers_on, "delete_answers_on"))),
    ]
    if done := draft.previous:
        blocks += [Heading(draft.t("letter.previous")), Paragraph(done)]
    contacts = [
        draft.t(
            "letter.works_council", contact=draft.filled(setup.works_council_contact, "works_council_contact")
        ),
        draft.t("letter.privacy", contact=draft.filled(setup.privacy_contact, "privacy_contact")),
    ]
    return (
        *blocks,
        Heading(draft.t("letter.questions")),
        draft.bullets(contacts),
        Paragraph(draft.t("letter.regards"), "before"),
        Paragraph(draft.gap("sender")),
    )
