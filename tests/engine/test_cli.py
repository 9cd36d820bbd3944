"""The command line: what people type, what they see, and what a script gets back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from vierkant import __version__
from vierkant.cli import main
from vierkant.command_line.words import preferred_language
from vierkant.dossier import Dossier, digest, load, loads
from vierkant.dossier.schema import json_schema

EXAMPLES = Path(__file__).parents[2] / "examples"
HLT = str(EXAMPLES / "hltsamen.toml")
FEW = ("--draws", "1000", "--today", "2026-11-24")
COMMAND = [sys.executable, "-m", "vierkant.cli"]


@pytest.fixture(autouse=True)
def _dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, what came out, and what went to the error stream."""
    try:
        status = main(list(arguments))
    except SystemExit as stop:
        status = int(str(stop.code or 0))
    out, err = capsys.readouterr()
    return status, out, err


def test_help_is_dutch_and_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert out.startswith("gebruik: vierkant")
    assert "opdrachten:" in out
    for word in ("assess", "check", "schema", "convert", "controleer een dossier"):
        assert word in out
    assert "usage" not in out


def test_help_speaks_english_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "assess", "--language", "en", "--help")
    assert out.startswith("usage: vierkant assess")
    assert "number of random draws" in out


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\nfrom vierkant.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'pydantic', 'numpy', 'scipy', 'openpyxl', 'vierkant.dossier'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_check_loads_no_capability() -> None:
    program = (
        f"import sys\nfrom vierkant.cli import main\nmain(['check', {HLT!r}])\n"
        "print(sorted({'numpy', 'scipy', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[:2] == (0, f"{__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "opdrachten:"),
        (("check",), "vierkant check: dit ontbreekt: FILE"),
        (("asess", "x"), "“asess” kan niet; kies uit assess, check, schema, convert"),
        (("assess", "x", "--bla"), "vierkant: onbekend: --bla"),
        (("assess", "x", "--draws", "5"), "--draws: 5 trekkingen kan niet; kies 100 tot 10.000.000"),
        (("assess", "x", "--draws", "veel"), "--draws: “veel” is geen geheel getal"),
        (("assess", "x", "--seed", "-1"), "--seed: de seed moet 0 of meer zijn"),
        (("assess", "x", "--seed"), "--seed: er ontbreekt een waarde"),
        (("assess", "x", "--today", "3-4-2026"), "--today: “3-4-2026” is geen datum; schrijf 2026-11-24"),
        (("assess", "x", "--language", "fr"), "“fr” kan niet; kies uit nl, en"),
    ],
)
def test_what_is_typed_wrong(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], expected: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert expected in " ".join((out + err).split("\n"))
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_language_follows_the_locale(environment: dict[str, str], language: str) -> None:
    assert preferred_language([], environment) == language
    assert preferred_language(["check", "--language", "en"], environment) == "en"
    assert preferred_language(["check", "--language=nl"], environment) == "nl"


def test_check_names_every_fault_and_gives_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "fout.toml"
    path.write_text('[cooperation]\nname = ""\n[taken]\n[[people]]\nid = "g"\nname = "G"\nsize = 0\n')
    status, out, err = run(capsys, "check", str(path))
    assert (status, err) == (1, "")
    text = " ".join(out.split())
    assert "✖ fout.toml, regel 2, de samenwerking, naam: Deze tekst is leeg. Vul het in." in text
    assert "regel 3, taken: Er is geen onderdeel “taken”. Bedoelt u “tasks”?" in text
    assert "regel 7, medewerkers, rij 1 (g), aantal mensen: Dit moet minstens 1 zijn." in text
    assert out.endswith("3 fouten.\n")
    assert max(map(len, out.splitlines())) <= 80


def test_check_says_what_is_filled_in_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "check", HLT)
    assert (status, err) == (0, "")
    assert out.startswith("✔ hltsamen.toml: geen fouten.\n")
    assert "- deelnemers: 3 rijen\n" in out
    assert "- taken: 1 rij\n" in out
    assert "- aannames: overal tellen onze eigen parameters\n" in out
    assert "Getallen: 4 gepubliceerd, 0 gemeten, 1 geschat, 11 aangenomen." in out
    status, out, _ = run(capsys, "check", str(EXAMPLES / "minimal.toml"), "--language", "en")
    assert status == 0
    assert "- tasks: nothing can be said about money\n" in out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nee.toml", "nee.toml: Dit bestand bestaat niet."),
        ("nee.xlsx", "nee.xlsx: Dit bestand bestaat niet."),
        ("", "Dit is een map, geen bestand."),
        ("oud.xls", "oud.xls: een dossier is een bestand met .toml, .json of .xlsx, niet .xls."),
        ("leeg.json", "leeg.json: Het bestand is leeg."),
        ("nep.xlsx", "nep.xlsx"),
    ],
)
@pytest.mark.parametrize("command", ["check", "assess"])
def test_files_that_cannot_be_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, name: str, expected: str
) -> None:
    (tmp_path / "leeg.json").write_text("")
    (tmp_path / "nep.xlsx").write_text("geen spreadsheet")
    status, out, err = run(capsys, command, str(tmp_path / name))
    assert status == 1
    assert expected in " ".join((out + err).split())
    assert "Traceback" not in err


