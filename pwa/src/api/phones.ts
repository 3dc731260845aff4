import { call, query } from './client.ts';
import type { Person } from './types.ts';

/** Kept apart from the other calls: none of the first screens makes them. */
export interface Enrolment { readonly code: string; readonly url: string; readonly expires_at: string; readonly qr: string }
export interface Phone {
  readonly id: string; readonly name: string; readonly since: string; readonly last_seen: string; readonly push: boolean; readonly here: boolean;
}

export const enrol = (person: string) => call<Enrolment>('POST', '/enrolments', { person });
export const redeem = (code: string) => call<{ person: Person }>('POST', `/enrolments/${encodeURIComponent(code)}`);
export const phones = async (person?: string) => (await call<{ items: Phone[] }>('GET', `/phones${query({ person })}`)).items;
export const revoke = (id: string) => call<void>('DELETE', `/phones/${id}`);
export const testPush = (id: string) => call<{ sent: boolean; status: number | null }>('POST', `/push-subscriptions/${id}/test`);
