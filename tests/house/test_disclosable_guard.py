"""Answers of employees reach nobody but through the release controller: a scan of all code, and the types.

The scan knows no list of pages: a new module that touches raw answers, makes a `Disclosable` or reaches into the rooms
of `vierkant.privacy` fails until it is on the list below, with its reason.
"""

from __future__ import annotations

import ast
import copy
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.house.test_budgets import PYTHON, ROOT, tracked

from vierkant import privacy

SOURCES = ROOT / "src"
PRIVACY = "vierkant.privacy"
RAW_IN_ENGINE = {"Answers", "CellAnswers", "Derived"}
"""Names of `vierkant.privacy` that hold answers of persons, or compute on them."""
RAW_IN_DATABASE = {"WaveAnswer", "OpenAnswer", "LedgerEntry", "ledger_plain"}
"""Answers, and the register of releases: it says of small groups too how many answered."""
RAW_TABLES = {"wave_answer", "open_answer", "ledger_entry"}
STATISTICS = re.compile(
    r"^vierkant\.survey\.(agreement|arrays|compositions|effects|equivalence|factor|profiles|reliability)\b"
)

ALLOWED: dict[str, str] = {
    "vierkant/organisation_scan/culture_derived.py": "what the controller computes itself, over released cells only",
    "vierkant/organisation_scan/culture_scores.py": "the scores of culture_derived, never seen outside the controller",
    "vierkant_web/actions/waves.py": "a wave that is withdrawn destroys its answers",
    "vierkant_web/actions/waves_answers.py": "stores what somebody gives, and gives it back to who has the code",
    "vierkant_web/actions/waves_open_answers.py": "the guide outside the line reads texts, from ten on, and sums up",
    "vierkant_web/backups.py": "leaves answers out of a back-up that outlives them",
    "vierkant_web/jobs/waves.py": "destroys answers at the date set",
    "vierkant_web/jobs/waves_closing.py": "cuts the link of answers with codes",
    "vierkant_web/jobs/waves_compute.py": "hands the answers to the controller, in a process of its own",
    "vierkant_web/jobs/waves_ledger.py": "stores what the controller wrote, and reads it back",
    "vierkant_web/jobs/waves_release.py": "takes the answers of a closed wave to the controller",
    "vierkant_web/models/__init__.py": "lists all models",
    "vierkant_web/models/append_only.py": "the register can only grow",
    "vierkant_web/models/ledger_entry.py": "the rows themselves",
    "vierkant_web/models/wave_answer.py": "the rows themselves",
    "vierkant_web/organisation_scan/inputs_culture.py": "reads the register through `disclosed` for a page",
    "vierkant_web/privacy_register.py": "says of every table what it holds and when it is destroyed",
    "vierkant_web/survey/inputs_results.py": "reads the register through `disclosed` and `withheld` for a page",
    "vierkant_web/wiping.py": "overwrites the old bytes of destroyed answers",
}
"""Module → why it may touch answers or the register. None of these may show an answer to anybody but who gave it."""


