import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';

/** What opened the first of a chain of sheets. The dialog would give focus back by itself, were it closed before it is taken off the page. */
let opener: HTMLElement | null = null;

/** The native dialog: it traps focus and closes on Escape. Rises from below on a phone, stands in the middle on a desk. */
export function Sheet({ title, close, children, foot, full }: {
  title: string; close: () => void; children: ComponentChildren; foot?: ComponentChildren; full?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null), id = useId();
  useEffect(() => {
    const { current } = dialog, from = document.activeElement;
    if (from instanceof HTMLElement && from !== document.body) opener = from;
    current?.showModal();
    return () => {
      current?.close();
      if (!document.querySelector('dialog[open]')) opener?.focus({ preventScroll: true });
    };
  }, []);
  const outside = (event: MouseEvent) => {
    if (event.target === dialog.current) close();
  };
  // Not `close`: that event also comes late from a dialog that is gone, and would shut the one that followed it.
  const cancel = (event: Event) => {
    event.preventDefault();
    close();
  };
  return (
    <dialog ref={dialog} class={full ? 'sheet full' : 'sheet'} aria-labelledby={id} onCancel={cancel} onClick={outside}>
      <header>
        <h2 id={id} class="grow">{title}</h2>
        <IconButton icon="close" label={t().close} press={close} />
      </header>
      <div class="body">{children}</div>
      {foot && <footer>{foot}</footer>}
    </dialog>
  );
}
