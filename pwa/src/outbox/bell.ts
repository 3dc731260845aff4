/** Tells every tab and the service worker of this phone that the outbox has changed. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('fieldloop.outbox');
const ears = new Set<() => void>();

export function ring(): void {
  channel?.postMessage(null);
  hear();
}

/** Calls `ear` at every ring, from here or elsewhere, until the answered function is called. */
export function listen(ear: () => void): () => void {
  ears.add(ear);
  return () => void ears.delete(ear);
}

function hear(): void {
  for (const ear of [...ears]) ear();
}

if (channel) channel.onmessage = hear;
