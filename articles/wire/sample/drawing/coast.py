"""Bright scenes by the sea: a ferry, wind turbines, a bridge in fog and a container stack."""

import numpy as np
from PIL import Image

from .tools import (
    Array,
    H,
    Pen,
    W,
    bloom,
    box,
    finish,
    glow,
    grid,
    hex_rgb,
    line_noise,
    mask,
    mix,
    noise,
    polygon,
    ramp,
    sheet,
    soft,
    waves,
)


def _cumulus(picture: Array, seed: int, horizon: float, light: str, shade: str, amount: float = 1.0) -> Array:
    """Fair-weather clouds with flat bases, smaller towards the horizon."""
    _, y = grid()
    field = noise(seed, 4, 7, 7, gain=0.55) + 0.5 * noise(seed + 1, 2, 3, 3) - 0.35
    shape = soft(field, 0.0, 0.55) * soft(horizon - y, 0.02, 0.14)
    lit = soft(field - np.roll(field, -26, 0) * 0.9 + 0.25, -0.3, 0.5)
    return mix(picture, mix(sheet(shade), hex_rgb(light), lit), amount * shape)


def ferry() -> Image.Image:
    """A white ferry at noon, its wake behind it and an island ahead."""
    x, y = grid()
    horizon = 0.5
    picture = ramp(y / horizon, "0% #3f8fc4, 55% #8cc3de, 100% #dfeef0")
    picture = _cumulus(picture, 401, horizon, "#ffffff", "#a9c4d6", 0.95)
    island = horizon - 0.075 * soft(np.linspace(0, 1, W), 0.62, 0.9) * (1 + 0.3 * line_noise(403, 6, 7)) - 0.004
    green = ramp(0.5 + 0.25 * noise(404, 50, 50, 5) + 3 * (y - 0.45), "0% #5d7f86, 50% #54806a, 100% #3a6350")
    picture = mix(picture, green, soft(y - island[None, :], 0, 0.003) * soft(horizon + 0.002 - y, 0, 0.002))
    sea = waves(405, horizon, "0% #0b4568, 35% #1a6f95, 60% #4fa3bb, 85% #b9dde0, 100% #ffffff")
    picture = mix(picture, sea, soft(y, horizon - 0.001, horizon + 0.001))

    def hull(pen: Pen) -> None:
        pen.poly("0.235,0.535 0.79,0.535 0.835,0.5 0.845,0.5 0.79,0.63 0.255,0.63")

    def decks(pen: Pen) -> None:
        pen.poly("0.26,0.535 0.26,0.49 0.735,0.49 0.765,0.535")
        pen.poly("0.3,0.492 0.3,0.447 0.67,0.447 0.7,0.492")
        pen.poly("0.36,0.45 0.36,0.41 0.615,0.41 0.64,0.45")
        pen.poly("0.555,0.412 0.555,0.372 0.612,0.372 0.632,0.412")
        pen.line((0.59, 0.375), (0.59, 0.29), width=8)
        pen.line((0.573, 0.32), (0.607, 0.32), width=5)

    def glass(pen: Pen) -> None:
        for top, left, right, step in (
            (0.503, 0.275, 0.715, 0.024),
            (0.46, 0.315, 0.655, 0.024),
            (0.421, 0.375, 0.6, 0.03),
        ):
            for px in np.arange(left, right, step):
                pen.box(px, top, px + step * 0.66, top + 0.018, radius=6)
        pen.poly("0.597,0.38 0.61,0.38 0.623,0.4 0.597,0.4")

    picture = mix(picture, ramp(y, "53% #1f4f7c, 58% #183f66, 60.5% #183f66, 60.6% #8d2b20, 64% #6a1d16"), mask(hull))
    picture = mix(picture, hex_rgb("#f6f4ec"), box(0.238, 0.534, 0.79, 0.546))
    picture = mix(picture, ramp(x, "25% #fffdf6, 60% #f1efe8, 80% #cfd6da"), mask(decks))
    picture = mix(picture, hex_rgb("#27465c"), mask(glass))
    for line in (0.4905, 0.4475, 0.411):
        picture = mix(picture, hex_rgb("#9fb0ba"), 0.7 * mask(decks) * soft(0.0022 - np.abs(y - line), 0, 0.001))
    picture = mix(
        picture,
        ramp(x, "42% #d9512f, 49% #9c2f1d"),
        polygon("0.425,0.412 0.43,0.315 0.485,0.315 0.495,0.412"),
    )
    picture = mix(picture, hex_rgb("#23272b"), box(0.429, 0.312, 0.486, 0.332))
    smoke = glow(x, y, 0.4, 0.27, 0.05) + glow(x, y, 0.33, 0.235, 0.07) + glow(x, y, 0.25, 0.215, 0.09)
    picture = mix(picture, hex_rgb("#7b868c"), 0.3 * np.clip(smoke * (0.7 + 0.5 * noise(408, 20, 14, 5)), 0, 1))
    bow = np.exp(-(((y - 0.628) / 0.012) ** 2)) * soft(x, 0.24, 0.3) * soft(0.86 - x, 0, 0.05)
    wake = np.exp(-(((y - 0.64 - 0.03 * (0.3 - x)) / (0.012 + 0.04 * np.clip(0.3 - x, 0, 1))) ** 2)) * soft(
        0.42 - x, 0, 0.15
    )
    foam = np.clip(bow + wake, 0, 1) * soft(noise(409, 50, 70, 4), -0.8, 0.8)
    picture = mix(picture, hex_rgb("#fbfdfb"), 0.92 * foam)
    picture = mix(
        picture,
        hex_rgb("#0c3d5c"),
        0.4 * soft(0.03 - np.abs(y - 0.662), 0, 0.03) * soft(x, 0.24, 0.3) * soft(0.82 - x, 0, 0.08),
    )

    def gulls(pen: Pen) -> None:
        for gx, gy, s in ((0.2, 0.36, 1.0), (0.13, 0.42, 0.7), (0.29, 0.3, 0.6), (0.75, 0.26, 0.9), (0.83, 0.33, 0.6)):
            pen.line((gx - 0.022 * s, gy - 0.008 * s), (gx - 0.009 * s, gy - 0.012 * s), (gx, gy), width=int(7 * s))
            pen.line((gx, gy), (gx + 0.009 * s, gy - 0.013 * s), (gx + 0.022 * s, gy - 0.006 * s), width=int(7 * s))

    picture = mix(picture, hex_rgb("#fdfdf8"), mask(gulls))
    return finish(picture, 401, vignette=0.1)


