"""Fetch the third-party files that Vierkant ships, trim them, and write them into the source tree.

    python -m venv tool-env && tool-env/bin/pip install --require-hashes -r tools/vendor/requirements.txt
    tool-env/bin/python tools/vendor_assets.py            write the files and the manifest (needs node's npm)
    python tools/vendor_assets.py --check                  compare the files with the manifest (needs nothing)
    python tools/vendor_assets.py --relock                 renew the lock after a change of package.json

The result is the same byte for byte on every machine: versions are locked with their hashes, fonts carry no time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "tools" / "vendor"
STATIC = ROOT / "src" / "vierkant_web" / "static" / "vendor"
FONTS = ROOT / "src" / "vierkant" / "documents" / "fonts"
MANIFEST = VENDOR / "manifest.json"

UTRECHT = "@utrecht/component-library-css"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
NOTO = "@expo-google-fonts/noto-sans"
MATH = "@fontsource/noto-sans-math"

COMPONENTS = (
    "action-group", "body", "button", "button-group", "button-link", "checkbox", "custom-checkbox",
    "form-field", "form-field-checkbox", "form-field-description", "form-field-error-message",
    "form-field-radio", "form-fieldset", "form-label", "heading", "link", "link-button", "ordered-list",
    "paragraph", "radio-button", "root", "select", "separator", "skip-link", "table", "textarea", "textbox",
    "unordered-list",
)  # fmt: skip
"""The components of the Utrecht library that the screens use; the rules and tokens of the others stay behind."""

TOKENS_KEPT = ("basis", "voorbeeld")
"""Token families of the theme that are kept whole: a municipality re-brands by them."""

FACES = {
    "Regular": "400Regular/NotoSans_400Regular.ttf",
    "Bold": "700Bold/NotoSans_700Bold.ttf",
    "Italic": "400Regular_Italic/NotoSans_400Regular_Italic.ttf",
}
WEB_FACES = ("Regular", "Bold")
CHARACTERS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x2C6, 0x2DA, 0x2DC, 0x394, 0x3A3, 0x3B1, 0x3B2, 0x3BB, 0x3BC, 0x3C3,
    *range(0x2009, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033,
    0x2039, 0x203A, 0x2044, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A), 0x20AC, 0x2116, 0x2122,
    0x2153, 0x2154, 0x2212, 0x2215,
)  # fmt: skip
"""What Dutch and English texts, names of people in Europe and plain formulas need."""
BORROWED = "≤≥≠≈∞√∑←→↑↓∆"
"""Signs that Noto Sans lacks; they come from Noto Sans Math, which has the same design and the same measures."""


def npm_install(folder: Path) -> Path:
    """Install the locked packages, without running anything of theirs, and return ``node_modules``."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(VENDOR / name, folder / name)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        check=True,
    )
    return folder / "node_modules"


def relock() -> None:
    """Renew the lock: versions and hashes; the addresses that npm writes into it are taken out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("package.json", ".npmrc"):
            shutil.copy(VENDOR / file, folder / file)
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--package-lock-only", "--loglevel=error"],
            cwd=folder,
            check=True,
        )
        lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        for key in ("resolved", "funding", "deprecated"):
            package.pop(key, None)
    (VENDOR / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


# Style sheets -------------------------------------------------------------------------------------------------


def statements(css: str) -> Iterator[tuple[str, str | None]]:
    """The statements of a style sheet without comments: (prelude, body), or (statement, None) without a body."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    start = position = 0
    while position < len(css):
        if css[position] == ";":
            yield css[start:position].strip(), None
            start = position + 1
        elif css[position] == "{":
            depth, end = 1, position + 1
            while depth:
                depth += {"{": 1, "}": -1}.get(css[end], 0)
                end += 1
            yield css[start:position].strip(), css[position + 1 : end - 1].strip()
            start, position = end, end - 1
        position += 1


def split_selectors(prelude: str) -> list[str]:
    """The selectors of a rule: split at commas that do not stand between brackets."""
    parts, depth, current = [], 0, ""
    for sign in prelude:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append(current)
            current = ""
        else:
            current += sign
    return [" ".join(part.split()) for part in (*parts, current)]


def component_names(text: str, mark: str) -> set[str]:
    """The names of Utrecht components in a selector (``mark`` is ``.``) or in a declaration (``--``)."""
    return {found.removesuffix("-") for found in re.findall(rf"\{mark}utrecht-((?:[a-z]+-?)+)", text)}


def is_kept(selector: str) -> bool:
    """Whether a selector speaks of kept components alone."""
    names = component_names(selector, ".")
    return bool(names) and names <= set(COMPONENTS)


def trimmed_rules(css: str) -> str:
    """The rules of the kept components, one a line; media queries are kept with what is left in them."""
    lines = []
    for prelude, body in statements(css):
        if body is None:
            continue
        if prelude.startswith(("@media", "@supports")):
            inside = trimmed_rules(body)
            if inside:
                lines.append(f"{prelude}{{\n{inside}}}")
        elif prelude.startswith("@"):
            lines.append(f"{prelude}{{{' '.join(body.split())}}}")
        else:
            selectors = [selector for selector in split_selectors(prelude) if is_kept(selector)]
            if selectors:
                declarations = ";".join(" ".join(item.split()) for item in body.rstrip("; \n").split(";\n"))
                lines.append(f"{','.join(selectors)}{{{declarations}}}")
    return "".join(f"{line}\n" for line in lines)


