/** What is used here of the browser's push; written out, so that this file compiles with and without a page. */
interface Subscription { readonly endpoint: string; readonly options: { readonly applicationServerKey: ArrayBuffer | null }; toJSON(): unknown }
interface Manager { subscribe(wanted: { userVisibleOnly: boolean; applicationServerKey: ArrayBuffer }): Promise<Subscription> }
/** `pushsubscriptionchange`; some browsers give neither of the two. */
export interface Change { readonly oldSubscription?: Subscription | null; readonly newSubscription?: Subscription | null }
type Post = (path: string, body: unknown) => Promise<{ readonly ok: boolean }>;

/**
 * The browser took the subscription away while no page was open.
 * 1. Subscribe again with the same key, unless the browser did so itself. 2. Tell the server, and which one this replaces
 * (the id the page has kept under `push`).
 * When something fails the next start of the app makes up for it (device/push.ts); answers whether the server was told.
 */
export async function resubscribe(manager: Manager, change: Change, post: Post, replaces?: string): Promise<boolean> {
  const { oldSubscription: old, newSubscription } = change;
  const key = old?.options.applicationServerKey;
  const fresh = newSubscription ?? (key ? await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key }) : null);
  if (!fresh) return false;
  const body = { ...(fresh.toJSON() as object), ...(replaces ? { replaces } : {}) };
  return (await post('/push-subscriptions', body)).ok;
}
