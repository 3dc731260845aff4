"""What is measured of a photo, and what its EXIF may say without costing anybody the photo."""

from io import BytesIO

import pytest
from PIL import Image

from fieldloop import db
from fieldloop.evidence import actions, exif, queries
from fieldloop.evidence.image import ImageError, derive, inspect, look
from fieldloop.evidence.jobs import derive_next, measure_next
from fieldloop.evidence.rules import Shape, key
from tests.evidence.pictures import CORPUS, corpus, decoded, encoded, tell_tale, tilted
from tests.evidence.test_jobs import taken_in

PHOTO = CORPUS / "positive" / "exif-DSCN0012.jpg"
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


def apart(one: int, other: int) -> int:
    return ((one ^ other) & (2**64 - 1)).bit_count()


def accepted() -> list[str]:
    return [file for file, allowed in corpus() if 201 in allowed]


@pytest.mark.parametrize("file", accepted())
def test_every_picture_we_take_has_facts(file: str):
    data = (CORPUS / file).read_bytes()
    try:
        inspect(data)
    except ImageError:
        return
    measured = look(data)
    assert -(2**63) <= measured.hash < 2**63
    assert len(measured.grey) == 1024
    assert 0 <= measured.brightness <= 255
    assert derive(data).measured == measured


def test_the_camera_s_time_and_place_are_read():
    said = look(PHOTO.read_bytes()).exif
    assert said.camera
    assert said.camera.startswith("NIKON")
    assert said.at
    assert said.at.year == 2008
    assert said.lat == pytest.approx(43.467, abs=0.001)
    assert said.lon == pytest.approx(11.885, abs=0.001)


def test_a_part_of_the_exif_that_is_garbage_is_left_out():
    said = look((CORPUS / "exif" / "gps-minutes-99.jpg").read_bytes()).exif
    assert (said.lat, said.lon) == (None, None)
    script = look((CORPUS / "exif" / "exif-xss.jpg").read_bytes()).exif.camera or ""
    assert len(script) <= 120


@pytest.mark.parametrize("camera", ["a\0b", "x" * 5000, "\x1b[2J", "\ud800"])
def test_a_camera_s_name_is_short_and_holds_nothing_that_is_no_letter(camera: str):
    tags = Image.Exif()
    tags[0x010F] = "Maker"
    picture = Image.open(BytesIO(encoded(Image.new("RGB", (8, 8)), "JPEG", exif=tags)))
    picture.getexif()[0x010F] = camera
    found = exif.read(picture).camera or ""
    assert len(found) <= 120
    assert found.isprintable()


def test_a_photo_and_its_smaller_copy_are_alike_and_its_mirror_image_is_known():
    photo = decoded(PHOTO.read_bytes()).convert("RGB")
    whole = look(encoded(photo))
    small = look(encoded(photo.resize((320, 240)), quality=40))
    mirrored = look(encoded(photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    assert apart(whole.hash, small.hash) <= 3
    assert apart(whole.hash, mirrored.hash) > 16
    assert apart(whole.hash, mirrored.mirror) <= 2


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_measured_upright(orientation: int):
    measured = look(tilted(orientation, size=(400, 300)))
    assert measured.exif.orientation == orientation
    assert apart(measured.hash, look(tilted(1, size=(400, 300))).hash) == 0


def test_nothing_of_the_facts_is_in_what_is_shown():
    made = derive(tell_tale())
    assert made.measured.exif.lat
    assert not Image.open(BytesIO(made.view)).getexif()


@pytest.mark.usefixtures("database")
async def test_the_worker_keeps_the_facts_with_the_view():
    name = await taken_in()
    await derive_next()
    row = await db.fetchrow("select f.*, p.measured from photo_fact f join photo p on p.sha256 = f.photo")
    assert row
    assert (row["photo"], row["measured"], row["orientation"]) == (name, True, 1)


@pytest.mark.usefixtures("database")
async def test_photos_from_before_there_were_facts_get_theirs():
    names = [await taken_in() for _ in range(3)]
    await derive_next()
    await db.execute("delete from photo_fact")
    await db.execute("update photo set measured = false")
    actions.storage().put(key(names[0], Shape.ORIGINAL), b"\xff\xd8 rotten on the disk")
    while await measure_next():
        pass
    rows = await db.fetch("select photo from photo_fact")
    assert {row["photo"] for row in rows} == set(names[1:])
    assert await queries.unmeasured(9) == [], "the rotten one is not tried for ever"
