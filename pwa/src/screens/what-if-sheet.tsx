import type { WhatIf } from '../api/types.ts';
import { moment, roughly, t } from '../i18n/index.ts';
import { now as clock } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { limitWords as words } from './limit-words.ts';

const SHOWN = 10;

/** Asked before a limit or a calendar is changed: whose deadline moves, and by how much. An order opens beside it, so that nothing entered is lost. */
export function WhatIfSheet({ found, close, send }: { found: WhatIf; close: () => void; send: () => void }) {
  const some = found.items.slice(0, SHOWN);
  return (
    <Sheet title={words().ask} close={close} foot={(
      <div class="ways"><Button wide press={close} mark="limits-back">{words().back}</Button><Button kind="primary" wide icon="check" press={send} mark="limits-sure">{words().sure}</Button></div>
    )}>
      <div class="stack" tabIndex={0}>
        <p data-moved={found.moved}>{found.moved ? words().moved(found.moved, String(found.looked_at)) : words().none} {found.earlier > 0 && words().earlier(found.earlier)}</p>
        {found.moved > 0 && <ul class="stack tightly" data-worst>
          {found.soonest_by_s < 0 && <li>{words().worst(by(found.soonest_by_s))}</li>}
          {found.latest_by_s > 0 && <li>{words().worst(by(found.latest_by_s))}</li>}
        </ul>}
        {found.more && <p data-more={found.open}>{words().first(found.looked_at, found.open)}</p>}
        {found.kept > 0 && <p>{words().kept(found.kept)}</p>}
        {some.length > 0 && <h3>{words().most(some.length)}</h3>}
        <ul class="options">
          {some.map((one) => (
            <li key={one.id}><a class="option" href={`/orders/${one.id}`} target="_blank" rel="noreferrer" data-moves={one.id}>
              <span class="grow num">{one.order_no}<span class="small quiet block">{t().clock[one.clock] ?? one.clock}: {moment(one.was, clock.value)} → {moment(one.due_at, clock.value)} · {by(one.by_s)}</span></span>
            </a></li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

const by = (seconds: number) => (seconds < 0 ? words().sooner : words().later)(roughly(Math.abs(seconds) * 1000));
