import { call, query } from './client.ts';
import type { components } from './schema.d.ts';
import type { Person } from './types.ts';

/** Kept apart from the other calls: none of the first screens makes them. */
export type Enrolment = components['schemas']['Enrolment'];
export type Phone = components['schemas']['PhoneView'];

export const enrol = (person: string) => call<Enrolment>('POST', '/enrolments', { person });
export const redeem = (code: string) => call<{ person: Person }>('POST', `/enrolments/${encodeURIComponent(code)}`);
export const phones = async (person?: string) => (await call<{ items: Phone[] }>('GET', `/phones${query({ person })}`)).items;
export const revoke = (id: string) => call<void>('DELETE', `/phones/${id}`);
export const testPush = (id: string) => call<components['schemas']['Trial']>('POST', `/push-subscriptions/${id}/test`);
