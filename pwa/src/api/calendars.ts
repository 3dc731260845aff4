import { call, query } from './client.ts';
import type { Area, Calendar, CalendarNew, CalendarPatch, Calendars, WhatIf } from './types.ts';

/** Working calendars: apart, since nobody's first load needs them. */
const path = (code: string) => `/calendars/${encodeURIComponent(code)}`;
export const calendars = () => call<Calendars>('GET', '/calendars');
export const calendar = (code: string, year: number | null = null) => call<Calendar>('GET', `${path(code)}${query({ year })}`);
export const makeCalendar = (said: CalendarNew) => call<Calendar>('POST', '/calendars', said);
export const changeCalendar = (code: string, patch: CalendarPatch) => call<Calendar>('PATCH', path(code), patch);
/** Which open orders such a change would move; it changes nothing. */
export const whatIfCalendar = (code: string, patch: CalendarPatch) => call<WhatIf>('POST', `${path(code)}/what-if`, patch);
export const areas = async () => (await call<{ items: Area[] }>('GET', '/areas')).items;
