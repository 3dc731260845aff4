import { useEffect, useState } from 'preact/hooks';
import { suggest, type Around } from '../core/suggest.ts';
import { name } from '../i18n/index.ts';
import { elements } from '../state/registry.ts';
import { readUsed, used } from '../state/used.ts';
import { Icon } from '../ui/icon.tsx';
import { ElementSheet } from './element-sheet.tsx';
import { reportWords } from './report-words.ts';

/** The likely kinds of problem, one tap each; all of them behind the last button. Another tap on a chosen one takes it back. */
export function ElementChips({ value, around, pick }: { value: string; around: Around; pick: (code: string) => void }) {
  const [sheet, setSheet] = useState(false), words = reportWords(), all = elements().value;
  useEffect(() => void readUsed(), []);
  // What must be seen to soonest is what is seen most.
  const urgent = [...all].sort((a, b) => a.accept_minutes - b.accept_minutes);
  const offered = suggest(urgent.map((one) => one.code), around, used.value);
  const shown = [...new Set(value ? [...offered, value] : offered)].map((code) => all.find((one) => one.code === code)).filter((one) => one !== undefined);
  return (
    <fieldset class="field">
      <legend class="legend">{words.what}</legend>
      <div class="chips kinds">
        {shown.map((one) => (
          <button type="button" class="tab" key={one.code} aria-pressed={one.code === value} data-kind={one.code} onClick={() => pick(one.code === value ? '' : one.code)}>
            {name(one.name)}
          </button>
        ))}
        <button type="button" class="tab" data-action="element" aria-haspopup="dialog" onClick={() => setSheet(true)}>{words.other}<Icon name="next" /></button>
      </div>
      {sheet && <ElementSheet title={words.what} value={value} close={() => setSheet(false)} pick={(code) => { pick(code); setSheet(false); }} />}
    </fieldset>
  );
}