def turbines() -> Image.Image:
    """Wind turbines standing in a pale sea, in rows to the horizon."""
    x, y = grid()
    horizon = 0.7
    picture = ramp(y / horizon + 0.03 * noise(411, 3, 8, 5), "0% #86b6c6, 50% #c6dcd8, 82% #f6e6d0, 100% #f8d3bd")
    picture = mix(picture, hex_rgb("#fffaf0"), 0.45 * soft(noise(412, 3, 12, 6), 0.2, 1.9))
    sea = waves(413, horizon, "0% #2d6a75, 35% #4f929a, 60% #8ec1c0, 85% #d9e8dc, 100% #fffaf0")
    picture = mix(picture, sea, soft(y, horizon - 0.001, horizon + 0.001))
    picture = mix(picture, hex_rgb("#fbdcc4"), 0.5 * soft(0.05 - np.abs(y - horizon), 0, 0.05))
    rows = [
        (0.06, 0.725, 0.16, 15), (0.2, 0.722, 0.15, 70), (0.92, 0.722, 0.15, 40), (0.8, 0.724, 0.16, 100),
        (0.31, 0.728, 0.19, 50), (0.69, 0.735, 0.25, 5), (0.36, 0.752, 0.36, 85), (0.565, 0.8, 0.6, 38),
    ]  # fmt: skip
    for k, (cx, foot, tall, turn) in enumerate(rows):
        near = k / len(rows)
        hub, half = foot - tall, 0.0085 * tall

        def tower(
            pen: Pen, cx: float = cx, foot: float = foot, hub: float = hub, half: float = half, tall: float = tall
        ) -> None:
            pen.poly((cx - half * 1.5, foot), (cx - half * 0.7, hub), (cx + half * 0.7, hub), (cx + half * 1.5, foot))
            pen.box(cx - half * 1.4, hub - 0.012 * tall, cx + half * 2.6, hub + 0.014 * tall, radius=10 * tall)

        def blades(pen: Pen, cx: float = cx, hub: float = hub, tall: float = tall, turn: float = turn) -> None:
            for arm in range(3):
                a = np.radians(turn + 120 * arm)
                dx, dy = np.cos(a) * H / W, np.sin(a)
                nx, ny = -np.sin(a) * H / W * 0.02, np.cos(a) * 0.02
                reach = 0.58 * tall
                pen.poly(
                    (cx + nx * tall * 0.5, hub + ny * tall * 0.5),
                    (cx + dx * reach * 0.2 + nx * tall, hub + dy * reach * 0.2 + ny * tall),
                    (cx + dx * reach, hub + dy * reach),
                    (cx - nx * tall * 0.5, hub - ny * tall * 0.5),
                )

        pale = mix(hex_rgb("#e6ddd2"), hex_rgb("#ffffff"), near)
        dark = mix(hex_rgb("#c9c8c2"), hex_rgb("#7f939b"), near)
        tone = soft(x, cx - half * 1.3, cx + half * 1.3)[..., None]
        body = pale * (1 - tone) + dark * tone
        fade = 0.55 + 0.45 * near
        picture = mix(picture, body, fade * mask(tower))
        picture = mix(picture, mix(pale, dark, 0.25), fade * mask(blades))
        base = box(cx - half * 2, foot - 0.035 * tall, cx + half * 2, foot + 0.012 * tall)
        picture = mix(picture, hex_rgb("#e8b23a"), fade * base)
        mirror = np.exp(-(((x - cx) / (half * 2.2 + 0.1 * (y - foot) ** 2)) ** 2)) * soft(y, foot, foot + 0.01)
        mirror = mirror * np.exp(-(y - foot) / (0.25 * tall + 0.01)) * soft(noise(420 + k, 20, 240, 3), -0.8, 0.9)
        picture = mix(picture, hex_rgb("#f7f3e8"), 0.5 * fade * np.clip(mirror, 0, 1))
    return finish(picture, 411, vignette=0.08)


