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

/** What is to be changed, and which clocks are typed as nobody could mean. */
export function readLimits(now: Limits, typed: TypedLimits): { readonly change: Partial<Record<ClockName, Limit>>; readonly wrong: readonly ClockName[] } {
  const change: Partial<Record<ClockName, Limit>> = {}, wrong: ClockName[] = [];
  for (const clock of CLOCKS) {
    const said = typed[clock];
    if (!said) continue;
    const text = said.amount.trim(), amount = text ? Number(text) : NaN;
    if (!Number.isInteger(amount) || amount < 1 || amount > LONGEST[said.unit]) wrong.push(clock);
    else if (amount !== now[clock].amount || said.unit !== now[clock].unit) change[clock] = { amount, unit: said.unit };
  }
  return { change, wrong };
}
