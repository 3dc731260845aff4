import { useLocation } from 'preact-iso';
import { daysOld, WARN_DAYS } from '../core/waiting.ts';
import { isInstalled, isIos } from '../device/push.ts';
import { ago } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { loose } from '../state/loose.ts';
import { flushSoon, lastContact, looked, onlyHere, parked, sending, waiting } from '../state/outbox.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { Loose } from './outbox-loose.tsx';
import { Parked } from './outbox-parked.tsx';
import { Queued } from './outbox-queued.tsx';
import { outboxWords } from './outbox-words.ts';

/** What is only on this phone: what the server refused first, because that waits for the person; then what only waits for a network. */
export default function Outbox() {
  const { route } = useLocation();
  const words = outboxWords(), at = lastContact.value;
  const synced = at ? words.synced(ago(new Date(at).toISOString(), now.value)) : words.neverSynced;
  return (
    <div class="page">
      <Bar title={words.title} back={() => route('/me')} />
      <div class="inner">
        <Old />
        {parked.value.length > 0 && (
          <section class="stack" aria-label={words.parked}>
            <div><h2>{words.parked}</h2><p class="quiet small">{words.parkedHint}</p></div>
            <ul class="stack">{parked.value.map((item) => <Parked item={item} key={item.id} />)}</ul>
          </section>
        )}
        {waiting.value.length > 0 && (
          <section class="stack" aria-label={words.waiting}>
            <div class="row"><div class="grow"><h2>{words.waiting}</h2><p class="quiet small">{synced}</p></div>
              <Button icon="send" busy={sending.value} press={() => flushSoon(true)} mark="send-now">{words.now}</Button></div>
            <ul class="stack">{waiting.value.map((item) => <Queued item={item} all={waiting.value} key={item.id} />)}</ul>
          </section>
        )}
        <Loose />
        {!looked.value ? <Bones rows={2} /> : onlyHere.value === 0 && loose.value.length === 0 && <Empty words={words.empty} icon="check"><p class="small">{synced}</p></Empty>}
      </div>
    </div>
  );
}

function Old() {
  const days = daysOld(waiting.value, now.value), words = outboxWords();
  if (days < WARN_DAYS) return null;
  return (
    <p class="card row top alarm" role="status" data-old={days}><Icon name="alert" />
      <span class="grow"><strong class="block">{words.old(days)}</strong><span class="small">{words.oldTodo} {isIos() && !isInstalled() && words.oldIos}</span></span>
    </p>
  );
}
