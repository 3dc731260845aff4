"""The places: each drawn once from the place's own seed, then photographed as often as needed."""

from collections.abc import Callable, Mapping

from fieldloop.seed.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour

GROUND = 400
_WALLS: list[Colour] = [(204, 196, 182), (188, 180, 172), (214, 206, 190), (176, 186, 190), (198, 178, 160)]
# Shanghai's four: recyclable, hazardous, wet, dry.
_BINS: list[Colour] = [(38, 84, 158), (176, 44, 40), (104, 70, 48), (56, 60, 64)]


def ground(canvas: Canvas, top: Colour, bottom: Colour, *, tiles: bool = True) -> None:
    """Draw the pavement, lighter far away, with joints that run to a point."""
    canvas.fade((0, GROUND, WIDTH, HEIGHT), top, bottom)
    if not tiles:
        return
    joint = canvas.near((118, 114, 108), 6)
    for depth in (430, 470, 525, 600):
        canvas.stroke([(0, depth), (WIDTH, depth)], joint, 1)
    for x in range(-600, 1500, 110):
        canvas.stroke([(420 + (x - 420) * 0.45, GROUND), (x, HEIGHT)], joint, 1)


def bins(canvas: Canvas, left: float, count: int) -> None:
    """Draw a row of wheeled bins against the wall."""
    for number in range(count):
        x, colour = left + number * 74, canvas.near(_BINS[number % 4], 8)
        canvas.shadow(x + 30, 432, 74)
        canvas.shape([(x + 2, 330), (x + 62, 330), (x + 56, 430), (x + 8, 430)], colour)
        canvas.box((x - 2, 320, x + 66, 333), canvas.near((70, 72, 76), 8))
        canvas.box((x + 20, 358, x + 44, 382), (226, 226, 222))
        canvas.oval((x + 8, 424, x + 20, 438), (30, 30, 30))
        canvas.oval((x + 44, 424, x + 56, 438), (30, 30, 30))


def room(canvas: Canvas) -> None:
    """A waste room: wall, door, hatches under a roof, bins beside it."""
    wall = canvas.near(canvas.chance.choice(_WALLS))
    canvas.fade((0, 0, WIDTH, GROUND), (206, 218, 228), (186, 198, 204))
    canvas.box((0, 96, WIDTH, GROUND), wall)
    for y in range(120, GROUND, 26):
        canvas.stroke([(0, y), (WIDTH, y)], canvas.near(wall, 10), 1)
    canvas.box((0, 70, WIDTH, 104), canvas.near((92, 104, 98)))
    door = canvas.between(60, 130)
    canvas.box((door, 170, door + 118, GROUND), canvas.near((96, 112, 104)), (60, 66, 62))
    canvas.oval((door + 98, 288, door + 108, 298), (200, 196, 180))
    for number, colour in enumerate(_BINS):
        x = door + 170 + number * 92
        canvas.box((x, 150, x + 70, 176), colour)
        canvas.box((x, 190, x + 70, 262), (52, 54, 56), (150, 152, 154))
        canvas.stroke([(x + 16, 250), (x + 54, 250)], (170, 172, 174), 4)
    ground(canvas, (158, 154, 146), (132, 128, 122))
    bins(canvas, door + 400, 3)


def yard(canvas: Canvas) -> None:
    """A compound's lane: flats with windows, a wall, the road between."""
    canvas.fade((0, 0, WIDTH, GROUND), (196, 212, 226), (210, 216, 216))
    for left, width in ((-20, 300), (330, 240), (610, 260)):
        wall = canvas.near((206, 190, 168))
        canvas.box((left, canvas.between(20, 60), left + width, 350), wall)
        for y in range(90, 330, 58):
            for x in range(left + 22, left + width - 40, 56):
                canvas.box((x, y, x + 32, y + 34), canvas.near((108, 124, 138)), (232, 230, 224))
    canvas.oval((250, 230, 400, 380), canvas.near((86, 116, 74)))
    canvas.oval((540, 250, 660, 380), canvas.near((78, 108, 70)))
    canvas.box((0, 340, WIDTH, GROUND), canvas.near((182, 176, 166)))
    ground(canvas, (140, 140, 138), (116, 116, 116), tiles=False)
    canvas.stroke([(150, HEIGHT), (330, GROUND)], (208, 190, 96), 6)
    canvas.stroke([(700, HEIGHT), (520, GROUND)], (208, 190, 96), 6)


def river(canvas: Canvas) -> None:
    """A river: sky, far bank with trees, water, the near bank with its railing."""
    canvas.fade((0, 0, WIDTH, 220), (176, 202, 226), (222, 228, 228))
    for _ in range(26):
        x, size = canvas.between(-40, WIDTH), canvas.between(50, 110)
        canvas.oval((x, 215 - size * 0.7, x + size, 250), canvas.near((84, 116, 78), 22))
    canvas.box((0, 228, WIDTH, 262), canvas.near((150, 148, 140)))
    canvas.fade((0, 262, WIDTH, 520), (112, 134, 128), (74, 100, 98))
    for _ in range(90):
        x, y = canvas.between(0, WIDTH), canvas.between(270, 515)
        canvas.stroke([(x, y), (x + canvas.between(14, 60), y)], canvas.near((126, 150, 146), 16), 1)
    canvas.fade((0, 520, WIDTH, HEIGHT), (126, 138, 104), (98, 108, 82))
    for x in range(20, WIDTH, 92):
        canvas.box((x, 500, x + 9, 566), (214, 214, 208))
    for y in (506, 534):
        canvas.box((0, y, WIDTH, y + 6), (222, 222, 216))


