import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore, type IDBPTransaction, type StoreNames } from 'idb';
import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import type { PhotoClaim } from '../core/command.ts';
import type { Held, Item } from '../core/outbox.ts';
import { fromVersion1 } from './upgrade.ts';

/** What somebody has entered and photographed but not sent yet; the pictures' bytes lie in a store of their own. */
export interface Draft {
  readonly person: string; readonly photos: readonly PhotoClaim[]; readonly fields: Readonly<Record<string, string>>;
}

export interface Shape extends DBSchema {
  orders: { key: string; value: OrderItem | OrderDetail };
  boxes: { key: Box; value: { readonly ids: readonly string[]; readonly at: number } };
  kept: { key: string; value: unknown };
  drafts: { key: string; value: Draft };
  outbox: { key: number; value: Item; indexes: { id: string } };
  photos: { key: [person: string, sha256: string]; value: Held };
  /** Bytes are kept as ArrayBuffer: WebKit refuses Blobs in some sessions. */
  bytes: { key: [person: string, sha256: string]; value: ArrayBuffer };
}
export type Upgrade = IDBPTransaction<Shape, StoreNames<Shape>[], 'versionchange'>;

/** Receipts lie by person beside what else is kept, and stay when that is forgotten at log-out: they prove work whatever comes after. */
export const RECEIPTS = 'receipts/';
export type Kept = IDBPObjectStore<Shape, StoreNames<Shape>[], 'kept', 'readwrite'>;

export const VERSION = 2;
let opened: Promise<IDBPDatabase<Shape>> | null = null, made = false;

/** Whether this page has made the database: until it has asked somebody in, there is nothing to forget. */
export const justMade = () => made;

/** WebKit keeps a page that was left, and with it a line that may block the next page's for ever. */
globalThis.addEventListener?.('pagehide', () => {
  void opened?.then((db) => db.close(), () => undefined);
  opened = null;
});

/** Opens the database once; numbered steps, so that a phone that skipped releases runs through all of them. */
export function database(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>('fieldloop', VERSION, {
    async upgrade(db, from, _to, tx) {
      if (from < 1) {
        made = true;
        for (const name of ['orders', 'boxes', 'kept', 'drafts'] as const) db.createObjectStore(name);
        // A sequence, not a time stamp: two taps in one millisecond must keep their order.
        db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
      }
      if (from < 2) {
        tx.objectStore('outbox').createIndex('id', 'id', { unique: true });
        db.createObjectStore('photos', { keyPath: ['person', 'sha256'] });
        db.createObjectStore('bytes');
        if (from === 1) await fromVersion1(tx);
      }
    },
    // Another tab wants a newer schema: let go, or it would wait for ever.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
      // From now on this tab is too old to write: whoever shows pages says so.
      globalThis.dispatchEvent(new Event('fieldloop-outdated'));
    },
    terminated: () => void (opened = null),
  });
  opened.catch(() => (opened = null));
  return opened;
}
