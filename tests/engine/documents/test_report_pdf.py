"""The file itself: the standards it claims, its tags, its fonts, and that it can be made again byte for byte.

No validator ran here: these are checks of what a validator would look at first.
"""

from __future__ import annotations

import doctest
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from tests.engine.documents.reports import TODAY, assessed, elements, example, example_pdf, kinds

from vierkant.documents.report import render

EXAMPLES = ("hltsamen", "intern", "minimal")
_ID = "{http://www.aiim.org/pdf%s/ns/id/}"


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(("language", "tag"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_claims_both_standards_with_title_and_language(name: str, language: str, tag: str) -> None:
    with pikepdf.open(BytesIO(example_pdf(name, language))) as file:
        assert str(file.Root.Lang) == tag
        assert bool(file.Root.MarkInfo.Marked)
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as found:
            assert found[_ID % "a" + "part"] == "2"
            assert found[_ID % "a" + "conformance"] == "A"
            assert found[_ID % "ua" + "part"] == "1"
            assert (example(name).cooperation.name or "") in found["{http://purl.org/dc/elements/1.1/}title"]


def test_every_chart_has_its_alternative_text() -> None:
    figures = [item for item in elements(example_pdf("hltsamen")) if item["kind"] == "/Figure"]
    # hours, net, what is left, partners, alternatives, streams, tornado, uncovered days, the key, leaving
    assert len(figures) == 10
    assert all(len(item["alt"]) > 40 for item in figures)
    assert len({item["alt"] for item in figures}) == len(figures)


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_have_heads_and_headings_follow_each_other(name: str) -> None:
    found = elements(example_pdf(name))
    heads = [item for item in found if item["kind"] == "/TH"]
    assert heads
    assert all(item["scope"] == ["/Column"] for item in heads)
    count = kinds(example_pdf(name))
    assert count["/Table"] == count["/THead"]
    assert count["/Title"] == 1
    assert count["/H1"] == 17  # sixteen chapters and the contents
    assert not count["/H3"]
    order = [int(item["kind"][2:]) for item in found if item["kind"] in ("/H1", "/H2")]
    assert order[0] == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_fonts_are_embedded(name: str) -> None:
    with pikepdf.open(BytesIO(example_pdf(name))) as file:
        fonts = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        for font in fonts:
            assert "NotoSans" in str(font.FontName)
            assert "/FontFile2" in font or "/FontFile3" in font


def test_same_input_gives_the_same_bytes_also_in_another_process() -> None:
    plain = assessed(example("hltsamen"))
    made = render(plain, today=TODAY)
    render(assessed(example("intern")), today=TODAY)  # what was made in between leaves no trace
    assert render(plain, today=TODAY) == made
    script = (
        "import sys, hashlib\n"
        "from tests.engine.documents.reports import TODAY, assessed, example\n"
        "from vierkant.documents.report import render\n"
        "made = render(assessed(example('hltsamen')), today=TODAY)\n"
        "print(hashlib.sha256(made).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(made).hexdigest()


def test_another_day_is_another_file() -> None:
    plain = assessed(example("minimal"))
    assert render(plain, today=TODAY) != render(plain, today=TODAY.replace(year=2027))


def test_contents_only_when_there_is_more_than_four_pages() -> None:
    assert kinds(example_pdf("hltsamen"))["/TOC"] == 1
    with pikepdf.open(BytesIO(example_pdf("hltsamen"))) as file:
        assert len(file.pages) > 4


@pytest.mark.parametrize("audience", ["", "partner", "partner:", "shared:x:", "everybody"])
def test_refuses_an_audience_that_does_not_exist(audience: str) -> None:
    with pytest.raises(ValueError, match="not an audience"):
        render(assessed(example("minimal")), today=TODAY, audience=audience)


def test_examples_in_the_documentation_run(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[3]
    monkeypatch.chdir(root)  # the page names an example as a reader would
    page = root / "docs" / "methods" / "documents.md"
    outcome = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= 8
    assert outcome.failed == 0
