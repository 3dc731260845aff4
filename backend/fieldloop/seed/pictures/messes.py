"""What is wrong in a place, drawn over it."""

from collections.abc import Callable, Mapping

from fieldloop.seed.pictures.canvas import Canvas, Colour

_BAGS: list[Colour] = [(34, 36, 40), (46, 44, 52), (214, 214, 208), (52, 96, 74), (152, 40, 52)]


def bag(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a tied bag that stands at (x, y)."""
    plastic = canvas.near(canvas.chance.choice(_BAGS))
    canvas.shadow(x, y, size)
    lean = canvas.between(-0.08, 0.08) * size
    canvas.shape(
        [
            (x - size * 0.5, y - size * 0.1),
            (x - size * 0.46, y - size * 0.42),
            (x - size * 0.12 + lean, y - size * 0.72),
            (x + size * 0.14 + lean, y - size * 0.72),
            (x + size * 0.48, y - size * 0.4),
            (x + size * 0.52, y - size * 0.08),
            (x + size * 0.2, y + size * 0.04),
            (x - size * 0.25, y + size * 0.04),
        ],
        plastic,
    )
    knot = [
        (x + lean, y - size * 0.66),
        (x - size * 0.16 + lean, y - size * 0.92),
        (x + size * 0.2 + lean, y - size * 0.9),
    ]
    canvas.shape(knot, plastic)
    canvas.veil((x - size * 0.3, y - size * 0.55, x - size * 0.05, y - size * 0.2), (255, 255, 255), 38)


def bags(canvas: Canvas) -> None:
    """A few bags on the ground."""
    for _ in range(canvas.chance.randint(1, 3)):
        bag(canvas, canvas.between(180, 520), canvas.between(440, 540), canvas.between(56, 96))


def overflow(canvas: Canvas) -> None:
    """Bags on and around the bins."""
    for x in (500, 570, 640, 700):
        bag(canvas, x + canvas.between(-12, 12), 330, canvas.between(48, 66))
    for _ in range(4):
        bag(canvas, canvas.between(420, 760), canvas.between(450, 500), canvas.between(56, 84))


def stains(canvas: Canvas, tint: Colour, strength: int, count: int) -> None:
    """Draw stains over the ground."""
    for _ in range(count):
        x, y, width = canvas.between(140, 620), canvas.between(420, 560), canvas.between(40, 190)
        canvas.veil((x, y, x + width, y + width * 0.24), tint, strength)


def dirt(canvas: Canvas) -> None:
    """Stains and scraps."""
    stains(canvas, (62, 52, 40), 90, 9)
    for _ in range(22):
        x, y = canvas.between(150, 640), canvas.between(430, 580)
        canvas.box((x, y, x + canvas.between(4, 16), y + canvas.between(3, 8)), canvas.near((206, 200, 186), 40))


def leak(canvas: Canvas) -> None:
    """A dark wet run over the ground."""
    stains(canvas, (38, 40, 36), 110, 6)
    canvas.veil((260, 450, 640, 540), (48, 52, 48), 120)
    canvas.veil((320, 470, 500, 500), (220, 230, 236), 60)


def bulky(canvas: Canvas) -> None:
    """A sofa, or a mattress against the wall."""
    x, cloth = canvas.between(220, 380), canvas.near((142, 96, 84), 40)
    canvas.shadow(x + 130, 500, 300)
    if canvas.chance.random() < 0.5:
        canvas.shape([(x, 300), (x + 210, 290), (x + 236, 490), (x + 20, 500)], (222, 216, 202))
        for offset in range(30, 200, 34):
            canvas.stroke([(x + offset, 300), (x + offset + 20, 492)], (190, 178, 160), 3)
        return
    canvas.box((x, 360, x + 260, 440), cloth)
    canvas.box((x - 22, 400, x + 20, 500), canvas.near(cloth, 8))
    canvas.box((x + 240, 400, x + 282, 500), canvas.near(cloth, 8))
    canvas.box((x + 16, 430, x + 244, 494), canvas.near(cloth, 20))


def debris(canvas: Canvas) -> None:
    """Bricks, boards and cement bags."""
    canvas.shadow(420, 540, 380)
    for _ in range(46):
        x, y = canvas.chance.gauss(420, 80), canvas.between(450, 545)
        canvas.box((x, y, x + canvas.between(14, 40), y + canvas.between(8, 18)), canvas.near((168, 104, 82), 40))
    for _ in range(4):
        x, y = canvas.between(320, 500), canvas.between(420, 480)
        canvas.shape([(x, y), (x + 70, y - 20), (x + 84, y + 24), (x + 12, y + 42)], canvas.near((206, 202, 194)))


def broken(canvas: Canvas) -> None:
    """A bin lying on its side, cracked."""
    x, y = canvas.between(260, 380), canvas.between(470, 510)
    canvas.shadow(x + 60, y + 40, 180)
    canvas.shape([(x, y - 44), (x + 128, y - 30), (x + 124, y + 36), (x + 6, y + 40)], (58, 62, 66))
    canvas.stroke([(x + 40, y - 36), (x + 58, y), (x + 44, y + 30)], (12, 12, 12), 4)
    canvas.oval((x + 108, y + 20, x + 132, y + 46), (24, 24, 24))


def heap(canvas: Canvas) -> None:
    """A heap of mixed waste on the tipping floor."""
    canvas.shape([(80, 560), (190, 380), (300, 320), (420, 390), (540, 570)], (104, 98, 88))
    for _ in range(140):
        x = canvas.chance.gauss(310, 95)
        y = canvas.between(350 + abs(x - 310) * 0.8, 560)
        size = canvas.between(8, 34)
        canvas.box((x, y, x + size, y + size * 0.6), canvas.near(canvas.chance.choice(_BAGS), 50))


def litter(canvas: Canvas) -> None:
    """Bottles and foam on the water."""
    for _ in range(canvas.chance.randint(26, 44)):
        x, y = canvas.chance.gauss(430, 130), canvas.between(320, 480)
        size = canvas.between(8, 26)
        canvas.oval((x, y, x + size, y + size * 0.4), canvas.near((226, 226, 214), 40))
    canvas.veil((240, 340, 640, 470), (120, 110, 70), 50)


def bank(canvas: Canvas) -> None:
    """Bags and leaves on the bank."""
    for _ in range(5):
        bag(canvas, canvas.between(200, 640), canvas.between(570, 610), canvas.between(44, 74))


def plants(canvas: Canvas) -> None:
    """Duckweed and hyacinth over the water."""
    for _ in range(210):
        x, y, size = canvas.between(40, 800), canvas.between(290, 505), canvas.between(18, 70)
        canvas.oval((x, y, x + size, y + size * 0.34), canvas.near((92, 140, 62), 26))


def outflow(canvas: Canvas) -> None:
    """A pipe in the far bank and what comes out of it."""
    canvas.oval((380, 222, 452, 276), (96, 94, 90))
    canvas.oval((390, 232, 442, 270), (30, 30, 30))
    canvas.shape([(396, 262), (438, 262), (560, 470), (280, 470)], (142, 128, 96))
    canvas.veil((220, 420, 640, 500), (150, 136, 104), 120)


def colour(canvas: Canvas) -> None:
    """A tint over the whole water."""
    canvas.pen.rectangle((0, 264, 840, 519), fill=(96, 152, 48, 92))


def railing(canvas: Canvas) -> None:
    """A gap in the railing."""
    x = canvas.between(250, 460)
    canvas.box((x, 498, x + 170, 545), canvas.near((118, 130, 98)))
    canvas.stroke([(x + 10, 506), (x + 70, 590)], (214, 214, 208), 8)


WASTE_AND_WATER: Mapping[str, Callable[[Canvas], None]] = {
    mess.__name__: mess
    for mess in (
        bags, overflow, dirt, leak, bulky, debris, broken, heap,
        litter, bank, plants, outflow, colour, railing,
    )
}  # fmt: skip
