import { render, type ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Shows something over the whole screen that outlives the button that opened it; `draw` is given the way to close it. */
export function show(draw: (close: () => void) => ComponentChildren): void {
  // Two quick taps open one.
  if (document.querySelector('dialog.full-dark')) return;
  const opener = document.activeElement, host = document.createElement('div'), at = location.pathname;
  const close = () => {
    document.removeEventListener('visibilitychange', moved);
    removeEventListener('popstate', close);
    render(null, host);
    host.remove();
    // What opened it may be gone, since it did its work: then the next thing to do.
    const next = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : document.querySelector<HTMLElement>('.foot .button');
    next?.focus({ preventScroll: true });
  };
  // A tapped notification has opened another page behind it.
  const moved = () => { if (location.pathname !== at) close(); };
  document.addEventListener('visibilitychange', moved);
  addEventListener('popstate', close);
  document.body.append(host);
  render(draw(close), host);
}

/** Always dark, as cameras are: the picture is the brightest thing. */
export function Full({ label, cancel, children }: { label: string; cancel: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return <dialog ref={dialog} class="full-dark" aria-label={label} onCancel={(event) => { event.preventDefault(); cancel(); }}>{children}</dialog>;
}

/** An icon that only a screen fetched on demand needs, drawn in the same hand as the others. */
export function Glyph({ d }: { d: string }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={d} /></svg>;
}
