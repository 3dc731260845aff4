/** Limits of an element as they are typed: an amount and what it is counted in. The server holds the same bounds. */
export const CLOCKS = ['accept', 'fix', 'review'] as const;
export type ClockName = (typeof CLOCKS)[number];

/** A year of each, which is more than anybody plans. */
export const LONGEST = { minutes: 525600, urgent_hours: 8760, working_minutes: 525600, working_hours: 8760, working_days: 365, calendar_days: 365 } as const;
export type LimitUnit = keyof typeof LONGEST;
export const UNITS = Object.keys(LONGEST) as LimitUnit[];

export interface Limit { readonly amount: number; readonly unit: LimitUnit }
export type Limits = Readonly<Record<ClockName, Limit>>;
export interface TypedLimit { readonly amount: string; readonly unit: LimitUnit }
export type TypedLimits = Readonly<Partial<Record<ClockName, TypedLimit>>>;

/** Limits that urgent orders have of their own; without one they have that of all. */
export type UrgentLimits = Readonly<Partial<Record<ClockName, Limit | null>>>;

/** Of urgent orders an empty box is the limit of all. */
export function readUrgent(now: UrgentLimits, typed: TypedLimits): { readonly change: Partial<Record<ClockName, Limit | null>>; readonly wrong: readonly ClockName[] } {
  const change: Partial<Record<ClockName, Limit | null>> = {}, wrong: ClockName[] = [];
  for (const clock of CLOCKS) {
    const said = typed[clock], known = now[clock];
    if (!said) continue;
    const amount = whole(said);
    if (amount === null) {
      if (known) change[clock] = null;
    } else if (Number.isNaN(amount)) wrong.push(clock);
    else if (amount !== known?.amount || said.unit !== known.unit) change[clock] = { amount, unit: said.unit };
  }
  return { change, wrong };
}

/** What was typed: nothing, a number that could be meant, or NaN. */
function whole({ amount: typed, unit }: TypedLimit): number | null {
  const text = typed.trim(), amount = text ? Number(text) : null;
  return amount === null || (Number.isInteger(amount) && amount >= 1 && amount <= LONGEST[unit]) ? amount : NaN;
}

/** What is to be changed, and which clocks are typed as nobody could mean. */
export function readLimits(now: Limits, typed: TypedLimits): { readonly change: Partial<Record<ClockName, Limit>>; readonly wrong: readonly ClockName[] } {
  const change: Partial<Record<ClockName, Limit>> = {}, wrong: ClockName[] = [];
  for (const clock of CLOCKS) {
    const said = typed[clock];
    if (!said) continue;
    const amount = whole(said) ?? NaN;
    if (Number.isNaN(amount)) wrong.push(clock);
    else if (amount !== now[clock].amount || said.unit !== now[clock].unit) change[clock] = { amount, unit: said.unit };
  }
  return { change, wrong };
}
