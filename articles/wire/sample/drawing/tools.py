"""Colour, noise, masks and light: what every scene is made of.

A picture is an array of height x width x 3 floats from 0 to 1 in sRGB; a field is height x width floats.
Coordinates run from 0 to 1, x to the right and y downwards.
"""

from collections.abc import Callable
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Array: TypeAlias = npt.NDArray[np.float64]
W, H = 1600, 1067


def hex_rgb(text: str) -> Array:
    """One colour from "#rrggbb"."""
    return np.array([int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def to_lab(rgb: Array) -> Array:
    """sRGB (0-1) to Oklab, so that gradients stay clean between two hues."""
    lin = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    a = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    b = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])
    return np.cbrt(lin @ a.T) @ b.T


def to_rgb(lab: Array) -> Array:
    """Oklab to sRGB (0-1)."""
    b = np.array([[1, 0.3963, 0.2158], [1, -0.1056, -0.0639], [1, -0.0895, -1.2915]])
    a = np.array([[4.0767, -3.3077, 0.2310], [-1.2684, 2.6098, -0.3413], [-0.0042, -0.7034, 1.7076]])
    lin = np.clip((lab @ b.T) ** 3 @ a.T, 0, 1)
    return np.where(lin <= 0.0031308, lin * 12.92, 1.055 * lin ** (1 / 2.4) - 0.055)


def ramp(t: npt.ArrayLike, gradient: str) -> Array:
    """Colours for values t, from a gradient written as in CSS: "0% #14233f, 35% #34466b, 100% #fbd490"."""
    stops = [stop.split("% ") for stop in gradient.split(", ")]
    labs = to_lab(np.array([hex_rgb(colour) for _, colour in stops]))
    where = [float(position) / 100 for position, _ in stops]
    return to_rgb(np.stack([np.interp(np.asarray(t), where, labs[:, i]) for i in range(3)], axis=-1))


