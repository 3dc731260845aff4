import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/admin.ts';
import type { ElementSettings, WhatIf } from '../api/types.ts';
import { LADDERS } from '../core/ladders.ts';
import { asProblem } from '../core/problem.ts';
import { forgetsMore, read, UNTOUCHED, type Change, type Edits } from '../core/settings.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../state/act.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bones, Empty } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Checklist, FigureBox, Switch, Thresholds } from './admin-fields.tsx';
import { History } from './admin-history.tsx';
import { Limits } from './admin-limits.tsx';
import { adminWords as words } from './admin-words.ts';
import { WhatIfSheet } from './what-if-sheet.tsx';

/** What an element asks of evidence and review; saved as one change on the version that was read. */
export function ElementForm({ code }: { code: string }) {
  const [now, setNow] = useState<ElementSettings | null>(null), [problem, setProblem] = useState<unknown>(null);
  const load = () => { setProblem(null); void api.settings(code).then(setNow, setProblem); };
  useEffect(load, [code]);
  if (now) return <Form now={now} renew={setNow} />;
  const said = problem ? problemWords(problem) : null;
  return <div class="inner">{said ? <Empty words={said} icon="offline"><Button icon="retry" press={load}>{t().retry}</Button></Empty> : <Bones rows={4} />}</div>;
}

function Form({ now, renew }: { now: ElementSettings; renew: (settings: ElementSettings) => void }) {
  const [edits, setEdits] = useState<Edits>(UNTOUCHED), [tried, setTried] = useState(false), [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState(''), [id, setId] = useState(newId), [moves, setMoves] = useState<WhatIf | null>(null);
  const { change, wrong: faults } = read(now, edits), count = Object.keys(change).length;
  const edit = (more: Partial<Edits>) => { setEdits({ ...edits, ...more }); setWrong(''); setId(newId()); };
  const send = async () => {
    setAsks(false);
    setMoves(null);
    setBusy(true);
    try {
      renew(await api.changeSettings(now.code, { id, version: now.version, ...change }));
      setEdits(UNTOUCHED);
      setTried(false);
      setId(newId());
      say({ kind: 'done', title: words().saved });
    } catch (thrown) {
      // With the same id again: what was done, though its answer was lost, is not done twice.
      setWrong(failed(thrown, renew));
    }
    setBusy(false);
  };
  const preview = async () => {
    setAsks(false);
    setBusy(true);
    try {
      setMoves(await api.whatIf(now.code, { id, version: now.version, ...change }));
    } catch (thrown) {
      setWrong(failed(thrown, renew));
    }
    setBusy(false);
  };
  const go = () => void (change.limits || change.urgent_limits ? preview() : send());
  const save = () => {
    setTried(true);
    if (faults.size) setWrong(words().fix);
    else if (forgetsMore(now, change)) setAsks(true);
    else go();
  };
  useEffect(() => {
    if (wrong && faults.size) document.querySelector<HTMLElement>('[data-settings] [aria-invalid]')?.focus();
  }, [wrong]);
  const boxes = { now, edits, edit, faults: tried ? faults : NONE };
  return (
    <>
      <div class="inner" data-settings={now.code} data-version={now.version}>
        <p class="strip" role="note"><Icon name={now.may_change ? 'people' : 'ban'} /><span>{now.may_change ? words().everybody : words().shared}</span></p>
        <fieldset class="stack" disabled={!now.may_change}>
          <legend class="vh">{words().parts.elements}</legend>
          <Limits {...boxes} />
          <ToLadders of={now} />
          <section class="card stack">
            <h2>{words().evidence}</h2>
            <Switch {...boxes} name="stamp" label={words().stamp} hint={words().stampHint} />
            <FigureBox {...boxes} name="keep_days" />
            <FigureBox {...boxes} name="silent_minutes" />
          </section>
          <section class="card stack">
            <h2>{words().review}</h2>
            <Switch {...boxes} name="other_unit" label={words().otherUnit} hint={words().otherUnitHint} />
            <FigureBox {...boxes} name="sample_share" />
            <Checklist {...boxes} />
          </section>
          <section class="card stack">
            <h2>{words().requests}</h2>
            <FigureBox {...boxes} name="extend_times" />
            <FigureBox {...boxes} name="extend_minutes" />
            <FigureBox {...boxes} name="suspend_days" />
            <FigureBox {...boxes} name="wait_times" />
            <FigureBox {...boxes} name="reporter_minutes" />
            <FigureBox {...boxes} name="unit_minutes" />
            <Switch {...boxes} name="unit_grants" label={words().unitGrants} hint={words().unitGrantsHint} />
          </section>
          <section class="card stack">
            <h2>{words().after}</h2>
            <FigureBox {...boxes} name="reopen_days" />
            <FigureBox {...boxes} name="inspect_share" />
            <FigureBox {...boxes} name="clear_frames" />
            <FigureBox {...boxes} name="owner_minutes" />
          </section>
          <Thresholds {...boxes} />
        </fieldset>
        <History of={now} />
      </div>
      {now.may_change && (
        <div class="foot">
          {wrong ? <Wrong>{wrong}</Wrong> : count > 0 && <p class="quiet small num" role="status">{words().changed(count)}</p>}
          <Button kind="primary" icon="check" busy={busy} disabled={!count && !faults.size} press={save} mark="save-settings">{words().save}</Button>
        </div>
      )}
      {asks && <Forget change={change} close={() => setAsks(false)} send={go} />}
      {moves && <WhatIfSheet found={moves} close={() => setMoves(null)} send={() => void send()} />}
    </>
  );
}

/** The ladders have a screen of their own. */
function ToLadders({ of: { code, ladders } }: { of: ElementSettings }) {
  const own = LADDERS.filter((ladder) => ladders[ladder]);
  return (
    <a class="option" href={`/admin/elements/${code}/ladders`} data-action="ladders">
      <span class="grow"><strong>{words().ladders}</strong><span class="block small quiet">{own.length ? own.map((ladder) => words().ladder[ladder]).join(' · ') : words().standard}</span></span><Icon name="next" />
    </a>
  );
}

const NONE: ReturnType<typeof read>['wrong'] = new Set();

/** Says what went wrong; when somebody else was quicker, what is there now is shown beneath what was edited. */
function failed(thrown: unknown, renew: (settings: ElementSettings) => void): string {
  const { code, facts } = asProblem(thrown);
  if (code !== 'element.changed') return problemWords(thrown).join(' ');
  renew(facts['element'] as ElementSettings);
  return words().conflict;
}

/** What is deleted is not had back: said in so many words before it is done. */
function Forget({ change, close, send }: { change: Change; close: () => void; send: () => void }) {
  return (
    <Sheet title={words().forget} close={close} foot={(
      <div class="ways"><Button wide press={close} mark="keep-photos">{words().keep}</Button><Button kind="danger" wide icon="trash" press={send} mark="forget-sure">{words().forgetSure}</Button></div>
    )}>
      <p>{words().forgetText(change.keep_days ?? 0)}</p>
    </Sheet>
  );
}
