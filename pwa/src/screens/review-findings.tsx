import type { OrderDetail } from '../api/types.ts';
import { name } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { Icon } from '../ui/icon.tsx';
import { Photo } from '../ui/photo.tsx';
import { reviewWords as words } from './review-words.ts';

/** What is odd about the photos: each a question with its numbers, and beside a picture that was seen before the one it resembles. */
export function Findings({ order: { id, covered, findings: found } }: { order: OrderDetail }) {
  if (!found.length) return null;
  return (
    <section class="card stack asks" aria-label={words().findings(found.length)}>
      <h2>{words().findings(found.length)}</h2>
      <ul class="stack">
        {found.map(({ kind, photo, phase, other_photo, question }) => (
          <li class="stack tightly" key={kind + photo + other_photo} data-finding={kind}>
            <p class="row"><Icon name="eye" /><span class="grow"><span class="chip soon">{phase === 'before' ? orderWords().before : orderWords().after}</span> {name(question)}</span></p>
            {other_photo && (
              <div class="shots">
                <div class="shot"><Photo sha256={photo} of={{ id, covered }} alt={words().thisOne} tag={words().thisOne} /></div>
                <div class="shot"><Photo sha256={other_photo} of={{ covered }} alt={words().otherOne} tag={words().otherOne} /></div>
              </div>
            )}
          </li>
        ))}
      </ul>
      <p class="quiet small">{words().findingsHint}</p>
    </section>
  );
}
