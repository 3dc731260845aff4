import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Box, OrderDetail, OrderItem } from '../api/types.ts';
import type { Command } from '../core/command.ts';

/** Bytes are kept as ArrayBuffer: WebKit refuses Blobs in some sessions. */
export interface KeptPhoto {
  readonly sha256: string; readonly bytes: ArrayBuffer; readonly type: string; readonly phase: 'before' | 'after';
  readonly taken_at: string; readonly source: 'camera' | 'gallery';
  readonly lat?: number; readonly lon?: number; readonly accuracy_m?: number;
}
export interface Draft {
  readonly person: string; readonly photos: readonly KeptPhoto[]; readonly fields: Readonly<Record<string, string>>;
}
/** A tap whose answer is not stored yet. */
export interface Unsent {
  readonly seq?: number; readonly person: string; readonly order: string; readonly command: Command;
}

export interface Shape extends DBSchema {
  orders: { key: string; value: OrderItem | OrderDetail };
  boxes: { key: Box; value: { readonly ids: readonly string[]; readonly at: number } };
  kept: { key: string; value: unknown };
  drafts: { key: string; value: Draft };
  outbox: { key: number; value: Unsent; indexes: { command: string } };
}

let opened: Promise<IDBPDatabase<Shape>> | null = null;

/** Opens the database once; numbered steps, so that a phone that skipped releases runs through all of them. */
export function database(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>('fieldloop', 1, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('orders');
        db.createObjectStore('boxes');
        db.createObjectStore('kept');
        db.createObjectStore('drafts');
        // A sequence, not a time stamp: two taps in one millisecond must keep their order.
        db.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true }).createIndex('command', 'command.id', { unique: true });
      }
    },
    // Another tab wants a newer schema: let go, or it would wait for ever.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = null;
    },
    terminated: () => void (opened = null),
  });
  opened.catch(() => (opened = null));
  return opened;
}
