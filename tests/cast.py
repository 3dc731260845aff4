"""The fixed cast of every test: short names, two districts, one outsider who must see nothing.

District d1 > street s1 > neighbourhoods n1, n2; district d2 > street s9 > neighbourhood n9. Unit u1 works in n1, u2 in
n2, u9 in n9. Each person's bearer token is `<login>-token`; the camera's key is `cam1-key`, the outsider's `cam9-key`.
"""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta

from fieldloop import db

AREAS = [
    # code, level, parent, zh, en, lat, lon, district, street, neighbourhood
    ("d1", "district", None, "浦东新区", "Pudong", 31.22, 121.54, "d1", None, None),
    ("s1", "street", "d1", "金杨新村街道", "Jinyang Xincun Street", 31.25, 121.57, "d1", "s1", None),
    ("n1", "neighbourhood", "s1", "金杨一居", "Jinyang RC 1", 31.250, 121.570, "d1", "s1", "n1"),
    ("n2", "neighbourhood", "s1", "金杨二居", "Jinyang RC 2", 31.255, 121.575, "d1", "s1", "n2"),
    ("d2", "district", None, "杨浦区", "Yangpu", 31.27, 121.52, "d2", None, None),
    ("s9", "street", "d2", "长海路街道", "Changhai Road Street", 31.30, 121.53, "d2", "s9", None),
    ("n9", "neighbourhood", "s9", "长海一居", "Changhai RC 1", 31.300, 121.530, "d2", "s9", "n9"),
]
UNITS = [
    # code, kind, zh, en, area, phone
    ("u1", "residents_committee", "金杨一居居委会", "Jinyang RC 1 Committee", "n1", "021-5885-0001"),
    ("u2", "cleaning_company", "洁美保洁", "Jiemei Cleaning", "n2", None),
    ("u9", "cleaning_company", "长海保洁", "Changhai Cleaning", "n9", None),
]
SITES = [
    # code, kind, zh, en, area, unit, address, lat, lon
    ("site1", "waste_room", "737弄垃圾厢房", "Waste room, Lane 737", "n1", "u1", "金杨路737弄", 31.2500, 121.5700),
    ("site2", "drop_off", "二居投放点", "Drop-off point 2", "n2", None, "金杨路900弄", 31.2550, 121.5750),
    ("site9", "drop_off", "长海投放点", "Changhai drop-off point", "n9", "u9", "长海路1号", 31.3000, 121.5300),
]
SCENARIOS = [("waste", "生活垃圾", "Domestic waste"), ("river", "河道", "Rivers")]
ELEMENTS = [
    # code, scenario, zh, en, accept, fix, review, escalate, before, after, dispatch
    ("waste.bag_outside", "waste", "小包垃圾", "Bag outside the room", 5, 30, 1440, 10, 0, 1, "unit"),
    ("waste.overflow", "waste", "垃圾满溢", "Overflow", 10, 60, 1440, 10, 1, 1, "crew"),
    ("river.litter", "river", "河面漂浮物", "Litter on the river", 30, 240, 1440, 60, 0, 2, "pool"),
]
PERSONS = [
    # login, name, language, role, area, unit
    ("carol", "陈协调", "zh-CN", "coordinator", None, "u1"),
    ("will", "王师傅", "zh-CN", "worker", None, "u1"),
    ("wanda", "Wanda", "en", "worker", None, "u1"),
    ("cody", "柯协调", "zh-CN", "coordinator", None, "u2"),
    ("wes", "魏师傅", "zh-CN", "worker", None, "u2"),
    ("vera", "吴志愿", "zh-CN", "volunteer", "n1", None),
    ("mia", "马主任", "zh-CN", "manager", "s1", None),
    ("mike", "Mike", "en", "manager", "s1", None),
    ("dora", "董区长", "zh-CN", "manager", "d1", None),
    ("ira", "尹巡查", "zh-CN", "inspector", "d1", None),
    ("ada", "安管理", "zh-CN", "administrator", "d1", None),
    ("otto", "外人", "zh-CN", "manager", "s9", None),
    ("olga", "外协调", "zh-CN", "coordinator", None, "u9"),
    ("omar", "外师傅", "zh-CN", "worker", None, "u9"),
]
DEVICES = [("cam1", "camera", "d1"), ("cam9", "camera", "d2")]


def person_id(login: str) -> uuid.UUID:
    """Return the fixed id of a person of the cast."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, login)


def bearer(login: str) -> dict[str, str]:
    """Return the headers that make a request this person's."""
    return {"Authorization": f"Bearer {login}-token"}


def device(name: str) -> dict[str, str]:
    """Return the headers that make a request this device's."""
    return {"Authorization": f"Bearer {name}-key"}


async def administers(login: str, area: str) -> None:
    """Make a person an administrator of one more area."""
    await db.execute(
        "insert into role (id, person, kind, area) values ($1, $2, 'administrator', $3)",
        *(uuid.uuid4(), person_id(login), area),
    )


async def insert_cast() -> None:
    """Fill the migrated, empty database with the cast."""
    await db.executemany(
        "insert into area (code, level, parent, name_zh, name_en, lat, lon, district, street, neighbourhood)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        AREAS,
    )
    await db.executemany(
        "insert into unit (code, kind, name_zh, name_en, area, phone) values ($1, $2, $3, $4, $5, $6)", UNITS
    )
    await db.executemany(
        "insert into site (code, kind, name_zh, name_en, area, unit, address, lat, lon)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        SITES,
    )
    await db.executemany("insert into scenario (code, name_zh, name_en) values ($1, $2, $3)", SCENARIOS)
    await db.executemany(
        "insert into element (code, scenario, name_zh, name_en, accept_minutes, fix_minutes, review_minutes,"
        " escalate_minutes, before_photos, after_photos, dispatch, why_zh, why_en)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '证明已处理', 'Shows that it is done')",
        ELEMENTS,
    )
    await db.execute("insert into duty (area, element, unit) values ('n2', null, 'u2')")
    await _insert_people()


async def _insert_people() -> None:
    now = datetime.now(UTC)
    await db.executemany(
        "insert into person (id, login, name, language, created_at) values ($1, $2, $3, $4, $5)",
        [(person_id(login), login, name, language, now) for login, name, language, *_ in PERSONS],
    )
    await db.executemany(
        "insert into role (id, person, kind, area, unit) values ($1, $2, $3, $4, $5)",
        [(uuid.uuid4(), person_id(login), kind, area, unit) for login, _, _, kind, area, unit in PERSONS],
    )
    await db.executemany(
        "insert into session (id, token_hash, person, bearer, created_at, expires_at)"
        " values ($1, $2, $3, true, $4, $5)",
        [
            (
                uuid.uuid4(),
                hashlib.sha256(f"{login}-token".encode()).digest(),
                person_id(login),
                now,
                now + timedelta(3650),
            )
            for login, *_ in PERSONS
        ],
    )
    await db.executemany(
        "insert into device_key (id, name, channel, area, key_hash, created_at) values ($1, $2, $3, $4, $5, $6)",
        [
            (uuid.uuid4(), name, channel, area, hashlib.sha256(f"{name}-key".encode()).digest(), now)
            for name, channel, area in DEVICES
        ],
    )
