import { useId } from 'preact/hooks';
import type { ElementSettings, WhatIf } from '../api/types.ts';
import { CLOCKS, LONGEST, UNITS, type ClockName, type LimitUnit } from '../core/limits.ts';
import type { Edits, read } from '../core/settings.ts';
import { moment, roughly, t } from '../i18n/index.ts';
import { now as clock } from '../state/clock.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { limitWords as words } from './limit-words.ts';

interface Boxes { readonly now: ElementSettings; readonly edits: Edits; readonly edit: (more: Partial<Edits>) => void; readonly faults: ReturnType<typeof read>['wrong'] }

/** How long each clock runs, and in what that is counted. */
export function Limits(boxes: Boxes) {
  return (
    <section class="card stack" data-limits>
      <div><h2>{words().title}</h2><p class="small quiet">{words().hint}</p></div>
      {CLOCKS.map((name) => <One {...boxes} name={name} key={name} />)}
    </section>
  );
}

function One({ now, edits, edit, faults, name }: Boxes & { name: ClockName }) {
  const id = useId(), said = t().clock[name] ?? name, typed = edits.limits?.[name] ?? { amount: String(now.limits[name].amount), unit: now.limits[name].unit };
  const put = (more: Partial<typeof typed>) => edit({ limits: { ...edits.limits, [name]: { ...typed, ...more } } });
  const wrong = faults.has(name);
  return (
    <div class="field">
      <label for={id}>{words().amount(said)}</label>
      <div class="stack tightly">
        <input id={id} class="input num" type="text" inputMode="numeric" autocomplete="off" maxLength={6} value={typed.amount} aria-invalid={wrong || undefined} aria-describedby={wrong ? `${id}-wrong` : undefined}
          onInput={(event) => put({ amount: event.currentTarget.value })} data-limit={name} />
        <select class="input" aria-label={words().unit(said)} value={typed.unit} onChange={(event) => put({ unit: event.currentTarget.value as LimitUnit })} data-unit={name}>
          {UNITS.map((unit) => <option value={unit} key={unit}>{words().units[unit]}</option>)}
        </select>
      </div>
      {wrong && <div id={`${id}-wrong`}><Wrong>{words().wrong(String(LONGEST[typed.unit]))}</Wrong></div>}
    </div>
  );
}

const SHOWN = 10;

/** Asked before a limit is changed: whose deadline moves, and by how much. */
export function WhatIfSheet({ found, close, send }: { found: WhatIf; close: () => void; send: () => void }) {
  const some = found.items.slice(0, SHOWN), all = found.more ? words().atLeast(found.looked_at) : String(found.looked_at);
  return (
    <Sheet title={words().ask} close={close} foot={(
      <div class="ways"><Button wide press={close} mark="limits-back">{words().back}</Button><Button kind="primary" wide icon="check" press={send} mark="limits-sure">{words().sure}</Button></div>
    )}>
      <div class="stack" tabIndex={0}>
        <p data-moved={found.moved}>{found.moved ? words().moved(found.moved, all) : words().none} {found.earlier > 0 && words().earlier(found.earlier)}</p>
        {found.kept > 0 && <p>{words().kept(found.kept)}</p>}
        {some.length > 0 && <h3>{words().most(some.length)}</h3>}
        <ul class="stack tightly">
          {some.map((one) => <li class="row small" key={one.id}><span class="grow num">{one.order_no}</span><span class="num">{moment(one.due_at, clock.value)} · {by(one.by_s)}</span></li>)}
        </ul>
      </div>
    </Sheet>
  );
}

const by = (seconds: number) => (seconds < 0 ? words().sooner : words().later)(roughly(Math.abs(seconds) * 1000));
