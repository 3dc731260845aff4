import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Answer } from '../api/owner.ts';

/** An owner's answer with its photo, until the server has confirmed it. */
export interface Kept { readonly answer: Answer; readonly bytes: ArrayBuffer; readonly type: string }
interface Shape extends DBSchema { kept: { key: string; value: Kept } }

let opened: Promise<IDBPDatabase<Shape>> | null = null;
/** A database of its own: an owner is nobody of ours, and whoever works on the same phone has nothing to do with it. */
const database = () => (opened ??= openDB<Shape>('fieldloop-owner', 1, { upgrade: (made) => void made.createObjectStore('kept') }));

export const keep = async (token: string, kept: Kept) => void (await (await database()).put('kept', kept, token));
export const kept = async (token: string) => (await database()).get('kept', token);
export const letGo = async (token: string) => (await database()).delete('kept', token);
