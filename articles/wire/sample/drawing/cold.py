"""Night, snow and the far north."""

import numpy as np
from PIL import Image

from .tools import (
    H,
    Pen,
    W,
    bloom,
    blurred,
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
    pine,
    polygon,
    ramp,
    reflect,
    sheet,
    soft,
    stars,
)


def night_train() -> Image.Image:
    """A lit train on a viaduct over a snowed-in valley."""
    _, y = grid()
    picture = ramp(y / 0.6 + 0.05 * noise(301, 3, 6, 5), "0% #0d1733, 45% #2b3a68, 80% #7d6f9c, 100% #e3a58f")
    picture = mix(picture, hex_rgb("#f3f0ff"), 0.9 * stars(302, 340, 0.34))
    for i, (tone, snow, base, height) in enumerate(
        (("#5f6690", "#b9b8d4", 0.47, 0.2), ("#3f4b78", "#aab4d6", 0.56, 0.2)),
    ):
        shape = line_noise(303 + i, 4 + i, 8, gain=0.52)
        crest = base - height * (0.85 - np.abs(shape))
        under = y - crest[None, :]
        light = soft(noise(305 + i, 30, 18, 6) + 0.9 - 7 * under, 0.0, 1.1)
        body = mix(sheet(tone), hex_rgb(snow), 0.85 * light)
        body = mix(body, hex_rgb("#8f86ad"), 0.6 * soft(under, 0.05, 0.3))
        picture = mix(picture, body, soft(under, 0, 0.002))
    picture = mix(picture, hex_rgb("#8d8db5"), 0.5 * soft(y, 0.5, 0.72))
    valley = 0.74 + 0.03 * line_noise(309, 4, 7)
    picture = mix(picture, ramp(y, "70% #9aa4cc, 100% #3c4a7c"), soft(y - valley[None, :], 0, 0.004))

    def wall(pen: Pen) -> None:
        pen.box(-0.01, 0.565, 1.01, 1.0)

    def arches(pen: Pen) -> None:
        for left in np.arange(-0.05, 1.05, 0.105):
            pen.ellipse(left, 0.615, left + 0.082, 0.74)
            pen.box(left, 0.675, left + 0.082, 1.02)

    stone = np.clip(mask(wall) - mask(arches), 0, 1)
    course = 0.06 * noise(311, 220, 160, 2) + 0.05 * np.sin(y * 420)
    picture = mix(picture, ramp(0.5 + course + 0.9 * (0.72 - y), "0% #1b1f3a, 50% #3a3c5c, 100% #6d6a86"), stone)
    picture = mix(picture, hex_rgb("#dfe2f2"), 0.85 * box(-0.01, 0.559, 1.01, 0.57))

    def train(pen: Pen) -> None:
        for k in range(6):
            pen.box(0.035 + 0.135 * k, 0.497, 0.166 + 0.135 * k, 0.553, radius=14)
        pen.poly("0.845,0.553 0.845,0.497 0.915,0.497 0.942,0.525 0.95,0.553")

    def panes(pen: Pen) -> None:
        for k in range(6):
            for left in np.arange(0.045 + 0.135 * k, 0.155 + 0.135 * k, 0.0175):
                pen.box(left, 0.511, left + 0.0115, 0.532, radius=4)
        pen.poly("0.912,0.507 0.926,0.525 0.905,0.525 0.905,0.507")

    picture = mix(picture, ramp(y, "49% #3a5a86, 53% #1d2f55, 55% #0e1733"), mask(train))
    picture = mix(picture, hex_rgb("#ffdd97"), mask(panes))
    picture = mix(picture, hex_rgb("#ffe9b8"), lamps([(0.949, 0.543)], 0.007, 0.06, 0.5))
    picture = bloom(picture, 0.62, 12, 0.7)

    def trees(pen: Pen) -> None:
        rng = np.random.default_rng(312)
        for cx in np.concatenate([rng.uniform(-0.02, 0.36, 16), rng.uniform(0.66, 1.02, 14)]):
            tall = rng.uniform(0.12, 0.27) * (0.75 + 0.9 * abs(cx - 0.5))
            pine(pen, cx, 0.93 + rng.normal(0, 0.03), tall, tall * 0.15, rng)

    picture = mix(picture, hex_rgb("#10182f"), mask(trees, blur=0.6))
    bank = 0.9 + 0.03 * line_noise(313, 3, 6) - 0.09 * np.cos(np.linspace(-np.pi, np.pi, W)) * -1
    picture = mix(
        picture, ramp(y + 0.02 * noise(314, 12, 12, 5), "84% #8c99c8, 100% #35437a"), soft(y - bank[None, :], 0, 0.006)
    )
    return finish(picture, 301)


