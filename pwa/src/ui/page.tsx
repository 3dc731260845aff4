import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import { Icon, Mark } from './icon.tsx';
import type { IconName } from './icons.ts';

/** The first screen must not take the focus; every later one tells a screen reader where it now is. */
let first = true;

export function useTitle(title: string, key = title) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void (document.title = `${title} · ${t().app}`), [title]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, [key]);
  return heading;
}

export function Bar({ title, focusKey, back, children, tight }: {
  title: string; focusKey?: string; back?: (() => void) | undefined; children?: ComponentChildren; tight?: boolean;
}) {
  const heading = useTitle(title, focusKey);
  return (
    <header class={tight ? 'bar tight' : 'bar'}>
      {back && <IconButton icon="back" label={t().back} press={back} extra="back" />}
      <h1 ref={heading} tabIndex={-1} class="clip">{title}</h1>
      {children}
    </header>
  );
}

export function Empty({ words, icon, children }: { words: readonly [string, string]; icon?: IconName; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <svg class="art" viewBox="0 0 104 104" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">
        <circle cx="52" cy="52" r="40" opacity=".16" stroke-width="12" />
        <path d="M91 46A40 40 0 1 1 62 13.3" stroke-width="5" />
        <svg x="30" y="30" width="44" height="44" class="inner">{icon ? <Icon name={icon} /> : <Mark />}</svg>
      </svg>
      <h2>{words[0]}</h2>
      <p>{words[1]}</p>
      {children}
    </div>
  );
}

/** Grey shapes in the size of what is coming, so that nothing jumps. */
export function Bones({ rows = 4, tall = 108 }: { rows?: number; tall?: number }) {
  return (
    <div class="rows" role="status">
      <span class="vh">{t().loading}</span>
      {Array.from({ length: rows }, (_, index) => <div class="bone" key={index} style={{ height: tall }} />)}
    </div>
  );
}
