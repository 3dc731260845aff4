import { useEffect, useId, useState } from 'preact/hooks';
import { ladder, setStep } from '../api/telling.ts';
import type { Step, Steps } from '../api/types.ts';
import { problemWords, say } from '../state/toast.ts';
import { Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Choose } from './telling-choose.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';

const RUNGS = ['gateway', 'stand_in', 'supervisor'] as const;

/** After how many minutes what nobody has seen goes a rung further; of elements and units what was set for them is shown. */
export function Ladder() {
  const [found, setFound] = useState<Steps | null>(null), [kind, setKind] = useState('new'), [wrong, setWrong] = useState('');
  const fail = (thrown: unknown) => setWrong(problemWords(thrown).join(' '));
  useEffect(() => void ladder().then(setFound, fail), []);
  const put = async (step: Step) => {
    setWrong('');
    try {
      await setStep(step);
      setFound(await ladder());
      say({ kind: 'done', title: words().saved });
    } catch (thrown) {
      fail(thrown);
    }
  };
  const own = found?.items.filter((step) => step.kind === kind && (step.element || step.unit)) ?? [];
  return (
    <details class="card" data-ladder={found?.items.length ?? ''}>
      <summary><h2 class="inline">{words().ladder}</h2></summary>
      <div class="stack">
        <p class="small quiet">{words().ladderHint}</p>
        {wrong && <Wrong>{wrong}</Wrong>}
        {!found && !wrong && <Bones rows={2} />}
        {found && !found.may_change && <p class="small">{words().shared}</p>}
        {found && <Choose label={words().kind} value={kind} pick={setKind} mark="ladder-kind" options={found.kinds.map((each) => [each, kindWords(each)] as const)} />}
        {found && RUNGS.map((rung) => (
          <Minutes key={kind + rung} rung={rung} may={found.may_change} put={(minutes) => void put({ kind, rung, minutes })}
            now={found.items.find((step) => step.kind === kind && step.rung === rung && !step.element && !step.unit)?.minutes ?? null} />
        ))}
        {own.map((step) => <p class="small quiet num" key={step.rung + (step.element ?? '') + (step.unit ?? '')}>{words().of(step.element ?? step.unit ?? '')}: {words().rungs[step.rung]} {step.minutes ?? '—'}</p>)}
      </div>
    </details>
  );
}

function Minutes({ rung, may, now, put }: { rung: Step['rung']; may: boolean; now: number | null; put: (minutes: number | null) => void }) {
  const id = useId();
  const read = (text: string) => (text.trim() === '' ? null : Math.min(10_080, Math.max(0, Math.round(Number(text) || 0))));
  return (
    <div class="field">
      <label for={id}>{words().rungs[rung]} ({words().minutes})</label>
      <input id={id} class="input num" type="number" min={0} max={10080} inputMode="numeric" disabled={!may} value={now ?? ''} data-setting={`ladder-${rung}`}
        onChange={(event) => { const minutes = read(event.currentTarget.value); if (minutes !== now) put(minutes); }} />
    </div>
  );
}
