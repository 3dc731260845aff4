"""What a phone has written down, read from its IndexedDB as the app left it."""

from typing import Any

from playwright.sync_api import Page

from .screen import wait_until

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


_WHOLE = """(id) => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const found = asked.result.transaction('orders').objectStore('orders').get(id);
    found.onsuccess = () => { asked.result.close(); resolve(found.result?.events !== undefined); };
  };
})"""


def wait_for_order(page: Page, order: str) -> None:
    """Wait until the phone has written the whole of an order down; what is on the screen may be a moment ahead."""
    wait_until(page, _WHOLE, order)


_DRAFTED = """(words) => new Promise((resolve) => {
  const asked = indexedDB.open('fieldloop');
  asked.onsuccess = () => {
    const found = asked.result.transaction('drafts').objectStore('drafts').getAll();
    found.onsuccess = () => {
      asked.result.close();
      resolve(found.result.some((draft) => draft.fields.text === words));
    };
  };
})"""


def wait_for_words(page: Page, words: str) -> None:
    """Wait until the phone has written down what was just typed."""
    wait_until(page, _DRAFTED, words)
