import type { Names } from './language.ts';
import { readLimits, readUrgent, type ClockName, type Limit, type Limits as ClockLimits, type TypedLimits, type UrgentLimits } from './limits.ts';

/** What may be typed, and what it is shown as: a share is typed in percent. The server has the same limits; a test holds both to it. */
export const FIGURES = {
  keep_days: [1, 36500],
  reopen_days: [0, 365],
  clear_frames: [0, 100],
  owner_minutes: [0, 1440],
  silent_minutes: [0, 1440],
  inspect_share: [0, 1],
  sample_share: [0, 1],
  extend_times: [0, 10],
  extend_minutes: [1, 525600],
  suspend_days: [0, 365],
  wait_times: [0, 10],
  reporter_minutes: [1, 43200],
  unit_minutes: [1, 43200],
  escalate_minutes: [1, 525600],
  warn_share: [0.01, 0.99],
} as const satisfies Limits;
export const THRESHOLDS = {
  reuse_bits: [0, 11],
  same_place_bits: [0, 11],
  same_place_difference: [0, 1],
  same_place_change: [0, 1],
  reuse_likeness: [0, 1],
  plain_contrast: [0, 128],
  far_m: [1, 1000000],
  early_minutes: [0, 10080],
  late_minutes: [0, 10080],
  skew_minutes: [0, 10080],
  speed_kmh: [1, 10000],
  dark_brightness: [0, 255],
  blurred_sharpness: [0, 100],
  place_likeness: [0, 1],
  unchanged_change: [0, 10],
} as const satisfies Limits;

type Limits = Readonly<Record<string, readonly [low: number, high: number]>>;
export type Figure = keyof typeof FIGURES;
export type Threshold = keyof typeof THRESHOLDS;
export type Line = Names;
export type Settings = Readonly<Record<Exclude<Figure, 'keep_days'>, number>> & {
  readonly version: number; readonly keep_days: number | null; readonly stamp: boolean; readonly other_unit: boolean; readonly unit_grants: boolean; readonly checklist: readonly Line[];
  readonly limits: ClockLimits; readonly urgent_limits: UrgentLimits; readonly thresholds: Readonly<Record<Threshold, number>>; readonly defaults: Readonly<Record<Threshold, number>>;
};

/** Only what somebody has touched; figures as they stand in their boxes. */
export interface Edits {
  readonly stamp?: boolean; readonly other_unit?: boolean; readonly unit_grants?: boolean; readonly checklist?: readonly Line[]; readonly limits?: TypedLimits; readonly urgent?: TypedLimits;
  readonly figures: Readonly<Partial<Record<Figure, string>>>; readonly thresholds: Readonly<Partial<Record<Threshold, string>>>;
}
export const UNTOUCHED: Edits = { figures: {}, thresholds: {} };

export interface Change {
  stamp?: boolean; other_unit?: boolean; unit_grants?: boolean; checklist?: Line[]; keep_days?: number | null; reopen_days?: number; clear_frames?: number; owner_minutes?: number; silent_minutes?: number;
  inspect_share?: number; sample_share?: number; extend_times?: number; extend_minutes?: number; suspend_days?: number; wait_times?: number; reporter_minutes?: number; unit_minutes?: number; escalate_minutes?: number; warn_share?: number; limits?: Partial<Record<ClockName, Limit>>; urgent_limits?: Partial<Record<ClockName, Limit | null>>; thresholds?: Partial<Record<Threshold, number | null>>;
}
type Fault = Figure | Threshold | ClockName | `urgent_${ClockName}` | 'checklist' | 'early';
export interface Read { readonly change: Change; readonly wrong: ReadonlySet<Fault> }

export const isShare = (name: Figure): boolean => name.endsWith('_share');
const tidy = (value: number) => String(Number(value.toFixed(4)));
/** The figure as it stands in its box: nothing is for ever. */
export const shown = (name: Figure, { [name]: value }: Settings): string => (value === null ? '' : isShare(name) ? tidy(value * 100) : String(value));
/** Nothing is the default. */
export const shownThreshold = (name: Threshold, { thresholds, defaults }: Settings): string => (thresholds[name] === defaults[name] ? '' : tidy(thresholds[name]));

