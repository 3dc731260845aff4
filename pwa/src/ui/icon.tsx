import { ICONS, type IconName } from './icons.ts';

/** Decoration beside words; where it stands alone, whatever it stands in carries the name. */
export function Icon({ name }: { name: IconName }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={ICONS[name]} /></svg>;
}

/** The mark: a loop, closed by a tick. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">
      <path stroke="currentColor" d="M40.9 22.5A17 17 0 1 1 28.4 7.6" />
      <path stroke="var(--accent)" d="M15.5 24l6.8 6.8L38.5 11.5" />
    </svg>
  );
}

/** How much of a deadline is used: the loop, nearly closed. */
export function Ring({ used }: { used: number }) {
  return (
    <svg class="ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" />
      <circle cx="10" cy="10" r="8" pathLength="100" stroke-dasharray="100" stroke-dashoffset={Math.round(used * 100)} />
    </svg>
  );
}
