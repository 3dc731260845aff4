"""What a phone has written down, read from its IndexedDB as the app left it."""

from typing import Any

from playwright.sync_api import Page

_WITH = """(work) => new Promise((resolve, reject) => {
  const asked = indexedDB.open('fieldloop');
  asked.onerror = () => reject(asked.error);
  asked.onsuccess = () => {
    const db = asked.result, [store, write, key, value] = work;
    const at = db.transaction(store, write ? 'readwrite' : 'readonly').objectStore(store);
    const done = write ? at.put(value, key) : at.getAll();
    done.onsuccess = () => { db.close(); resolve(write ? null : done.result); };
    done.onerror = () => { db.close(); reject(done.error); };
  };
})"""


def rows(page: Page, store: str) -> list[Any]:
    """Return all values of one store."""
    return page.evaluate(_WITH, [store, False])


def put(page: Page, store: str, key: str, value: Any) -> None:
    """Change what the phone remembers, as time or an older version of the app would have."""
    page.evaluate(_WITH, [store, True, key, value])
