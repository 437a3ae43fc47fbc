"""Under a roof: a concert hall, a library and a laboratory."""

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
    lamps,
    mask,
    mix,
    noise,
    polygon,
    ramp,
    soft,
)


def concert_hall() -> Image.Image:
    """A piano on a lit stage, organ pipes behind it and the audience in the dark."""
    x, y = grid()
    picture = ramp(
        np.abs(x - 0.5) * 2 + 0.05 * noise(601, 300, 4, 3), "0% #a4612f, 45% #6f3a1d, 75% #3a1d12, 100% #170c0a"
    )
    panels = 0.5 + 0.5 * np.cos(x * np.pi * 2 * 26)
    picture = picture * (0.88 + 0.12 * panels * soft(np.abs(x - 0.5), 0.24, 0.27))[..., None]
    pipes = [(k, 0.5 + 0.0235 * k) for k in range(-10, 11)]
    for k, cx in pipes:
        foot, top = 0.5, 0.1 + 0.016 * (abs(k) % 7) + 0.05 * (abs(k) // 7)
        inside = soft(0.0105 - np.abs(x - cx), 0, 0.001) * soft(y, top, top + 0.002) * soft(foot - y, 0, 0.002)
        sheen = ramp((x - cx) / 0.021 + 0.5, "0% #5e3a14, 25% #f5d68c, 45% #c8943f, 75% #8a5a21, 100% #4a2c10")
        picture = mix(picture, sheen * (0.75 + 0.5 * (0.5 - np.abs(x - 0.5)))[..., None], inside)
        lip = soft(0.0075 - np.abs(x - cx), 0, 0.001) * soft(0.011 - np.abs(y - 0.42), 0, 0.002)
        picture = mix(picture, hex_rgb("#2b170a"), 0.85 * lip)
    picture = mix(picture, ramp(y, "49% #7d4722, 56% #4e2a15"), box(0.235, 0.495, 0.765, 0.56))
    picture = mix(
        picture,
        hex_rgb("#e3ad62"),
        0.8 * soft(0.002 - np.abs(y - 0.497), 0, 0.001) * soft(0.265 - np.abs(x - 0.5), 0, 0.003),
    )
    depth = np.clip((y - 0.56) / 0.2, 0, 1)
    boards = 0.5 + 0.14 * np.sin((x - 0.5) / (depth + 0.55) * 190) + 0.1 * noise(602, 60, 10, 3)
    stage = polygon("0.16,0.56 0.84,0.56 0.95,0.765 0.05,0.765")
    picture = mix(picture, ramp(boards, "0% #9a5c28, 50% #cc8a44, 100% #e9b56c"), stage)
    picture = mix(picture, ramp(y, "76% #5b3015, 81% #2b150a"), box(0.05, 0.765, 0.95, 0.82))
    picture = mix(picture, hex_rgb("#ffe3ae"), 0.5 * glow(x, (y - 0.66) * 2.2, 0.5, 0, 0.34) * stage)

    def piano(pen: Pen) -> None:
        pen.poly("0.36,0.6 0.655,0.6 0.665,0.612 0.655,0.652 0.375,0.652 0.352,0.64")
        pen.poly("0.395,0.6 0.64,0.6 0.615,0.47 0.56,0.452 0.48,0.49 0.44,0.56")
        for leg in (0.385, 0.51, 0.635):
            pen.poly((leg - 0.008, 0.65), (leg + 0.008, 0.65), (leg + 0.004, 0.73), (leg - 0.004, 0.73))
        pen.box(0.292, 0.672, 0.345, 0.686, radius=8)
        pen.line((0.3, 0.685), (0.296, 0.735), width=8)
        pen.line((0.337, 0.685), (0.341, 0.735), width=8)

    def pianist(pen: Pen) -> None:
        pen.ellipse(0.305, 0.505, 0.335, 0.552)
        pen.poly(
            "0.29,0.675 0.295,0.575 0.31,0.552 0.33,0.553 0.345,0.585 0.4,0.617 0.395,0.628 0.345,0.618 0.348,0.675"
        )
        pen.poly("0.335,0.66 0.37,0.672 0.372,0.735 0.36,0.735 0.355,0.69 0.31,0.682")

    picture = mix(picture, hex_rgb("#2a1408"), 0.55 * mask(lambda pen: pen.ellipse(0.27, 0.712, 0.69, 0.757), blur=8))
    picture = mix(picture, ramp(y - 0.3 * (x - 0.5), "45% #3a2a24, 58% #17100e, 66% #0b0807"), mask(piano))
    picture = mix(
        picture,
        hex_rgb("#d9a05a"),
        0.75 * mask(lambda pen: pen.line((0.62, 0.475), (0.56, 0.457), (0.482, 0.495), (0.445, 0.56), width=5)),
    )
    picture = mix(picture, hex_rgb("#f4ead6"), 0.9 * box(0.355, 0.621, 0.388, 0.629))
    picture = mix(picture, ramp(soft(x, 0.29, 0.36), "0% #14100f, 100% #2d211c"), mask(pianist))
    picture = mix(
        picture,
        hex_rgb("#d29a6d"),
        mask(lambda pen: pen.ellipse(0.313, 0.512, 0.337, 0.55), blur=1.2) * soft(x, 0.318, 0.326),
    )
    beam = soft(0.1 + 0.28 * y - np.abs(x - 0.5), 0, 0.16) * soft(0.76 - y, 0, 0.2)
    picture = picture + (0.1 * beam)[..., None] * hex_rgb("#ffdca0")
    picture = picture * (0.45 + 0.75 * np.exp(-(((x - 0.5) / 0.36) ** 2 + ((y - 0.5) / 0.4) ** 2)))[..., None]
    rng = np.random.default_rng(603)
    for row, (base, size, tone) in enumerate(
        ((0.845, 0.02, "#2e1a14"), (0.91, 0.027, "#1c100e"), (1.0, 0.037, "#0c0708"))
    ):
        heads = np.arange(0.01 + 0.02 * row, 1.0, size * 2.35)

        def people(pen: Pen, heads: Array = heads, base: float = base, size: float = size) -> None:
            for cx in heads + rng.normal(0, size * 0.16, len(heads)):
                tall = size * rng.uniform(1.6, 2.0)
                pen.ellipse(cx - size * 0.62, base - tall, cx + size * 0.62, base)
                pen.box(cx - size * 1.1, base - size * 0.25, cx + size * 1.1, base + 0.3, radius=int(size * 1500))

        shape = mask(people, blur=1)
        rim = np.clip(shape - np.roll(shape, 5, 0), 0, 1) * np.exp(-(((x - 0.5) / 0.33) ** 2))
        picture = mix(picture, hex_rgb(tone), shape)
        picture = mix(picture, hex_rgb("#e39c55"), 0.75 * rim * (1 - 0.25 * row))
    return finish(bloom(np.clip(picture, 0, 1), 0.75, 20, 0.45), 601)


def library() -> Image.Image:
    """Shelves of books about a tall window at dusk, and green lamps on a long table."""
    x, y = grid()
    picture = ramp(y, "0% #3a2417, 60% #2c1a11, 100% #1d110b")
    rng = np.random.default_rng(611)
    spines = [
        "#7b2a22",
        "#234a4f",
        "#b98a3c",
        "#3d4a2c",
        "#5a3550",
        "#c9b58a",
        "#2b3557",
        "#8f4f2a",
        "#46607a",
        "#a33f2c",
        "#d6cbb0",
    ]
    for shelf in range(6):
        foot = 0.12 + 0.118 * shelf
        for start, stop in ((-0.01, 0.315), (0.685, 1.01)):
            px = start
            while px < stop - 0.004:
                wide = min(rng.uniform(0.007, 0.017), stop - px)
                tall, lean = rng.uniform(0.062, 0.096), 0.0
                tone = hex_rgb(spines[int(rng.integers(len(spines)))]) * rng.uniform(0.75, 1.1)
                window = np.s_[
                    int((foot - tall) * H) : int(foot * H), max(0, int(px * W)) : max(0, int((px + wide) * W))
                ]
                if picture[window].size and rng.random() > 0.03:
                    across = np.linspace(-1, 1, picture[window].shape[1])[None, :, None]
                    picture[window] = tone * (1.05 - 0.42 * across**2 - 0.12 * across)
                    for band in (0.2, 0.75):
                        at = int((foot - tall * band) * H)
                        if rng.random() < 0.6 and window[1].stop > window[1].start:
                            picture[at : at + 3, window[1]] = hex_rgb("#d9b768") * 0.85
                px += wide + lean + 0.0006
        boards = soft(0.008 - np.abs(y - foot - 0.007), 0, 0.001) * soft(np.abs(x - 0.5), 0.182, 0.184)
        picture = mix(picture, ramp(y, f"{foot * 100}% #9a6a3c, {foot * 100 + 1.5}% #5a371d"), boards)
    for px in (0.105, 0.21, 0.79, 0.895):
        picture = mix(
            picture,
            ramp((x - px) / 0.012 + 0.5, "0% #5a371d, 40% #a87746, 100% #4a2c17"),
            soft(0.006 - np.abs(x - px), 0, 0.001) * soft(0.735 - y, 0, 0.002),
        )

    def frame(pen: Pen) -> None:
        pen.box(0.325, 0.2, 0.675, 0.74)
        pen.ellipse(0.325, -0.065, 0.675, 0.46)

    def opening(pen: Pen) -> None:
        pen.box(0.355, 0.2, 0.645, 0.69)
        pen.ellipse(0.355, -0.02, 0.645, 0.415)

    picture = mix(picture, ramp(soft(x, 0.32, 0.68), "0% #b58a58, 50% #8a6238, 100% #5f3f22"), mask(frame))
    sky = ramp(y + 0.05 * noise(612, 4, 7, 5), "5% #22406e, 35% #5f7fae, 56% #e3a98a, 66% #f6d09a")
    sky = mix(sky, hex_rgb("#f7d8c0"), 0.4 * soft(noise(613, 4, 12, 6), 0.2, 1.7))

    def outside(pen: Pen) -> None:
        for left, right, top in (
            (0.34, 0.4, 0.56),
            (0.39, 0.45, 0.6),
            (0.45, 0.475, 0.5),
            (0.48, 0.55, 0.585),
            (0.55, 0.6, 0.55),
            (0.59, 0.66, 0.6),
        ):
            pen.box(left, top, right, 0.72)
        pen.poly("0.447,0.505 0.4625,0.4 0.478,0.505")

    sky = mix(sky, hex_rgb("#4d4a6b"), mask(outside))
    picture = mix(picture, sky, mask(opening))

    def bars(pen: Pen) -> None:
        for px in (0.4275, 0.5, 0.5725):
            pen.line((px, -0.02), (px, 0.69), width=9)
        for py in (0.2, 0.32, 0.44, 0.56):
            pen.line((0.355, py), (0.645, py), width=8)

    picture = mix(picture, hex_rgb("#3a2616"), mask(bars) * mask(opening))
    table = polygon("0.14,0.8 0.86,0.8 1.05,1.01 -0.05,1.01")
    wood = ramp(0.5 + 0.16 * noise(614, 6, 60, 5) - 1.3 * (y - 0.9), "0% #4a2713, 50% #80481f, 100% #b97a3e")
    picture = mix(picture, ramp(y, "74% #2b1a10, 80% #1a0f09"), soft(y, 0.739, 0.741))
    picture = mix(picture, wood, table)
    places = [(0.24, 0.84, 0.85), (0.5, 0.845, 1.0), (0.76, 0.84, 0.85)]
    pools = sum(glow(x, (y - py - 0.045) * 2.6, px, 0, 0.15) for px, py, _ in places)
    picture = mix(picture, hex_rgb("#ffd58a"), np.clip(0.75 * pools, 0, 0.9) * table)
    for px, py, s in places:

        def stand(pen: Pen, px: float = px, py: float = py, s: float = s) -> None:
            pen.box(px - 0.004, py - 0.13 * s, px + 0.004, py + 0.01)
            pen.ellipse(px - 0.03 * s, py, px + 0.03 * s, py + 0.024)

        def shade(pen: Pen, px: float = px, py: float = py, s: float = s) -> None:
            pen.poly(
                (px - 0.07 * s, py - 0.09 * s),
                (px - 0.05 * s, py - 0.15 * s),
                (px + 0.05 * s, py - 0.15 * s),
                (px + 0.07 * s, py - 0.09 * s),
            )

        picture = mix(picture, hex_rgb("#caa04e"), mask(stand))
        picture = mix(
            picture, ramp(soft(x, px - 0.07, px + 0.07), "0% #2a8f66, 45% #54c795, 100% #12563d"), mask(shade, blur=1)
        )
        picture = mix(
            picture,
            hex_rgb("#fff2c2"),
            box(px - 0.066 * s, py - 0.092 * s, px + 0.066 * s, py - 0.082 * s),
        )

    def pages(pen: Pen) -> None:
        pen.poly("0.4,0.945 0.495,0.925 0.495,0.985 0.385,1.005")
        pen.poly("0.505,0.925 0.6,0.945 0.615,1.005 0.505,0.985")

    picture = mix(picture, ramp(np.abs(x - 0.5) * 8, "0% #c9b48a, 20% #fff6dc, 100% #f0dfb8"), mask(pages))
    text = (np.sin((y - 0.04 * np.abs(x - 0.5)) * 900) > 0.45) * (np.abs(np.abs(x - 0.5) - 0.052) < 0.036)
    picture = mix(picture, hex_rgb("#8a785a"), 0.6 * text * mask(pages))
    picture = picture * (0.72 + 0.45 * np.exp(-(((x - 0.5) / 0.42) ** 2 + ((y - 0.55) / 0.5) ** 2)))[..., None]
    return finish(bloom(np.clip(picture, 0, 1), 0.74, 18, 0.45), 611, grain=0.004)


def laboratory() -> Image.Image:
    """Glassware with coloured liquids on a bench."""
    x, y = grid()
    picture = ramp(x * 0.6 + y * 0.5 + 0.04 * noise(621, 3, 3, 4), "0% #e9f1ee, 45% #bcd6d8, 100% #5f8f9e")
    picture = mix(picture, hex_rgb("#ffffff"), 0.5 * glow(x, y, 0.25, 0.2, 0.4))
    rng = np.random.default_rng(622)
    for _ in range(24):
        px, py, r = rng.uniform(0, 1), rng.uniform(0.03, 0.6), rng.uniform(0.02, 0.06)
        disc = soft(r - np.hypot((x - px) * W / H, y - py), 0, 0.008)
        tone = ("#ffffff", "#f6d9a8", "#9fd0d0", "#f0b7a0")[int(rng.integers(4))]
        picture = mix(picture, hex_rgb(tone), rng.uniform(0.12, 0.34) * disc)
    bench = 0.8
    picture = mix(picture, ramp(y, "80% #f3f2ec, 84% #dfe3df, 100% #93a9ad"), soft(y, bench - 0.001, bench + 0.001))

    def glassware(outline: str, level: float, gradient: str) -> None:
        nonlocal picture
        points = [tuple(map(float, corner.split(","))) for corner in outline.split()]
        shape = polygon(outline, blur=0.8)
        inner = polygon(outline, blur=6)
        rim = shape * soft(0.93 - inner, 0, 0.4)
        left, right = min(p[0] for p in points), max(p[0] for p in points)
        across = (x - left) / (right - left)
        liquid = shape * soft(y, level - 0.001, level + 0.0015)
        picture = mix(picture, hex_rgb("#f4fbfb"), 0.34 * shape)
        picture = mix(picture, ramp(across * 0.7 + (y - level) * 0.9, gradient), 0.9 * liquid)
        surface = shape * soft(0.007 - np.abs(y - level), 0, 0.003)
        picture = mix(picture, hex_rgb("#ffffff"), 0.45 * surface)
        picture = mix(picture, hex_rgb("#2f5461"), 0.55 * rim)
        picture = mix(
            picture,
            hex_rgb("#ffffff"),
            0.75 * shape * soft(0.035 - np.abs(across - 0.2 - 0.1 * (0.8 - y)), 0, 0.03) * soft(y, 0.3, 0.45),
        )
        colour = ramp(0.4, gradient)
        pool = glow(x, (y - bench - 0.035) * 3.2, (left + right) / 2 + 0.03, 0, (right - left) * 0.9) * soft(
            y, bench, bench + 0.01
        )
        picture = mix(picture, colour, 0.5 * pool)
        mirror = np.flipud(liquid)
        shift = int((2 * (bench - 0.5)) * H)
        mirror = np.roll(mirror, shift, 0) * soft(y, bench, bench + 0.004)
        picture = mix(picture, colour, 0.25 * mirror * soft(0.99 - y, 0, 0.2))

    glassware(
        "0.135,0.46 0.225,0.46 0.225,0.79 0.215,0.8 0.145,0.8 0.135,0.79", 0.6, "0% #f7b84a, 60% #e0782a, 100% #a6431a"
    )
    glassware(
        "0.755,0.3 0.81,0.3 0.81,0.775 0.85,0.785 0.85,0.8 0.715,0.8 0.715,0.785 0.755,0.775",
        0.5,
        "0% #8fd17a, 60% #3d9a5b, 100% #1c5f45",
    )
    glassware(
        "0.27,0.43 0.325,0.43 0.325,0.53 0.4,0.765 0.395,0.795 0.38,0.8 0.215,0.8 0.2,0.795 0.195,0.765 0.27,0.53",
        0.665,
        "0% #e76b8a, 50% #c0305f, 100% #761a45",
    )
    round_flask = [
        (0.515 + 0.118 * np.cos(a) * H / W * 1.2, 0.64 + 0.158 * np.sin(a))
        for a in np.linspace(-np.pi * 0.42, np.pi * 1.42, 60)
    ]
    body = " ".join(f"{px:.4f},{py:.4f}" for px, py in round_flask)
    neck = "0.489,0.49 0.489,0.3 0.479,0.285 0.479,0.278 0.551,0.278 0.551,0.285 0.541,0.3 0.541,0.49"
    glassware(f"{body} {neck}", 0.62, "0% #59c6d6, 50% #1a83ab, 100% #0d4a78")
    glassware(
        "0.63,0.56 0.71,0.56 0.705,0.79 0.695,0.8 0.645,0.8 0.635,0.79", 0.69, "0% #c9a7e8, 60% #7a55b8, 100% #432b7d"
    )
    bubbles = [(0.5 + 0.03 * np.sin(k * 2.1), 0.64 + 0.011 * k) for k in range(12)]
    picture = mix(picture, hex_rgb("#d8f6fb"), 0.7 * lamps(bubbles, 0.0045, 0.01, 0.1))
    return finish(picture, 621, grain=0.012, vignette=0.1)
