"""Scenes under a roof."""

import numpy as np
from PIL import Image

from .tools import blurred, finish, grid, hex_rgb, mix, noise, ramp, soft


def parliament() -> Image.Image:
    """The empty seats of a chamber."""
    x, y = grid()
    cx, cy = (0.5, 1.02)
    dx, dy = ((x - cx) * 1.5, (cy - y) * 1.5)
    r, angle = (np.hypot(dx, dy), np.arctan2(dy, dx))
    picture = ramp(r, "0% #5b3a22, 40% #8a5a33, 90% #5a3a28, 130% #2a2320, 170% #15161a")
    grain_wood = noise(61, 300, 6, 3)
    picture = picture * (1 + 0.03 * grain_wood)[..., None]
    rows = 9
    for i in range(rows):
        inner = 0.36 + i * 0.098
        wide = 0.04
        band = soft(0.5 * wide - np.abs(r - inner), 0, 0.003)
        seats = int(20 + i * 6.5)
        cell = angle / np.pi * seats % 1
        aisle = np.min([np.abs(angle - a) for a in (np.pi * 0.2, np.pi * 0.4, np.pi * 0.6, np.pi * 0.8)], axis=0) * r
        chair = band * soft(0.5 - np.abs(cell - 0.5), 0.09, 0.14) * soft(aisle, 0.024, 0.028)
        seat_id = np.floor(angle / np.pi * seats).astype(int)
        hue = np.random.default_rng(62 + i).random(seats + 3)[np.clip(seat_id, 0, seats + 2)]
        leather = ramp(0.25 + 0.5 * hue + 0.9 * (r - inner) / wide, "0% #123c34, 50% #1f5c4d, 100% #4d8a74")
        desk = soft(0.013 - np.abs(r - inner + 0.04), 0, 0.003) * soft(aisle, 0.024, 0.028)
        picture = mix(picture, hex_rgb("#1a120d"), 0.45 * soft(0.03 - np.abs(r - inner - 0.012), 0, 0.03))
        picture = mix(picture, ramp(angle / np.pi, "0% #b98450, 50% #e0b078, 100% #b98450"), desk)
        picture = mix(picture, leather, chair)
        paper = desk * ((hue > 0.72) & (np.abs(cell - 0.5) < 0.16))
        picture = mix(picture, hex_rgb("#f6efdf"), paper)
    picture = mix(picture, hex_rgb("#c99a63"), soft(0.2 - r, 0, 0.004))
    picture = mix(picture, hex_rgb("#7a1f16"), soft(0.185 - r, 0, 0.004))
    picture = mix(picture, hex_rgb("#d8b07a"), soft(0.1 - r, 0, 0.004))
    light = 0.3 + 0.95 * np.exp(-(((x - 0.5) / 0.42) ** 2 + ((y - 0.72) / 0.5) ** 2))
    beam = (
        1
        + 0.22 * soft(0.1 - np.abs(x - 0.5 - (0.9 - y) * 0.5), 0, 0.1)
        + 0.22 * soft(0.1 - np.abs(x - 0.5 + (0.9 - y) * 0.5), 0, 0.1)
    )
    picture = np.clip(picture * (light * beam)[..., None], 0, 1)
    picture = picture + 0.25 * blurred(np.clip(picture - 0.55, 0, 1), 18)
    return finish(picture, 7, grain=0.005)
