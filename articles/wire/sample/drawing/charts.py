"""Maps and charts."""

import numpy as np
from PIL import Image

from .tools import Array, H, Pen, W, finish, glow, grid, hex_rgb, mask, mix, noise, polygon, ramp, soft


def weather() -> Image.Image:
    """A front on a weather map."""
    x, y = grid()
    land = noise(56, 3, 2, 7, gain=0.52) + 0.9 * (x - 0.42)
    coast = soft(land, 0, 0.02)
    picture = mix(np.broadcast_to(hex_rgb("#dbe5e6"), (H, W, 3)), hex_rgb("#f3eee2"), coast)
    picture = mix(picture, hex_rgb("#e7dfcc"), coast * soft(land, 0.9, 2))
    front = noise(58, 2, 2, 2) * 0.07 + (x - 0.47) * 0.75 + (y - 0.5) * 0.42 - 0.16 * np.sin(y * 3.4)
    rainfall = soft(np.exp(-((front / 0.12) ** 2)) + 0.2 * noise(53, 6, 5, 6), 0.28, 1.75)
    picture = mix(
        picture,
        ramp(rainfall, "0% #c9dbe0, 35% #86b1c2, 60% #3f7d9d, 80% #234f7c, 100% #b8431f"),
        np.clip(rainfall * 1.7, 0, 0.92),
    )

    def outline(field: Array, level: float, width: float) -> Array:
        gy, gx = np.gradient(field)
        return soft(width - np.abs(field - level) / (np.hypot(gx, gy) + 1e-06), 0, 1)

    picture = mix(picture, hex_rgb("#5a666b"), 0.85 * outline(land, 0.0, 1.7))
    pressure = 2.2 * np.hypot((x - 0.24) * 1.5, y - 0.34) + 0.1 * noise(54, 2, 2, 2) + 0.25 * x
    for i, level in enumerate(np.arange(0.12, 4, 0.13)):
        picture = mix(
            picture,
            hex_rgb("#22303a"),
            (0.75 if i % 4 == 0 else 0.38) * outline(pressure, level, 2.1 if i % 4 == 0 else 1.3),
        )
    for step in range(1, 9):
        picture = mix(
            picture,
            hex_rgb("#8a999c"),
            0.35 * soft(0.0007 - np.abs(x - step / 8 - 0.03 * (y - 0.5) * (step - 4) / 4), 0, 0.0005),
        )
        picture = mix(
            picture, hex_rgb("#8a999c"), 0.35 * soft(0.001 - np.abs(y - step / 6 - 0.02 * (x - 0.5) ** 2), 0, 0.0008)
        )
    picture = mix(picture, hex_rgb("#b8331a"), outline(front, 0.0, 3.4) * soft(y, 0.05, 0.2))

    def marks(pen: Pen) -> None:
        for py in np.arange(0.16, 0.98, 0.075):
            row = front[int(py * H)]
            px = np.argmin(np.abs(row)) / W
            if abs(row[int(px * W)]) < 0.01:
                pen.poly((px, py - 0.018), (px + 0.018, py), (px, py + 0.018))

    picture = mix(picture, hex_rgb("#b8331a"), mask(marks))
    return finish(picture, 6, grain=0.005, vignette=0.06)


