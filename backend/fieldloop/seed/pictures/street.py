"""More of what is wrong: in streets, stairways and kitchens."""

from collections.abc import Callable, Mapping

from fieldloop.seed.pictures.canvas import Canvas
from fieldloop.seed.pictures.messes import stains

_CARTON = (178, 138, 92)
_RING = [(0, 0), (60, -24), (130, -10), (150, 50), (110, 100), (40, 96), (-14, 54)]


def crate(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Draw a box that stands at (x, y)."""
    side = canvas.near(_CARTON, 26)
    canvas.shadow(x + size / 2, y, size)
    canvas.box((x, y - size * 0.7, x + size, y), side)
    top, back = y - size * 0.7, y - size * 0.88
    lid = [(x, top), (x + size * 0.16, back), (x + size * 1.1, back), (x + size, top)]
    canvas.shape(lid, canvas.near((198, 160, 112), 14))
    canvas.stroke([(x + size / 2, y - size * 0.7), (x + size / 2, y)], canvas.near((150, 112, 70)), 3)


def goods(canvas: Canvas) -> None:
    """Crates of fruit on the pavement."""
    for number in range(canvas.chance.randint(4, 6)):
        x, y = 240 + number * 78 + canvas.between(-10, 10), canvas.between(450, 520)
        crate(canvas, x, y, 72)
        fruit = canvas.chance.choice([(222, 122, 40), (200, 48, 44), (236, 200, 70), (110, 160, 60)])
        for _ in range(14):
            left, top = x + canvas.between(2, 58), y - canvas.between(52, 70)
            canvas.oval((left, top, left + 15, top + 14), canvas.near(fruit))


def stall(canvas: Canvas) -> None:
    """A three-wheeler under a parasol."""
    x, y = canvas.between(280, 400), 500
    canvas.shadow(x + 90, y, 240)
    canvas.box((x, y - 100, x + 190, y - 26), canvas.near((70, 110, 150)))
    for wheel in (x + 30, x + 160):
        canvas.oval((wheel - 26, y - 44, wheel + 26, y + 8), (34, 34, 36))
        canvas.oval((wheel - 14, y - 32, wheel + 14, y - 4), (150, 150, 150))
    canvas.stroke([(x + 95, y - 100), (x + 95, y - 230)], (90, 90, 92), 5)
    canvas.shape([(x - 40, y - 210), (x + 95, y - 280), (x + 230, y - 210)], canvas.near((206, 66, 52)))
    for _ in range(24):
        left = x + canvas.between(6, 170)
        canvas.oval((left, y - 122, left + 18, y - 102), canvas.near((222, 150, 60), 40))


def bikes(canvas: Canvas) -> None:
    """Shared bicycles over the tactile path."""
    for _ in range(canvas.chance.randint(5, 8)):
        x, y = canvas.between(180, 600), canvas.between(500, 560)
        frame = canvas.near(canvas.chance.choice([(46, 142, 200), (236, 196, 50), (70, 170, 110)]))
        for wheel in (x, x + 82):
            canvas.pen.ellipse((wheel - 29, y - 58, wheel + 29, y), outline=(36, 36, 38), width=4)
        canvas.stroke([(x, y - 29), (x + 34, y - 66), (x + 70, y - 62), (x + 82, y - 29)], frame, 6)
        canvas.stroke([(x + 34, y - 66), (x + 44, y - 26), (x + 70, y - 62), (x + 66, y - 86)], frame, 5)


def posters(canvas: Canvas) -> None:
    """Small posters all over the wall."""
    for _ in range(canvas.chance.randint(6, 11)):
        x, y = canvas.between(130, 640), canvas.between(190, 350)
        canvas.box((x, y, x + 44, y + 30), canvas.near((236, 226, 170), 16), (160, 150, 110))
        canvas.stroke([(x + 6, y + 10), (x + 38, y + 10)], (180, 40, 36), 3)
        canvas.stroke([(x + 6, y + 20), (x + 30, y + 20)], (60, 60, 60), 2)


def hole(canvas: Canvas) -> None:
    """An open manhole with a cone beside it."""
    x, y = canvas.between(340, 460), 510
    canvas.oval((x - 74, y - 24, x + 74, y + 26), (96, 96, 96))
    canvas.oval((x - 62, y - 18, x + 62, y + 20), (16, 16, 18))
    canvas.shape([(x + 100, y + 14), (x + 126, y - 76), (x + 152, y + 14)], (232, 96, 40))
    canvas.shape([(x + 111, y - 24), (x + 118, y - 48), (x + 134, y - 48), (x + 141, y - 24)], (244, 244, 240))


def boxes(canvas: Canvas) -> None:
    """Cartons piled up."""
    for x, y in ((230, 560), (310, 572), (270, 505), (520, 566), (580, 548)):
        crate(canvas, x + canvas.between(-12, 12), y, canvas.between(66, 92))


def cable(canvas: Canvas) -> None:
    """A cable from a window down to a scooter."""
    canvas.stroke([(360, 130), (380, 300), (430, 430), (470, 500)], (240, 240, 236), 5)
    canvas.shadow(500, 560, 190)
    for wheel in (430, 570):
        canvas.oval((wheel - 30, 500, wheel + 30, 560), (30, 30, 32))
    canvas.shape([(420, 510), (450, 440), (540, 440), (590, 500), (560, 526)], canvas.near((170, 50, 56), 40))


def car(canvas: Canvas) -> None:
    """A car where none may stand."""
    paint = canvas.near(canvas.chance.choice([(206, 208, 210), (40, 44, 52), (120, 30, 34), (60, 84, 120)]))
    canvas.shadow(430, 560, 380)
    canvas.shape([(300, 450), (350, 380), (510, 380), (560, 450)], paint)
    canvas.shape([(322, 448), (360, 394), (500, 394), (538, 448)], (70, 84, 94))
    canvas.box((262, 448, 598, 530), paint)
    for x in (280, 530):
        canvas.box((x, 468, x + 50, 488), (240, 236, 210))
        canvas.oval((x - 4, 506, x + 54, 560), (26, 26, 28))
    canvas.box((398, 500, 462, 518), (44, 84, 170))


def crack(canvas: Canvas) -> None:
    """Plaster that has come off."""
    x, y = canvas.between(120, 220), canvas.between(120, 200)
    points = [(x + canvas.between(-20, 20) + dx, y + canvas.between(-14, 14) + dy) for dx, dy in _RING]
    canvas.shape(points, canvas.near((142, 110, 88)))
    canvas.stroke([(x + 70, y + 60), (x + 100, y + 120), (x + 84, y + 170)], (80, 68, 60), 4)


def grease(canvas: Canvas) -> None:
    """A greasy counter and floor."""
    stains(canvas, (70, 52, 26), 100, 8)
    for _ in range(14):
        x, y = canvas.between(100, 700), canvas.between(270, 420)
        canvas.veil((x, y, x + canvas.between(20, 90), y + canvas.between(10, 50)), (88, 62, 28), 80)


STREET_AND_HOUSE: Mapping[str, Callable[[Canvas], None]] = {
    mess.__name__: mess for mess in (goods, stall, bikes, posters, hole, boxes, cable, car, crack, grease)
}
