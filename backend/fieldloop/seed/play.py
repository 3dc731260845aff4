"""Plays stories through the product's own functions, the clock moved back: what comes out is right by construction."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec

from fieldloop import db
from fieldloop.errors import Problem
from fieldloop.evidence.attach import PhasedShot, Shot, claim_of
from fieldloop.evidence.nonces import had
from fieldloop.evidence.seal import seal_of
from fieldloop.ids import new_id
from fieldloop.intake.actions import Found, take_in
from fieldloop.intake.where import resolve
from fieldloop.orders.actions import move
from fieldloop.orders.command import Order
from fieldloop.orders.rules import Action
from fieldloop.orders.timeline import Actor
from fieldloop.people.queries import hashed
from fieldloop.people.rules import Caller, Device, Role, RoleKind
from fieldloop.seed.album import Album
from fieldloop.seed.story import MACHINES, Phase, Step, Story
from fieldloop.seed.tables import must, table
from fieldloop.sla.jobs import sweep_due

_SHUTTER_TO_SERVER = timedelta(seconds=3)
_CALLERS = """
select p.login, p.id, p.name, p.language, json_agg(json_build_array(r.kind, a.code, a.level, r.unit)) as roles
from person p join role r on r.person = p.id left join unit u on u.code = r.unit
join area a on a.code = coalesce(r.area, u.area) group by p.id
"""


async def play(stories: Sequence[Story], until: datetime) -> None:
    """Play every step of every story in the order of time, with the sweeper at work in between."""
    steps = sorted(
        ((step.at, number, place) for number, story in enumerate(stories) for place, step in enumerate(story.steps))
    )
    shift = db.clock.shift
    try:
        with Album() as album:
            album.ask_for(shot for _, number, place in steps for _, shot in stories[number].steps[place].shots)
            actors = await _Actors.from_database(album)
            for at, number, place in steps:
                await _turn_the_clock_to(at)
                await actors.act(stories[number], number, stories[number].steps[place])
        await _turn_the_clock_to(until)
    finally:
        db.clock.shift = shift


async def _turn_the_clock_to(at: datetime) -> None:
    """Move time on, stopping wherever a deadline asks for a look."""
    while look_at := await db.fetchval("select min(look_at) from orders where look_at <= $1", at):
        _set_clock(look_at)
        await sweep_due()
    _set_clock(at)


def _set_clock(at: datetime) -> None:
    db.clock.shift += at - db.clock.now()


class _Actors:
    """The people and machines of the stories, and which order each story became."""

    def __init__(self, people: dict[str, Caller], devices: dict[str, Device], album: Album) -> None:
        self._people, self._devices, self._album = people, devices, album
        self._orders: dict[int, uuid.UUID] = {}
        self._chance = Random(737)  # noqa: S311 - how far a phone's position is off, not a secret

    @classmethod
    async def from_database(cls, album: Album) -> "_Actors":
        """Read who there is."""
        people = {row["login"]: _caller(row) for row in await db.fetch(_CALLERS)}
        keys = [hashed(must(line, "key")) for line in table("devices")]
        devices = await db.fetch("select id, name, channel, area from device_key where key_hash = any($1)", keys)
        return cls(people, {row["channel"]: Device(**row) for row in devices}, album)

    async def act(self, story: Story, number: int, step: Step) -> None:
        """Take one step."""
        if step.action == "find":
            taken = await take_in(await self._found(story, number, step))
            self._orders[number] = taken.order
            return
        caller, details = self._people[step.who], step.details
        command = Order(
            id=new_id(),
            action=Action(step.action),
            at=db.clock.now(),
            reason=details.get("reason"),
            text=details.get("text"),
            person=self._people[details["person"]].id if "person" in details else None,
            unit=details.get("unit"),
            photos=await self._sealed(self._orders[number], await self._taken(story, step, caller.id, None), caller),
        )
        try:
            await move(self._orders[number], command, caller)
        except Problem as refusal:
            refusal.add_note(f"while {step.who} tried to {step.action} {story.pair} of {story.begins_at}")
            raise

    async def _sealed(
        self, order: uuid.UUID, taken: Sequence[tuple[Phase, dict[str, Any]]], caller: Caller
    ) -> list[PhasedShot]:
        """Return the photos of a step as the phone of who holds the order seals them."""
        nonces = await had(order, caller.id, refused=False) if taken else {}
        nonce = next((nonce for nonce, good in nonces.items() if good), None)
        shots = [
            PhasedShot(**shot, nonce=nonce, phase="before" if phase == "before" else "after") for phase, shot in taken
        ]
        if nonce is None:
            return shots
        return [msgspec.structs.replace(shot, seal=seal_of(order, shot.sha256, claim_of(shot))) for shot in shots]

    async def _found(self, story: Story, number: int, step: Step) -> Found:
        machine = step.who in MACHINES
        caller = None if machine else self._people[step.who]
        device = self._devices[step.who].id if machine else None
        channel = step.who if machine else "volunteer" if caller and caller.has(RoleKind.VOLUNTEER) else "patrol"
        shots = await self._taken(story, step, caller.id if caller else None, device)
        site = story.place.code or None
        return Found(
            id=new_id(),
            channel=channel,
            actor=Actor("person", caller.id, caller.roles[0].kind)
            if caller
            else Actor("device", name=self._devices[step.who].name),
            device=device,
            source=f"{step.who}-{site}" if machine else None,
            source_id=f"demo-{number}-{step.at:%d%H%M%S}" if machine else None,
            element=story.finding.element,
            where=await resolve(site, story.place.lat, story.place.lon),
            seen_at=step.at - _SHUTTER_TO_SERVER,
            text=step.details.get("text", ""),
            confidence=round(self._chance.uniform(0.82, 0.99), 2) if step.who == "camera" else None,
            shots=tuple(Shot(**shot) for _, shot in shots),
        )

    async def _taken(
        self, story: Story, step: Step, person: uuid.UUID | None, device: uuid.UUID | None
    ) -> list[tuple[Phase, dict[str, Any]]]:
        """Return a step's photos as its phone or camera describes them, uploaded."""
        found: list[tuple[Phase, dict[str, Any]]] = []
        for phase, shot in step.shots:
            sha256 = await self._album.upload(shot, person, device, step.at)
            claim: dict[str, Any] = {"sha256": sha256, "taken_at": step.at - _SHUTTER_TO_SERVER, "source": "device"}
            if person:
                claim |= {"source": "camera", "accuracy_m": round(self._chance.uniform(4, 22), 1)}
                claim |= {"lat": story.place.lat + self._off(), "lon": story.place.lon + self._off()}
            found.append((phase, claim))
        return found

    def _off(self) -> float:
        return self._chance.uniform(-0.00008, 0.00008)  # some ten metres


def _caller(row: db.Row) -> Caller:
    roles = tuple(Role(RoleKind(kind), area, level, unit) for kind, area, level, unit in row["roles"])
    return Caller(row["id"], row["name"], row["language"], roles)