def resolved(tree: ast.AST) -> dict[str, str]:
    """Local name → what it was imported as, anywhere in the module."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
        elif isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
    return names


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """What an expression of names and dots stands for; empty for anything else."""
    if isinstance(node, ast.Subscript):
        return dotted(node.value, names)
    if isinstance(node, ast.Attribute):
        start = dotted(node.value, names)
        return f"{start}.{node.attr}" if start else ""
    return names.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def is_raw(name: str) -> bool:
    last = name.rsplit(".", 1)[-1]
    return last in RAW_IN_DATABASE or (name.startswith(PRIVACY) and last in RAW_IN_ENGINE)


def raw_answers(text: str) -> Iterator[str]:
    """Every place where a module touches answers of persons, in whatever way it names them."""
    tree = ast.parse(text)
    names = resolved(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if is_raw(whole) or STATISTICS.match(f"{whole}."):
                    yield f"line {node.lineno}: imports {whole}"
        elif isinstance(node, (ast.Attribute, ast.Name)) and is_raw(dotted(node, names)):
            yield f"line {node.lineno}: uses {dotted(node, names)}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = set(re.findall(r"\w+", node.value))
            in_code = len(words) < 40 and (words & RAW_IN_DATABASE or words & RAW_TABLES)
            if in_code and not _is_docstring(node, tree):
                yield f"line {node.lineno}: names {sorted(words & (RAW_IN_DATABASE | RAW_TABLES))}"


def _is_docstring(node: ast.Constant, tree: ast.AST) -> bool:
    return any(isinstance(part, ast.Expr) and part.value is node for part in ast.walk(tree))


def forgeries(text: str) -> Iterator[str]:
    """Every place where a module outside the controller makes what only the controller may make."""
    tree = ast.parse(text)
    names = resolved(tree)
    holds = any(name.endswith("Disclosable") for name in names.values()) or "privacy.Disclosable" in text
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PRIVACY):
            hidden = [alias.name for alias in node.names if alias.name not in privacy.__all__]
            if hidden:
                yield f"line {node.lineno}: takes {hidden} from {node.module}"
        elif isinstance(node, ast.Import):
            inner = [alias.name for alias in node.names if alias.name.startswith(f"{PRIVACY}.")]
            if inner:
                yield f"line {node.lineno}: reaches into {inner}"
        elif isinstance(node, ast.Call):
            called = dotted(node.func, names)
            if called.endswith("Disclosable") or re.match(rf"{PRIVACY}\.(\w+\.)*(Ledger|Entry)$", called):
                yield f"line {node.lineno}: makes a {called}"
            if holds and re.fullmatch(
                r"(object\.__(setattr|new)__|(copy|dataclasses)\.replace|pickle\.\w+)", called
            ):
                yield f"line {node.lineno}: {called} beside a Disclosable"
        elif isinstance(node, ast.Attribute) and re.match(rf"{PRIVACY}\.[a-z_]+\.", dotted(node, names)):
            yield f"line {node.lineno}: reaches into {dotted(node, names)}"
        elif isinstance(node, ast.ClassDef) and any(
            dotted(b, names).endswith("Disclosable") for b in node.bases
        ):
            yield f"line {node.lineno}: a kind of Disclosable of its own"


OUTSIDE = [
    path
    for path in PYTHON
    if SOURCES in path.parents and (SOURCES / "vierkant" / "privacy") not in path.parents
]


def texts(words: str) -> Iterator[tuple[str, str]]:
    """Module → text, of those that hold one of these words at all: the others need no parsing."""
    for path in OUTSIDE:
        text = path.read_text()
        if re.search(words, text):
            yield path.relative_to(SOURCES).as_posix(), text


def test_only_the_controller_makes_a_disclosable() -> None:
    found = {name: [*forgeries(text)] for name, text in texts("privacy|Disclosable")}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_raw_answers_are_touched_only_where_the_list_says_so() -> None:
    words = "privacy|survey|[Ww]ave_?[Aa]nswer|[Oo]pen_?[Aa]nswer|[Ll]edger_?([Ee]ntry|plain)"
    found = {name: [*raw_answers(text)] for name, text in texts(words)}
    touching = {
        name: faults
        for name, faults in found.items()
        if faults and not name.startswith("vierkant/survey/")  # functions on arrays, whoever they are of
    }
    assert {name: faults for name, faults in touching.items() if name not in ALLOWED} == {}
    assert set(ALLOWED) <= set(touching), "the list holds a module that no longer needs it"
    assert all(len(reason) > 10 for reason in ALLOWED.values())


def test_who_reads_the_register_for_a_page_takes_only_what_was_disclosed() -> None:
    for name in ALLOWED:
        text = (SOURCES / name).read_text()
        if "ledger_plain" in text and "/jobs/" not in name:
            assert "disclosed(" in text, name
            assert not re.search(r"\.(entries|body|to_plain)\b", text), f"{name} looks behind `disclosed`"


def test_no_template_reads_raw_answers() -> None:
    for path in tracked(".html"):
        words = set(re.findall(r"\w+", path.read_text().lower()))
        assert not words & (RAW_TABLES | {"waveanswer", "openanswer", "waveanswer_set", "openanswer_set"}), (
            path
        )


BREAKS = {
    "from vierkant.privacy import Disclosable\nd = Disclosable('a', 1, 'w')": forgeries,
    "from vierkant import privacy\nd = privacy.Disclosable[int]('a', 1, 'w')": forgeries,
    "import vierkant.privacy as p\nd = p.Disclosable('a', 1, 'w')": forgeries,
    "from vierkant.privacy.disclosable import SEAL": forgeries,
    "from vierkant.privacy import Ledger\nledger = Ledger(entries)": forgeries,
    "import vierkant.privacy.disclosable": forgeries,
    "from vierkant.privacy import *": forgeries,
    "from vierkant.privacy import _SEAL": forgeries,
    "from vierkant import privacy\nprivacy.disclosable._seal()": forgeries,
    "from vierkant.privacy import Disclosable\nclass Mine(Disclosable): pass": forgeries,
    "from vierkant.privacy import Disclosable\nd = object.__new__(Disclosable)": forgeries,
    "import dataclasses\nfrom vierkant.privacy import Disclosable\nd = dataclasses.replace(x, value=1)": forgeries,
    "from vierkant.privacy import Answers as Rows": raw_answers,
    "from vierkant import privacy\ndef page(rows: privacy.Answers): ...": raw_answers,
    "from vierkant_web.models import WaveAnswer": raw_answers,
    "from vierkant_web import models\nmodels.OpenAnswer.objects.all()": raw_answers,
    "from django.apps import apps\napps.get_model('vierkant_web', 'WaveAnswer')": raw_answers,
    "cursor.execute('select content from wave_answer')": raw_answers,
    "def page():\n    from vierkant_web.models.wave_answer import WaveAnswer as W": raw_answers,
    "from vierkant.survey.reliability import cronbach_alpha": raw_answers,
    "from vierkant_web.jobs.waves_ledger import ledger_plain": raw_answers,
}


@pytest.mark.parametrize("text", BREAKS, ids=range(len(BREAKS)))
def test_the_scan_sees_each_way_around_the_controller(text: str) -> None:
    assert [*BREAKS[text](text)]


FITS = (
    "from vierkant.privacy import Disclosable, disclosed\ndef page(rows: dict[str, Disclosable]): ...",
    "from vierkant.privacy.plan_parts import PlanError, Thresholds",
    "from vierkant.legal_form import Answers\nadvise(Answers())",
    '"""About wave_answer and WaveAnswer."""',
)


@pytest.mark.parametrize("text", FITS, ids=range(len(FITS)))
def test_the_scan_leaves_others_alone(text: str) -> None:
    assert [*forgeries(text), *raw_answers(text)] == []


def test_at_run_time_too_only_the_controller_makes_one() -> None:
    for seal in ({}, {"seal": object()}, {"seal": None}):
        with pytest.raises(TypeError):
            privacy.Disclosable("organisation:lisse", {"respondents": 3}, "wave", **seal)  # type: ignore[call-arg,arg-type]
    empty = privacy.Ledger.empty()
    with pytest.raises(TypeError):
        empty.append("cell", "wave", [{"key": "raw", "content": {}}], seal=object())  # type: ignore[arg-type]
    item = privacy.PlannedItem("item", 5)
    group = privacy.PlannedGroup("a", "a", 20, {"team": "t"})
    plan = privacy.Plan("wave", (group,), (privacy.PlannedTable("all"),), (item,))
    answers = privacy.Answers(("a",) * 20, {"item": np.tile([1.0, 2.0, 3.0, 4.0], 5)})
    figure = privacy.release(plan, answers, empty, key=b"only for this one test").disclosed["all"]
    for change in (
        lambda: setattr(figure, "value", {}),
        lambda: delattr(figure, "value"),
        lambda: figure.value.update(respondents=3),
        lambda: pickle.dumps(figure),
        lambda: copy.replace(figure, value={}) if sys.version_info >= (3, 13) else copy.copy(figure),
    ):
        with pytest.raises((AttributeError, TypeError)):
            change()


def test_a_type_error_where_a_disclosable_is_expected(tmp_path: Path) -> None:
    snippet = tmp_path / "page.py"
    snippet.write_text(
        "from vierkant.privacy import Disclosable, disclosed, Ledger\n"
        "def chart(figure: Disclosable) -> object:\n    return figure.value\n"
        "def honest(ledger: Ledger) -> list[object]:\n"
        "    return [chart(figure) for figure in disclosed(ledger).values()]\n"
        'chart({"respondents": 3})\n'
        'Disclosable("key", {"respondents": 3}, "wave")\n'
        "from vierkant.organisation_scan.culture import culture_of\n"
        'culture_of({"culture.profile.lisse": {"organisation": "lisse"}})\n'
    )
    # Without the packages of others it takes a second; what is asked of it is about our own types alone.
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file=",
        "--follow-imports=silent",
        "--no-site-packages",
    ]
    command += ["--ignore-missing-imports", f"--cache-dir={tmp_path}", str(snippet)]
    done = subprocess.run(
        command, cwd=tmp_path, env={"MYPYPATH": str(SOURCES)}, capture_output=True, text=True, check=False
    )
    lines = re.findall(r"page\.py:(\d+): error", done.stdout)
    assert set(lines) == {"6", "7", "9"}, done.stdout + done.stderr
