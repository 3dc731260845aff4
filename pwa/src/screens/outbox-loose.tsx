import { useEffect } from 'preact/hooks';
import { name } from '../i18n/index.ts';
import { findLoose, loose, type Loose as Found } from '../state/loose.ts';
import { open, order } from '../state/orders.ts';
import { photos } from '../state/outbox.ts';
import { me } from '../state/session.ts';
import { Icon } from '../ui/icon.tsx';
import { whereOf } from './order-row.tsx';
import { outboxWords } from './outbox-words.ts';

/** Photos of drafts: nothing waits for them but their owner, whom this leads back to where they can be handed in. */
export function Loose() {
  const words = outboxWords();
  useEffect(() => void findLoose().catch(() => undefined), [photos.value, me.value?.person.id]);
  if (!loose.value.length) return null;
  return (
    <section class="stack" aria-label={words.drafts}>
      <div><h2>{words.drafts}</h2><p class="quiet small">{words.draftsHint}</p></div>
      <ul class="stack">{loose.value.map((one) => <Draft of={one} key={one.order ?? one.kind} />)}</ul>
    </section>
  );
}

function Draft({ of: { kind, order: id, photos: count } }: { of: Found }) {
  const value = id ? order(id).value : null, words = outboxWords();
  useEffect(() => {
    if (id && !value) void open(id).catch(() => undefined);
  }, [id]);
  return (
    <li class="card" data-loose={id ?? kind}>
      <a class="row whole" href={id ? `/orders/${id}` : `/${kind}`}>
        <span class="lamp"><Icon name="camera" /></span>
        <div class="grow">
          <h3>{value ? name(value.element.name) : kind === 'order' ? words.file.order : words[kind]}</h3>
          {value && <p class="small">{whereOf(value)}</p>}
          <p class="small quiet num">{[value && words.order(value.order_no), words.give.photos(count)].filter(Boolean).join(' · ')}</p>
        </div>
        <Icon name="next" />
      </a>
    </li>
  );
}
