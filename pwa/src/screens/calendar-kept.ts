import type { Calendar, Ref } from '../api/types.ts';
import { UNTOUCHED, type Edits } from '../core/calendar-edits.ts';

export type CalendarEdits = Edits<Ref>;
export interface Parts { readonly now: Calendar; readonly edits: CalendarEdits; readonly edit: (more: Partial<CalendarEdits>) => void }

/** What was edited and not saved stays while the app is open: a look at an order that would move loses nothing. */
const drafts = new Map<string, CalendarEdits>();
export const kept = (code: string): CalendarEdits => drafts.get(code) ?? UNTOUCHED;
export function keep(code: string, edits: CalendarEdits): void {
  if (edits === UNTOUCHED) drafts.delete(code);
  else drafts.set(code, edits);
}
