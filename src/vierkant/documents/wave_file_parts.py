"""What is done in a wave: what is asked of whom, what is shown and what never, when, and who sees what."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from vierkant.documents.report_blocks import Block, Cell, Paragraph, Table
from vierkant.documents.wave_file_draft import WaveDraft
from vierkant.quantities import Unit
from vierkant.survey.questionnaires import PARTNER, Dimension
from vierkant.survey.setup import TOGETHER, Channel, WaveTable

_DATA = ("answers", "open_answers", "codes", "addresses", "tables", "signatures", "log")
_ROLES = (
    "respondent",
    "hr",
    "works_council",
    "privacy_officer",
    "guide",
    "managers",
    "members",
    "administrator",
)
_NEVER = ("person", "small", "remainder", "whole", "cross", "live", "link", "time", "open_text")
_CODES = ("random", "hashed", "check", "attempts", "no_use", "log")


def request(draft: WaveDraft) -> tuple[Block, ...]:
    """What is asked of the works council and of the privacy officer."""
    council = draft.filled(draft.setup.works_council_contact, "works_council_contact")
    officer = draft.filled(draft.setup.privacy_contact, "privacy_contact")
    rows = [
        (
            Cell(draft.t(f"request.{name}.what"), strong=True),
            Cell(draft.law(article, "high")),
            Cell(draft.t(f"request.{name}.why")),
        )
        for name, article in (("k", "WOR 27 lid 1 k"), ("l", "WOR 27 lid 1 l"), ("dpia", "AVG 35"))
    ]
    return (
        Paragraph(draft.t("request.intro", council=council, officer=officer), "lead"),
        draft.table("request", draft.columns(("subject", 1.7), ("law", 1.4), ("why", 2.6)), rows),
        Paragraph(draft.t("request.void", law=draft.law("WOR 27", "high")), "quiet"),
    )


def purpose(draft: WaveDraft) -> tuple[Block, ...]:
    """What it is for, what it is not for, and what was done with the last one."""
    blocks: list[Block] = [
        Paragraph(draft.filled(draft.setup.purpose, "purpose")),
        draft.bullets(
            draft.t(f"purpose.{name}") for name in ("no_assessment", "voluntary", "no_prediction", "feedback")
        ),
    ]
    if done := draft.previous:
        blocks.append(Paragraph(draft.t("purpose.previous", done=done)))
    return tuple(blocks)


def asked(draft: WaveDraft) -> tuple[Block, ...]:
    """The questionnaire in numbers, its licence, and every item with the dimension that it belongs to."""
    questionnaire = draft.setup.questionnaire
    if questionnaire is None:
        return (Paragraph(draft.gap("questionnaire", "setup")),)
    language = draft.language
    minutes = max(1, ceil(questionnaire.seconds(language) / 60))
    facts = (
        (
            "questionnaire",
            f"{questionnaire.title.text(language)} ({draft.t('version')} {questionnaire.version})",
        ),
        ("licence", draft.t("licence", licence=questionnaire.licence, source=questionnaire.source)),
        ("number", draft.number(len(questionnaire.questions))),
        ("minutes", draft.t("minutes", minutes=minutes)),
        ("open", "; ".join(item.text.text(language) for item in questionnaire.open_questions) or "–"),
    )
    rows = [(Cell(draft.t(f"asked.{name}"), strong=True), Cell(text)) for name, text in facts]
    return (
        draft.table("asked", draft.columns(("what", 1.2), ("text", 3.6)), rows),
        *_about_the_partner(draft),
        Paragraph(draft.t("asked.not_asked" if draft.is_ours else "asked.own_questions")),
        _items(draft),
    )


def _about_the_partner(draft: WaveDraft) -> Iterator[Block]:
    questionnaire, setup = draft.setup.questionnaire, draft.setup
    if questionnaire is None or all(item.perspective != PARTNER for item in questionnaire.questions):
        return
    lines = []
    for key, name in setup.organisations.items():
        other = setup.seen_by(key)
        about = draft.t("asked.together") if other == TOGETHER else setup.organisations.get(other, other)
        lines.append(draft.t("asked.about", organisation=name, partner=about))
    yield Paragraph(draft.t("asked.partner"), "before")
    yield draft.bullets(lines)


def _items(draft: WaveDraft) -> Table:
    """Every statement, and every dimension that is asked directly with the perspectives."""
    questionnaire = draft.setup.questionnaire
    rows = []
    if questionnaire is not None:
        for item in questionnaire.items:
            name = questionnaire.dimension(item.dimension).name.text(draft.language)
            rows.append((Cell(item.text.text(draft.language)), Cell(name)))
        for dimension in questionnaire.dimensions:
            if not dimension.asked:
                continue
            said = dimension.text.text(draft.language) if dimension.text else _poles(draft, dimension)
            about = [questionnaire.perspective(key).name.text(draft.language) for key in dimension.asked]
            note = draft.t(
                "asked.of", perspectives=draft.words.listed(name[:1].lower() + name[1:] for name in about)
            )
            rows.append((Cell(said, note=note), Cell(dimension.name.text(draft.language))))
    return draft.table("items", draft.columns(("item", 3.4), ("dimension", 1.4)), rows)


def _poles(draft: WaveDraft, dimension: Dimension) -> str:
    low, high = (pole.text(draft.language) if pole else "–" for pole in (dimension.low, dimension.high))
    return draft.t("asked.poles", low=low, high=high)


def groups(draft: WaveDraft) -> tuple[Block, ...]:
    """Who takes part, in which groups, and which groups are shown together."""
    setup = draft.setup
    if not setup.groups:
        return (Paragraph(draft.gap("groups", "setup")),)
    names = {group.key: group.name for group in setup.groups}
    rows = [
        (
            Cell(group.name, strong=True),
            Cell(setup.organisations.get(group.organisation, group.organisation)),
            Cell(setup.teams.get(group.team or "", "–")),
            Cell(setup.families.get(group.family or "", "–")),
            Cell(draft.number(group.invited)),
            Cell(names.get(setup.merges.get(group.key, ""), "–")),
        )
        for group in setup.groups
    ]
    total = draft.number(sum(group.invited for group in setup.groups))
    return (
        Paragraph(draft.t("groups.text", total=total, number=draft.number(len(rows)))),
        draft.table(
            "groups",
            draft.columns(
                ("group", 1.6),
                ("organisation", 1.4),
                ("team", 1.2),
                ("family", 1.2),
                ("invited", 0.8, "n"),
                ("merged", 1.3),
            ),
            rows,
        ),
        Paragraph(draft.t("groups.after"), "quiet"),
    )


def shown(draft: WaveDraft) -> tuple[Block, ...]:
    """The table plan, and from how many people something is shown."""
    chosen = draft.setup.thresholds
    rows = [
        (Cell(_table_name(draft, table), strong=True), Cell(draft.t("shown.each")))
        for table in draft.setup.tables
    ]
    share = draft.words.number(chosen.response, Unit.SHARE)
    floors = (
        ("respondents", draft.number(chosen.respondents)),
        ("invited", draft.number(chosen.invited)),
        ("response", share),
        ("means", draft.number(chosen.means)),
        ("open_text", draft.number(chosen.open_text)),
    )
    return (
        Paragraph(draft.t("shown.text")),
        draft.table("shown", draft.columns(("table", 1.6), ("how", 3.2)), rows),
        draft.table(
            "thresholds",
            draft.columns(("threshold", 3.2), ("value", 0.8, "n")),
            [(Cell(draft.t(f"threshold.{name}")), Cell(value)) for name, value in floors],
        ),
        Paragraph(draft.t("shown.basis", judged=draft.judged("low")), "quiet"),
        Paragraph(draft.t("shown.form")),
    )


def _table_name(draft: WaveDraft, table: WaveTable) -> str:
    if not table.dimensions:
        return draft.t("dimension.everybody")
    return draft.words.listed(draft.t(f"dimension.{name}") for name in table.dimensions)


def never_shown(draft: WaveDraft) -> tuple[Block, ...]:
    """What nobody ever sees, and what is proved of that and what is only searched."""
    smallest = draft.number(draft.setup.thresholds.respondents)
    open_text = draft.number(draft.setup.thresholds.open_text)
    return (
        draft.bullets(draft.t(f"never.{name}", smallest=smallest, open_text=open_text) for name in _NEVER),
        Paragraph(draft.t("never.limits"), "quiet"),
    )


def moments(draft: WaveDraft) -> tuple[Block, ...]:
    """When it opens and closes, and when the answers go."""
    setup = draft.setup
    rows = (
        ("opens", draft.moment(setup.opens_at, "opens_at")),
        ("closes", draft.moment(setup.closes_at, "closes_at")),
        ("released", draft.t("moments.released_text")),
        ("deleted", draft.day(setup.delete_answers_on, "delete_answers_on")),
    )
    return (
        draft.table(
            "moments",
            draft.columns(("moment", 1.4), ("day", 3.2)),
            [(Cell(draft.t(f"moments.{name}"), strong=True), Cell(text)) for name, text in rows],
        ),
        Paragraph(draft.t("moments.frozen")),
    )


def data(draft: WaveDraft) -> tuple[Block, ...]:
    """Which data, what for, and how long."""
    deleted = draft.day(draft.setup.delete_answers_on, "delete_answers_on")
    rows = []
    for name in _DATA:
        if name == "addresses" and draft.setup.channel is Channel.PAPER:
            continue
        rows.append(
            (
                Cell(draft.t(f"data.{name}.what"), strong=True),
                Cell(draft.t(f"data.{name}.fields")),
                Cell(draft.t(f"data.{name}.kept", day=deleted)),
            )
        )
    days = (
        draft.number(draft.facts.backup_days) if draft.facts.backup_days else draft.gap("backup_days", "site")
    )
    return (
        draft.table("data", draft.columns(("what", 1.2), ("which", 2.4), ("kept", 2.2)), rows),
        Paragraph(draft.t("data.backups", days=days)),
    )


def access(draft: WaveDraft) -> tuple[Block, ...]:
    """Who sees what, and who processes."""
    rows = [
        (Cell(draft.t(f"access.{name}.who"), strong=True), Cell(draft.t(f"access.{name}.sees")))
        for name in _ROLES
    ]
    processor = draft.filled(draft.facts.processor, "processor", "site")
    runs_at = draft.filled(draft.facts.runs_at, "runs_at", "site")
    return (
        draft.table("access", draft.columns(("who", 1.3), ("sees", 3.4)), rows),
        Paragraph(draft.t("access.processor", processor=processor, runs_at=runs_at)),
        Paragraph(draft.t("access.processor_law", law=draft.law("AVG 28", "low")), "quiet"),
        Paragraph(draft.t("access.managers_note", judged=draft.judged("medium")), "quiet"),
    )


def codes(draft: WaveDraft) -> tuple[Block, ...]:
    """How a code protects who uses it, and how it reaches people."""
    channel = draft.setup.channel
    return (
        Paragraph(draft.t("codes.text")),
        draft.bullets(draft.t(f"codes.{name}") for name in _CODES),
        Paragraph(draft.t(f"codes.channel.{channel}")),
        Paragraph(draft.t("codes.words")),
    )
