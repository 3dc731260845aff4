import { call, query } from './client.ts';
import type { AsideOrder, Damage, ElementSettings, Look, Page, SettingsPatch, WhatIf } from './types.ts';

/** What only administrators ask: apart, since nobody's first load needs it. */
export const looks = (cursor: string | null) => call<Page<Look>>('GET', `/photo-looks${query({ cursor })}`);
export const damage = (cursor: string | null) => call<Page<Damage>>('GET', `/photo-damage${query({ cursor })}`);

/** Orders whose sweep raised, and a look at one of them at once. */
export const pushedAside = (cursor: string | null) => call<Page<AsideOrder>>('GET', `/pushed-aside${query({ cursor })}`);
export const tryAside = (order: string) => call<undefined>('POST', `/pushed-aside/${order}/again`);

const path = (code: string) => `/elements/${encodeURIComponent(code)}`;
export const settings = (code: string) => call<ElementSettings>('GET', path(code));
export const changeSettings = (code: string, patch: SettingsPatch) => call<ElementSettings>('PATCH', path(code), patch);
/** Which open orders such a change would move; it changes nothing. */
export const whatIf = (code: string, patch: SettingsPatch) => call<WhatIf>('POST', `${path(code)}/what-if`, patch);
