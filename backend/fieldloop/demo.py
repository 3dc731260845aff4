"""What the login screen may offer in demo mode: the logins everybody may know. Empty anywhere else."""

import msgspec
from litestar import Router, get

from fieldloop import db
from fieldloop.settings import settings

PASSWORD = "fieldloop-demo"  # noqa: S105 (public, and only where FIELDLOOP_DEMO is set)
LOGINS = ("coordinator", "cleaner", "volunteer", "warden", "manager", "inspector", "admin")


class DemoLogin(msgspec.Struct):
    """A login of the demo."""

    login: str
    name: str
    role: str


class Demo(msgspec.Struct):
    """Whether this is a demo, and who one can be in it."""

    demo: bool
    password: str | None
    logins: list[DemoLogin]


@get("/demo", summary="Who one can be in the demo")
async def demo() -> Demo:
    """Return the demo's logins; nothing at all when this is no demo."""
    if not settings().demo:
        return Demo(demo=False, password=None, logins=[])
    rows = await db.fetch(
        "select p.login, p.name, min(r.kind) as role from person p join role r on r.person = p.id"
        " where p.login = any($1::text[]) and p.active group by p.login, p.name"
        " order by array_position($1::text[], p.login::text)",
        list(LOGINS),
    )
    return Demo(demo=True, password=PASSWORD, logins=[DemoLogin(**row) for row in rows])


router = Router(path="/", route_handlers=[demo], tags=["demo"])
