import { Problem } from '../core/problem.ts';
import { mayBeAnswered } from '../core/owner.ts';
import { call, failure } from './client.ts';
import type { components } from './schema.d.ts';

/** What an owner's link can do, and how one is made: apart, since nobody's first load needs it. */
export type Asked = components['schemas']['OwnerAsked'];
export type Heard = components['schemas']['OwnerHeard'];
export type OwnerLink = components['schemas']['OwnerLinkView'];

export interface Answer {
  readonly id: string; readonly done: boolean; readonly at: string; readonly text: string | null;
  readonly photo: { readonly sha256: string; readonly taken_at: string; readonly source: 'camera' } | null;
}
const LONGEST_MS = 180_000;

const of = (token: string) => `/owner/${encodeURIComponent(token)}`;
export const asked = (token: string) => call<Asked>('GET', of(token));
export const answer = (token: string, said: Answer) => call<Heard>('POST', `${of(token)}/answers`, said);
export const photoUrl = (token: string) => `/api/v1${of(token)}/photo`;
export const makeOwnerLink = (order: string) => call<OwnerLink>('POST', `/orders/${order}/owner-link`);

/** Brings the bytes whose hash is the name; safe to repeat. */
export async function bring(token: string, sha256: string, bytes: ArrayBuffer, type: string): Promise<void> {
  const url = `/api/v1${of(token)}/photos/${sha256}`, headers = { 'Content-Type': type, 'X-Fieldloop': '1' };
  const sent = await fetch(url, { method: 'PUT', body: bytes, headers, signal: AbortSignal.timeout(LONGEST_MS) }).catch(() => {
    throw new Problem('net.unreachable', 0);
  });
  if (!sent.ok && !mayBeAnswered(sent.status)) throw failure(sent.status, await sent.json().catch(() => null));
}

export type SiteOwner = components['schemas']['SiteOwnerView'];
const ofSite = (code: string) => `/sites/${encodeURIComponent(code)}/owner`;
export const siteOwner = (code: string) => call<SiteOwner>('GET', ofSite(code));
export const setSiteOwner = (code: string, said: { name: string; language: SiteOwner['language']; url: string | null }) => call<SiteOwner>('PUT', ofSite(code), said);
export const forgetSiteOwner = (code: string) => call<undefined>('DELETE', ofSite(code));
