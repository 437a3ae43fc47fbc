"""Streets by day and by lamplight: roofs of an old town and a market."""

import numpy as np
from PIL import Image

from .tools import (
    H,
    Pen,
    W,
    bloom,
    box,
    finish,
    glow,
    grid,
    hex_rgb,
    lamps,
    line_noise,
    mask,
    mix,
    noise,
    polygon,
    ramp,
    sheet,
    soft,
)


def roofs() -> Image.Image:
    """Tiled roofs of an old town in the morning, a dome among them."""
    x, y = grid()
    picture = ramp(y / 0.45 + 0.04 * noise(501, 3, 6, 5), "0% #6fb0d2, 60% #c3dfe2, 100% #fbe9cc")
    picture = mix(picture, hex_rgb("#ffffff"), 0.5 * soft(noise(502, 3, 9, 6), 0.4, 1.8) * soft(0.4 - y, 0, 0.2))
    hill = 0.36 - 0.07 * np.sin(np.linspace(0.3, 3.6, W)) - 0.012 * line_noise(503, 6, 7)
    picture = mix(picture, ramp(y, "25% #8fb2b6, 45% #c5d0c0"), soft(y - hill[None, :], 0, 0.003))
    rng = np.random.default_rng(504)
    walls = ["#f3e3c3", "#efcfae", "#f6efe0", "#e3b893", "#d9c9a9", "#eed9d0"]
    tiles = ["#c8613a", "#b5512f", "#d57a4b", "#a8482d", "#cc6d44"]

    def church(pen: Pen) -> None:
        pen.box(0.465, 0.27, 0.575, 0.5)
        pen.chord(0.46, 0.155, 0.58, 0.39, 180, 360)
        pen.box(0.507, 0.115, 0.533, 0.165)
        pen.chord(0.503, 0.095, 0.537, 0.14, 180, 360)
        pen.line((0.52, 0.1), (0.52, 0.06), width=6)

    layers = (
        (0.43, 0.055, 26, 0.55),
        (0.5, 0.075, 19, 0.32),
        (0.6, 0.105, 14, 0.15),
        (0.73, 0.15, 10, 0.05),
        (0.9, 0.21, 7, 0.0),
    )
    for index, (base, size, count, haze) in enumerate(layers):
        if index == 1:
            stone = ramp(soft(x, 0.46, 0.585), "0% #f7e8cb, 60% #d3b58f, 100% #94785f")
            dome = ramp(soft(x, 0.46, 0.585), "0% #7fc0ae, 50% #4d9484, 100% #2b5e58")
            tower = mask(church)
            picture = mix(picture, mix(stone, hex_rgb("#fbe9cc"), 0.2), tower)
            picture = mix(
                picture,
                mix(dome, hex_rgb("#fbe9cc"), 0.12),
                tower * soft(0.272 - y, 0, 0.002) * (1 - soft(np.abs(x - 0.52), 0.06, 0.062)),
            )
            for px in (0.482, 0.51, 0.538):
                picture = mix(
                    picture,
                    hex_rgb("#6a5141"),
                    0.8 * box(px, 0.3, px + 0.017, 0.37, radius=16),
                )
        for cx in np.linspace(-0.03, 1.03, count) + rng.normal(0, 0.012, count):
            wide, head = size * rng.uniform(0.75, 1.1), base + rng.normal(0, size * 0.2)
            rise, gable = size * rng.uniform(0.5, 0.75), rng.random() < 0.5
            wall, tile = walls[int(rng.integers(6))], tiles[int(rng.integers(5))]
            left, right = cx - wide / 2, cx + wide / 2
            top = max(0, int((head - rise - 0.02) * H))
            window = np.s_[
                top : min(H, int((head + size * 2.2) * H)),
                max(0, int((left - 0.01) * W)) : max(1, int((right + 0.015) * W)),
            ]
            if picture[window].size == 0:
                continue
            part_x, part_y = x[window], y[window]
            body = soft(wide / 2 - np.abs(part_x - cx), 0, 0.001) * soft(part_y, head - 0.001, head + 0.001)
            front = mix(
                hex_rgb(wall) * (1 - 0.05 * rng.random()),
                hex_rgb("#8b7468"),
                0.55 * soft(part_x, left, right * 0.4 + cx * 0.6),
            )
            if gable:
                pitch = rise * (1 - np.abs(part_x - cx) / (wide / 2))
                attic = soft(part_y - (head - pitch), 0, 0.0015) * soft(head + 0.002 - part_y, 0, 0.0015)
                body = np.maximum(body, attic)
            picture[window] = mix(picture[window], front, body)
            for wx in np.arange(left + wide * 0.16, right - wide * 0.14, wide * 0.26):
                for wy in np.arange(head + size * 0.14, head + size * 2, size * 0.5):
                    pane = soft(wide * 0.05 - np.abs(part_x - wx - wide * 0.05), 0, 0.001) * soft(
                        size * 0.12 - np.abs(part_y - wy - size * 0.1), 0, 0.0015
                    )
                    picture[window] = mix(
                        picture[window], hex_rgb("#4a5a63" if rng.random() < 0.7 else "#7c8f7c"), 0.85 * pane * body
                    )
            rows = 0.5 + 0.5 * np.sin((part_y - head) * 2 * np.pi * 11 / size)
            shade = mix(hex_rgb(tile), hex_rgb("#6e2f1e"), 0.22 * rows + 0.3 * soft(part_x, cx, right))
            if gable:
                slope = np.abs(part_y - (head - pitch) + 0.012 * size / 0.1) - size * 0.05
                cover = soft(-slope, 0, 0.0015) * soft(wide / 2 + 0.006 - np.abs(part_x - cx), 0, 0.001)
            else:
                side = wide / 2 + 0.004 - 0.16 * wide * np.clip((head - part_y) / rise, 0, 1)
                cover = (
                    soft(side - np.abs(part_x - cx), 0, 0.001)
                    * soft(part_y, head - rise, head - rise + 0.001)
                    * soft(head + 0.003 - part_y, 0, 0.002)
                )
            picture[window] = mix(picture[window], shade, cover)
            if rng.random() < 0.55:
                px = cx + wide * rng.uniform(-0.25, 0.25)
                stack = (
                    soft(wide * 0.05 - np.abs(part_x - px), 0, 0.001)
                    * soft(part_y, head - rise - 0.015, head - rise - 0.013)
                    * soft(head - rise * 0.45 - part_y, 0, 0.002)
                )
                picture[window] = mix(
                    picture[window],
                    mix(hex_rgb("#b06a4c"), hex_rgb("#5f382b"), soft(part_x, px - 0.01, px + 0.01)),
                    stack,
                )
        picture = mix(picture, hex_rgb("#fbe9cc"), haze * 0.55 * soft(y, 0.3, base))
    picture = mix(picture, hex_rgb("#ffdf9f"), 0.28 * glow(x, y, 0.1, 0.1, 0.7))

    def swallows(pen: Pen) -> None:
        for sx, sy, s in ((0.3, 0.17, 1.0), (0.35, 0.12, 0.7), (0.26, 0.22, 0.6), (0.7, 0.15, 0.8), (0.66, 0.21, 0.55)):
            pen.poly(
                (sx - 0.02 * s, sy - 0.012 * s),
                (sx, sy),
                (sx + 0.02 * s, sy - 0.014 * s),
                (sx + 0.003 * s, sy + 0.008 * s),
                (sx - 0.003 * s, sy + 0.008 * s),
            )

    picture = mix(picture, hex_rgb("#37424a"), mask(swallows))
    return finish(picture, 501, vignette=0.1)


