"""Orders brought to where a test needs them, through the API and by the people whose work it is."""

from itertools import cycle, islice
from itertools import product as pairs
from typing import Any

from .pictures import clean, rubbish
from .product import Product, new_id, now

COORDINATOR, CLEANER, MANAGER, VOLUNTEER = "coordinator", "cleaner", "manager", "volunteer"
_SITES = ("jy1-737-east-gate", "jy1-701-drop-off", "jy1-760-waste-room", "jy1-737-compound")
# All of these go to the coordinator of jinyang-1 and ask for one photo, afterwards.
_ELEMENTS = (
    *("waste.bag_outside", "waste.leachate", "waste.bin_broken", "waste.bulky", "waste.unattended"),
    *("waste.renovation", "compound.corridor", "compound.charging", "compound.fire_lane"),
)

# So many of the newest may still be in a test's hands.
_LATEST = 12


class Stage:
    """Hands out new orders of the residents' committee Jinyang 1, no two of one kind at one place."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self._corners = cycle([(site, element) for element, site in pairs(_ELEMENTS, _SITES)])
        self._given: list[str] = []

    def dispatched(self) -> str:
        """An order that the coordinator has been told of."""
        for site, element in islice(self._corners, len(_ELEMENTS) * len(_SITES)):
            answer = self.product.camera().signal(rubbish(), site, element)
            if answer["joined"] and answer["order_id"] in self._given[:-_LATEST]:
                # What a test long over has left open there makes room; what the demo's own week left stays as it is.
                self.product.person(COORDINATOR).act(answer["order_id"], "void", reason="duplicate")
                answer = self.product.camera().signal(rubbish(), site, element)
            if not answer["joined"]:
                self._given.append(answer["order_id"])
                return answer["order_id"]
        raise AssertionError("every kind of order is open at every place: close some, or add places")

    def assigned(self) -> str:
        """An order that waits for the cleaner to accept it."""
        order = self.dispatched()
        self.product.person(COORDINATOR).act(order, "assign", person=self.person_id(CLEANER))
        return order

    def accepted(self) -> str:
        """An order that the cleaner has in hand."""
        order = self.assigned()
        self.product.person(CLEANER).act(order, "accept")
        return order

    def submitted(self) -> str:
        """An order that waits for review."""
        order, cleaner = self.accepted(), self.product.person(CLEANER)
        photo = {"sha256": cleaner.put_photo(clean()), "phase": "after", "taken_at": now(), "source": "camera"}
        cleaner.act(order, "submit", photos=[photo])
        return order

    def asked(self) -> str:
        """An order whose reviewer waits for an answer."""
        order = self.submitted()
        self.product.person(MANAGER).act(order, "ask", text="第二袋垃圾在哪里？")
        return order

    def returned(self) -> str:
        """An order that the cleaner may appeal about."""
        order = self.submitted()
        self.product.person(MANAGER).act(order, "return", reason="other", text="地上还有水迹")
        return order

    def reported(self) -> str:
        """A closed order about which the volunteer, who reported it too, may say whether it is fixed."""
        order = self.submitted()
        report = {"id": new_id(), "at": now(), "order": order, "site": self.order(order)["site"]["code"]}
        self.product.person(VOLUNTEER).post("/reports", report)
        self.product.person(MANAGER).act(order, "approve")
        return order

    def closed(self) -> str:
        """An order with its whole story."""
        order = self.submitted()
        self.product.person(MANAGER).act(order, "approve")
        return order

    def drawn(self) -> tuple[str, str]:
        """A closed order that chance drew for re-inspection, and the re-inspection."""
        order = self.closed()
        return order, self.product.draw(order)

    def inspected(self) -> str:
        """A closed order with which an inspector agreed."""
        order, drawn = self.drawn()
        self.product.person("inspector").post(f"/inspections/{drawn}/verdict", {"id": new_id(), "verdict": "good"})
        return order

    def person_id(self, login: str) -> str:
        return self.product.person(login).get("/me")["person"]["id"]

    def order(self, order: str) -> dict[str, Any]:
        return self.product.person(MANAGER).get(f"/orders/{order}")

    def times(self, order: str, action: str) -> int:
        """Tell how often an action stands in an order's timeline."""
        return sum(event["action"] == action for event in self.order(order)["events"])

    def settings(self, order: str, **said: Any) -> None:
        """Let an administrator set what an order's element asks."""
        admin, element = self.product.person("admin"), self.order(order)["element"]["code"]
        path = f"/elements/{element}"
        admin.patch(path, {"id": new_id(), "version": admin.get(path)["version"], **said})

    def seen_clear(self, order: str) -> str:
        """Let the camera that found an order see its place clear; return what it took."""
        seen, camera = self.order(order), self.product.camera()
        photo = camera.put_photo(clean())
        what = {"element": seen["element"]["code"], "site": seen["site"]["code"], "photo": photo, "clear": True}
        camera.post("/signals", {"id": new_id(), "source": "camera-e2e", "seen_at": now(), **what})
        return photo
