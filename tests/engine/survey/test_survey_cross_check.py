"""The same numbers from R, when this machine has it with the packages psych and multilevel."""

from __future__ import annotations

import json
import shutil
import subprocess

import numpy as np
import pytest

from vierkant.survey import cronbach_alpha, icc1, icc2, intraclass, r_star_wgj, rwgj

SCRIPT = """
suppressMessages({library(psych); library(multilevel)})
x <- as.matrix(read.csv(file("stdin"), header = FALSE))
g <- x[, 6]; x <- x[, 1:5]
m <- aov(x[, 1] ~ as.factor(g))
i <- ICC(x, lmer = FALSE)$results$ICC
cat(sprintf("%.10f", c(alpha(x)$total$raw_alpha, rwg.j(x, g, 2)$rwg.j, rwg.j.lindell(x, g, 2)$rwg.lindell,
  ICC1(m), ICC2(m), i)), sep = ",")
"""


def _has_packages() -> bool:
    if shutil.which("Rscript") is None:
        return False
    found = subprocess.run(
        ["Rscript", "-e", 'cat(all(c("psych", "multilevel") %in% rownames(installed.packages())))'],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.endswith("TRUE")


def test_r_says_the_same() -> None:
    if not _has_packages():
        pytest.skip("R with psych and multilevel is not on this machine")
    generator = np.random.default_rng(12)
    answers = np.clip(np.round(3 + generator.normal(size=(24, 1)) + generator.normal(size=(24, 5))), 1, 5)
    groups = np.repeat([1, 2, 3], [6, 8, 10])
    table = "\n".join(
        ",".join(str(int(value)) for value in row) for row in np.column_stack([answers, groups])
    )
    ran = subprocess.run(["Rscript", "-e", SCRIPT], input=table, capture_output=True, text=True, check=True)
    found = json.loads(f"[{ran.stdout}]")
    parts = [answers[groups == number] for number in (1, 2, 3)]
    six = intraclass(answers)
    expected = [
        cronbach_alpha(answers),
        *(rwgj(part, 5) for part in parts),
        *(r_star_wgj(part, 5) for part in parts),
        icc1(answers[:, 0], groups),
        icc2(answers[:, 0], groups),
        *(six.icc1, six.icc2, six.icc3, six.icc1k, six.icc2k, six.icc3k),
    ]
    assert found == pytest.approx(expected, abs=1e-6)