def grid(w: int = W, h: int = H) -> tuple[Array, Array]:
    """The x and the y of every pixel."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float64)
    return x / w, y / h


def noise(seed: int, nx: int, ny: int, octaves: int = 5, w: int = W, h: int = H, gain: float = 0.5) -> Array:
    """Fractal noise about 0, unit-ish range; nx, ny are the coarsest cells across and down."""
    rng = np.random.default_rng(seed)
    total, weight, out = 0.0, 1.0, np.zeros((h, w))
    for _ in range(octaves):
        cells = rng.standard_normal((min(ny, h) + 3, min(nx, w) + 3)).astype(np.float32)
        out += weight * np.asarray(Image.fromarray(cells).resize((w, h), Image.Resampling.BICUBIC))
        total += weight**2
        weight *= gain
        nx, ny = nx * 2, ny * 2
    return out / np.sqrt(total)


def line_noise(seed: int, cells: int, octaves: int = 7, w: int = W, gain: float = 0.5) -> Array:
    """Fractal noise along one line of w pixels, for crests and coasts."""
    return noise(seed, cells, 1, octaves, w, 3, gain)[1]


def mix(under: Array, over: Array, alpha: npt.ArrayLike) -> Array:
    """Lay a picture or one colour over another."""
    cover = np.asarray(alpha, dtype=np.float64)
    if cover.ndim == 2:
        cover = cover[..., None]
    return under * (1 - cover) + over * cover


def soft(value: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike) -> Array:
    """A smooth step from 0 at low to 1 at high."""
    floor = np.asarray(low)
    t = np.clip((np.asarray(value) - floor) / (np.asarray(high) - floor), 0, 1)
    return t * t * (3 - 2 * t)


def glow(
    x: npt.ArrayLike, y: npt.ArrayLike, cx: float, cy: float, radius: npt.ArrayLike, aspect: float = W / H
) -> Array:
    """A round light that is 1 in its middle and fades by distance; the radius is in heights of the picture."""
    across, down = (np.asarray(x) - cx) * aspect, np.asarray(y) - cy
    return np.exp(-(across**2 + down**2) / np.asarray(radius) ** 2)


class Pen:
    """Draws white on a black mask in coordinates from 0 to 1; widths and radii are in pixels of the mask.

    Each stroke returns the pen, so that strokes can follow one another.
    """

    def __init__(self, image: Image.Image, frame: float = 0) -> None:
        """With a frame, 0 to 1 is a square of frame x the height standing in the middle of the bottom edge."""
        self._draw = ImageDraw.Draw(image)
        w, h = image.size
        self._scale = (h * frame, h * frame) if frame else (w, h)
        self._origin = (w - self._scale[0]) / 2, h - self._scale[1]

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._origin[0] + x * self._scale[0], self._origin[1] + y * self._scale[1]

    def poly(self, *points: str | tuple[float, float]) -> Self:
        """A filled polygon; points are pairs, or one string as in SVG: "0.1,0.2 0.3,0.4"."""
        pairs: list[tuple[float, float]] = []
        for point in points:
            if isinstance(point, str):
                corners = (corner.split(",") for corner in point.split())
                pairs += [(float(px), float(py)) for px, py in corners]
            else:
                pairs.append(point)
        self._draw.polygon([self._at(*pair) for pair in pairs], fill=255)
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, radius: float = 0) -> Self:
        """A filled rectangle, its corners rounded by radius."""
        self._draw.rounded_rectangle([self._at(x0, y0), self._at(x1, y1)], radius, fill=255)
        return self

    def ellipse(self, x0: float, y0: float, x1: float, y1: float, width: int = 0) -> Self:
        """A filled ellipse in a box, or its outline if a width is given."""
        box = [self._at(x0, y0), self._at(x1, y1)]
        if width:
            self._draw.ellipse(box, outline=255, width=width)
        else:
            self._draw.ellipse(box, fill=255)
        return self

    def line(self, *points: tuple[float, float], width: int = 2) -> Self:
        """A line through points."""
        self._draw.line([self._at(*point) for point in points], fill=255, width=width, joint="curve")
        return self

    def chord(self, x0: float, y0: float, x1: float, y1: float, start: float, end: float) -> Self:
        """The part of an ellipse cut off between two angles in degrees."""
        self._draw.chord([self._at(x0, y0), self._at(x1, y1)], start, end, fill=255)
        return self

    def arc(self, x0: float, y0: float, x1: float, y1: float, start: float, end: float, width: int) -> Self:
        """The rim of an ellipse between two angles in degrees."""
        self._draw.arc([self._at(x0, y0), self._at(x1, y1)], start, end, fill=255, width=width)
        return self


def mask(draw: Callable[[Pen], object], blur: float = 0.0, scale: int = 2, frame: float = 0) -> Array:
    """An antialiased field of what a function draws with a pen."""
    image = Image.new("L", (W * scale, H * scale))
    draw(Pen(image, frame))
    image = image.resize((W, H), Image.Resampling.LANCZOS)
    if blur:
        image = image.filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(image) / 255


def polygon(*points: str | tuple[float, float], blur: float = 0.0, scale: int = 2) -> Array:
    """The mask of one polygon."""
    return mask(lambda pen: pen.poly(*points), blur, scale)


def box(x0: float, y0: float, x1: float, y1: float, radius: float = 0, scale: int = 2) -> Array:
    """The mask of one rectangle."""
    return mask(lambda pen: pen.box(x0, y0, x1, y1, radius), scale=scale)


def blurred(picture: Array, radius: float) -> Array:
    """A Gaussian blur of a picture or a field."""
    image = Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius))) / 255


def bloom(picture: Array, over: float, radius: float, strength: float) -> Array:
    """Let what is brighter than over shine into its surroundings."""
    return picture + strength * blurred(np.clip(picture - over, 0, 1), radius)


def reflect(picture: Array, horizon: float, seed: int, rough: float = 1.0, stretch: float = 0.9) -> Array:
    """Fill everything under the horizon with a rippled mirror image of what is above it."""
    h, w = picture.shape[:2]
    rows = int(h * horizon)
    depth = np.linspace(0, 1, h - rows)[:, None]
    far = noise(seed, 30, 220, 3, w, h - rows)
    near = noise(seed + 1, 8, 60, 3, w, h - rows)
    ripple = (far * (1 - depth) + near * depth) * rough
    ys = rows - 1 - (np.arange(h - rows)[:, None] * stretch + ripple * (3 + 30 * depth))
    xs = np.arange(w)[None, :] + ripple * (2 + 14 * depth)
    ys, xs = np.clip(ys, 0, rows - 1).astype(int), np.clip(xs, 0, w - 1).astype(int)
    out = picture.copy()
    out[rows:] = picture[ys, xs]
    return out


def finish(picture: Array, seed: int, grain: float = 0.011, vignette: float = 0.16) -> Image.Image:
    """Darken the corners a little, add the grain of film and turn the picture into an image."""
    h, w = picture.shape[:2]
    x, y = grid(w, h)
    picture = picture * (1 - vignette * soft(np.hypot(x - 0.5, (y - 0.5) * 0.9), 0.3, 0.75))[..., None]
    luma = picture.mean(axis=2)
    speckle = np.random.default_rng(seed).standard_normal((h, w))
    speckle = (speckle + np.roll(speckle, 1, 0) + np.roll(speckle, 1, 1)) / 1.73
    picture = picture + (speckle * grain * (0.45 + 2.2 * luma * (1 - luma)))[..., None]
    return Image.fromarray((np.clip(picture, 0, 1) * 255).round().astype(np.uint8))


def pine(pen: Pen, cx: float, foot: float, tall: float, half: float, rng: np.random.Generator) -> None:
    """A conifer with ragged branches."""
    points: list[tuple[float, float]] = []
    tiers = 15
    for side in (-1, 1):
        ladder = []
        for k in range(tiers + 1):
            t = k / tiers
            reach = half * (t**0.85) * rng.uniform(0.8, 1.12)
            ladder.append((cx + side * reach, foot - tall * (1 - t) + 0.008 * t))
            ladder.append((cx + side * reach * 0.52, foot - tall * (1 - t) - 0.004))
        points += ladder if side < 0 else ladder[::-1]
    pen.poly(*points)
    pen.box(cx - half * 0.08, foot - tall * 0.3, cx + half * 0.08, foot + 0.3)


def stars(seed: int, count: int, floor: float) -> Array:
    """Points of light of many sizes above the line floor."""
    rng = np.random.default_rng(seed)
    field = np.zeros((H, W))
    for _ in range(count):
        px, py = int(rng.uniform(2, W - 3)), int(rng.uniform(2, floor * H))
        bright = rng.uniform(0.15, 1) ** 2.2
        field[py, px] = bright
        if bright > 0.5:
            field[py - 1 : py + 2, px] = np.maximum(field[py - 1 : py + 2, px], bright * 0.6)
            field[py, px - 1 : px + 2] = np.maximum(field[py, px - 1 : px + 2], bright * 0.6)
    return np.clip(field + 0.9 * blurred(field, 1.6), 0, 1)


def lamps(points: list[tuple[float, float]], core: float, halo: float, strength: float = 0.35) -> Array:
    """Small lights with a halo, at points."""
    x, y = grid()
    field = np.zeros((H, W))
    for px, py in points:
        field += glow(x, y, px, py, core) + strength * glow(x, y, px, py, halo)
    return np.clip(field, 0, 1)


def waves(seed: int, horizon: float, gradient: str) -> Array:
    """Open water under the horizon, its waves growing towards the reader."""
    _, y = grid()
    depth = np.clip((y - horizon) / (1 - horizon), 0, 1)
    far, mid, near = noise(seed, 60, 500, 3), noise(seed + 1, 22, 110, 4), noise(seed + 2, 8, 26, 5)
    middle = np.clip(1 - np.abs(depth - 0.35) * 2.6, 0, 1)
    swell = far * np.clip(1 - 4 * depth, 0, 1) + mid * middle + near * soft(depth, 0.3, 0.9)
    return ramp(0.5 + 0.2 * swell - 0.28 * depth, gradient)


def sheet(colour: str) -> Array:
    """A whole picture of one colour."""
    return np.broadcast_to(hex_rgb(colour), (H, W, 3))
