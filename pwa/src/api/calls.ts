import type { Command, Found, Inspected } from '../core/command.ts';
import { call, query, type Options } from './client.ts';
import type {
  Board, Box, Changes, Demo, Element, Filed, Inspection, InspectionFigures, MapInfo, Me, OrderDetail, OrderPage, Person, Reason, Ref, Reversals, Site, SiteDetail, Suggestion, Unit, UnitMember,
} from './types.ts';

type Items<T> = { items: T[] };
const items = async <T>(path: string, options?: Options) => (await call<Items<T>>('GET', path, undefined, options)).items;

export const demo = () => call<Demo>('GET', '/demo');
export const logIn = (login: string, password: string) => call<{ person: Person }>('POST', '/session', { login, password });
export const logOut = () => call<void>('DELETE', '/session');
export const me = () => call<Me>('GET', '/me');
export const setLanguage = (language: string) => call<Me>('PATCH', '/me', { language });

export const BOXES: readonly Box[] = ['mine', 'unit', 'pool', 'review', 'late', 'all', 'reported'];
export interface Filter { q?: string | undefined; priority?: string | undefined; cursor?: string | null; limit?: number }
export const orders = (box: Box, filter: Filter = {}, options?: Options) =>
  call<OrderPage>('GET', `/orders${query({ box, ...filter })}`, undefined, options);
export const order = (id: string, options?: Options) => call<OrderDetail>('GET', `/orders/${id}`, undefined, options);
export const act = (id: string, command: Command, options?: Options) => call<OrderDetail>('POST', `/orders/${id}/actions`, command, options);

export const report = (sent: Found, options?: Options) => call<Filed>('POST', '/reports', sent, options);
export const suggestions = (lat: number, lon: number, element?: string, options?: Options) =>
  items<Suggestion>(`/suggestions${query({ lat: lat.toFixed(6), lon: lon.toFixed(6), element })}`, options);

export const inspections = (options?: Options) => items<Inspection>('/inspections', options);
export const judge = (inspection: string, verdict: Inspected, options?: Options) => call<{ id: string }>('POST', `/inspections/${inspection}/verdict`, verdict, options);

export const elements = () => items<Element>('/elements');
export const scenarios = () => items<Ref>('/scenarios');
export const reasons = () => items<Reason>('/reasons');
export const units = () => items<Unit>('/units');
export const people = (unit: string) => items<UnitMember>(`/persons${query({ unit })}`);
export const sites = (near: { lat: number; lon: number } | null, q = '', options?: Options) =>
  items<Site>(`/sites${query({ near: near && `${near.lat.toFixed(6)},${near.lon.toFixed(6)}`, q })}`, options);

export const site = (code: string, options?: Options) => call<SiteDetail>('GET', `/sites/${encodeURIComponent(code)}`, undefined, options);
export const areaMap = (options?: Options) => call<MapInfo>('GET', '/map', undefined, options);
/** Without `registry` the lists of the registry are not compared. */
export const sync = (since: string, registry: string | null, options?: Options) =>
  call<Changes>('GET', `/sync${query({ since })}${registry === null ? '' : `${since ? '&' : '?'}registry=${encodeURIComponent(registry)}`}`, undefined, options);

export const board = (area?: string) => call<Board>('GET', `/stats/board${query({ area })}`);
export const reversals = (days: string) => call<Reversals>('GET', `/stats/reversals?days=${days}`);
export const inspected = (days: string) => call<InspectionFigures>('GET', `/stats/inspections?days=${days}`);
export const pushKey = () => call<{ key: string }>('GET', '/push-key');
export const subscribe = (subscription: PushSubscriptionJSON) =>
  call<{ id: string }>('POST', '/push-subscriptions', subscription);
export const unsubscribe = (id: string, options?: Options) => call<void>('DELETE', `/push-subscriptions/${id}`, undefined, options);
export const noticeSeen = (id: string) => call<void>('POST', `/notices/${id}/seen`);
