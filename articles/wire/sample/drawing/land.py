"""Scenes in the open country."""

import numpy as np
from PIL import Image

from .tools import H, Pen, W, finish, glow, grid, hex_rgb, line_noise, mask, mix, noise, pine, ramp, sheet, soft


def ridges() -> Image.Image:
    """Ridge behind ridge at dawn."""
    x, y = grid()
    picture = ramp(y + 0.04 * noise(1, 3, 8, 4), "0% #2b3f63, 22% #7d8bab, 40% #e9b79a, 52% #fbdcae, 100% #fbe3c0")
    picture = mix(picture, hex_rgb("#fff3d6"), 0.9 * glow(x, y, 0.66, 0.43, 0.22))
    picture = mix(picture, hex_rgb("#fffaf0"), soft(-np.hypot((x - 0.66) * 1.5, y - 0.425), -0.036, -0.032))
    layers = [
        ("#d9a993", 0.44, 0.05),
        ("#b98f92", 0.49, 0.07),
        ("#8d7b92", 0.56, 0.09),
        ("#5f6486", 0.64, 0.1),
        ("#384766", 0.75, 0.11),
        ("#182740", 0.88, 0.12),
    ]
    for i, (colour, base, height) in enumerate(layers):
        shape = line_noise(40 + i * 7, 3 + i, 8, gain=0.52)
        crest = base - height * (0.75 - np.abs(shape)) - 0.015 * line_noise(90 + i, 20, 5)
        inside = soft(y - crest[None, :], 0, 0.0022)
        haze = np.clip((y - crest[None, :]) / 0.26, 0, 1)
        body = mix(np.broadcast_to(hex_rgb(colour), picture.shape), hex_rgb("#f3c9a8"), (0.62 - 0.07 * i) * haze)
        body = body * (1 + 0.035 * noise(200 + i, 24, 24, 4))[..., None]
        lit = glow(x, y, 0.66, 0.45, 0.34) * (0.3 - 0.04 * i)
        picture = mix(picture, mix(body, hex_rgb("#ffd9a8"), lit), inside)
    return finish(picture, 1)


def wheat() -> Image.Image:
    """Ripe wheat under a storm."""
    x, y = grid()
    horizon = 0.62
    cloud = noise(31, 4, 5, 7, gain=0.55)
    picture = ramp(y / horizon + 0.11 * cloud, "0% #1e2a38, 45% #3c4b5c, 72% #76838c, 90% #d9c79a, 100% #f4dda0")
    picture = mix(picture, hex_rgb("#131c28"), 0.75 * soft(cloud + 1.7 * (0.42 - y), 0.1, 1.7))
    picture = mix(picture, hex_rgb("#a5abae"), 0.35 * soft(noise(32, 5, 9, 6), 0.3, 1.8) * soft(horizon - y, 0.05, 0.2))
    shaft = soft(0.13 - np.abs(x - 0.76 + 0.2 * (y - 0.4)), 0, 0.1) * soft(y, 0.25, 0.5)
    picture = mix(picture, hex_rgb("#5b6874"), 0.75 * shaft * (0.8 + 0.2 * noise(33, 90, 2, 3)))
    depth = np.clip((y - horizon) / (1 - horizon), 0.0005, 1)
    rows = np.sin((x - 0.42) / (depth + 0.06) * 22 + 0.4 * noise(36, 4, 3, 3))
    far, near = (noise(34, 200, 260, 3), noise(35, 260, 40, 3))
    straw = 0.55 + 0.16 * far * (1 - depth) + 0.24 * near * depth + 0.13 * rows * soft(depth, 0.05, 0.5) - 0.1 * depth
    field = ramp(straw, "0% #4a3510, 30% #8f6a22, 55% #cf9f45, 80% #edc978, 100% #fbe7ae")
    field = mix(field, hex_rgb("#f4d48b"), 0.6 * glow(x, y, 0.32, horizon, 0.22))
    wave = soft(noise(37, 3, 9, 3), 0.2, 1.4)
    field = mix(field, hex_rgb("#5f4a1c"), 0.4 * wave * depth)
    picture = mix(picture, field, soft(y - horizon - 0.006 * line_noise(38, 2, 3)[None, :], 0, 0.003))

    def trees(pen: Pen) -> None:
        rng = np.random.default_rng(39)
        for cx in np.concatenate([rng.normal(0.14, 0.035, 30), rng.normal(0.88, 0.02, 12)]):
            r = rng.uniform(0.004, 0.012)
            pen.ellipse(cx - r, horizon - 2.4 * r, cx + r, horizon + 0.006)
        pen.poly(
            (0.545, horizon + 0.004),
            (0.545, horizon - 0.03),
            (0.558, horizon - 0.045),
            (0.571, horizon - 0.03),
            (0.571, horizon + 0.004),
        )
        pen.box(0.575, horizon - 0.06, 0.584, horizon + 0.004)

    picture = mix(picture, hex_rgb("#2a2a20"), mask(trees, blur=0.8))
    return finish(picture, 4, grain=0.005)


