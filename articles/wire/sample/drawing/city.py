"""Nights in the city: rain, a tram and a stadium."""

import numpy as np
from PIL import Image

from .tools import (
    H,
    Pen,
    W,
    bloom,
    blurred,
    finish,
    glow,
    grid,
    hex_rgb,
    lamps,
    mask,
    mix,
    noise,
    polygon,
    ramp,
    reflect,
    sheet,
    soft,
)


def rain() -> Image.Image:
    """Towers and their lit windows in the rain."""
    _, y = grid()
    horizon = 0.72
    picture = ramp(y / horizon + 0.07 * noise(21, 4, 5, 5), "0% #22374f, 45% #4d7088, 80% #b98f86, 100% #f0b077")
    rng = np.random.default_rng(22)
    for layer, (colour, low, high, lights) in enumerate(
        (("#6b8494", 0.22, 0.42, 0.5), ("#3a586e", 0.15, 0.5, 0.7), ("#172c40", 0.1, 0.4, 0.85))
    ):
        left, blocks = (-0.02, [])
        while left < 1.0:
            wide = rng.uniform(0.035, 0.085)
            blocks.append((left, wide, rng.uniform(low, high)))
            left += wide + rng.uniform(-0.004, 0.02) * (layer + 1)

        def city(pen: Pen, blocks: list[tuple[float, float, float]] = blocks) -> None:
            for start, wide, tall in blocks:
                pen.box(start, horizon - tall, start + wide, horizon + 0.02)
                if tall > 0.36:
                    pen.line((start + wide / 2, horizon - tall), (start + wide / 2, horizon - tall - 0.07), width=5)

        picture = mix(picture, hex_rgb(colour), mask(city))
        panes = np.zeros((H, W))
        for start, wide, tall in blocks:
            for wx in np.arange(start + 0.005, start + wide - 0.006, 0.0072):
                for wy in np.arange(horizon - tall + 0.014, horizon - 0.02, 0.0165):
                    if 0 < wx < 0.99 and rng.random() < lights * rng.uniform(0.1, 0.9):
                        panes[int(wy * H) : int(wy * H) + 9, int(wx * W) : int(wx * W) + 7] = rng.uniform(0.3, 1)
        picture = mix(picture, hex_rgb("#ffc773"), panes * (0.55 + 0.2 * layer))
        picture = mix(picture, hex_rgb("#5f7378"), 0.16 * soft(y, horizon - 0.3, horizon))
    picture = (
        picture + 0.9 * blurred(np.clip(picture - 0.55, 0, 1), 9) + 0.9 * blurred(np.clip(picture - 0.6, 0, 1), 46)
    )
    picture = reflect(np.clip(picture, 0, 1), horizon, 23, 0.7, 1.5)
    picture = mix(picture, hex_rgb("#0a141b"), 0.08 * soft(y, horizon, horizon + 0.01) + 0.3 * soft(y, horizon, 1.1))
    streaks = rng.random((H, W)) > 0.9982
    drops = np.zeros((H, W))
    for step in range(64):
        drops += np.roll(np.roll(streaks, step, 0), -step // 6, 1) * (1 - step / 64)
    picture = (
        picture + (0.1 * np.clip(blurred(drops, 0.8), 0, 1) * (0.4 + 0.6 * soft(noise(24, 5, 4, 3), -1, 1)))[..., None]
    )
    return finish(picture, 3, grain=0.003)


def tram() -> Image.Image:
    """A wet street at blue hour: a tram's lit windows between dark house fronts."""
    x, y = grid()
    horizon = 0.7
    picture = ramp(y / horizon + 0.05 * noise(111, 3, 4, 4), "0% #22304f, 60% #5d6d92, 100% #d79f86")

    def fronts(pen: Pen) -> None:
        for side in (-1, 1):
            for k in range(7):
                a, b = (0.52 - 0.085 * k, 0.52 - 0.085 * (k + 1))
                top_a, top_b = (horizon - 0.1 - 0.085 * k, horizon - 0.13 - 0.09 * k)
                pen.poly(
                    (0.5 + side * (0.54 - a), horizon + 0.03),
                    (0.5 + side * (0.54 - a), top_a),
                    (0.5 + side * (0.54 - b), top_b),
                    (0.5 + side * (0.54 - b), horizon + 0.04),
                )

    picture = mix(picture, ramp(np.abs(x - 0.5) * 2, "0% #3d4666, 40% #232a44, 100% #0f1424"), mask(fronts))
    rng = np.random.default_rng(112)
    panes = np.zeros((H, W))
    for side in (-1, 1):
        for k in np.arange(0.07, 0.5, 0.03):
            for row in range(1, 7):
                if rng.random() < 0.34:
                    px, py = (0.5 + side * k, horizon - 0.02 - row * (0.022 + 0.17 * k))
                    if py > horizon - 0.1 - k:
                        wide, tall = (0.004 + 0.016 * k, 0.01 + 0.07 * k)
                        panes[int(py * H) : int((py + tall) * H), int(max(px, 0) * W) : int((px + wide) * W)] = (
                            rng.uniform(0.4, 1)
                        )
    picture = mix(picture, hex_rgb("#f3c98b"), panes * 0.8)

    def body(pen: Pen) -> None:
        pen.box(0.415, 0.4, 0.585, 0.715, radius=60)

    def windows(pen: Pen) -> None:
        pen.box(0.432, 0.452, 0.568, 0.59, radius=30)
        pen.box(0.455, 0.415, 0.545, 0.44, radius=12)

    picture = mix(picture, ramp(y, "40% #e7e2d6, 60% #cfc6b4, 60.5% #b03a22, 72% #6f2114"), mask(body))
    picture = mix(picture, ramp(y, "44% #ffe9b4, 60% #d99d55"), mask(windows))
    people = mask(
        lambda pen: [
            pen.ellipse(px - 0.009, py, px + 0.009, py + 0.03)
            or pen.box(px - 0.015, py + 0.028, px + 0.015, 0.6, radius=20)
            for px, py in ((0.452, 0.51), (0.476, 0.525), (0.53, 0.5), (0.553, 0.52))
        ]
    )
    picture = mix(picture, hex_rgb("#3a2618"), people * mask(windows) * 0.85)
    lights = np.zeros((H, W))
    for lx in (0.445, 0.555):
        lights = lights + glow(x, y, lx, 0.655, 0.011) + 0.42 * glow(x, y, lx, 0.655, 0.06)
    picture = mix(picture, hex_rgb("#fff6dc"), np.clip(lights, 0, 1))
    picture = picture + 0.5 * blurred(np.clip(picture - 0.5, 0, 1), 22)
    picture = reflect(np.clip(picture, 0, 1), 0.715, 113, 1.3, 1.35)
    picture = mix(picture, hex_rgb("#0e1220"), 0.28 * soft(y, 0.715, 0.72) + 0.35 * soft(y, 0.72, 1.05))
    for off in (-0.05, 0.05):
        rail = soft(0.0012 + 0.004 * (y - 0.7) - np.abs(x - 0.5 - off * (0.6 + 7 * (y - 0.715))), 0, 0.002) * soft(
            y, 0.72, 0.76
        )
        picture = mix(picture, hex_rgb("#c9b9b0"), 0.55 * rail)
    return finish(picture, 10)


def stadium() -> Image.Image:
    """A football ground under floodlights, seen from the top of the stand."""
    x, y = grid()
    picture = ramp(y / 0.35 + 0.05 * noise(541, 4, 5, 5), "0% #0c1424, 70% #1f3350, 100% #3d5a72")
    vanish = 0.16
    depth = 1 / np.clip(y - vanish, 0.02, None)
    world = (x - 0.5) * depth
    far, near, half = 0.43, 0.985, 1.42
    stand = soft(y, 0.2, 0.203)
    crowd = blurred(0.5 + 0.2 * noise(542, 300, 200, 1), 1.2) * 5 - 2.5
    tone = ramp(0.5 + 0.32 * crowd, "0% #141a28, 40% #39425a, 62% #7f6a70, 80% #b8473a, 100% #f0dcc0")
    rows = 0.75 + 0.25 * np.sin(y * 520)
    picture = mix(picture, tone * (rows * (0.42 + 1.1 * (y - 0.2)))[..., None], stand)
    aisles = soft(0.006 - np.abs((world * 2.2 + 0.5) % 1 - 0.5), 0, 0.004) * stand
    picture = mix(picture, hex_rgb("#8b93a2"), 0.5 * aisles)

    def roof(pen: Pen) -> None:
        pen.poly("-0.01,0.12 0.2,0.185 0.8,0.185 1.01,0.12 1.01,0.19 0.8,0.215 0.2,0.215 -0.01,0.19")

    picture = mix(picture, ramp(y, "10% #55657a, 19% #2c3648, 22% #161d2b"), mask(roof))
    boards = soft(y, far - 0.03, far - 0.028) * soft(far - y, 0, 0.002)
    panel = np.floor(x * 14 + 0.3).astype(int) % 4
    colours = np.stack([hex_rgb(c) for c in ("#c4392b", "#f2efe4", "#1f5f8f", "#e3a92e")])[panel]
    picture = mix(picture, colours * 0.8, boards)
    along = (1 / (far - vanish) - depth) / (1 / (far - vanish) - 1 / (near - vanish))
    stripes = np.floor(along * 1.0001 * 12).astype(int) % 2
    grass = ramp(0.5 + 0.05 * noise(543, 200, 160, 3) + 0.1 * stripes - 0.08, "0% #1d5a2c, 50% #358a42, 100% #6dbb5f")
    track = ramp(0.5 + 0.1 * noise(544, 160, 100, 3), "0% #2a3b34, 100% #45604f")
    picture = mix(picture, track, soft(y, far - 0.001, far + 0.001))
    pitch = soft(half - np.abs(world), -0.03, 0) * soft(y, far + 0.012, far + 0.014)
    picture = mix(picture, grass, pitch)

    def chalk(distance: np.ndarray, width: float = 0.008) -> np.ndarray:
        return soft(width - np.abs(distance), 0, width * 0.6) * pitch

    scale = along * 1.9
    lines = chalk(np.abs(world) - half + 0.06, 0.012) + chalk(world, 0.009) * 1.0
    lines = (
        lines
        + chalk(along - 0.045, 0.005) * (np.abs(world) < half - 0.05)
        + chalk(along - 0.97, 0.004) * (np.abs(world) < half - 0.05)
    )
    lines = (
        lines
        + chalk(np.hypot(world, scale - 0.95) - 0.26, 0.01)
        + soft(0.022 - np.hypot(world, scale - 0.95), 0, 0.008)
    )
    for side in (-1, 1):
        edge = half - 0.06
        for reach, across in ((0.42, 0.56), (0.16, 0.26)):
            lines = lines + chalk(side * world - edge + reach, 0.009) * (np.abs(scale - 0.95) < across)
            lines = lines + chalk(np.abs(scale - 0.95) - across, 0.009) * (side * world > edge - reach) * (
                side * world < edge
            )
    picture = mix(picture, hex_rgb("#f4f8ee"), 0.85 * np.clip(lines, 0, 1))
    rng = np.random.default_rng(545)
    for k in range(21):
        px, py = rng.uniform(0.2, 0.8), rng.uniform(0.48, 0.88)
        s = 0.05 * (py - vanish)
        kit = "#e8e4d8" if k % 2 else "#b5271f"

        def player(pen: Pen, px: float = px, py: float = py, s: float = s) -> None:
            pen.ellipse(px - 0.16 * s, py - 1.05 * s, px + 0.16 * s, py - 0.62 * s)
            pen.poly(
                (px - 0.3 * s, py - 0.55 * s),
                (px + 0.3 * s, py - 0.55 * s),
                (px + 0.22 * s, py + 0.15 * s),
                (px - 0.22 * s, py + 0.15 * s),
            )
            pen.line((px - 0.1 * s, py), (px - 0.2 * s, py + 0.95 * s), width=max(3, int(200 * s)))
            pen.line((px + 0.1 * s, py), (px + 0.24 * s, py + 0.9 * s), width=max(3, int(200 * s)))

        picture = mix(
            picture,
            hex_rgb("#0d2414"),
            0.5 * polygon((px, py + 0.9 * s), (px + 1.1 * s, py + 0.7 * s), (px + 1.2 * s, py + 0.8 * s), blur=1.5),
        )
        body = mask(player)
        picture = mix(picture, sheet("#20242c"), body)
        picture = mix(
            picture, hex_rgb(kit), body * soft(y, py - 0.6 * s, py - 0.55 * s) * soft(py + 0.2 * s - y, 0, 0.002)
        )
    picture = picture * (0.8 + 0.45 * np.exp(-(((x - 0.5) / 0.4) ** 2 + ((y - 0.66) / 0.33) ** 2)))[..., None]
    masts = [(0.1, 0.075), (0.9, 0.075), (0.32, 0.1), (0.68, 0.1)]

    def posts(pen: Pen) -> None:
        for px, py in masts:
            pen.line((px, py), (px, 0.2), width=10)
            pen.box(px - 0.026, py - 0.03, px + 0.026, py + 0.018)

    picture = mix(picture, hex_rgb("#1b2433"), mask(posts))
    bulbs = [(px + dx, py + dy) for px, py in masts for dx in (-0.018, -0.006, 0.006, 0.018) for dy in (-0.018, 0.004)]
    picture = picture + lamps(bulbs, 0.0065, 0.055, 0.14)[..., None] * hex_rgb("#f4fbff")
    for px, py in masts:
        beam = (
            soft(0.03 + 0.25 * (y - py) - np.abs(x - px - (0.5 - px) * (y - py) * 1.1), 0, 0.16)
            * np.exp(-(y - py) / 0.22)
            * soft(y, py, py + 0.03)
        )
        picture = picture + (0.13 * beam)[..., None] * hex_rgb("#dcecff")
    return finish(bloom(np.clip(picture, 0, 1), 0.75, 22, 0.4), 541, grain=0.003)
