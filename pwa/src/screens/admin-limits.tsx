import { useId } from 'preact/hooks';
import type { ElementSettings } from '../api/types.ts';
import { CLOCKS, LONGEST, UNITS, type ClockName, type LimitUnit } from '../core/limits.ts';
import type { Edits, read } from '../core/settings.ts';
import { t } from '../i18n/index.ts';
import { Wrong } from '../ui/field.tsx';
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