def forest() -> Image.Image:
    """Spruce fading into fog."""
    x, y = grid()
    picture = ramp(y + 0.05 * noise(71, 3, 4, 4), "0% #c9d3cf, 45% #e3e6de, 100% #9fb0a9")
    picture = mix(picture, hex_rgb("#fbf4dd"), 0.8 * glow(x, y, 0.36, 0.26, 0.3))
    tones = ("#b3c1bb", "#93a69f", "#6e857d", "#496259", "#2a423a", "#12241f")
    for i, tone in enumerate(tones):
        rng = np.random.default_rng(72 + i)
        size = 0.16 + 0.11 * i
        base = 0.5 + 0.1 * i

        def trees(pen: Pen, i: int = i, size: float = size, base: float = base, rng: np.random.Generator = rng) -> None:
            count = 38 - 5 * i
            for cx in np.linspace(-0.05, 1.05, count) + rng.normal(0, 0.018 + 0.006 * i, count):
                if i == 5 and 0.28 < cx < 0.66:
                    continue
                tall, foot = size * rng.uniform(0.65, 1.2), base + rng.normal(0, 0.02)
                pine(pen, cx, foot, tall, tall * rng.uniform(0.1, 0.14), rng)
            pen.box(0, base + 0.01, 1, 1.1)

        shape = mask(trees, blur=0.7)
        fog = np.clip((y - (base - size * 0.75)) / (size * 0.95), 0, 1) * (0.9 - 0.08 * i)
        body = mix(np.broadcast_to(hex_rgb(tone), picture.shape), hex_rgb("#dfe4dd"), fog)
        picture = mix(picture, body, shape * 0.97)
        mist = soft(noise(80 + i, 3, 6, 5), -0.3, 1.6) * np.exp(-(((y - base) / 0.09) ** 2))
        picture = mix(picture, hex_rgb("#edeee6"), 0.55 * mist)
    return finish(picture, 8)


