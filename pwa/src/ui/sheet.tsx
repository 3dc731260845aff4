import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';

/** The native dialog: it traps focus, closes on Escape and gives focus back. Rises from below on a phone, stands in the middle on a desk. */
export function Sheet({ title, close, children, foot, full }: {
  title: string; close: () => void; children: ComponentChildren; foot?: ComponentChildren; full?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null), id = useId();
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
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
