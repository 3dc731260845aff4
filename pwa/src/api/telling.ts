import { call, query } from './client.ts';
import type { AllWords, LogOutcome, Gateway, MyTelling, OrderTelling, OwnWords, Page, Sent, Step, Steps, TellingFigures } from './types.ts';

/** How people are told: apart, since nobody's first load needs it. */
export const orderTelling = (id: string) => call<OrderTelling>('GET', `/orders/${id}/telling`);
export const myTelling = () => call<MyTelling>('GET', '/me/telling');
export const changeMyTelling = (wish: MyTelling) => call<MyTelling>('PUT', '/me/telling', wish);

export const gateways = (cursor: string | null) => call<Page<Gateway>>('GET', `/gateways${query({ cursor })}`);
export const setGateway = (said: { unit?: string; person?: string; url: string }) => call<{ id: string }>('PUT', '/gateways', said);
export const forgetGateway = (id: string) => call<undefined>('DELETE', `/gateways/${id}`);
export const tryGateway = (id: string) => call<{ status: 'sent' | 'refused' | 'unreachable' | 'unusable' }>('POST', `/gateways/${id}/test`);

export const ladder = () => call<Steps>('GET', '/ladder');
export const setStep = (step: Step) => call<undefined>('PUT', '/ladder', step);
/** An element or a unit has nothing of its own any more. */
export const forgetStep = ({ kind, rung, element, unit }: Step) => call<undefined>('DELETE', `/ladder${query({ kind, rung, element, unit })}`);
export const noticeWords = () => call<AllWords>('GET', '/notice-words');
export const setNoticeWords = (own: OwnWords) => call<undefined>('PUT', '/notice-words', own);
export const previewNoticeWords = (own: OwnWords) => call<{ title: string; body: string }>('POST', '/notice-words/preview', own);
export const forgetNoticeWords = ({ kind, language }: OwnWords) => call<undefined>('DELETE', `/notice-words/${kind}/${language}`);
export interface LogFilter { readonly outcome: LogOutcome; readonly area: string; readonly unit: string }
/** Of the last month: what is older is looked for with its order. */
export const tellingLog = (filter: LogFilter, cursor: string | null) => call<Page<Sent>>('GET', `/telling-log${query({ ...filter, days: 31, cursor })}`);
export const tellingFigures = () => call<TellingFigures>('GET', '/stats/telling');
