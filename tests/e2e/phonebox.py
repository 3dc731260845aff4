"""What waits on a phone, written and read in the app's own format (pwa/src/db/open.ts), for what no hand could tap."""

import base64
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from .pictures import sha256
from .product import new_id, now
from .screen import wait_until

# Bytes travel as {"$bytes": base64}; IndexedDB gets an ArrayBuffer.
_FILL = """({ schema, rows }) => new Promise((resolve, reject) => {
  const alive = (it) => it?.$bytes ? Uint8Array.from(atob(it.$bytes), (char) => char.charCodeAt(0)).buffer
    : Array.isArray(it) ? it.map(alive)
    : it && typeof it === 'object' ? Object.fromEntries(Object.entries(it).map(([name, value]) => [name, alive(value)]))
    : it;
  const asked = schema ? indexedDB.open('fieldloop', schema.version) : indexedDB.open('fieldloop');
  asked.onerror = () => reject(asked.error);
  asked.onupgradeneeded = () => {
    for (const { name, indexes, ...how } of schema.stores) {
      const store = asked.result.createObjectStore(name, how);
      for (const index of indexes ?? []) store.createIndex(index.name, index.keyPath, { unique: index.unique });
    }
  };
  asked.onsuccess = () => {
    const db = asked.result, tx = db.transaction([...new Set(rows.map((row) => row.store))], 'readwrite');
    for (const { store, key, value } of rows) tx.objectStore(store).put(alive(value), ...(key ? [key] : []));
    tx.oncomplete = () => { db.close(); resolve(); };
    tx.onabort = () => { db.close(); reject(tx.error); };
  };
})"""
AT_MOST = """(most) => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const db = asked.result, tx = db.transaction(['outbox', 'photos']);
    const counts = ['outbox', 'photos'].map((name) => tx.objectStore(name).count());
    tx.oncomplete = () => { db.close(); resolve(counts.every((count) => count.result <= most)); };
  };
})"""

Row = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A photo as a phone holds it."""

    data: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.data)

    def rows(self, person: str) -> list[Row]:
        facts = {"person": person, "sha256": self.sha256, "type": "image/jpeg", "size_bytes": len(self.data)}
        state = {"stored": False, "refused": None, "tries": 0, "retry_at": 0}
        kept = {"$bytes": base64.b64encode(self.data).decode()}
        return [
            {"store": "photos", "value": facts | state},
            {"store": "bytes", "key": [person, self.sha256], "value": kept},
        ]


def comment(person: str, order: str, text: str, pictures: list[Picture] | None = None) -> list[Row]:
    """Return a remark with its photos as it waits to be sent, everything an item of the outbox has but its number."""
    photos = [{"sha256": it.sha256, "phase": "after", "taken_at": now(), "source": "camera"} for it in pictures or []]
    body = {"id": new_id(), "action": "comment", "at": now(), "text": text, "photos": photos}
    item = {"id": body["id"], "person": person, "lane": order, "kind": "act", "body": body, "made_at": 1}
    names = [it.sha256 for it in pictures or []]
    waits = {"photos": names, "tries": 0, "retry_at": 0, "parked": None}
    return [row for it in pictures or [] for row in it.rows(person)] + [{"store": "outbox", "value": item | waits}]


def fill(page: Page, rows: list[Row], schema: Row | None = None) -> None:
    """Write the rows in one step; with a schema, into a database made as some release made it."""
    page.evaluate(_FILL, {"schema": schema, "rows": rows})


def wait_until_at_most(page: Page, count: int) -> None:
    """Wait until no more than this many items and photos are left on the phone."""
    wait_until(page, AT_MOST, count)


def look_often(page: Page) -> None:
    """Be somebody who looks at the phone all the time: what failed is tried again at each look, not in its time."""
    page.add_init_script("setInterval(() => dispatchEvent(new Event('pageshow')), 300)")
