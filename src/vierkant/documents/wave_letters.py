"""The codes of a group on paper, to cut and hand out, and the same as text: no names, and nothing that tells who.

code_sheets(setup.to_plain(), "lisse-kcc", ["k3f9x-7bmrt-pq2vz"], "https://…/vragenlijst/", "nl")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from vierkant.documents.report_glyphs import printable_tree
from vierkant.documents.typst_pdf import compiled
from vierkant.documents.wave_file_draft import WaveDraft, WaveFacts
from vierkant.survey.codes import check_code, spaced
from vierkant.survey.setup import ZONE, WaveGroup, WaveSetup
from vierkant.terms import Language

_RULES = ("print", "shuffle", "no_list", "only", "lost", "destroy")


def code_sheets(
    setup: Mapping[str, Any], group: str, codes: Sequence[str], address: str, language: Language = "nl"
) -> bytes:
    """The PDF with one page for who hands out, and eight slips on every page after it.

    Args:
        setup: as `WaveSetup.to_plain` wrote it; it must have its two moments.
        group: the key of the group.
        codes: with or without hyphens; in this order on paper, so shuffle them before.
        address: of the page on which a code is typed.
        language: of the slips.

    Raises:
        KeyError: the setup has no such group.
        ValueError: the setup has no opening or closing, or something is not a code.
    """
    draft, found, opens = _draft(setup, group, language)
    said = _said(draft, found, address)
    data = {
        "language": language,
        "title": draft.t("codes_sheet.title", group=found.name),
        "number": draft.t("codes_sheet.number", number=draft.number(len(codes)), **_group(draft, found)),
        "rules": [draft.t(f"codes_sheet.{name}") for name in _RULES],
        "after": draft.t("codes_sheet.after"),
        "codes": [_on_paper(code) for code in codes],
        **said,
    }
    printable, _lost = printable_tree(data)
    # A long address needs places to break; a code must not get any.
    printable["codes"] = data["codes"]
    return compiled("wave_letters.typ", printable, opens)


def code_sheets_text(
    setup: Mapping[str, Any], group: str, codes: Sequence[str], address: str, language: Language = "nl"
) -> str:
    """The same slips as plain text, one after another, for who cannot use the PDF.

    Raises:
        KeyError: the setup has no such group.
        ValueError: the setup has no opening or closing, or something is not a code.
    """
    draft, found, _opens = _draft(setup, group, language)
    said = _said(draft, found, address)
    head = [draft.t("codes_sheet.title", group=found.name), ""]
    head += [f"- {draft.t(f'codes_sheet.{name}')}" for name in _RULES if name != "print"]
    slips = [
        "\n".join(
            (
                said["slip_title"],
                said["belongs"],
                f"{said['go']} {address} {said['type']}",
                "",
                f"    {_on_paper(code)}",
                "",
                said["until"],
                said["safe"],
                said["keep"],
            )
        )
        for code in codes
    ]
    line = "\n\n" + "-" * 72 + "\n\n"
    return line.join(("\n".join(head), *slips)) + "\n"


def invitation(setup: Mapping[str, Any], address: str, language: Language = "nl") -> tuple[str, str]:
    """Subject and text of the mail with a code; ``{code}`` stands where the code comes.

    Raises:
        ValueError: the setup has no opening or closing.
    """
    draft = WaveDraft(WaveSetup.from_plain(setup), _facts(date.min), language)
    said = _sentences(draft)
    text = (
        draft.t("letter.dear"),
        draft.t("mail.how", address=address),
        "    {code}",
        said["until"],
        said["safe"],
        draft.t("mail.logs"),
    )
    return draft.t("mail.subject", wave=draft.setup.name), "\n\n".join(text) + "\n"


def _facts(today: date) -> WaveFacts:
    return WaveFacts(cooperation="–", today=today)


def _draft(setup: Mapping[str, Any], group: str, language: Language) -> tuple[WaveDraft, WaveGroup, date]:
    read = WaveSetup.from_plain(setup)
    found = next((item for item in read.groups if item.key == group), None)
    if found is None:
        raise KeyError(group)
    if read.opens_at is None:
        raise ValueError("a wave without opening has no codes to hand out")
    opens = read.opens_at.astimezone(ZoneInfo(ZONE)).date()
    return WaveDraft(read, _facts(opens), language), found, opens


def _group(draft: WaveDraft, found: WaveGroup) -> dict[str, str]:
    organisation = draft.setup.organisations.get(found.organisation, found.organisation)
    return {"group": found.name, "organisation": organisation}


def _said(draft: WaveDraft, found: WaveGroup, address: str) -> dict[str, str]:
    """What stands on every slip."""
    return {
        "slip_title": draft.t("codes_sheet.slip_title", wave=draft.setup.name),
        "belongs": draft.t("codes_sheet.for", **_group(draft, found)),
        "go": draft.t("codes_sheet.go"),
        "address": address,
        "type": draft.t("codes_sheet.type"),
        "keep": draft.t("codes_sheet.keep"),
        **_sentences(draft),
    }


def _sentences(draft: WaveDraft) -> dict[str, str]:
    setup = draft.setup
    if setup.closes_at is None or setup.questionnaire is None:
        raise ValueError("a wave without closing or questionnaire has no codes to hand out")
    closes = draft.moment(setup.closes_at, "closes_at")
    minutes = max(1, ceil(setup.questionnaire.seconds(draft.language) / 60))
    smallest = draft.number(setup.thresholds.respondents)
    return {
        "until": draft.t("codes_sheet.until", closes=closes, minutes=minutes),
        "safe": draft.t("codes_sheet.safe", smallest=smallest),
    }


def _on_paper(code: str) -> str:
    read = check_code(code).code
    if read is None:
        raise ValueError("not a code")  # never the text itself: it could be one letter off
    return spaced(read)
