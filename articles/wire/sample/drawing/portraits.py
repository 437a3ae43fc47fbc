"""The authors: heads and shoulders in cut-paper shapes, lit from one side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .hair import BEHIND, CAPS
from .tools import Array, H, Pen, W, finish, glow, grid, hex_rgb, mask, mix, noise, ramp, soft

FRAME = 0.98
EYES = (0.436, 0.564)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Face:
    """One author's looks; each pair of colours is the lit side and the shaded one."""

    seed: int
    skin: Pair
    hair: Pair
    coat: Pair
    shirt: Pair
    backdrop: Pair
    cap: str
    collar: str = "open"
    glasses: bool = False
    beard: bool = False
    moustache: bool = False
    wide: float = 0.15
    chin: float = 0.645
    brow: float = 0.0085
    lips: str = "#8e3d33"
    accent: Pair = ("#b03a22", "#6b1f14")
    earrings: bool = False


class Canvas:
    """A picture that paper shapes are laid on."""

    def __init__(self, face: Face) -> None:
        """Start with the backdrop: a gradient with the light on its left."""
        x, y = grid()
        backdrop = f"0% {face.backdrop[0]}, 100% {face.backdrop[1]}"
        picture = ramp(y * 0.7 + x * 0.3 + 0.04 * noise(face.seed, 2, 2, 4), backdrop)
        self.picture = mix(picture, hex_rgb("#fff8ea"), 0.28 * glow(x, y, 0.28, 0.28, 0.5))
        self.x = (x - 0.5) * W / H / FRAME + 0.5
        self.y = 1 - (1 - y) / FRAME

    def cut(self, draw: Callable[[Pen], object], blur: float = 0.8) -> Array:
        """A shape to lay."""
        return mask(draw, blur, frame=FRAME)

    def lay(self, shape: Array, pair: Pair, centre: float = 0.5, spread: float = 0.2) -> None:
        """Lay a shape that goes from light to shade about the column centre."""
        tone = soft(self.x + 0.05 * (self.y - 0.4), centre - spread, centre + spread)[..., None]
        self.picture = mix(self.picture, hex_rgb(pair[0]) * (1 - tone) + hex_rgb(pair[1]) * tone, shape)

    def tint(self, shape: Array, colour: Array) -> None:
        """Let a colour through a shape."""
        self.picture = mix(self.picture, colour, np.clip(shape, 0, 1))

    def light(self, cx: float, cy: float, radius: float) -> Array:
        """A round light in the coordinates of the face."""
        return glow(self.x, self.y, cx, cy, radius, 1)


def pixels(share: float) -> int:
    """A width in pixels of the mask from a share of the figure's height."""
    return max(1, round(share * H * 2 * FRAME))


def draw_clothes(canvas: Canvas, face: Face) -> None:
    """Shoulders, collar and neck."""
    edge = "0.06,1.02 0.1,0.86 0.2,0.775 0.4,0.715 0.6,0.715 0.8,0.775 0.9,0.86 0.94,1.02"
    shoulders = soft(canvas.cut(lambda pen: pen.poly(edge), 9), 0.45, 0.55)
    canvas.lay(shoulders, face.coat, 0.55, 0.4)
    neck = canvas.cut(lambda pen: pen.poly("0.425,0.56 0.575,0.56 0.59,0.73 0.5,0.8 0.41,0.73"), 2)
    if face.collar in ("open", "tie"):
        shirt = "0.4,0.7 0.5,0.83 0.6,0.7 0.655,0.735 0.53,1.02 0.47,1.02 0.345,0.735"
        canvas.lay(canvas.cut(lambda pen: pen.poly(shirt), 1.4), face.shirt, 0.52, 0.12)
    canvas.lay(neck, face.skin, 0.44, 0.1)
    canvas.tint(0.55 * neck * np.exp(-(((canvas.y - 0.6) / 0.05) ** 2)), hex_rgb(face.skin[1]) * 0.8)
    if face.collar == "tie":
        points = "0.405,0.715 0.5,0.79 0.595,0.715 0.625,0.76 0.55,0.86 0.5,0.81 0.45,0.86 0.375,0.76"
        canvas.lay(canvas.cut(lambda pen: pen.poly(points), 1.2), face.shirt, 0.5, 0.1)
        tie = "0.478,0.8 0.522,0.8 0.532,0.84 0.518,0.86 0.545,1.02 0.455,1.02 0.482,0.86 0.468,0.84"
        canvas.lay(canvas.cut(lambda pen: pen.poly(tie), 1), face.accent, 0.5, 0.04)
    elif face.collar == "roll":
        roll = canvas.cut(lambda pen: pen.box(0.395, 0.655, 0.605, 0.765, radius=pixels(0.04)), 1.4)
        front = canvas.cut(lambda pen: pen.poly("0.4,0.74 0.6,0.74 0.56,0.83 0.44,0.83"), 1.4)
        canvas.lay(front, face.coat, 0.55, 0.4)
        canvas.lay(roll, face.coat, 0.5, 0.12)
        canvas.tint(0.35 * roll * soft(np.abs(canvas.y - 0.715), 0.008, 0), hex_rgb(face.coat[1]) * 0.6)
    elif face.collar == "crew":
        rim = canvas.cut(lambda pen: pen.arc(0.385, 0.6, 0.615, 0.805, 10, 170, pixels(0.024)), 1.2)
        canvas.lay(rim, face.shirt, 0.5, 0.1)
    elif face.collar == "scarf":
        knot = "0.37,0.7 0.43,0.665 0.57,0.665 0.63,0.7 0.64,0.77 0.57,0.815 0.6,1.02 0.5,1.02 0.47,0.825 0.36,0.775"
        shape = soft(canvas.cut(lambda pen: pen.poly(knot), 5), 0.4, 0.6)
        canvas.lay(shape, face.accent, 0.5, 0.1)
        fold = np.abs(canvas.y - 0.735 - 0.12 * (canvas.x - 0.5))
        canvas.tint(0.35 * shape * soft(fold, 0.007, 0), hex_rgb(face.accent[1]) * 0.6)