def shop(canvas: Canvas) -> None:
    """A row of shops: signs, windows, a door, the pavement with its tactile path."""
    canvas.box((0, 0, WIDTH, 90), canvas.near((190, 180, 170)))
    for left in (-30, 250, 530):
        sign = canvas.chance.choice([(176, 52, 44), (40, 96, 72), (44, 74, 130), (196, 130, 40)])
        canvas.box((left, 84, left + 272, 144), canvas.near(sign))
        for x in range(left + 40, left + 220, 44):
            canvas.box((x, 100, x + 28, 128), (244, 238, 220))
        canvas.box((left, 144, left + 272, GROUND), canvas.near((72, 80, 86)))
        canvas.box((left + 14, 160, left + 160, 372), canvas.near((150, 166, 170)), (220, 220, 214))
        canvas.box((left + 176, 160, left + 260, GROUND), canvas.near((46, 48, 52)))
        for y in range(200, 360, 44):
            canvas.stroke([(left + 20, y), (left + 154, y)], canvas.near((190, 176, 140)), 5)
    ground(canvas, (172, 164, 156), (150, 144, 138))
    canvas.shape([(0, 540), (WIDTH, 540), (WIDTH, 574), (0, 574)], (202, 172, 78))


def stairs(canvas: Canvas) -> None:
    """A stairway's landing: painted walls, doors, steps, a window."""
    canvas.fade((0, 0, WIDTH, HEIGHT), (222, 220, 208), (196, 194, 184))
    canvas.box((0, 250, WIDTH, 440), canvas.near((126, 150, 134)))
    canvas.box((330, 60, 510, 190), (216, 230, 238), (250, 250, 246))
    for x in (60, 640):
        canvas.box((x, 110, x + 150, 440), canvas.near((112, 74, 52)), (70, 46, 34))
        canvas.oval((x + 122, 276, x + 136, 290), (210, 190, 120))
    canvas.fade((0, 440, WIDTH, HEIGHT), (158, 154, 148), (128, 124, 120))
    for step in range(5):
        y = 300 + step * 30
        canvas.box((300 - step * 8, y, 540 + step * 8, y + 30), canvas.near((168, 164, 158), 6), (120, 118, 114))


def kitchen(canvas: Canvas) -> None:
    """A kitchen: tiles, hood, steel counter, a floor with a drain."""
    canvas.box((0, 0, WIDTH, GROUND), canvas.near((224, 226, 222), 8))
    for x in range(0, WIDTH, 48):
        canvas.stroke([(x, 0), (x, GROUND)], (198, 202, 200), 1)
    for y in range(0, GROUND, 48):
        canvas.stroke([(0, y), (WIDTH, y)], (198, 202, 200), 1)
    canvas.shape([(220, 40), (640, 40), (700, 120), (160, 120)], (156, 160, 162))
    canvas.fade((60, 280, 780, 310), (206, 210, 212), (160, 164, 168))
    canvas.box((70, 310, 770, 470), canvas.near((132, 136, 140)))
    for x in (240, 380, 520):
        canvas.oval((x, 256, x + 96, 296), (48, 48, 50))
    ground(canvas, (166, 158, 148), (140, 132, 124))
    canvas.box((70, 310, 770, 470), canvas.near((138, 142, 146)), (96, 98, 100))


def hall(canvas: Canvas) -> None:
    """A transfer station's hall: steel walls, gates with numbers, a truck."""
    canvas.box((0, 0, WIDTH, GROUND), canvas.near((146, 156, 162)))
    for x in range(0, WIDTH, 30):
        canvas.stroke([(x, 0), (x, GROUND)], (128, 138, 144), 2)
    for left in (40, 310, 580):
        canvas.box((left, 130, left + 210, GROUND), canvas.near((52, 58, 62)), (212, 176, 60))
        canvas.box((left + 80, 86, left + 130, 120), (232, 206, 80))
    ground(canvas, (134, 134, 132), (108, 108, 108), tiles=False)
    canvas.shadow(690, 470, 260)
    canvas.box((580, 250, 790, 440), canvas.near((74, 128, 84)))
    canvas.box((760, 310, 836, 440), canvas.near((228, 230, 228)))
    for x in (610, 690, 790):
        canvas.oval((x - 26, 420, x + 26, 472), (28, 28, 30))


SCENES: Mapping[str, Callable[[Canvas], None]] = {
    "room": room,
    "yard": yard,
    "river": river,
    "shop": shop,
    "stairs": stairs,
    "kitchen": kitchen,
    "hall": hall,
}
