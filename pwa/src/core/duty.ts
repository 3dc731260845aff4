/** An exception as it stands in its boxes: moments as the browser writes them, without a zone. */
export interface Spell { readonly kind: 'leave' | 'extra'; readonly from: string; readonly to: string; readonly stand_in: string }
export interface Shift { readonly weekday: number; readonly starts: string; readonly ends: string }

/** What a box for a moment shows, in this device's own time. */
export function boxed(at: string): string {
  const there = new Date(at), two = (n: number) => String(n).padStart(2, '0');
  return `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}T${two(there.getHours())}:${two(there.getMinutes())}`;
}

/** Whether everything is filled in, and ends after it starts; a shift may end on the next day. */
export function complete(shifts: readonly Shift[], spells: readonly Spell[]): boolean {
  return shifts.every(({ starts, ends }) => starts !== '' && ends !== '') && spells.every(({ from, to }) => from !== '' && to !== '' && from < to);
}

/** What is sent of an exception: its moments with their zone. */
export function said({ kind, from, to, stand_in }: Spell) {
  return { kind, from_at: new Date(from).toISOString(), to_at: new Date(to).toISOString(), stand_in: kind === 'leave' && stand_in ? stand_in : null };
}
