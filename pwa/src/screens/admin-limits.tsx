import { useId } from 'preact/hooks';
import type { ElementSettings } from '../api/types.ts';
import { CLOCKS, LONGEST, UNITS, type ClockName, type LimitUnit } from '../core/limits.ts';
import type { Edits, read } from '../core/settings.ts';
import { t } from '../i18n/index.ts';
import { Wrong } from '../ui/field.tsx';
import { FigureBox } from './admin-fields.tsx';
import { limitWords as words } from './limit-words.ts';

interface Boxes { readonly now: ElementSettings; readonly edits: Edits; readonly edit: (more: Partial<Edits>) => void; readonly faults: ReturnType<typeof read>['wrong'] }

/** How long each clock runs, in what that is counted, and what of it is different for urgent orders. */
export function Limits(boxes: Boxes) {
  return (
    <section class="card stack" data-limits>
      <div><h2>{words().title}</h2><p class="small quiet">{words().hint}</p></div>
      {CLOCKS.map((name) => <One {...boxes} name={name} key={name} />)}
      <div><h3>{words().urgent}</h3><p class="small quiet">{words().urgentHint}</p></div>
      {CLOCKS.map((name) => <One {...boxes} name={name} urgent key={`urgent-${name}`} />)}
      <FigureBox {...boxes} name="warn_share" />
      <FigureBox {...boxes} name="escalate_minutes" />
    </section>
  );
}

function One({ now, edits, edit, faults, name, urgent = false }: Boxes & { name: ClockName; urgent?: boolean }) {
  const id = useId(), clock = t().clock[name] ?? name, said = urgent ? words().ofUrgent(clock) : clock, list = urgent ? edits.urgent : edits.limits;
  const usual = now.limits[name], own = urgent ? now.urgent_limits[name] : usual;
  const typed = list?.[name] ?? { amount: own ? String(own.amount) : '', unit: (own ?? usual).unit };
  const put = (more: Partial<typeof typed>) => edit({ [urgent ? 'urgent' : 'limits']: { ...list, [name]: { ...typed, ...more } } });
  const wrong = faults.has(urgent ? `urgent_${name}` : name), mark = urgent ? `urgent-${name}` : name;
  return (
    <div class="field">
      <label for={id}>{words().amount(said)}</label>
      <div class="stack tightly">
        <input id={id} class="input num" type="text" inputMode="numeric" autocomplete="off" maxLength={6} value={typed.amount} placeholder={urgent ? words().asAll : ''} aria-invalid={wrong || undefined} aria-describedby={wrong ? `${id}-wrong` : undefined}
          onInput={(event) => put({ amount: event.currentTarget.value })} data-limit={mark} />
        <select class="input" aria-label={words().unit(said)} value={typed.unit} onChange={(event) => put({ unit: event.currentTarget.value as LimitUnit })} data-unit={mark}>
          {UNITS.map((unit) => <option value={unit} key={unit}>{words().units[unit]}</option>)}
        </select>
      </div>
      {wrong && <div id={`${id}-wrong`}><Wrong>{words().wrong(String(LONGEST[typed.unit]))}</Wrong></div>}
    </div>
  );
}
