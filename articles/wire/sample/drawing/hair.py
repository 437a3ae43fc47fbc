"""Hair for the portraits: what lies behind the shoulders and what lies over the head."""

from collections.abc import Callable

import numpy as np

from .tools import Pen

Cut = Callable[[Pen], None]


def _long_behind(pen: Pen) -> None:
    pen.box(0.29, 0.2, 0.71, 0.8, radius=380)


def _long(pen: Pen) -> None:
    pen.chord(0.3, 0.165, 0.7, 0.56, 180, 360)
    pen.poly(
        "0.3,0.36 0.315,0.62 0.352,0.6 0.365,0.42 0.46,0.3 0.6,0.335 0.645,0.43 0.65,0.6 0.69,0.62 0.7,0.36",
    )


def _short(pen: Pen) -> None:
    pen.chord(0.335, 0.175, 0.665, 0.53, 180, 360)
    pen.poly("0.335,0.35 0.352,0.44 0.375,0.36 0.44,0.315 0.6,0.325 0.635,0.365 0.65,0.44 0.665,0.35")


def _bun(pen: Pen) -> None:
    pen.ellipse(0.43, 0.1, 0.57, 0.235)
    pen.chord(0.335, 0.185, 0.665, 0.53, 180, 360)
    pen.poly("0.335,0.355 0.35,0.45 0.375,0.385 0.5,0.3 0.625,0.385 0.65,0.45 0.665,0.355")


def _bald(pen: Pen) -> None:
    pen.poly("0.345,0.36 0.345,0.46 0.366,0.45 0.37,0.35")
    pen.poly("0.655,0.36 0.655,0.46 0.634,0.45 0.63,0.35")


def _curls(pen: Pen) -> None:
    rng = np.random.default_rng(7)
    pen.chord(0.335, 0.185, 0.665, 0.53, 180, 360)
    for angle in np.linspace(np.pi * 0.94, np.pi * 2.06, 26):
        for ring in (0.115, 0.165, 0.2):
            r = rng.uniform(0.034, 0.046)
            cx = 0.5 + np.cos(angle) * ring * 1.04 + rng.normal(0, 0.004)
            cy = 0.375 + np.sin(angle) * ring * 0.98 + rng.normal(0, 0.004)
            if cy < 0.325 or abs(cx - 0.5) > 0.135:
                pen.ellipse(cx - r, cy - r, cx + r, cy + r)
    for side in (-1, 1):
        cx = 0.5 + side * 0.152
        pen.ellipse(cx - 0.02, 0.32, cx + 0.02, 0.44)


def _parting(pen: Pen) -> None:
    pen.chord(0.335, 0.17, 0.668, 0.53, 180, 360)
    pen.poly(
        "0.335,0.345 0.35,0.45 0.366,0.4 0.385,0.345 0.41,0.29 0.52,0.315 0.6,0.365 0.64,0.385 0.652,0.45 0.668,0.35"
    )
    pen.ellipse(0.395, 0.155, 0.668, 0.345)


def _headscarf_behind(pen: Pen) -> None:
    pen.ellipse(0.318, 0.165, 0.682, 0.72)
    pen.poly("0.325,0.5 0.3,0.74 0.34,0.85 0.5,0.9 0.66,0.85 0.7,0.74 0.675,0.5")


def _headscarf(pen: Pen) -> None:
    rim = [(0.5 + 0.132 * np.cos(a), 0.46 + 0.185 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 80)]
    outer = [(0.5 + 0.186 * np.cos(a), 0.45 + 0.285 * np.sin(a)) for a in np.linspace(2 * np.pi, 0, 80)]
    pen.poly(*rim, *outer)
    pen.poly("0.33,0.56 0.4,0.585 0.5,0.648 0.6,0.585 0.67,0.56 0.71,0.74 0.64,0.85 0.5,0.895 0.36,0.85 0.29,0.74")


def _bob_behind(pen: Pen) -> None:
    pen.box(0.3, 0.2, 0.7, 0.66, radius=330)


def _bob(pen: Pen) -> None:
    pen.chord(0.308, 0.165, 0.692, 0.58, 180, 360)
    pen.poly("0.308,0.37 0.303,0.59 0.355,0.625 0.36,0.4 0.64,0.4 0.645,0.625 0.697,0.59 0.692,0.37")
    pen.poly("0.36,0.3 0.355,0.412 0.43,0.393 0.5,0.388 0.57,0.393 0.645,0.412 0.64,0.3")


def _pulled_behind(pen: Pen) -> None:
    pen.poly("0.6,0.5 0.68,0.52 0.715,0.66 0.7,0.84 0.63,0.9 0.6,0.78")


def _pulled(pen: Pen) -> None:
    pen.chord(0.335, 0.18, 0.665, 0.54, 180, 360)
    pen.poly(
        "0.335,0.355 0.348,0.47 0.362,0.42 0.395,0.35 0.45,0.285 0.54,0.315 0.62,0.365 0.64,0.42 0.65,0.47 0.665,0.355"
    )


def _cropped(pen: Pen) -> None:
    pen.chord(0.343, 0.205, 0.657, 0.52, 180, 360)
    pen.poly("0.343,0.36 0.35,0.43 0.364,0.37 0.4,0.325 0.5,0.312 0.6,0.325 0.636,0.37 0.65,0.43 0.657,0.36")


def _crop(pen: Pen) -> None:
    rng = np.random.default_rng(9)
    pen.chord(0.33, 0.17, 0.67, 0.54, 180, 360)
    pen.poly("0.33,0.35 0.338,0.46 0.362,0.45 0.37,0.37 0.62,0.36 0.638,0.45 0.662,0.46 0.67,0.35")
    for cx in np.linspace(0.365, 0.6, 8):
        tip = cx + 0.045 + rng.normal(0, 0.008)
        pen.poly((cx, 0.3), (cx + 0.06, 0.3), (tip + 0.02, 0.372 + rng.normal(0, 0.008)), (tip - 0.02, 0.36))


def _tousled(pen: Pen) -> None:
    rng = np.random.default_rng(13)
    pen.chord(0.33, 0.165, 0.67, 0.54, 180, 360)
    pen.poly(
        "0.33,0.35 0.336,0.455 0.36,0.44 0.37,0.38 0.42,0.325 0.58,0.325 0.63,0.38 0.64,0.44 0.664,0.455 0.67,0.35"
    )
    for angle in np.linspace(np.pi * 1.03, np.pi * 1.97, 13):
        r = rng.uniform(0.03, 0.044)
        cx, cy = 0.5 + np.cos(angle) * 0.155, 0.335 + np.sin(angle) * 0.155
        pen.ellipse(cx - r, cy - r, cx + r, cy + r)
    for cx in np.linspace(0.39, 0.61, 7):
        r = rng.uniform(0.026, 0.034)
        pen.ellipse(cx - r, 0.325 - r, cx + r, 0.325 + r)


BEHIND: dict[str, Cut] = {
    "long": _long_behind,
    "headscarf": _headscarf_behind,
    "bob": _bob_behind,
    "pulled": _pulled_behind,
}
CAPS: dict[str, Cut] = {
    "long": _long,
    "short": _short,
    "bun": _bun,
    "bald": _bald,
    "curls": _curls,
    "parting": _parting,
    "headscarf": _headscarf,
    "bob": _bob,
    "pulled": _pulled,
    "cropped": _cropped,
    "crop": _crop,
    "tousled": _tousled,
}
