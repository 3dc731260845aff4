import type { OrderEvent } from '../api/types.ts';
import { exactly, moment, name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { now } from '../state/clock.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { ownerWord, toldWords } from './timeline-words.ts';

const ICON: Partial<Record<OrderEvent['action'], IconName>> = {
  file: 'flag', join: 'people', dispatch: 'send', accept: 'check', assign: 'me', decline: 'undo', transfer: 'swap', arrive: 'pin', submit: 'camera', approve: 'check',
  return: 'undo', suspend: 'pause', resume: 'play', void: 'ban', reopen: 'retry', comment: 'message', seen: 'eye', escalate: 'alert', warn: 'bell', kept: 'album',
  ask: 'message', request: 'clock', grant: 'check', refuse: 'ban', appeal: 'message', excuse: 'check', uphold: 'clock', confirm: 'check', clear: 'camera', inspect: 'eye',
  owner_asked: 'message', owner_done: 'camera', owner_left: 'clock',
};
const TONE: Partial<Record<OrderEvent['action'], string>> = { approve: 'good', confirm: 'good', clear: 'good', inspect: 'good', return: 'bad', decline: 'bad', escalate: 'bad' };

/** Newest first: what happened last is what somebody opens an order for. */
export function Timeline({ events, reason }: { events: readonly OrderEvent[]; reason: (code: string) => string }) {
  return (
    <ol class="timeline">
      {[...events].sort((a, b) => b.seq - a.seq).map((event) => (
        <li key={event.id} class={TONE[event.action] ?? ''}>
          <span class="dot"><Icon name={ICON[event.action] ?? 'clock'} /></span>
          <div class="words">
            <div class="head"><h3>{toldWords(event, events)}{target(event)}</h3><time class="small quiet num" dateTime={event.at} title={exactly(event.at)}>{moment(event.at, now.value)}</time></div>
            <p class="small quiet">{who(event)}{event.unsent && <span class="chip soon" data-unsent={event.action}>{t().unsent}</span>}</p>
            {(event.reason || event.text) && <q class="small">{[event.reason && reason(event.reason), event.text].filter(Boolean).join(' · ')}</q>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function target({ data, action }: OrderEvent): string {
  if (data.until) return ` · ${orderWords().until(moment(data.until, now.value))}`;
  const to = data.person?.name ?? (data.unit && name(data.unit.name));
  if (to && action !== 'accept') return ` ${orderWords().to(to)}`;
  return (action === 'submit' || action === 'kept') && data.photos ? ` · ${orderWords().photosCount(data.photos)}` : '';
}

function who({ actor, at, received_at }: OrderEvent): string {
  const role = actor.role ? t().roles[actor.role] : undefined;
  const named = actor.kind === 'system' ? orderWords().byRule : actor.kind === 'owner' ? ownerWord() : [actor.name, role].filter(Boolean).join(' · ');
  // Work done without a network arrives later: both times are facts.
  const gap = Date.parse(received_at) - Date.parse(at);
  return gap > 120_000 ? `${named} · ${orderWords().receivedLater(moment(received_at, now.value))}` : named;
}
