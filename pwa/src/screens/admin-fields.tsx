import { useId, useRef } from 'preact/hooks';
import type { ElementSettings } from '../api/types.ts';
import { FIGURES, isShare, shown, shownThreshold, THRESHOLDS, type Edits, type Figure, type Line, type read, type Threshold } from '../core/settings.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { adminWords as words } from './admin-words.ts';

interface Boxes { readonly now: ElementSettings; readonly edits: Edits; readonly edit: (more: Partial<Edits>) => void; readonly faults: ReturnType<typeof read>['wrong'] }

export function Switch({ now, edits, edit, name, label, hint }: Boxes & { name: 'stamp' | 'other_unit' | 'unit_grants'; label: string; hint: string }) {
  return (
    <label class="row switch">
      <span class="grow"><strong>{label}</strong><span class="block small quiet">{hint}</span></span>
      <input type="checkbox" role="switch" checked={edits[name] ?? now[name]} onChange={(event) => edit({ [name]: event.currentTarget.checked })} data-setting={name} />
    </label>
  );
}

export function FigureBox({ now, edits, edit, faults, name }: Boxes & { name: Figure }) {
  const [label, hint] = words().figures[name], [low, high] = FIGURES[name], scale = isShare(name) ? 100 : 1;
  const limits = [String(low * scale), String(high * scale)] as const, early = name === 'keep_days' && faults.has('early');
  const wrong = faults.has(name) ? (isShare(name) ? words().range : words().whole)(...limits) : early ? words().early : '';
  return <NumberBox name={name} label={label} hint={hint} wrong={wrong} empty={name === 'keep_days' ? words().forEver : ''}
    value={edits.figures[name] ?? shown(name, now)} input={(value) => edit({ figures: { ...edits.figures, [name]: value } })} />;
}

function NumberBox({ name, label, hint, wrong, empty, value, input }: { name: string; label: string; hint?: string; wrong: string; empty: string; value: string; input: (value: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} class="input num" type="text" inputMode="decimal" autocomplete="off" maxLength={12} value={value} placeholder={empty} aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-hint`} onInput={(event) => input(event.currentTarget.value)} data-setting={name} />
      <div id={`${id}-hint`}>{wrong && <Wrong>{wrong}</Wrong>}{hint && <p class="small quiet">{hint}</p>}</div>
    </div>
  );
}

export function Checklist({ now, edits, edit, faults }: Boxes) {
  const lines = edits.checklist ?? now.checklist;
  const put = (index: number, more: Partial<Line>) => edit({ checklist: lines.map((line, at) => (at === index ? { ...line, ...more } : line)) });
  return (
    <fieldset class="stack">
      <legend class="legend">{words().checklist}</legend>
      <p class="small quiet">{lines.length ? words().checklistHint : words().noLines}</p>
      {lines.length > 0 && <ol class="stack">
        {lines.map((line, index) => (
          <li class="row top" key={index} data-check={index}>
            <div class="grow stack">
              <Text label={words().lineZh(index + 1)} value={line.zh} input={(zh) => put(index, { zh })} max={120} />
              <Text label={words().lineEn(index + 1)} value={line.en} input={(en) => put(index, { en })} max={120} />
            </div>
            <IconButton icon="trash" label={words().removeLine(index + 1)} press={() => edit({ checklist: lines.filter((_, at) => at !== index) })} />
          </li>
        ))}
      </ol>}
      {faults.has('checklist') && <Wrong>{words().bothLanguages}</Wrong>}
      {lines.length < 20 && <Button icon="plus" press={() => edit({ checklist: [...lines, { zh: '', en: '' }] })} mark="add-line">{words().addLine}</Button>}
    </fieldset>
  );
}

export function Thresholds({ now, edits, edit, faults }: Boxes) {
  const names = Object.keys(THRESHOLDS) as Threshold[], own = names.filter((name) => now.thresholds[name] !== now.defaults[name]).length;
  // Once opened by a fault it is left to whoever corrects it: it must not shut under their hands.
  const opened = useRef(false);
  opened.current ||= names.some((name) => faults.has(name));
  return (
    <details class="card" data-thresholds open={opened.current || undefined}>
      <summary><h2 class="inline">{words().thresholds}</h2> {own > 0 && <span class="chip num">{words().own(own)}</span>}</summary>
      <div class="stack">
        <p class="small quiet">{words().thresholdsHint}</p>
        {names.map((name) => (
          <NumberBox key={name} name={name} label={words().limits[name]} empty={words().byDefault(String(now.defaults[name]))}
            wrong={faults.has(name) ? words().range(String(THRESHOLDS[name][0]), String(THRESHOLDS[name][1])) : ''}
            value={edits.thresholds[name] ?? shownThreshold(name, now)} input={(value) => edit({ thresholds: { ...edits.thresholds, [name]: value } })} />
        ))}
      </div>
    </details>
  );
}
