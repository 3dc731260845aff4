import type { Action, State } from '../core/order.ts';
import type { Language, Names } from '../core/language.ts';

export type { Names };
export interface Ref { code: string; name: Names }
export interface PersonRef { id: string; name: string }

export interface Person { id: string; login: string; name: string; language: Language; phone: string | null }
export interface Role {
  kind: 'worker' | 'volunteer' | 'coordinator' | 'manager' | 'inspector' | 'administrator';
  area: { code: string; level: string; name: Names } | null;
  unit: Ref | null;
}
export const BOXES = ['mine', 'unit', 'pool', 'review', 'late', 'all', 'reported'] as const;
export type Box = (typeof BOXES)[number];
export interface Me {
  person: Person; roles: Role[]; boxes: Box[]; may_report: boolean; board: boolean; demo: boolean; server_time: string;
}
export interface Demo { demo: boolean; logins: { login: string; name: string; role: Role['kind'] }[] }

export interface OrderClock { kind: 'accept' | 'fix' | 'review'; started_at: string; due_at: string; warn_at: string }
export interface OrderItem {
  id: string; order_no: string; version: number; state: State; element: Ref; scenario: Ref; site: Ref | null; area: Ref;
  unit: Ref | null; person: PersonRef | null; pool: boolean; lat: number | null; lon: number | null; address: string;
  note: string; channel: string; discovered_at: string; filed_at: string; closed_at: string | null;
  clock: OrderClock | null; late: boolean; level: number; returned: number; picture: string | null; after: string | null;
  reporters: number;
}
export interface OrderPhoto {
  sha256: string; phase: 'found' | 'before' | 'after'; taken_at: string | null; received_at: string;
  lat: number | null; lon: number | null; accuracy_m: number | null; source: string; person: PersonRef | null;
}
export interface OrderEvent {
  id: string; seq: number; action: Action | 'file'; from_state: State | null; to_state: State;
  actor: { kind: 'person' | 'system' | 'device'; name: string; role: string | null };
  at: string; received_at: string; reason: string | null; text: string | null;
  data: { person?: PersonRef; unit?: Ref; level?: number; clock?: string; due_at?: string; photos?: number };
}
export const MOMENTS = [
  'discovered', 'filed', 'dispatched', 'seen', 'accepted', 'arrived', 'submitted', 'reviewed', 'closed',
] as const;
export interface OrderDetail extends OrderItem {
  moments: Record<(typeof MOMENTS)[number], string | null>;
  clocks: { kind: OrderClock['kind']; started_at: string; due_at: string; ended_at: string | null; late: boolean }[];
  photos: OrderPhoto[]; events: OrderEvent[]; actions: Action[];
  evidence: { before: number; after: number; why: Names }; phone: string | null;
}
export interface Page<T> { items: T[]; next_cursor: string | null }

export interface Element extends Ref { scenario: string; before_photos: number; after_photos: number; why: Names }
export interface Site extends Ref {
  kind: string; area: string; unit: string | null; lat: number; lon: number; address: string; distance_m?: number | null;
}
export interface Reason { code: string; action: Action; name: Names }
export interface UnitMember { id: string; name: string; phone: string | null; roles: Role[] }

export interface PhotoFact {
  sha256: string; taken_at: string; lat?: number; lon?: number; accuracy_m?: number; source: 'camera' | 'gallery';
}
export interface Report {
  id: string; at: string; element?: string; site?: string; lat?: number; lon?: number; text?: string;
  photos?: PhotoFact[]; order?: string;
}
export interface Filed { signal_id: string; order_id: string; order_no: string; joined: boolean }
export interface Suggestion {
  order_id: string; order_no: string; element: Ref; state: State; distance_m: number; filed_at: string; note: string;
  picture: string | null;
}
export interface Board {
  area: Ref; as_of: string; open: number; late: number; closed_today: number; by_state: Partial<Record<State, number>>;
  by_scenario: { scenario: Ref; open: number; late: number; closed_today: number }[];
}