def desert() -> Image.Image:
    """A road through a red desert."""
    x, y = grid()
    horizon = 0.46
    picture = ramp(y / horizon + 0.03 * noise(91, 3, 5, 4), "0% #3f7f95, 50% #9fc0bd, 85% #f2dcb4, 100% #f8e3bc")
    picture = mix(picture, hex_rgb("#fff2d0"), 0.6 * glow(x, y, 0.73, horizon - 0.06, 0.16))
    for i, (tone, base, height) in enumerate((("#c9a68c", 0.455, 0.05), ("#b07f63", 0.47, 0.06))):
        raw = line_noise(92 + i, 5 + i * 2, 6)
        mesa = base - height * np.clip(soft(raw, 0.05, 0.4) + 0.15 * raw, 0, 1.4)
        inside = soft(y - mesa[None, :], 0, 0.002)
        strata = 0.08 * np.sin(y * 900 + 2 * noise(94, 4, 4, 3))
        body = mix(
            np.broadcast_to(hex_rgb(tone), picture.shape), hex_rgb("#f0d3ab"), np.clip(0.35 + strata - 0.2 * i, 0, 1)
        )
        picture = mix(picture, body, inside)
    depth = np.clip((y - horizon) / (1 - horizon), 0.0005, 1)
    sand = (
        0.55
        + 0.13 * noise(95, 60, 300, 3) * (1 - depth)
        + 0.17 * noise(96, 30, 40, 5) * depth
        + 0.1 * noise(97, 3, 8, 4)
    )
    ground = ramp(sand - 0.12 * depth, "0% #7d4f34, 35% #b9794e, 60% #dca574, 100% #f5d7a9")
    picture = mix(picture, ground, soft(y, horizon - 0.001, horizon + 0.001))
    brush = soft(noise(98, 140, 110, 3), 1.0, 1.5) * soft(depth, 0.02, 0.2)
    picture = mix(picture, hex_rgb("#5d4a33"), 0.6 * brush)
    bend = 0.02 * np.sin(depth * 2.5)
    vx = 0.42 + bend
    half = 0.004 + 0.34 * depth**1.15
    off = x - vx - 0.09 * depth
    road = soft(half - np.abs(off), 0, 0.002 + 0.006 * depth)
    tar = ramp(0.5 + 0.12 * noise(99, 90, 90, 4) + 0.25 * (1 - depth), "0% #2c2d30, 50% #4a4a4b, 100% #8c8079")
    picture = mix(
        picture,
        hex_rgb("#c29a72"),
        0.6 * soft(half * 1.16 - np.abs(off), 0, 0.004 + 0.01 * depth) * soft(y, horizon, horizon + 0.004),
    )
    picture = mix(picture, tar, road * soft(y, horizon, horizon + 0.004))
    dash = (
        soft(half * 0.022 - np.abs(off), 0, 0.0015)
        * (1 / (depth + 0.03) * 1.3 % 1 < 0.42)
        * soft(y, horizon + 0.008, horizon + 0.02)
    )
    picture = mix(picture, hex_rgb("#f0d9a0"), 0.9 * dash)
    edge = soft(half * 0.016 - np.abs(np.abs(off) - half * 0.93), 0, 0.0015) * soft(y, horizon + 0.004, horizon + 0.02)
    picture = mix(picture, hex_rgb("#eee4d2"), 0.75 * edge)
    for k in range(6):
        d = 0.05 + 0.12 * k**1.5 / 2
        px, foot, tall = (0.42 - 0.02 - 0.55 * d, horizon + (1 - horizon) * d * 0.92, 0.03 + 0.42 * d)

        def pole(pen: Pen, px: float = px, foot: float = foot, tall: float = tall, d: float = d) -> None:
            pen.line((px, foot), (px, foot - tall), width=max(2, int(18 * d)))
            pen.line(
                (px - tall * 0.12, foot - tall * 0.9), (px + tall * 0.12, foot - tall * 0.9), width=max(2, int(13 * d))
            )

        picture = mix(picture, hex_rgb("#40322a"), 0.9 * mask(pole))
    return finish(picture, 9, grain=0.006)


def marsh() -> Image.Image:
    """Tidal creeks in a salt marsh, seen from straight above."""
    x, y = grid()
    warp_x, warp_y = (noise(131, 3, 2, 4) * 60, noise(132, 3, 2, 4) * 60)
    bed = noise(133, 3, 2, 4, gain=0.4)
    yy, xx = np.mgrid[0:H, 0:W]
    bed = bed[np.clip(yy + warp_y, 0, H - 1).astype(int), np.clip(xx + warp_x, 0, W - 1).astype(int)]
    creek = np.minimum(np.abs(bed + 0.9 * (x - 0.5)), 2.2 * np.abs(bed - 0.75))
    plants = noise(134, 40, 28, 6)
    ground = ramp(
        0.5 + 0.16 * plants + 0.22 * noise(135, 3, 3, 3),
        "0% #2f4030, 35% #566540, 60% #868a52, 85% #b59a5c, 100% #d9c08a",
    )
    mud = ramp(0.5 + 0.2 * plants, "0% #6a5a4a, 100% #b7a68d")
    water = ramp(soft(creek, 0, 0.17) + 0.1 * noise(136, 4, 3, 3), "0% #16323d, 60% #3d6670, 100% #8fa7a0")
    picture = mix(ground, mud, 1 - soft(creek, 0.16, 0.26))
    picture = mix(picture, water, 1 - soft(creek, 0.14, 0.155))
    picture = mix(picture, hex_rgb("#f2e4c6"), 0.28 * glow(x, y, 0.2, 0.15, 0.6))
    return finish(picture, 11, grain=0.005)


