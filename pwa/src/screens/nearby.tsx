import { useState } from 'preact/hooks';
import type { Suggestion } from '../api/types.ts';
import { distanceWords } from '../core/distance.ts';
import { ago, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Thumb } from '../ui/thumb.tsx';
import { reportWords } from './report-words.ts';

/** More than this would push what has to be done off a small screen. */
const FIRST = 1;

/** What others have already reported here: joining it is one tap and spares everybody a second order. */
export function Nearby({ items, busy, meToo }: { items: readonly Suggestion[]; busy: boolean; meToo: (one: Suggestion) => void }) {
  const [all, setAll] = useState(false), words = reportWords();
  const shown = all ? items : items.slice(0, FIRST), rest = items.length - shown.length;
  return (
    <section class="stack tightly" aria-label={words.near}>
      <div><h2>{words.near}</h2><p class="quiet small">{words.nearHint}</p></div>
      <ul class="stack tightly">
        {shown.map((one) => (
          <li key={one.order_id} class="order near" data-near={one.order_id}>
            <Thumb sha256={one.picture} of={one} icon={elementIcon(one.element.code)} />
            <span class="text">
              <span class="title">{name(one.element.name)}</span>
              <span class="where num">{t().away(distanceWords(one.distance_m))} · {ago(one.filed_at, now.value)}</span>
              {one.note && <span class="small clip">{one.note}</span>}
              <Button icon="plus" busy={busy} press={() => meToo(one)} mark="me-too">{words.meToo}</Button>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <div><Button kind="bare" icon="down" press={() => setAll(true)} mark="more-near">{words.moreNear(rest)}</Button></div>}
    </section>
  );
}
