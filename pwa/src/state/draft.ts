import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { putPhoto } from '../api/upload.ts';
import type { PhotoClaim } from '../core/command.ts';
import type { Phase, Upload } from '../core/evidence.ts';
import { asProblem } from '../core/problem.ts';
import { dropDraft, keepDraft, keptDraft } from '../db/drafts.ts';
import type { KeptPhoto } from '../db/open.ts';
import { locate } from '../device/location.ts';
import { shrink } from '../device/photo.ts';
import { serverNow } from './clock.ts';
import { me } from './session.ts';
import { sayProblem } from './toast.ts';

export interface Shot { readonly photo: Signal<KeptPhoto>; readonly preview: string; readonly upload: Signal<Upload> }

/** What somebody has entered and photographed but not sent. It outlives a reload; it dies when the server has it. */
export interface Draft {
  readonly key: string;
  readonly shots: Signal<readonly Shot[]>;
  readonly fields: Signal<Readonly<Record<string, string>>>;
  /** Pictures just taken that are still being made smaller. */
  readonly working: Signal<number>;
  readonly busy: ReadonlySignal<boolean>;
}

const opened = new Map<string, Draft>();

export function draft(name: string): Draft {
  const key = `${me.peek()?.person.id ?? ''}/${name}`;
  const known = opened.get(key);
  if (known) return known;
  const shots = signal<readonly Shot[]>([]), working = signal(0);
  const fresh: Draft = {
    key, shots, working, fields: signal({}),
    busy: computed(() => working.value > 0 || shots.value.some((shot) => shot.upload.value.kind === 'sending')),
  };
  opened.set(key, fresh);
  void restore(fresh);
  return fresh;
}

async function restore(into: Draft): Promise<void> {
  const kept = await keptDraft(into.key, me.peek()?.person.id ?? '').catch(() => undefined);
  if (!kept) return;
  into.fields.value = { ...kept.fields, ...into.fields.peek() };
  const shots = kept.photos.map(shotOf);
  into.shots.value = [...shots, ...into.shots.peek()];
  shots.forEach((shot) => void upload(shot));
}

function shotOf(photo: KeptPhoto): Shot {
  const preview = URL.createObjectURL(new Blob([photo.bytes], { type: photo.type }));
  return { photo: signal(photo), preview, upload: signal<Upload>({ kind: 'sending', fraction: 0 }) };
}

function keep({ key, shots, fields }: Draft): Promise<void> {
  const photos = shots.peek().map((shot) => shot.photo.peek());
  return keepDraft(key, { person: me.peek()?.person.id ?? '', photos, fields: fields.peek() }).catch(() => undefined);
}

export function write(into: Draft, field: string, value: string): void {
  into.fields.value = { ...into.fields.peek(), [field]: value };
  void keep(into);
}

/** 1. Ask for the place at the shutter. 2. Make it small. 3. Keep it on the phone. 4. Send it while the next one is taken. */
export async function addPhoto(into: Draft, file: File, phase: Phase, source: 'camera' | 'gallery'): Promise<void> {
  const fix = locate(10_000).catch(() => null);
  into.working.value++;
  try {
    const small = await shrink(file);
    if (into.shots.peek().some((shot) => shot.photo.peek().sha256 === small.sha256)) return;
    const shot = shotOf({ ...small, phase, source, taken_at: takenAt(file) });
    into.shots.value = [...into.shots.peek(), shot];
    await keep(into);
    void upload(shot);
    const place = await fix;
    if (!place) return;
    const { lat, lon, accuracy_m } = place;
    shot.photo.value = { ...shot.photo.peek(), lat, lon, accuracy_m };
    await keep(into);
  } catch (thrown) {
    sayProblem(thrown);
  } finally {
    into.working.value--;
  }
}

/** The file's own time is the shutter's; the difference between phone and server is left to the server to see. */
function takenAt(file: File): string {
  return new Date(Math.min(file.lastModified || Date.now(), serverNow())).toISOString();
}

export async function upload(shot: Shot): Promise<void> {
  const { sha256, bytes, type } = shot.photo.peek();
  shot.upload.value = { kind: 'sending', fraction: 0 };
  try {
    await putPhoto(sha256, bytes, type, (fraction) => (shot.upload.value = { kind: 'sending', fraction }));
    shot.upload.value = { kind: 'stored' };
  } catch (thrown) {
    shot.upload.value = { kind: 'failed', code: asProblem(thrown).code };
  }
}

export function removePhoto(from: Draft, shot: Shot): void {
  from.shots.value = from.shots.peek().filter((other) => other !== shot);
  URL.revokeObjectURL(shot.preview);
  void keep(from);
}

/** Tries every photo that is not on the server again; answers whether all of them are there now. */
export async function allStored(from: Draft): Promise<boolean> {
  await until(from.working, (count) => count === 0);
  const waiting = from.shots.peek().filter((shot) => shot.upload.peek().kind === 'failed');
  await Promise.all(waiting.map(upload));
  await Promise.all(from.shots.peek().map(settled));
  return from.shots.peek().every((shot) => shot.upload.peek().kind === 'stored');
}

const settled = ({ upload: state }: Shot): Promise<void> => until(state, ({ kind }) => kind !== 'sending');

function until<T>(watched: Signal<T>, holds: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = watched.subscribe((value) => {
      if (holds(value)) queueMicrotask(() => { stop(); resolve(); });
    });
  });
}

export function claims(from: Draft): PhotoClaim[] {
  return from.shots.peek().map(({ photo }) => {
    const { bytes: _bytes, type: _type, ...facts } = photo.peek();
    return facts;
  });
}

/** Called when the server's answer is here, and not before. */
export async function finish(done: Draft): Promise<void> {
  done.shots.peek().forEach((shot) => URL.revokeObjectURL(shot.preview));
  done.shots.value = [];
  done.fields.value = {};
  opened.delete(done.key);
  await dropDraft(done.key).catch(() => undefined);
}