def prices() -> Image.Image:
    """A chart of prices on a sheet of paper, with the pencil that drew it."""
    x, y = grid()
    picture = ramp(0.5 + 0.1 * noise(801, 8, 120, 4) + 0.2 * (x - 0.5), "0% #5d3d27, 50% #7b5536, 100% #9a7048")
    paper = polygon("0.075,0.07 0.925,0.045 0.945,0.945 0.06,0.955")
    shadow = polygon("0.085,0.09 0.94,0.065 0.962,0.972 0.072,0.982", blur=14)
    picture = mix(picture, hex_rgb("#1c0f07"), 0.6 * shadow)
    picture = mix(picture, ramp(y + 0.3 * x + 0.02 * noise(802, 40, 40, 4), "0% #fbf7ec, 100% #e9e2d0"), paper)
    left, right, top, foot = 0.15, 0.87, 0.17, 0.83

    def lines(pen: Pen) -> None:
        for step in range(7):
            level = top + (foot - top) * step / 6
            pen.line((left, level), (right, level - 0.012), width=3)

    picture = mix(picture, hex_rgb("#9aa6a8"), 0.75 * mask(lines))
    t = np.linspace(0, 1, 97)
    wander = np.cumsum(np.random.default_rng(803).normal(0, 1, 97)) * 0.012
    first = 0.2 + 0.34 * t + 0.24 * np.exp(-(((t - 0.55) / 0.12) ** 2)) - 0.18 * soft(t, 0.7, 1) + wander * 0.6
    second = 0.34 + 0.12 * np.sin(t * 5) + 0.12 * t + np.cumsum(np.random.default_rng(805).normal(0, 1, 97)) * 0.006

    def at(k: int, value: float) -> tuple[float, float]:
        return left + (right - left) * t[k], foot - (foot - top) * value - 0.012 * t[k]

    def bars(pen: Pen) -> None:
        for k in range(3, 96, 6):
            px, _ = at(k, 0)
            tall = 0.06 + 0.11 * abs(np.sin(k * 0.7)) + 0.05 * t[k]
            pen.box(px - 0.011, foot - tall * (foot - top) - 0.012 * t[k], px + 0.011, foot - 0.012 * t[k])

    picture = mix(picture, hex_rgb("#b9cfd2"), 0.95 * mask(bars))
    area = polygon(*[at(k, first[k]) for k in range(97)], at(96, 0), at(0, 0))
    picture = mix(picture, hex_rgb("#d9694a"), 0.2 * area * soft(foot - y, -0.1, 0.7))
    picture = mix(
        picture, hex_rgb("#1f5566"), mask(lambda pen: pen.line(*[at(k, second[k]) for k in range(97)], width=11))
    )
    picture = mix(
        picture, hex_rgb("#b8331a"), mask(lambda pen: pen.line(*[at(k, first[k]) for k in range(97)], width=15))
    )
    for series, tone in ((first, "#b8331a"), (second, "#1f5566")):
        px, py = at(96, series[96])
        picture = mix(picture, hex_rgb(tone), soft(0.015 - np.hypot((x - px) * W / H, y - py), 0, 0.002))
        picture = mix(picture, hex_rgb("#fbf7ec"), soft(0.008 - np.hypot((x - px) * W / H, y - py), 0, 0.002))
    px, py = at(53, first[53])
    ring = soft(0.004 - np.abs(np.hypot((x - px) * W / H, y - py) - 0.034), 0, 0.002)
    picture = mix(picture, hex_rgb("#22303a"), 0.85 * ring)
    picture = mix(
        picture, hex_rgb("#22303a"), 0.9 * mask(lambda pen: pen.line((left, foot), (right, foot - 0.012), width=6))
    )

    def ticks(pen: Pen) -> None:
        for k in range(0, 97, 12):
            px, py = at(k, 0)
            pen.line((px, py), (px, py + 0.018), width=5)
            pen.box(px - 0.014, py + 0.03, px + 0.014, py + 0.042, radius=4)
        for step in range(7):
            pen.box(
                left - 0.045,
                top + (foot - top) * step / 6 - 0.006,
                left - 0.018,
                top + (foot - top) * step / 6 + 0.006,
                radius=4,
            )
        pen.box(left, 0.098, left + 0.28, 0.118, radius=4)
        pen.box(left, 0.13, left + 0.17, 0.141, radius=4)

    picture = mix(picture, hex_rgb("#6a7274"), 0.8 * mask(ticks))

    def pencil(pen: Pen) -> None:
        pen.poly("0.655,0.955 0.94,0.585 0.962,0.605 0.677,0.975")

    picture = mix(
        picture,
        hex_rgb("#3a2a1a"),
        0.4 * polygon("0.66,0.975 0.95,0.6 0.975,0.63 0.69,0.995", blur=9),
    )
    facet = soft((x - 0.808) * 0.61 + (y - 0.78) * 0.79 * 0.66, -0.012, 0.012)
    picture = mix(picture, ramp(facet, "0% #f2c14a, 40% #e0a02c, 60% #c58420, 100% #96600f"), mask(pencil))
    picture = mix(picture, hex_rgb("#e9cfa2"), polygon("0.655,0.955 0.677,0.975 0.635,1.003"))
    picture = mix(picture, hex_rgb("#2a2a2c"), polygon("0.6425,0.986 0.6515,0.995 0.635,1.003"))
    picture = mix(picture, hex_rgb("#fff6e0"), 0.25 * glow(x, y, 0.2, 0.1, 0.6))
    return finish(picture, 801, grain=0.012, vignette=0.14)