def bridge() -> Image.Image:
    """A suspension bridge whose towers stand out of the morning fog."""
    x, y = grid()
    picture = ramp(y + 0.03 * noise(431, 3, 5, 5), "0% #5f8fa3, 40% #b9c9c2, 62% #f6dcb6, 80% #f3c39a, 100% #cfa58d")
    picture = mix(picture, hex_rgb("#fff4d8"), 0.85 * glow(x, y, 0.5, 0.56, 0.17))
    picture = mix(picture, hex_rgb("#fffcf0"), soft(-np.hypot((x - 0.5) * 1.5, y - 0.56), -0.052, -0.048))
    for i, (tone, base) in enumerate((("#c9b7ab", 0.62), ("#a79a9b", 0.67))):
        hill = base - 0.1 * np.abs(np.linspace(-1, 1, W)) ** (2 - 0.6 * i) - 0.02 * line_noise(432 + i, 5, 7)
        picture = mix(picture, sheet(tone), 0.8 * soft(y - hill[None, :], 0, 0.004))
    left, right, top, deck = 0.245, 0.755, 0.2, 0.66

    def towers(pen: Pen) -> None:
        for cx in (left, right):
            for side in (-1, 1):
                pen.poly(
                    (cx + side * 0.026, top),
                    (cx + side * 0.014, top),
                    (cx + side * 0.017, 0.9),
                    (cx + side * 0.033, 0.9),
                )
            for beam in (0.23, 0.34, 0.47, 0.6, 0.75):
                pen.box(cx - 0.028, beam, cx + 0.028, beam + 0.022)
            pen.box(cx - 0.032, top - 0.012, cx - 0.01, top + 0.014)
            pen.box(cx + 0.01, top - 0.012, cx + 0.032, top + 0.014)

    def cable_at(px: float) -> float:
        if left <= px <= right:
            t = (px - left) / (right - left) * 2 - 1
            return deck - 0.035 - (deck - 0.035 - top) * t * t
        t = (left - px) / 0.3 if px < left else (px - right) / 0.3
        return top + (deck - top) * min(t, 1) ** 0.85

    def cables(pen: Pen) -> None:
        pen.line(*[(px, cable_at(px)) for px in np.linspace(-0.05, 1.05, 240)], width=11)

    def hangers(pen: Pen) -> None:
        for px in np.arange(0.02, 1.0, 0.0163):
            pen.line((px, cable_at(px)), (px, deck), width=3)

    def road(pen: Pen) -> None:
        pen.box(-0.01, deck, 1.01, deck + 0.014)
        pen.box(-0.01, deck + 0.032, 1.01, deck + 0.038)
        for px in np.arange(-0.01, 1.0, 0.022):
            pen.line((px, deck + 0.012), (px + 0.011, deck + 0.035), (px + 0.022, deck + 0.012), width=4)

    red = ramp(y, "18% #b8432b, 60% #9c3b2c, 90% #8a4a40")
    picture = mix(picture, red, 0.75 * mask(hangers))
    picture = mix(picture, red, mask(cables))
    picture = mix(picture, red * 0.86, mask(road))
    picture = mix(picture, mix(red, hex_rgb("#ffcf9e"), 0.3 * glow(x, y, 0.5, 0.5, 0.4)), mask(towers))
    for seed, base, thick, tone, strength in (
        (441, 0.8, 0.13, "#f6e3cb", 0.95),
        (443, 0.9, 0.13, "#fbeede", 1.0),
        (445, 1.0, 0.12, "#e9d3c4", 1.0),
    ):
        crest = base + 0.05 * line_noise(seed, 4, 6)
        puffs = soft((y - crest[None, :]) / thick + 0.35 * noise(seed + 1, 6, 14, 6), -0.35, 0.6)
        shade = ramp(0.5 + 0.3 * noise(seed + 1, 6, 14, 6), f"0% #c9a793, 60% {tone}, 100% #fffaf0")
        picture = mix(picture, shade, strength * puffs)
    return finish(bloom(picture, 0.85, 20, 0.5), 431, vignette=0.1)


