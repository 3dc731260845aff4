import type { OrderItem } from '../api/types.ts';
import { remaining } from '../core/deadline.ts';
import { duration, moment, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { Icon, Ring } from './icon.tsx';

/** Ticks by itself: only this small thing is drawn again each second. */
export function Countdown({ clock }: { clock: NonNullable<OrderItem['clock']> }) {
  const { tone, ms, used } = remaining(clock, now.value);
  const kind = t().clock[clock.kind] ?? '';
  return (
    <span class={`chip num ${tone}`} title={t().until(moment(clock.due_at, now.value))}>
      {tone === 'late' ? <Icon name="alert" /> : <Ring used={used} />}
      {tone === 'late' ? t().over(kind, duration(ms)) : t().left(kind, duration(ms))}
    </span>
  );
}

const LOOK: Record<OrderItem['state'], string> = {
  filed: 'soon', dispatched: 'soon', accepted: 'calm', submitted: 'calm', closed: 'done', suspended: '', void: '',
};

export function StateChip({ state }: { state: OrderItem['state'] }) {
  return <span class={`chip ${LOOK[state]}`} data-state={state}>{state === 'closed' && <Icon name="check" />}{t().state[state]}</span>;
}
