"""Pillow: a sheet to draw on, with the few strokes that scenes and messes are made of."""

from random import Random

from PIL import Image, ImageDraw, ImageOps

Colour = tuple[int, int, int]
Box = tuple[float, float, float, float]

WIDTH, HEIGHT = 840, 630
_SHADOW = (0, 0, 0, 70)


class Canvas:
    """A sheet with a pen and its own chance, so that the same seed draws the same picture."""

    def __init__(self, chance: Random, image: Image.Image | None = None) -> None:
        self.chance = chance
        self.image = image or Image.new("RGB", (WIDTH, HEIGHT), (128, 128, 128))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def fade(self, box: tuple[int, int, int, int], top: Colour, bottom: Colour) -> None:
        """Fill a box from one colour at its top to another at its bottom."""
        size = (box[2] - box[0], box[3] - box[1])
        ramp = ImageOps.colorize(Image.linear_gradient("L").resize((1, size[1])), top, bottom)
        self.image.paste(ramp.resize(size), box[:2])

    def box(self, box: Box, fill: Colour, edge: Colour | None = None) -> None:
        """Draw a rectangle."""
        self.pen.rectangle(box, fill=fill, outline=edge)

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        """Draw a filled polygon."""
        self.pen.polygon(points, fill=fill)

    def stroke(self, points: list[tuple[float, float]], fill: Colour, width: int = 2) -> None:
        """Draw a line through points."""
        self.pen.line(points, fill=fill, width=width, joint="curve")

    def oval(self, box: Box, fill: Colour) -> None:
        """Draw an ellipse."""
        self.pen.ellipse(box, fill=fill)

    def veil(self, box: Box, colour: Colour, strength: int) -> None:
        """Lay a thin ellipse of colour over what is there: a stain, a puddle, a shine."""
        self.pen.ellipse(box, fill=(*colour, strength))

    def shadow(self, x: float, y: float, width: float) -> None:
        """Draw the shadow of something that stands at (x, y) on the ground."""
        self.pen.ellipse((x - width * 0.55, y - width * 0.1, x + width * 0.65, y + width * 0.13), fill=_SHADOW)

    def near(self, colour: Colour, spread: int = 14) -> Colour:
        """Return a colour like this one."""
        shift = self.chance.randint(-spread, spread)
        red, green, blue = (min(255, max(0, part + shift)) for part in colour)
        return red, green, blue

    def between(self, low: float, high: float) -> float:
        """Return a number between two."""
        return self.chance.uniform(low, high)
