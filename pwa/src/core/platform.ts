export type Platform = 'ios' | 'android' | 'harmony' | 'desk';

/** What kind of device this is, to say the right words; nothing is ever switched off by it. `touch` tells an iPad that says it is a Mac. */
export function platform(agent: string, touch: number): Platform {
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touch > 1)) return 'ios';
  if (/HarmonyOS|OpenHarmony/i.test(agent)) return 'harmony';
  return /Android/i.test(agent) ? 'android' : 'desk';
}

/** Browsers inside chat apps: no push, no installing, and some throw storage away when they close. */
export function insideApp(agent: string): boolean {
  return /MicroMessenger|DingTalk|\bQQ\/|Weibo|AlipayClient|Feishu|Lark\/|FBA[NV]|Instagram/i.test(agent);
}

export interface PushFacts {
  readonly ios: boolean; readonly installed: boolean; readonly able: boolean; readonly inside: boolean;
  readonly permission: 'default' | 'denied' | 'granted'; readonly subscribed: boolean; readonly failed: boolean;
}
/** `install`: an iPhone gives push only to an app on the home screen. `nobody`: the browser can, but no push service answered it. */
export type PushState = 'unsupported' | 'inside' | 'install' | 'denied' | 'nobody' | 'off' | 'on';

export function pushStateOf({ ios, installed, able, inside, permission, subscribed, failed }: PushFacts): PushState {
  if (inside) return 'inside';
  if (!able) return ios && !installed ? 'install' : 'unsupported';
  if (permission === 'denied') return 'denied';
  if (subscribed && permission === 'granted') return 'on';
  return failed ? 'nobody' : 'off';
}

/** What the server was last told about this browser. */
export interface KeptPush { readonly id: string; readonly person: string; readonly endpoint: string; readonly key: string }
export interface CurrentPush { readonly endpoint: string; readonly key: string }
export type Renewal = 'nothing' | 'subscribe' | 'send' | 'drop';

/**
 * What to do about push at a start, without asking anybody.
 * 1. Another person's subscription must not bring them messages on this phone: drop it.
 * 2. Who never switched it on, or took the permission away, is left alone.
 * 3. Gone, or made for a key the server no longer has: subscribe again. Changed: tell the server.
 */
export function renewal(kept: KeptPush | null, current: CurrentPush | null, person: string, serverKey: string, granted: boolean): Renewal {
  if (!kept) return 'nothing';
  if (kept.person !== person) return 'drop';
  if (!granted) return 'nothing';
  if (!current || current.key !== serverKey) return 'subscribe';
  return current.endpoint === kept.endpoint && current.key === kept.key ? 'nothing' : 'send';
}
