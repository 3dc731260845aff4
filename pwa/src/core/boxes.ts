import { byDeadline, isLate, type State } from './order.ts';

export const BOX_NAMES = ['mine', 'unit', 'pool', 'review', 'late', 'all', 'reported'] as const;
export type BoxName = (typeof BOX_NAMES)[number];

/** What must be known of an order to tell in which lists it is. */
export interface Boxed {
  readonly id: string;
  readonly state: State;
  readonly late: boolean;
  readonly clock: { readonly due_at: string } | null;
  readonly person: { readonly id: string } | null;
  readonly unit: { readonly code: string } | null;
  readonly pool: boolean;
}

export interface Viewer {
  readonly id: string;
  readonly roles: readonly { readonly kind: string; readonly unit: { readonly code: string } | null }[];
  /** The ids of the orders this person reported: the order itself does not say so. */
  readonly reported: ReadonlySet<string>;
}

const OVERSEERS = new Set(['coordinator', 'manager', 'inspector', 'administrator']);
const units = (me: Viewer, kind: string) => me.roles.filter((role) => role.kind === kind).map((role) => role.unit?.code);
const free = (order: Boxed) => order.state === 'dispatched' && !order.person;
const ofUnit = (order: Boxed, me: Viewer, kind: string) => order.unit !== null && units(me, kind).includes(order.unit.code);
/** Pool orders reach only the phones of those around; who oversees an area sees all in it, and takes none. */
const forAll = (order: Boxed, me: Viewer) => order.pool && free(order) && me.roles.some(({ kind }) => kind === 'worker' || kind === 'volunteer');

/** An order is on this phone because the server let this person see it; for a whole area that is reason enough. */
function oversees(order: Boxed, me: Viewer): boolean {
  return ofUnit(order, me, 'coordinator') || me.roles.some(({ kind, unit }) => OVERSEERS.has(kind) && unit === null);
}

/** The server's rule (orders/boxes.py), as far as what is kept here tells. */
const RULES: Readonly<Record<BoxName, (order: Boxed, me: Viewer, now: number) => boolean>> = {
  mine: (order, me) => order.person?.id === me.id && (order.state === 'dispatched' || order.state === 'accepted'),
  unit: (order, me) => order.clock !== null && order.state !== 'closed' && (ofUnit(order, me, 'coordinator') || (free(order) && ofUnit(order, me, 'worker')) || forAll(order, me)
    || me.roles.some(({ kind, unit }) => kind === 'coordinator' && unit === null)),
  pool: (order, me) => forAll(order, me),
  review: (order, me) => (order.state === 'submitted' || (order.state === 'closed' && order.clock !== null)) && order.person?.id !== me.id,
  late: (order, me, now) => order.clock !== null && isLate(order, now) && (order.person?.id === me.id || oversees(order, me)),
  all: () => true,
  reported: (order, me) => me.reported.has(order.id),
};

/** The orders of a list, from everything this phone keeps: due first, or for what goes back in time the newest. */
export function boxed<T extends Boxed>(orders: readonly T[], box: BoxName, me: Viewer, now: number): T[] {
  const found = orders.filter((order) => RULES[box](order, me, now));
  const newest = (a: T, b: T) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
  return found.sort(box === 'all' || box === 'reported' ? newest : byDeadline);
}
