import { useEffect, useRef } from 'preact/hooks';
import { meant, type Key } from '../core/review.ts';
import { letterKeys, wide } from '../state/view.ts';

/** Single keys only on a desk, where there is a keyboard and where they can be switched off. */
const keysOn = () => wide.value && letterKeys.value;
export const keysFor = (key: string) => (keysOn() ? key : undefined);

/** Listens as long as the screen is there, also between two pairs: a key that comes then is not lost, it is judged like any other. */
export function useKeys(act: (key: Key) => void, zoomed: () => boolean): void {
  const now = useRef({ act, zoomed });
  now.current = { act, zoomed };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement, focused = target.closest('.look') !== null;
      const busy = /^(TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('dialog[open]') !== null;
      // The dividing line has its own arrows.
      if (target.tagName === 'INPUT' && event.key.startsWith('Arrow')) return;
      const key = meant({ key: event.key, held: event.repeat, control: event.ctrlKey || event.metaKey, alt: event.altKey, busy, focused, zoomed: now.current.zoomed(), letters: keysOn() });
      if (!key) return;
      event.preventDefault();
      now.current.act(key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