def containers() -> Image.Image:
    """A wall of stacked containers with one gap of sky, and a docker at its foot."""
    x, y = grid()
    picture = ramp(y + 0.04 * noise(451, 3, 5, 5), "0% #79aac9, 40% #bcd5de, 80% #f3ead6, 100% #f3ead6")
    rng = np.random.default_rng(452)
    paints = [
        "#c4452d",
        "#24608a",
        "#e0a12e",
        "#2f7d68",
        "#8f3f57",
        "#d9d4c8",
        "#3b4a63",
        "#d8743a",
        "#6d9bb0",
        "#557c3c",
    ]
    tops = [0.26, 0.26, 0.11, 0.11, 0.41, 0.41, 0.26, 0.11, 0.26]
    wide, tall, last = 1 / 8.6, 0.15, -1
    for column, top in enumerate(tops):
        left = column * wide - 0.03
        for level in range(7):
            head = 0.86 - tall * (level + 1)
            if head < top - 0.01:
                break
            choice = int(rng.integers(len(paints)))
            choice = (choice + 1) % len(paints) if choice == last else choice
            last = choice
            inside = soft(wide / 2 - 0.0012 - np.abs(x - left - wide / 2), 0, 0.001) * soft(
                tall / 2 - 0.002 - np.abs(y - head - tall / 2), 0, 0.0015
            )
            ribs = 0.5 + 0.5 * np.sin((x - left) / wide * 2 * np.pi * 13)
            frame = soft(
                0.045
                - np.minimum(
                    np.minimum(x - left, left + wide - x) / wide, np.minimum(y - head, head + tall - y) / tall
                ),
                0,
                0.012,
            )
            face = sheet(paints[choice]) * (0.86 + 0.2 * ribs * (1 - frame) - 0.1 * frame + 0.16 * (0.6 - y))[..., None]
            rust = soft(noise(460 + column * 9 + level, 12, 9, 5) + 2.2 * (y - head) / tall - 1.6, 0.5, 2)
            picture = mix(picture, mix(face, hex_rgb("#5a3a2a"), 0.3 * rust), inside)
            bolts = (
                soft(0.006 - np.abs(x - left - wide * 0.5), 0, 0.001)
                * inside
                * (np.abs(y - head - tall * 0.5) < tall * 0.42)
            )
            picture = mix(picture, hex_rgb("#20242a"), 0.35 * bolts)
    seams = mask(
        lambda pen: [
            pen.line((c * wide - 0.03, tops[min(c, 8)]), (c * wide - 0.03, 0.86), width=5) for c in range(1, 9)
        ]
    )
    picture = mix(picture, hex_rgb("#15191f"), 0.65 * seams * soft(y, 0.1, 0.12))
    ground = ramp(0.5 + 0.14 * noise(455, 70, 60, 5) - 2.2 * (y - 0.93), "0% #4c4a48, 50% #77736d, 100% #b7b0a3")
    picture = mix(picture, ground, soft(y, 0.859, 0.861))
    picture = mix(picture, hex_rgb("#191b1e"), 0.6 * soft(0.05 - (y - 0.86), 0, 0.05) * soft(y, 0.859, 0.861))
    picture = mix(
        picture,
        hex_rgb("#f0c33c"),
        0.85 * soft(0.007 - np.abs(y - 0.935), 0, 0.001) * soft(noise(456, 80, 60, 3), -1.6, -0.6),
    )

    def docker(pen: Pen) -> None:
        pen.ellipse(0.553, 0.722, 0.573, 0.753)
        pen.poly("0.547,0.832 0.547,0.772 0.556,0.758 0.57,0.758 0.579,0.772 0.579,0.832")
        pen.poly("0.549,0.83 0.561,0.83 0.559,0.9 0.549,0.9")
        pen.poly("0.565,0.83 0.577,0.83 0.577,0.9 0.567,0.9")

    picture = mix(picture, hex_rgb("#14161a"), 0.45 * mask(lambda pen: pen.ellipse(0.53, 0.893, 0.63, 0.915), blur=5))
    picture = mix(picture, hex_rgb("#1e2a3a"), mask(docker))
    picture = mix(
        picture,
        hex_rgb("#f47b20"),
        polygon("0.5475,0.823 0.5475,0.773 0.556,0.76 0.57,0.76 0.5785,0.773 0.5785,0.823"),
    )
    picture = mix(picture, hex_rgb("#f4f0d8"), box(0.547, 0.795, 0.579, 0.802))
    picture = mix(picture, hex_rgb("#f5d547"), mask(lambda pen: pen.chord(0.55, 0.716, 0.576, 0.758, 180, 360)))
    picture = mix(picture, hex_rgb("#ffeccb"), 0.16 * soft(0.55 - x, 0, 0.5))
    return finish(picture, 451, grain=0.005, vignette=0.12)
