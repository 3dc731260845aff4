export interface Push {
  readonly notice_id?: string; readonly order_id?: string; readonly kind?: string; readonly title?: string;
  readonly body?: string; readonly due_at?: string | null; readonly url: string; readonly tag?: string;
  /** Whether the receiver can accept the order on the spot; the server knows, the kind alone does not. */
  readonly accept?: boolean;
}

/** What showNotification takes on Android; written out, because the type library leaves half of it out. */
interface Options {
  readonly body: string; readonly tag: string; readonly icon: string; readonly badge: string; readonly lang: string; readonly data: Push;
  readonly renotify: boolean; readonly requireInteraction: boolean; readonly timestamp: number; readonly vibrate: number[];
  readonly actions: { readonly action: string; readonly title: string }[];
}

const WORDS = {
  zh: { title: '闭环现场', body: '有新的工单消息，点开查看。', accept: '接单', open: '打开' },
  en: { title: 'Fieldloop', body: 'There is news about an order. Tap to open.', accept: 'Accept', open: 'Open' },
} as const;

/** `standing`: what the phone shows already. Always something to show, also for a payload we cannot read: browsers revoke subscriptions that stay silent. */
export function shown(text: string | undefined, language: string, standing: readonly Push[] = []): { title: string; options: Options } {
  const push = parsed(text);
  const words = /^en\b/i.test(language) ? WORDS.en : WORDS.zh;
  const open = { action: 'open', title: words.open };
  return {
    title: push.title || words.title,
    options: {
      body: push.body || words.body,
      tag: push.tag || push.order_id || 'fieldloop',
      // Sent again, because its answer got lost, it takes its own place without a sound.
      renotify: !standing.some((one) => one.notice_id !== undefined && one.notice_id === push.notice_id),
      requireInteraction: push.kind === 'late' || push.kind === 'new' || push.kind === 'assigned',
      icon: '/icons/icon-192.png',
      badge: '/icons/badge-96.png',
      lang: words === WORDS.en ? 'en' : 'zh-CN',
      vibrate: [120, 60, 120],
      timestamp: Date.now(),
      data: push,
      actions: push.accept === true ? [{ action: 'accept', title: words.accept }, open] : [open],
    },
  };
}

function parsed(text: string | undefined): Push {
  try {
    const read = JSON.parse(text ?? '') as Push;
    // Only a path of our own: a payload must not be able to open another site.
    return { ...read, url: /^\/(?!\/)/.test(read.url ?? '') ? read.url : '/' };
  } catch {
    return { url: '/' };
  }
}
