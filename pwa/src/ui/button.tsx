import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export type Kind = 'primary' | 'danger' | 'bare' | 'plain';

interface ButtonProps {
  readonly kind?: Kind;
  readonly icon?: IconName;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly wide?: boolean;
  readonly submit?: boolean;
  readonly press?: () => void;
  readonly children: ComponentChildren;
  /** What a test or a style sheet may find it by. */
  readonly mark?: string;
  readonly keys?: string;
}

const look = (kind: Kind, ...more: (string | false | undefined)[]) => ['button', kind, ...more].filter(Boolean).join(' ');

/** While busy it stays in the tab order and says so, but a second press does nothing. */
export function Button({ kind = 'plain', icon, busy, disabled, wide, submit, press, children, mark, keys }: ButtonProps) {
  return (
    <button type={submit ? 'submit' : 'button'} class={look(kind, wide && 'wide', busy && 'busy')} disabled={disabled} aria-disabled={busy}
      aria-busy={busy} data-action={mark} aria-keyshortcuts={keys}
      onClick={(event) => { if (busy) event.preventDefault(); else press?.(); }}>
      {busy ? <span class="spin" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
      {busy && <span class="vh">{t().sending}</span>}
    </button>
  );
}

/** A button that shows only an icon must have words all the same. */
export function IconButton({ icon, label, press, extra = '', mark }: {
  icon: IconName; label: string; press: () => void; extra?: string; mark?: string;
}) {
  return (
    <button type="button" class={`button square ${extra}`} aria-label={label} title={label} onClick={press} data-action={mark}>
      <Icon name={icon} />
    </button>
  );
}

export function LinkButton({ href, kind = 'plain', icon, children, wide, outside }: {
  href: string; kind?: Kind; icon?: IconName; children: ComponentChildren; wide?: boolean; outside?: boolean;
}) {
  const away = outside ? { target: '_blank', rel: 'noreferrer' } : {};
  return <a class={look(kind, wide && 'wide')} href={href} {...away}>{icon && <Icon name={icon} />}<span>{children}</span></a>;
}

/** Opens the phone's camera, or its album; the native input does the work, the label is what is seen. */
export function Shutter({ camera = true, take, children, look: wanted = 'button primary', icon = 'camera', disabled, mark, press }: {
  camera?: boolean; take: (files: File[]) => void; children: ComponentChildren; look?: string; icon?: IconName; disabled?: boolean | undefined; mark?: string | undefined;
  /** May prevent the default, and do something better. */
  press?: ((event: Event & { readonly currentTarget: HTMLElement }) => void) | undefined;
}) {
  const input = useRef<HTMLInputElement>(null);
  const picked = () => {
    const { current } = input;
    if (!current?.files?.length) return;
    take([...current.files]);
    // The same file chosen again must count as a change.
    current.value = '';
  };
  return (
    <label class={wanted} data-action={mark} onClick={press}>
      <Icon name={icon} />
      <span>{children}</span>
      <input ref={input} class="vh" type="file" accept="image/*" disabled={disabled} onChange={picked}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })} />
    </label>
  );
}