def vineyard() -> Image.Image:
    """Rows of vines in autumn colours running to a farmhouse on a hill."""
    x, y = grid()
    horizon = 0.47
    picture = ramp(y / horizon + 0.04 * noise(701, 3, 6, 5), "0% #5a9cc0, 60% #b7d6d8, 100% #fbe7c0")
    picture = mix(
        picture, hex_rgb("#fffaf0"), 0.75 * soft(noise(702, 4, 10, 6), 0.3, 1.6) * soft(horizon - y, 0.05, 0.3)
    )
    for i, (tone, base, height) in enumerate((("#93a8ac", 0.42, 0.09), ("#7f9676", 0.455, 0.06))):
        crest = base - height * np.sin(np.linspace(0.2 + i, 3.2 + i * 0.6, W)) ** 2 - 0.008 * line_noise(703 + i, 8, 6)
        body = mix(sheet(tone), hex_rgb("#e8d9a8"), 0.35 * soft(noise(705 + i, 30, 60, 4), -0.5, 1.5))
        picture = mix(picture, body, soft(y - crest[None, :], 0, 0.003))
    knoll = horizon + 0.015 - 0.075 * np.exp(-(((np.linspace(0, 1, W) - 0.58) / 0.17) ** 2))
    picture = mix(
        picture, ramp(0.5 + 0.2 * noise(707, 60, 60, 4), "0% #6f7f3f, 100% #b3a552"), soft(y - knoll[None, :], 0, 0.003)
    )

    def house(pen: Pen) -> None:
        pen.box(0.545, 0.352, 0.63, 0.42)
        pen.box(0.61, 0.322, 0.645, 0.42)

    picture = mix(picture, ramp(soft(x, 0.54, 0.65), "0% #fbeacb, 60% #e5c79b, 100% #a98763"), mask(house))
    picture = mix(
        picture,
        hex_rgb("#bd5a38"),
        mask(
            lambda pen: [
                pen.poly("0.538,0.357 0.553,0.33 0.612,0.33 0.612,0.357"),
                pen.poly("0.605,0.325 0.6275,0.3 0.65,0.325"),
            ]
        ),
    )
    panes = mask(lambda pen: [pen.box(px, 0.375, px + 0.008, 0.395) for px in (0.556, 0.575, 0.594, 0.623)])
    picture = mix(picture, hex_rgb("#54423a"), panes)

    def cypresses(pen: Pen) -> None:
        for cx, tall in ((0.505, 0.12), (0.522, 0.15), (0.675, 0.13), (0.692, 0.165), (0.71, 0.12), (0.45, 0.08)):
            pen.ellipse(cx - 0.008, 0.44 - tall, cx + 0.008, 0.45)

    picture = mix(
        picture, ramp(soft(noise(708, 200, 100, 2), -1, 1), "0% #1f3a2b, 100% #41603c"), mask(cypresses, blur=0.7)
    )
    depth = np.clip((y - horizon) / (1 - horizon), 0.0008, 1)
    world = (x - 0.56) / (depth + 0.035)
    phase = (world * 3.1) % 1
    vine = soft(0.27 - np.abs(phase - 0.5), -0.02, 0.1)
    leaves = noise(709, 260, 220, 3) * (1 - depth) + noise(710, 110, 70, 4) * depth
    rows = np.floor(world * 3.1)
    hue = 0.5 + 0.2 * np.sin(rows * 2.3) + 0.14 * leaves + 0.12 * noise(711, 5, 5, 4)
    foliage = ramp(hue, "0% #6e2b1d, 25% #b5482a, 45% #d98a2f, 62% #e6b843, 80% #9aa23c, 100% #57742f")
    foliage = foliage * (0.72 + 0.42 * soft(0.5 - (phase - 0.5), 0.2, 0.85) + 0.12 * leaves)[..., None]
    soil = ramp(0.5 + 0.16 * leaves + 0.1 * noise(712, 20, 20, 4), "0% #5b4a2a, 45% #8a7a3f, 75% #a8a05a, 100% #cdbd82")
    soil = soil * (1 - 0.45 * soft(phase, 0.72, 0.8) * soft(1.02 - phase, 0, 0.2))[..., None]
    picture = mix(picture, mix(soil, foliage, vine), soft(y - np.maximum(knoll, horizon + 0.012)[None, :], 0, 0.004))
    picture = mix(picture, hex_rgb("#f7dfae"), 0.55 * np.exp(-((depth / 0.1) ** 2)) * soft(y, horizon, horizon + 0.02))
    picture = mix(picture, hex_rgb("#ffe9b8"), 0.22 * glow(x, y, 0.15, 0.3, 0.6))
    return finish(picture, 701, grain=0.004, vignette=0.12)