def market() -> Image.Image:
    """Market stalls with striped awnings and crates of fruit."""
    x, y = grid()
    picture = ramp(y + 0.04 * noise(521, 4, 4, 5), "0% #3a3147, 25% #4b3a45, 60% #33262b, 100% #241b1f")
    picture = mix(
        picture,
        hex_rgb("#f0b56a"),
        0.7 * (glow(x, y, 0.17, 0.47, 0.16) + glow(x, y, 0.5, 0.47, 0.17) + glow(x, y, 0.83, 0.47, 0.16)),
    )

    def shelves(pen: Pen) -> None:
        for top in (0.41, 0.49):
            pen.box(-0.01, top, 1.01, top + 0.008)

    picture = mix(picture, hex_rgb("#3c2a22"), mask(shelves))
    rng = np.random.default_rng(522)
    for top in (0.41, 0.49):
        for px in np.arange(0.02, 1.0, 0.021):
            tall, tone = (
                rng.uniform(0.025, 0.052),
                ("#c7893f", "#8a3b2b", "#dfc890", "#5d6f46", "#b5603a")[int(rng.integers(5))],
            )
            jar = box(px, top - tall, px + 0.015, top, radius=6, scale=1)
            picture = mix(picture, hex_rgb(tone) * 0.85, jar)

    def people(pen: Pen) -> None:
        for cx, top, s in ((0.3, 0.395, 1.0), (0.655, 0.38, 1.05)):
            pen.ellipse(cx - 0.021 * s, top, cx + 0.021 * s, top + 0.066 * s)
            pen.poly(
                (cx - 0.055 * s, 0.66),
                (cx - 0.05 * s, top + 0.1 * s),
                (cx - 0.018 * s, top + 0.068 * s),
                (cx + 0.018 * s, top + 0.068 * s),
                (cx + 0.05 * s, top + 0.1 * s),
                (cx + 0.055 * s, 0.66),
            )

    figure = mask(people, blur=1)
    picture = mix(picture, ramp(soft(x, 0.26, 0.7), "0% #34434f, 100% #4d2f33"), figure)
    picture = mix(picture, hex_rgb("#b97a52"), figure * soft(0.452 - y, 0, 0.004))
    picture = mix(
        picture,
        hex_rgb("#ece3d0"),
        figure * soft(y, 0.53, 0.535) * soft(0.034 - np.abs(np.minimum(np.abs(x - 0.3), np.abs(x - 0.655))), 0, 0.003),
    )
    picture = mix(picture, hex_rgb("#2a1a16"), figure * soft(0.42 - y, 0, 0.006))
    crates = [
        (-0.04, "#d8432f", "#7d1a16", 0.021), (0.172, "#f2b233", "#b3660f", 0.02), (0.384, "#6f9c3a", "#2f5220", 0.027),
        (0.596, "#ef7f2c", "#a83f0d", 0.023), (0.808, "#7a4a86", "#35183f", 0.017),
    ]  # fmt: skip
    for row, (top, foot) in enumerate(((0.6, 0.77), (0.8, 1.0))):
        for k in range(5):
            left, light, dark, size = crates[(k + 2 * row) % 5]
            left, right = crates[k][0] - 0.03 * row, crates[k][0] + 0.2 - 0.02 * row
            size *= 1 + 0.25 * row
            rim = polygon((left + 0.012, top), (right - 0.012, top), (right, foot), (left, foot), scale=1)
            picture = mix(picture, ramp(y, "58% #7d5630, 100% #4a3019"), rim)
            for cy in np.arange(top + size * 0.2, foot - size * 1.3, size * 1.25):
                for cx in np.arange(left + 0.022, right - 0.012, size * 1.3) + rng.normal(0, 0.0015):
                    px, py = cx + rng.normal(0, 0.002), cy + rng.normal(0, 0.002)
                    window = np.s_[
                        int((py - size * 1.7) * H) : int((py + size * 1.7) * H),
                        max(0, int((px - size * 1.2) * W)) : max(1, int((px + size * 1.2) * W)),
                    ]
                    if px < 0 or picture[window].size == 0:
                        continue
                    across, down = (x[window] - px) * W / H, y[window] - py
                    ball = soft(size * 1.05 - np.hypot(across, down), 0, 0.002)
                    lit = soft(np.hypot(across + size * 0.4, down + size * 0.45), 0, size * 1.7)[..., None]
                    skin = hex_rgb(light) * (1 - lit) + hex_rgb(dark) * lit
                    skin = mix(
                        skin,
                        hex_rgb("#fff3d6"),
                        0.65 * soft(size * 0.3 - np.hypot(across + size * 0.42, down + size * 0.45), 0, size * 0.3),
                    )
                    picture[window] = mix(picture[window], skin * rng.uniform(0.9, 1.08), ball)
            board = box(left, foot - 0.022, right, foot + 0.012, scale=1)
            picture = mix(
                picture, ramp(y + 0.02 * noise(530, 8, 90, 3), "70% #c08b52, 76% #a8743f, 100% #8b5c30"), board
            )
    for k, (left, stripe) in enumerate(((-0.03, "#b8352a"), (0.318, "#2f6f6a"), (0.666, "#d08a1f"))):
        wide = 0.34
        inside = soft(wide / 2 - np.abs(x - left - wide / 2) - 0.06 * (0.3 - y) * 0, 0, 0.0015)
        bands = ((x - left - 0.5 * wide) / (1 - 0.25 * (0.3 - y)) / wide * 10 + 0.5) % 1
        colour = mix(sheet("#f6ecd6"), hex_rgb(stripe), soft(0.25 - np.abs(bands - 0.5), -0.02, 0.02))
        scallop = 0.3 + 0.016 * np.abs(np.sin((x - left) / wide * np.pi * 10))
        shape = inside * soft(y, 0.1, 0.102) * soft(scallop - y, 0, 0.002)
        shade = 1.02 - 0.5 * soft(0.3 - y, 0, 0.2) + 0.0 * k - 0.18 * soft(y, 0.297, 0.3)
        picture = mix(picture, colour * shade[..., None], shape)
    picture = mix(picture, hex_rgb("#120d12"), 0.35 * soft(0.37 - y, 0, 0.06) * soft(y, 0.3, 0.32))
    bulbs = [(px, 0.345 + 0.022 * np.sin(px * 18) ** 2) for px in np.arange(0.03, 1.0, 0.067)]
    picture = mix(picture, hex_rgb("#ffe6ae"), lamps(bulbs, 0.009, 0.04, 0.4))
    return finish(bloom(picture, 0.8, 14, 0.4), 521, grain=0.004)
