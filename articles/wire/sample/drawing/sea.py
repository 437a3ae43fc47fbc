"""Scenes at sea and by the water."""

import numpy as np
from PIL import Image, ImageFilter

from .tools import H, Pen, W, finish, glow, grid, hex_rgb, line_noise, mask, mix, noise, ramp, reflect, soft


def harbour() -> Image.Image:
    """Boats at anchor before a city, after sunset."""
    x, y = grid()
    horizon = 0.56
    clouds = noise(11, 3, 14, 5)
    picture = ramp(
        y / horizon + 0.05 * clouds, "0% #14233f, 35% #34466b, 62% #8a6a7d, 82% #e08a5b, 95% #f7c07a, 100% #fbd490"
    )
    picture = mix(picture, hex_rgb("#ffdf9e"), 0.75 * glow(x, y, 0.3, horizon, 0.2))
    picture = mix(picture, hex_rgb("#3a4262"), 0.55 * soft(clouds, 0.35, 1.5) * soft(horizon - y, 0.1, 0.4))
    hill = horizon - 0.055 - 0.03 * line_noise(12, 3, 6)
    picture = mix(picture, hex_rgb("#59526b"), soft(y - hill[None, :], 0, 0.002))
    rng = np.random.default_rng(13)

    def town(pen: Pen) -> None:
        left = 0.36
        while left < 1.02:
            wide, tall = (rng.uniform(0.012, 0.045), rng.uniform(0.03, 0.1) * (0.6 + left * 0.7))
            pen.box(left, horizon - tall, left + wide, horizon + 0.01)
            if rng.random() < 0.3:
                middle = left + wide / 2
                pen.poly((left, horizon - tall), (middle, horizon - tall - 0.03), (left + wide, horizon - tall))
            left += wide * rng.uniform(0.8, 1.15)
        pen.poly((0.712, horizon), (0.712, 0.33), (0.722, 0.24), (0.732, 0.33), (0.732, horizon))
        pen.box(-0.01, horizon - 0.012, 0.4, horizon + 0.01)

    picture = mix(picture, hex_rgb("#1c2338"), mask(town))

    def crane(pen: Pen) -> None:
        for foot, tall in ((0.07, 0.2), (0.155, 0.24)):
            top = horizon - tall
            for leg in (-0.016, 0.016):
                pen.line((foot + leg, horizon), (foot + leg * 0.6, top), width=8)
            pen.line((foot - 0.055, top + 0.02), (foot + 0.1, top - 0.035), width=9)
            pen.line((foot, top), (foot, top - 0.055), (foot + 0.085, top - 0.03), width=4)
            pen.line((foot, top - 0.055), (foot - 0.05, top + 0.02), width=4)
            pen.line((foot - 0.016, horizon - tall * 0.5), (foot + 0.016, horizon - tall * 0.5), width=6)

    picture = mix(picture, hex_rgb("#1a2136"), mask(crane))
    lights = np.zeros((H, W))
    warm = np.zeros((H, W))
    for _ in range(170):
        lx, ly = (rng.uniform(0.36, 1.0), horizon - abs(rng.normal(0, 0.03)) - 0.006)
        px, py = (int(lx * W) - 1, int(ly * H))
        lights[max(py - 1, 0) : py + 2, px : px + rng.integers(2, 4)] = rng.uniform(0.5, 1)
    for lx in np.linspace(0.02, 0.98, 15) + rng.normal(0, 0.011, 15):
        px, py = (int(lx * W), int((horizon - 0.014) * H))
        warm[py - 2 : py + 2, px - 2 : px + 2] = rng.uniform(0.5, 1)
    halo = sum(
        (
            np.asarray(
                Image.fromarray((warm * 255).astype(np.float32))
                .resize((W // k, H // k), Image.Resampling.BOX)
                .resize((W, H), Image.Resampling.BICUBIC)
            )
            / 255
            * gain
            for k, gain in ((6, 1.2), (14, 3.2), (30, 4.5))
        )
    )
    picture = mix(picture, hex_rgb("#ffcf85"), np.clip(lights, 0, 1))
    picture = mix(picture, hex_rgb("#ffe7b5"), np.clip(warm + halo * 0.5, 0, 1) * 0.95)
    picture = reflect(picture, horizon, 17, 0.8, 0.82)
    water = soft(y, horizon, horizon + 0.002)
    picture = mix(picture, hex_rgb("#0e1a2f"), water * (0.22 + 0.5 * soft(y, horizon, 1.05)))
    picture = mix(picture, hex_rgb("#101829"), soft(0.003 - np.abs(y - horizon), 0, 0.003) * 0.7)

    def boats(pen: Pen) -> None:
        for bx, by, size in (
            (0.2, 0.7, 1.0),
            (0.34, 0.655, 0.55),
            (0.62, 0.69, 0.75),
            (0.86, 0.8, 1.5),
            (0.5, 0.63, 0.35),
        ):
            s = 0.07 * size
            pen.poly(
                (bx - s, by - s * 0.22),
                (bx + s * 1.1, by - s * 0.3),
                (bx + s * 0.8, by + s * 0.12),
                (bx - s * 0.85, by + s * 0.12),
            )
            pen.box(bx - s * 0.5, by - s * 0.7, bx + s * 0.05, by - s * 0.2)
            pen.line((bx + s * 0.25, by - s * 0.2), (bx + s * 0.25, by - s * 2.3), width=max(3, int(5 * size)))
            pen.line((bx + s * 0.25, by - s * 2.2), (bx + s * 1.05, by - s * 0.3), width=2)
            pen.line((bx + s * 0.25, by - s * 2.2), (bx - s * 0.9, by - s * 0.25), width=2)

    hulls = mask(boats)
    shade = (
        np.asarray(Image.fromarray((np.roll(hulls, 26, 0) * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(9)))
        / 255
    )
    picture = mix(picture, hex_rgb("#070d19"), 0.6 * shade * water)
    picture = mix(picture, hex_rgb("#0b1220"), hulls)
    return finish(picture, 2)


def lighthouse() -> Image.Image:
    """A lighthouse on a rock in a choppy sea."""
    x, y = grid()
    horizon = 0.5
    cloud = noise(41, 3, 8, 6)
    picture = ramp(y / horizon + 0.09 * cloud, "0% #4b6a80, 50% #93aab0, 85% #e8d9c0, 100% #f5e3c4")
    picture = mix(picture, hex_rgb("#f6ead4"), 0.5 * soft(noise(42, 4, 10, 6), 0.2, 1.8))
    depth = np.clip((y - horizon) / (1 - horizon), 0, 1)
    far, mid, near = (noise(43, 60, 500, 3), noise(44, 22, 110, 4), noise(45, 8, 26, 5))
    swell = (
        far * np.clip(1 - 4 * depth, 0, 1)
        + mid * np.clip(1 - np.abs(depth - 0.35) * 2.6, 0, 1)
        + near * soft(depth, 0.3, 0.9)
    )
    sea = ramp(0.5 + 0.2 * swell - 0.28 * depth, "0% #0f2f3a, 35% #245663, 60% #6a9798, 85% #c4d3c6, 100% #f7efdd")
    sea = mix(sea, hex_rgb("#f2dfbd"), 0.55 * glow(x, y, 0.3, horizon, 0.16) * soft(swell, -0.6, 1))
    picture = mix(picture, sea, soft(y, horizon - 0.001, horizon + 0.001))
    rock = (
        0.63
        - 0.12 * np.exp(-(((np.linspace(0, 1, W) - 0.72) / 0.12) ** 2))
        - 0.016 * line_noise(46, 14, 6)
        + 0.6 * np.clip(np.abs(np.linspace(0, 1, W) - 0.735) - 0.17, 0, 1)
    )
    stone = np.clip(0.5 + 0.32 * noise(47, 22, 26, 6) - 1.3 * (y - 0.55) + 0.9 * (0.72 - x), 0, 1)
    floor = 0.66 + 0.008 * line_noise(48, 12, 6)
    inside = soft(y - rock[None, :], 0, 0.003) * soft(floor[None, :] - y, 0, 0.004)
    picture = mix(picture, ramp(stone, "0% #1a2226, 60% #55544e, 100% #a69a86"), inside)

    def tower(pen: Pen) -> None:
        pen.poly("0.694,0.535 0.704,0.2 0.736,0.2 0.746,0.535")

    def lantern(pen: Pen) -> None:
        pen.box(0.698, 0.192, 0.742, 0.204)
        pen.poly("0.702,0.142 0.72,0.105 0.738,0.142")
        pen.line((0.72, 0.11), (0.72, 0.08), width=5)
        for px in (0.706, 0.7345):
            pen.line((px, 0.142), (px, 0.195), width=5)
        pen.box(0.717, 0.3, 0.723, 0.33)
        pen.box(0.717, 0.41, 0.723, 0.44)

    def house(pen: Pen) -> None:
        pen.poly("0.75,0.55 0.75,0.485 0.765,0.455 0.8,0.455 0.815,0.485 0.815,0.56")

    side = soft(x, 0.698, 0.744)
    picture = mix(picture, ramp(side, "0% #fbf3e3, 50% #e2d8c8, 100% #8d8f92"), mask(tower))
    band = mask(tower) * soft(0.042 - np.abs(y - 0.345), 0, 0.002)
    picture = mix(picture, ramp(side, "0% #c8452c, 100% #6c2620"), band)
    picture = mix(picture, ramp(soft(x, 0.75, 0.82), "0% #d9cfc0, 100% #8b8781"), mask(house))
    picture = mix(picture, hex_rgb("#232a2f"), mask(lantern))
    picture = mix(
        picture, hex_rgb("#fff2c4"), 0.95 * glow(x, y, 0.72, 0.168, 0.022) + 0.35 * glow(x, y, 0.72, 0.168, 0.09)
    )
    foam = (
        soft(noise(49, 40, 60, 4), 0.2, 1.2)
        * np.exp(-(((y - floor[None, :]) / 0.013) ** 2))
        * soft(0.2 - np.abs(x - 0.735), 0, 0.06)
    )
    picture = mix(picture, hex_rgb("#f4f1e6"), foam)
    return finish(picture, 5)


def strait() -> Image.Image:
    """A ship under the moon."""
    x, y = grid()
    horizon = 0.58
    cloud = noise(141, 3, 7, 6)
    picture = ramp(y / horizon + 0.06 * cloud, "0% #0a1020, 60% #1d3046, 100% #54707c")
    picture = mix(picture, hex_rgb("#cfd9d2"), 0.5 * glow(x, y, 0.3, 0.2, 0.2) + 0.3 * glow(x, y, 0.3, 0.2, 0.07))
    picture = mix(picture, hex_rgb("#fbf6e4"), soft(-np.hypot((x - 0.3) * 1.5, y - 0.2), -0.036, -0.033))
    picture = mix(picture, hex_rgb("#0d1626"), 0.7 * soft(cloud, 0.2, 1.5))
    coast = horizon - 0.05 * soft(np.abs(np.linspace(-1, 1, W) - 0.05), 0.35, 1) * (1 + 0.4 * line_noise(142, 6, 6))
    picture = mix(picture, hex_rgb("#101c2b"), soft(y - coast[None, :], 0, 0.002))

    def ship(pen: Pen) -> None:
        pen.poly("0.45,0.535 0.8,0.535 0.785,0.59 0.475,0.59")
        pen.box(0.725, 0.44, 0.785, 0.54)
        pen.box(0.74, 0.41, 0.765, 0.45)
        for k in range(8):
            pen.box(0.475 + 0.03 * k, 0.535 - 0.018 * (1 + k * 5 % 3), 0.502 + 0.03 * k, 0.54)
        pen.line((0.465, 0.54), (0.465, 0.47), width=5)

    picture = mix(picture, hex_rgb("#0a111c"), mask(ship))
    lights = np.zeros((H, W))
    for lx, ly in (
        (0.735, 0.46),
        (0.748, 0.46),
        (0.761, 0.46),
        (0.774, 0.46),
        (0.74, 0.49),
        (0.766, 0.49),
        (0.465, 0.468),
        (0.752, 0.404),
        (0.08, 0.548),
        (0.93, 0.55),
        (0.97, 0.553),
    ):
        lights = lights + glow(x, y, lx, ly, 0.0045) + 0.35 * glow(x, y, lx, ly, 0.022)
    picture = mix(picture, hex_rgb("#ffd391"), np.clip(lights, 0, 1))
    picture = reflect(picture, horizon, 143, 1.2, 0.95)
    sea = soft(y, horizon, horizon + 0.002)
    picture = mix(picture, hex_rgb("#0a1420"), sea * (0.3 + 0.4 * soft(y, horizon, 1.05)))
    glitter = soft(noise(144, 60, 260, 3), 0.7, 1.7) * glow(x, 0 * y, 0.3, 0, 0.09 + 0.1 * (y - horizon)) * sea
    picture = mix(picture, hex_rgb("#e9ead8"), 0.75 * glitter)
    hull = mask(ship) * soft(0.594 - y, 0, 0.003)
    picture = mix(picture, hex_rgb("#0a111c"), hull * sea)
    return finish(picture, 12)
