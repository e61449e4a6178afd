"""Everything can be read in both lights: the contrasts in tokens.css are true, and enough."""

import re
from pathlib import Path

import goodname.web.ui

TOKENS = Path(goodname.web.ui.__file__).parent / "static" / "ui" / "tokens.css"
WANTED = {"text": 4.5, "shape": 3.0}


def _palettes(css: str) -> list[dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\n\s*\}", css, re.DOTALL)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _claims(css: str) -> list[tuple[str, str, str, float, float]]:
    rows = re.findall(
        r"^ +(text|shape) +([a-z-]+) on ([a-z-]+) +([\d.]+) +([\d.]+)$", css, re.MULTILINE
    )
    return [
        (kind, over, under, float(light), float(dark)) for kind, over, under, light, dark in rows
    ]


def test_black_on_white_is_twenty_one() -> None:
    assert round(_contrast("#000000", "#ffffff"), 2) == 21.0


def test_both_lights_name_the_same_colours() -> None:
    light, dark = _palettes(TOKENS.read_text())
    assert set(light) == set(dark)


def test_every_claim_is_measured_and_is_enough() -> None:
    css = TOKENS.read_text()
    light, dark = _palettes(css)
    claims = _claims(css)
    for kind, over, under, said_light, said_dark in claims:
        for palette, said in ((light, said_light), (dark, said_dark)):
            measured = _contrast(palette[over], palette[under])
            assert abs(measured - said) < 0.006, f"{over} on {under}: {measured:.2f}, not {said}"
            assert measured >= WANTED[kind], f"{over} on {under}: {measured:.2f}"


def test_no_colour_that_carries_words_or_shapes_is_left_unmeasured() -> None:
    light, _ = _palettes(TOKENS.read_text())
    measured = {
        name for _, over, under, *_ in _claims(TOKENS.read_text()) for name in (over, under)
    }
    # A hairline between rows tells nobody anything, so nothing is asked of it.
    assert set(light) - measured == {"line"}
