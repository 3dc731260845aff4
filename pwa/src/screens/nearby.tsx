import type { Suggestion } from '../api/types.ts';
import { ago, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Thumb } from '../ui/thumb.tsx';

/** What others have already reported here: joining it is one tap and spares everybody a second order. */
export function Nearby({ items, busy, meToo }: { items: readonly Suggestion[]; busy: boolean; meToo: (one: Suggestion) => void }) {
  return (
    <section class="stack tightly" aria-label={t().report.near}>
      <h2>{t().report.near}</h2>
      <p class="quiet small">{t().report.nearHint}</p>
      <ul class="stack tightly">
        {items.slice(0, 3).map((one) => (
          <li key={one.order_id} class="order near">
            <Thumb sha256={one.picture} icon={elementIcon(one.element.code)} />
            <span class="text">
              <span class="title">{name(one.element.name)}</span>
              <span class="where num">{one.distance_m} m · {ago(one.filed_at, now.value)}</span>
              <Button icon="plus" busy={busy} press={() => meToo(one)} mark="me-too">{t().report.meToo}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