def trimmed_theme(css: str) -> str:
    """The tokens of the theme that the kept components, the base of the theme or other kept tokens need."""
    [(selector, body)] = [(prelude, body) for prelude, body in statements(css) if body]
    declarations = dict(item.strip().split(":", 1) for item in body.split(";") if item.strip())
    starts = tuple(f"--{family}-" for family in TOKENS_KEPT) + tuple(
        f"--utrecht-{name}-" for name in COMPONENTS
    )
    kept = {name for name in declarations if name.startswith(starts)}
    while True:
        named = {found for name in kept for found in re.findall(r"--[\w-]+", declarations[name])}
        more = (named & declarations.keys()) - kept
        if not more:
            break
        kept |= more
    lines = [f"{name}:{' '.join(declarations[name].split())};" for name in declarations if name in kept]
    return f"{selector}{{\n" + "\n".join(lines) + "\n}\n"


# Fonts --------------------------------------------------------------------------------------------------------


def subset(path: Path, characters: set[int]) -> Any:
    """The font with these characters alone, with kerning and the shapes of figures, without hints or times."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(path, recalcTimestamp=False)
    options = Options(layout_features=["kern", "mark", "ccmp", "locl", "tnum", "lnum", "frac"], hinting=False)
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def borrow(font: Any, lender: Any, characters: str) -> None:
    """Copy the outlines of the characters from another font with the same units per em."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    if font["head"].unitsPerEm != lender["head"].unitsPerEm:
        raise ValueError("the fonts do not share a measure")
    glyphs, names = lender.getGlyphSet(), lender.getBestCmap()
    order = font.getGlyphOrder()
    for character in characters:
        name, pen = f"uni{ord(character):04X}", TTGlyphPen(None)
        outline = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(character)]].draw(outline)
        outline.replay(pen)
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = lender["hmtx"][names[ord(character)]]
        if name not in order:
            order.append(name)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(character)] = name
    font.setGlyphOrder(order)


def write_fonts(modules: Path) -> None:
    """TTF for Typst and the chart engine, WOFF2 for the browser, from the same outlines."""
    from fontTools.ttLib import TTFont

    lender = TTFont(modules / MATH / "files" / "noto-sans-math-latin-400-normal.woff2")
    web = STATIC / "noto-sans"
    web.mkdir(parents=True)
    for face, source in FACES.items():
        font = subset(modules / NOTO / source, set(CHARACTERS))
        borrow(font, lender, BORROWED)
        font.save(FONTS / f"NotoSans-{face}.ttf")
        if face in WEB_FACES:
            font.flavor = "woff2"
            font.save(web / f"noto-sans-{face.lower()}.woff2")
    for folder in (FONTS, web):
        shutil.copy(modules / NOTO / "LICENSE_FONT", folder / "OFL.txt")


# All together -------------------------------------------------------------------------------------------------


def write_styles(modules: Path) -> None:
    """The style sheets, each with its licence and a line that says what was left out."""
    for name, package, file, trim in (
        ("utrecht", UTRECHT, "index.css", trimmed_rules),
        ("voorbeeld", THEME, "theme.css", trimmed_theme),
    ):
        version = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))["version"]
        head = f"/*! {package} {version}, EUPL-1.2, see LICENSE.md; trimmed by tools/vendor_assets.py */\n"
        folder = STATIC / name
        folder.mkdir(parents=True)
        css = trim((modules / package / "dist" / file).read_text(encoding="utf-8"))
        (folder / f"{name}.css").write_text(head + css, encoding="utf-8")
        shutil.copy(modules / package / "LICENSE.md", folder / "LICENSE.md")


def write_scripts(modules: Path) -> None:
    """The chart library; the lines that point at source maps, which we do not ship, are taken out."""
    for package in ("vega", "vega-lite", "vega-embed"):
        folder = STATIC / package
        folder.mkdir(parents=True)
        text = (modules / package / "build" / f"{package}.min.js").read_text(encoding="utf-8")
        text = re.sub(r"\n?//# sourceMappingURL=.*", "", text).rstrip("\n") + "\n"
        (folder / f"{package}.min.js").write_text(text, encoding="utf-8")
        shutil.copy(modules / package / "LICENSE", folder / "LICENSE")


def shipped() -> dict[str, str]:
    """Path (from the root of the project) and SHA-256 of every vendored file."""
    files = sorted(path for folder in (STATIC, FONTS) for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def differences() -> list[str]:
    """What differs between the files and the manifest, one sentence each; empty when all is well."""
    wanted: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    found = shipped()
    return [
        *(f"missing: {path}" for path in wanted.keys() - found.keys()),
        *(f"not in the manifest: {path}" for path in found.keys() - wanted.keys()),
        *(f"changed: {path}" for path in wanted.keys() & found.keys() if wanted[path] != found[path]),
    ]


def vendor() -> None:
    """Write everything anew, and the manifest."""
    shutil.rmtree(STATIC, ignore_errors=True)
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        modules = npm_install(Path(folder))
        write_styles(modules)
        write_scripts(modules)
        write_fonts(modules)
    MANIFEST.write_text(json.dumps(shipped(), indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Exit code 1 when a check found differences."""
    parser = argparse.ArgumentParser(description="Third-party files of Vierkant")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="compare the files with the manifest")
    group.add_argument("--relock", action="store_true", help="renew the lock after a change of package.json")
    options = parser.parse_args()
    if options.relock:
        relock()
    elif options.check:
        found = differences()
        print("\n".join(found) or "all vendored files are as the manifest says")
        return 1 if found else 0
    else:
        vendor()
    return 0


if __name__ == "__main__":
    sys.exit(main())