/** NaN for what is no number within its limits. */
function figure(text: string, [low, high]: readonly [number, number], whole: boolean, scale = 1): number {
  const typed = text.trim().replace(',', '.'), value = typed ? Number(typed) / scale : NaN;
  return value >= low && value <= high && (!whole || Number.isInteger(value)) ? Number(value.toFixed(6)) : NaN;
}

/** What is to be changed of the settings there are now, and which boxes say what cannot be. */
export function read(now: Settings, edits: Edits): Read {
  const change: Change = {}, wrong = new Set<Fault>();
  if (edits.stamp !== undefined && edits.stamp !== now.stamp) change.stamp = edits.stamp;
  if (edits.other_unit !== undefined && edits.other_unit !== now.other_unit) change.other_unit = edits.other_unit;
  if (edits.unit_grants !== undefined && edits.unit_grants !== now.unit_grants) change.unit_grants = edits.unit_grants;
  for (const [key, text] of Object.entries(edits.figures)) {
    const name = key as Figure, forEver = name === 'keep_days' && !text.trim();
    const value = forEver ? null : figure(text, FIGURES[name], !isShare(name), isShare(name) ? 100 : 1);
    if (Number.isNaN(value)) wrong.add(name);
    else if (value !== now[name]) Object.assign(change, { [name]: value });
  }
  readThresholds(now, edits, change, wrong);
  if (edits.limits) takeLimits(now, edits.limits, change, wrong);
  if (edits.urgent) takeUrgent(now, edits.urgent, change, wrong);
  if (edits.checklist) readLines(now, edits.checklist, change, wrong);
  const { keep_days: keep = now.keep_days, reopen_days: reopen = now.reopen_days } = change;
  if (keep !== null && keep < reopen && (change.keep_days !== undefined || change.reopen_days !== undefined)) wrong.add('early');
  return { change, wrong };
}

function readThresholds(now: Settings, { thresholds }: Edits, change: Change, wrong: Set<unknown>): void {
  const said: Partial<Record<Threshold, number | null>> = {};
  for (const [key, text] of Object.entries(thresholds)) {
    const name = key as Threshold, value = text.trim() ? figure(text, THRESHOLDS[name], false) : now.defaults[name];
    if (Number.isNaN(value)) wrong.add(name);
    else if (value !== now.thresholds[name]) said[name] = value === now.defaults[name] ? null : value;
  }
  if (Object.keys(said).length) change.thresholds = said;
}

function takeLimits(now: Settings, typed: TypedLimits, change: Change, wrong: Set<unknown>): void {
  const found = readLimits(now.limits, typed);
  for (const clock of found.wrong) wrong.add(clock);
  if (Object.keys(found.change).length) change.limits = found.change;
}

function takeUrgent(now: Settings, typed: TypedLimits, change: Change, wrong: Set<unknown>): void {
  const found = readUrgent(now.urgent_limits, typed);
  for (const clock of found.wrong) wrong.add(`urgent_${clock}`);
  if (Object.keys(found.change).length) change.urgent_limits = found.change;
}

function readLines({ checklist }: Settings, edited: readonly Line[], change: Change, wrong: Set<unknown>): void {
  // A line that nobody has written anything into is not meant.
  const lines = edited.map(({ zh, en }) => ({ zh: zh.trim(), en: en.trim() })).filter(({ zh, en }) => zh || en);
  if (lines.some(({ zh, en }) => !zh || !en)) wrong.add('checklist');
  else if (JSON.stringify(lines) !== JSON.stringify(checklist)) change.checklist = lines;
}

/** Whether photos that are here now may be gone after it, which nothing brings back. */
export const forgetsMore = ({ keep_days: now }: Settings, { keep_days: then }: Change): boolean =>
  typeof then === 'number' && (now === null || then < now);