def draw_head(canvas: Canvas, face: Face) -> Array:
    """Ears, head, nose, eyes and mouth; returns the head's shape."""
    dark = hex_rgb(face.skin[1])
    if face.cap != "headscarf":
        reach = face.wide - 0.002

        def ears(pen: Pen) -> None:
            for middle in (0.5 - reach, 0.5 + reach):
                pen.ellipse(middle - 0.025, 0.41, middle + 0.025, 0.5)

        canvas.lay(canvas.cut(ears, 1.4), face.skin, 0.5, 0.1)
        if face.earrings:
            rings = canvas.light(0.5 - reach, 0.517, 0.012) + canvas.light(0.5 + reach, 0.517, 0.012)
            canvas.tint(soft(rings, 0.35, 0.5), hex_rgb("#d9b45c"))
    t = np.clip((canvas.y - 0.25) / (face.chin - 0.25), 0, 1)
    jaw = face.wide * np.sqrt(np.clip(1 - (2 * t - 1) ** 2, 0, 1)) ** 0.72 * (1 - 0.16 * soft(t, 0.5, 1))
    head = soft(jaw - np.abs(canvas.x - 0.5), 0, 0.004) * (t > 0) * (t < 1)
    canvas.lay(head, face.skin, 0.53, 0.075)
    cheeks = canvas.light(0.43, 0.51, 0.045) + canvas.light(0.58, 0.51, 0.045)
    canvas.tint(head * 0.15 * cheeks, hex_rgb("#d9694a"))
    nose = canvas.cut(lambda pen: pen.poly("0.503,0.44 0.516,0.44 0.535,0.53 0.503,0.536"), 2)
    canvas.tint(0.7 * nose, dark * 0.85)
    for at in EYES:
        canvas.tint(0.35 * canvas.light(at, 0.452, 0.034) * head, dark * 0.85)
    ink = hex_rgb(face.hair[1]) * 0.45 if face.cap != "crop" else hex_rgb("#3b332f")

    def brows(pen: Pen) -> None:
        for at in EYES:
            pen.arc(at - 0.039, 0.405, at + 0.039, 0.457, 205, 335, pixels(face.brow))

    def pupils(pen: Pen) -> None:
        for at in EYES:
            pen.ellipse(at - 0.012, 0.447, at + 0.012, 0.468)

    canvas.tint(np.maximum(0.95 * canvas.cut(brows), canvas.cut(pupils)), ink)
    for at in EYES:
        canvas.tint(0.8 * canvas.light(at - 0.004, 0.4535, 0.0035), hex_rgb("#fff8ea"))
    return head


def draw_mouth(canvas: Canvas, face: Face, head: Array) -> None:
    """Mouth, beard and moustache."""
    mouth = canvas.cut(lambda pen: pen.chord(0.453, 0.548, 0.547, 0.592, 12, 168), 1.3)
    canvas.tint(0.75 * mouth, hex_rgb(face.lips))
    if face.beard:
        gap = soft(0.05 - np.hypot(canvas.x - 0.5, (canvas.y - 0.57) * 2.1), 0, 0.008)
        beard = head * soft(canvas.y + 0.35 * np.abs(canvas.x - 0.5) ** 0.9, 0.575, 0.6) * (1 - gap)
        canvas.lay(beard, face.hair, 0.52, 0.1)
    if face.moustache:
        lip = (
            "0.5,0.543 0.53,0.545 0.557,0.566 0.56,0.58 0.53,0.572 "
            "0.5,0.568 0.47,0.572 0.44,0.58 0.443,0.566 0.47,0.545"
        )
        canvas.lay(canvas.cut(lambda pen: pen.poly(lip), 1.6), face.hair, 0.52, 0.1)


def draw_glasses(canvas: Canvas) -> None:
    """Round frames."""

    def frames(pen: Pen) -> None:
        for side in (-1, 1):
            at = 0.5 + side * 0.066
            pen.ellipse(at - 0.052, 0.41, at + 0.052, 0.51, width=pixels(0.0075))
            pen.line((at + side * 0.05, 0.45), (at + side * 0.09, 0.443), width=pixels(0.007))
        pen.line((0.486, 0.452), (0.514, 0.452), width=pixels(0.007))

    canvas.tint(0.95 * canvas.cut(frames), hex_rgb("#1d1a18"))


def portrait(face: Face) -> Image.Image:
    """Lay the shapes from the back to the front."""
    canvas = Canvas(face)
    if face.cap in BEHIND:
        canvas.lay(canvas.cut(BEHIND[face.cap], 3), face.hair, 0.5, 0.3)
    draw_clothes(canvas, face)
    head = draw_head(canvas, face)
    draw_mouth(canvas, face, head)
    canvas.lay(canvas.cut(CAPS[face.cap], 2), face.hair, 0.5, 0.17)
    if face.glasses:
        draw_glasses(canvas)
    return finish(canvas.picture, face.seed, grain=0.014, vignette=0.1)