def test_assess_puts_people_first(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "assess", HLT, *FEW)
    assert (status, err) == (0, "")
    headings = [
        line for line, below in zip(out.splitlines(), out.splitlines()[1:], strict=False) if "---" in below
    ]
    assert headings == [
        "HLTsamen",
        "Eerst de mensen",
        "De vier struikelblokken",
        "De vier K's",
        "Het geld",
        "De rechtsvorm",
        "Datums",
        "Wat is aangenomen",
        "Wat ontbreekt",
        "Wat u nu kunt doen",
    ]
    text = " ".join(out.split())
    assert "Hillegom (21.316 inwoners), Lisse (22.717 inwoners) en Teylingen (36.093 inwoners)" in text
    assert "✖ Mensen en cultuur – nu actie nodig." in text
    assert "? Kwaliteit – onbekend." in text
    assert "Gekozen: bedrijfsvoeringsorganisatie" in text
    assert "✖ 2019-11-01 Evaluatie – 2580 dagen geleden" in text
    assert "12 getallen zijn aangenomen of geschat; 5 hebben een bron." in text
    assert "1.000 trekkingen, seed 0, regels van 2026-11-24." in text
    assert max(map(len, out.splitlines())) <= 120, "only an address may run on"
    assert "{" not in out
    assert "\x1b" not in out


def test_assess_is_complete_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("hltsamen", "intern", "minimal"):
        status, out, _ = run(capsys, "assess", str(EXAMPLES / f"{name}.toml"), *FEW, "--language", "en")
        assert status == 0
        assert "People first" in out
        assert "What to do next" in out


def test_nothing_filled_in_is_unknown_and_never_fine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "leeg.toml"
    path.write_text("")
    status, out, _ = run(capsys, "assess", str(path), *FEW)
    assert status == 0
    assert "Een samenwerking zonder naam" in out
    standing = out[out.index("De vier struikelblokken") : out.index("Het geld")]
    assert standing.count("onbekend") == 8
    assert "✔" not in standing
    assert "Er is nog niets te rekenen." in out


def test_small_groups_stay_out(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "assess", str(EXAMPLES / "intern.toml"), *FEW)
    assert "Teamleiders van de drie afdelingen" not in out
    assert "alleen voor het projectteam: 1." in out


def test_json_is_the_assessment_with_its_dates(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "assess", HLT, *FEW, "--json", "--seed", "7")
    plain = json.loads(out)
    assert status == 0
    assert (plain["seed"], plain["draws"], plain["rules_on"]) == (7, 1000, "2026-11-24")
    assert plain["dossier_digest"] == digest(load(HLT))
    assert plain["dated"]["today"] == "2026-11-24"
    assert [item["days"] for item in plain["dated"]["deadlines"]] == [-3645, -2580, -2580]
    again = json.loads(run(capsys, "assess", HLT, *FEW, "--json", "--seed", "7")[1])
    assert again == plain
    other = json.loads(run(capsys, "assess", HLT, *FEW, "--json", "--seed", "8")[1])
    assert other["business_case"]["total"] != plain["business_case"]["total"]


def test_today_is_today_unless_told(capsys: pytest.CaptureFixture[str]) -> None:
    before = time.strftime("%Y-%m-%d")
    plain = json.loads(run(capsys, "assess", str(EXAMPLES / "minimal.toml"), "--draws", "100", "--json")[1])
    assert plain["dated"]["today"] in (before, time.strftime("%Y-%m-%d"))


@pytest.mark.skipif(find_spec("vierkant.documents.report") is None, reason="this installation makes no PDF")
def test_pdf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "rapport.pdf"
    status, _, err = run(capsys, "assess", HLT, *FEW, "--pdf", str(path))
    assert status == 0
    assert path.read_bytes().startswith(b"%PDF-")
    assert "rapport.pdf is geschreven." in err


def test_convert_keeps_everything(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = HLT
    for name in ("a.json", "b.xlsx", "c.toml", "d.json"):
        target = str(tmp_path / name)
        status, out, err = run(capsys, "convert", source, target)
        assert (status, out) == (0, "")
        assert f"{target} is geschreven." in err
        assert ("Opmerkingen in hltsamen.toml" in err) == (source == HLT)
        source = target
    assert load(source) == load(HLT)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "d.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.xlsx", "c.toml", "d.json"]


def test_convert_does_not_overwrite_unless_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("mijn werk")
    status, _, err = run(capsys, "convert", HLT, str(target))
    assert status == 1
    assert "bestaat al. Kies een andere naam, of voeg --force toe." in err
    assert target.read_text() == "mijn werk"
    assert run(capsys, "convert", HLT, str(target), "--force")[0] == 0
    assert loads(target.read_text(), name="a.json") == load(HLT)


def test_convert_that_cannot_be_done(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, err = run(capsys, "convert", HLT, str(tmp_path / "a.csv"))
    assert status == 1
    assert "a.csv: een dossier is een bestand met .toml, .json of .xlsx, niet .csv." in err
    status, _, err = run(capsys, "convert", HLT, str(tmp_path / "weg" / "a.json"))
    assert status == 1
    assert "kon niet worden geschreven" in err
    bad = tmp_path / "fout.toml"
    bad.write_text("a = 1,8")
    status, _, err = run(capsys, "convert", str(bad), str(tmp_path / "a.json"))
    assert status == 1
    assert "Hier staat een decimale komma: 1,8." in err
    assert not (tmp_path / "a.json").exists()


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "schema", "--language", "en")
    assert (status, json.loads(out)) == (0, json_schema("en"))
    status, out, _ = run(capsys, "schema", "--parameters")
    assert status == 0
    assert "\nfour_ks.sickness = 6,5% (5,8% tot 6,7%)\n" in out
    assert re.search(r"^change\.hourly_cost = € ", out, re.MULTILINE)


def test_empty_dossier_can_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source, target = tmp_path / "a.toml", tmp_path / "a.json"
    source.write_text("")
    assert run(capsys, "convert", str(source), str(target))[0] == 0
    assert load(target) == Dossier()