def snow() -> Image.Image:
    """A village street at the blue hour, with snow falling."""
    x, y = grid()
    picture = ramp(y / 0.6 + 0.06 * noise(321, 4, 5, 5), "0% #2c4570, 55% #6c86ad, 100% #d6b9b4")
    hill = 0.44 - 0.14 * np.exp(-(((np.linspace(0, 1, W) - 0.62) / 0.4) ** 2)) + 0.014 * line_noise(322, 8, 7)
    slope = ramp(0.5 + 0.09 * noise(323, 40, 20, 5) - 0.8 * (y - 0.36), "0% #4f6791, 50% #7f95bb, 100% #c8d3e6")
    picture = mix(picture, slope, soft(y - hill[None, :], 0, 0.003))

    def spire(pen: Pen) -> None:
        pen.box(0.478, 0.3, 0.534, 0.7)
        pen.poly("0.468,0.305 0.506,0.1 0.544,0.305")
        pen.line((0.506, 0.11), (0.506, 0.07), width=6)

    picture = mix(picture, ramp(soft(x, 0.47, 0.54), "0% #6a7391, 100% #39425f"), mask(spire))
    picture = mix(picture, hex_rgb("#e6edf7"), 0.8 * polygon("0.468,0.305 0.506,0.1 0.506,0.305"))
    picture = mix(picture, hex_rgb("#ffd58c"), box(0.497, 0.34, 0.515, 0.385, radius=14))
    rng = np.random.default_rng(324)
    houses = [
        (0.24, 0.47, 0.13, 0.15, "#7a5a5c"), (0.65, 0.48, 0.14, 0.15, "#6f6a58"), (0.37, 0.51, 0.11, 0.12, "#8a6f55"),
        (0.555, 0.52, 0.1, 0.12, "#5e6c7e"), (-0.04, 0.5, 0.27, 0.26, "#59424c"), (0.8, 0.49, 0.27, 0.27, "#5a5262"),
    ]  # fmt: skip
    for left, eaves, wide, tall, tone in houses:
        right, foot, ridge = left + wide, eaves + tall, eaves - wide * 0.52
        middle = (left + right) / 2

        def front(pen: Pen, a: float = left, b: float = right, c: float = eaves, d: float = 0.7) -> None:
            pen.box(a, c, b, d)
            pen.poly((a, c), ((a + b) / 2, c - (b - a) * 0.5), (b, c))

        def roof(
            pen: Pen, a: float = left, b: float = right, c: float = eaves, m: float = middle, r: float = ridge
        ) -> None:
            pen.poly(
                (a - 0.018, c + 0.018),
                (m, r - 0.025),
                (b + 0.018, c + 0.018),
                (b + 0.004, c + 0.02),
                (m, r + 0.03),
                (a - 0.004, c + 0.02),
            )

        picture = mix(picture, mix(sheet(tone), hex_rgb("#26304e"), 0.35 + 0.35 * soft(x, left, right)), mask(front))
        picture = mix(picture, ramp(soft(x, middle - 0.01, middle + 0.01), "0% #f1f5fb, 100% #a9b9d8"), mask(roof))
        panes = [
            (px, py)
            for py in np.arange(eaves + 0.02, foot - 0.06, 0.075)
            for px in np.arange(left + 0.022, right - 0.035, 0.045)
            if 0 < px < 0.97 and rng.random() < 0.72
        ]

        def windows(pen: Pen, panes: list[tuple[float, float]] = panes) -> None:
            for px, py in panes:
                pen.box(px, py, px + 0.02, py + 0.042, radius=4)

        picture = mix(picture, ramp(y, "45% #ffe3a3, 75% #f2a95c"), 0.95 * mask(windows))
    ground = 0.66 + 0.012 * line_noise(325, 5, 6)
    drift = 0.5 + 0.12 * noise(326, 8, 14, 5) - 0.9 * (y - 0.75)
    picture = mix(picture, ramp(drift, "0% #4a628f, 50% #8ea6cd, 100% #e8eef8"), soft(y - ground[None, :], 0, 0.008))
    picture = mix(picture, hex_rgb("#ffc47d"), 0.55 * glow(x, (y - 0.72) * 2.4, 0.28, 0, 0.2) * soft(y, 0.66, 0.7))
    picture = mix(picture, hex_rgb("#ffc47d"), 0.5 * glow(x, (y - 0.72) * 2.4, 0.74, 0, 0.2) * soft(y, 0.66, 0.7))
    path = soft(0.02 + 0.3 * (y - 0.66) - np.abs(x - 0.5 - 0.05 * np.sin(y * 9)), 0, 0.05) * soft(y, 0.665, 0.7)
    picture = mix(picture, hex_rgb("#6c83b0"), 0.5 * path)

    tree = mask(lambda pen: pine(pen, 0.44, 0.76, 0.27, 0.055, np.random.default_rng(327)), blur=0.6)
    picture = mix(picture, ramp(soft(x, 0.39, 0.49), "0% #2d4a4f, 100% #13232f"), tree * soft(0.775 - y, 0, 0.01))
    lights = [(0.44 + 0.034 * np.sin(k * 2.4) * k / 14, 0.53 + 0.0155 * k) for k in range(15)]
    picture = mix(picture, hex_rgb("#ffdf95"), lamps(lights, 0.0045, 0.02, 0.4))
    picture = mix(picture, hex_rgb("#ffc47d"), 0.35 * glow(x, (y - 0.79) * 2.4, 0.44, 0, 0.12) * soft(y, 0.75, 0.78))
    picture = bloom(picture, 0.66, 14, 0.6)
    for size, count, strength in ((2, 900, 0.6), (4, 300, 0.75), (9, 60, 0.5)):
        flakes = np.zeros((H, W))
        for px, py in zip(rng.integers(10, W - 10, count), rng.integers(10, H - 10, count), strict=True):
            flakes[py - size // 2 : py + (size + 1) // 2, px - size // 2 : px + (size + 1) // 2] = rng.uniform(0.5, 1)
        picture = mix(picture, hex_rgb("#f8fbff"), strength * np.clip(1.5 * blurred(flakes, size * 0.35), 0, 1))
    return finish(picture, 321)


def aurora() -> Image.Image:
    """Northern lights over a frozen lake and one lit cabin."""
    x, y = grid()
    horizon = 0.66
    picture = ramp(y / horizon, "0% #070b1c, 60% #102544, 100% #1f4a5c")
    picture = mix(picture, hex_rgb("#eaf4ff"), 0.9 * stars(331, 520, 0.6))
    for i, (base, height, colour) in enumerate(
        ((0.5, 0.36, "#37e0a0"), (0.42, 0.3, "#58f0b4"), (0.36, 0.34, "#8a5fd0")),
    ):
        foot = (
            base
            + 0.09 * np.sin(np.linspace(0, 5.4, W) + 1.3 * i)
            - 0.12 * np.linspace(0, 1, W)
            + 0.03 * line_noise(332 + i, 5, 4)
        )
        rays = 0.6 + 0.4 * soft(line_noise(340 + i, 90, 5), -0.9, 1.2)
        above = foot[None, :] - y
        curtain = soft(above, -0.012, 0.02) * np.exp(-np.clip(above, 0, None) / (height * 0.42 * rays[None, :]))
        strength = soft(line_noise(350 + i, 4, 4), -1.1, 0.9)[None, :] * rays[None, :]
        picture = picture + (curtain * strength * (0.85 - 0.15 * i))[..., None] * hex_rgb(colour)
    picture = np.clip(picture, 0, 1)
    for i, (tone, base, height) in enumerate((("#13243c", 0.6, 0.16), ("#0a1526", 0.65, 0.08))):
        crest = base - height * (0.8 - np.abs(line_noise(360 + i, 4 + 3 * i, 8)))
        cap = soft(0.05 - (y - crest[None, :]) + 0.03 * noise(362, 40, 30, 5), 0, 0.04) * (1 - i)
        picture = mix(picture, mix(sheet(tone), hex_rgb("#3f6d80"), 0.8 * cap), soft(y - crest[None, :], 0, 0.002))
    picture = reflect(picture, horizon, 364, 0.35, 1.1)
    ice = soft(y, horizon, horizon + 0.003)
    picture = mix(picture, hex_rgb("#a9d6cf"), ice * (0.1 + 0.12 * soft(noise(365, 10, 60, 5), 0, 1.6)))
    crack = np.abs(noise(366, 5, 12, 4))
    picture = mix(picture, hex_rgb("#d8f3ea"), 0.28 * ice * soft(0.02 - crack, 0, 0.02))

    def cabin(pen: Pen) -> None:
        pen.box(0.43, 0.605, 0.535, 0.672)
        pen.poly("0.415,0.61 0.45,0.545 0.515,0.545 0.55,0.61")
        pen.box(0.508, 0.52, 0.522, 0.58)

    picture = mix(picture, hex_rgb("#060b14"), mask(cabin))
    picture = mix(
        picture,
        hex_rgb("#d4ebe6"),
        0.55 * polygon("0.415,0.61 0.45,0.545 0.515,0.545 0.512,0.555 0.455,0.555 0.425,0.61"),
    )
    panes = mask(lambda pen: [pen.box(px, 0.625, px + 0.02, 0.652) for px in (0.447, 0.475, 0.508)])
    picture = mix(picture, hex_rgb("#ffcf7d"), panes)
    warm = glow(x, (y - 0.69) * 2.2, 0.485, 0, 0.1) * soft(y, 0.668, 0.685)
    picture = mix(picture, hex_rgb("#f0a860"), 0.6 * warm)
    return finish(bloom(picture, 0.7, 12, 0.5), 331)


def observatory() -> Image.Image:
    """Two domes on a ridge under the Milky Way."""
    x, y = grid()
    picture = ramp(y + 0.02 * noise(371, 3, 3, 4), "0% #0a0c22, 45% #1d1f4a, 70% #4a3a6e, 84% #c4766a, 92% #f0ad6d")
    across = (x - 0.46) * 0.83 + (y - 0.42) * 0.56 + 0.03 * noise(372, 3, 3, 4)
    band = np.exp(-((across / 0.13) ** 2))
    clouds = 0.55 + 0.45 * noise(373, 7, 7, 6)
    dust = soft(noise(374, 6, 8, 6) - 5 * np.abs(across), -0.3, 0.9)
    picture = (
        picture
        + (band * np.clip(clouds, 0.1, 1.5) * (1 - 0.75 * dust) * soft(0.86 - y, 0, 0.5))[..., None]
        * hex_rgb("#7d78c0")
        * 0.75
    )
    picture = (
        picture
        + (np.exp(-((across / 0.05) ** 2)) * (1 - dust) * soft(0.8 - y, 0, 0.6))[..., None] * hex_rgb("#d7b8b0") * 0.35
    )
    crowd = stars(375, 1500, 0.8) * (0.35 + 0.65 * band) + stars(376, 300, 0.74)
    picture = mix(np.clip(picture, 0, 1), hex_rgb("#fdf6ff"), np.clip(crowd, 0, 1) * soft(0.84 - y, 0, 0.2))
    far = 0.87 - 0.05 * np.abs(line_noise(377, 5, 8))
    picture = mix(picture, hex_rgb("#3d2c4f"), soft(y - far[None, :], 0, 0.002))
    ridge = 0.855 + 0.02 * line_noise(378, 6, 8) + 0.14 * np.abs(np.linspace(-1, 1, W)) ** 1.8
    picture = mix(picture, hex_rgb("#120f22"), soft(y - ridge[None, :], 0, 0.002))

    def domes(pen: Pen) -> None:
        pen.chord(0.4, 0.545, 0.6, 0.845, 180, 360)
        pen.box(0.408, 0.69, 0.592, 0.89)
        pen.chord(0.69, 0.735, 0.77, 0.855, 180, 360)
        pen.box(0.694, 0.79, 0.766, 0.93)
        pen.box(0.6, 0.8, 0.68, 0.9)

    shade = ramp(x * 0.7 + (y - 0.5) * 0.5, "30% #cfc6e0, 40% #8579a5, 50% #453a63, 62% #2a2342")
    picture = mix(picture, shade, mask(domes))
    picture = mix(
        picture,
        hex_rgb("#0a0816"),
        polygon("0.478,0.56 0.482,0.548 0.518,0.548 0.523,0.56 0.528,0.69 0.473,0.69"),
    )
    picture = mix(picture, hex_rgb("#ffb48a"), 0.8 * mask(lambda pen: pen.line((0.488, 0.68), (0.503, 0.56), width=14)))
    picture = mix(picture, hex_rgb("#241d3c"), 0.7 * box(0.406, 0.687, 0.594, 0.694))
    panes = mask(lambda pen: [pen.box(px, 0.835, px + 0.014, 0.86) for px in (0.61, 0.634, 0.658)])
    picture = mix(picture, hex_rgb("#ff8a5c"), panes)
    picture = mix(picture, hex_rgb("#120f22"), soft(y - ridge[None, :] - 0.012, 0, 0.002))
    return finish(bloom(picture, 0.75, 8, 0.35), 371)
