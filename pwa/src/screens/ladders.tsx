import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/admin.ts';
import type { ElementSettings, SettingsPatch } from '../api/types.ts';
import { faults, held, LADDERS, MOST_LEVELS, plain, refused, same, withLevel, type FaultCode, type LadderName, type Ladders, type Level } from '../core/ladders.ts';
import { asProblem } from '../core/problem.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../state/act.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bones, Empty } from '../ui/page.tsx';
import { adminWords } from './admin-words.ts';
import { inWords, type Names } from './ladder-level.ts';
import { LevelSheet } from './ladder-sheet.tsx';
import { ladderWords as words } from './ladder-words.ts';

/** Who is told, level by level, when nobody acts on an order of this element; saved whole, on the version that was read. */
export default function LadderForm({ code }: { code: string }) {
  const [now, setNow] = useState<ElementSettings | null>(null), [problem, setProblem] = useState<unknown>(null);
  const load = () => { setProblem(null); void api.settings(code).then(setNow, setProblem); };
  useEffect(load, [code]);
  if (now) return <Form now={now} renew={setNow} />;
  const said = problem ? problemWords(problem) : null;
  return <div class="inner">{said ? <Empty words={said} icon="offline"><Button icon="retry" press={load}>{t().retry}</Button></Empty> : <Bones rows={4} />}</div>;
}

type Refused = Readonly<Partial<Record<LadderName, ReadonlyMap<number, FaultCode>>>>;
interface Asked { readonly ladder: LadderName; readonly at: number | null }

function Form({ now, renew }: { now: ElementSettings; renew: (settings: ElementSettings) => void }) {
  const [own, setOwn] = useState<Ladders>(now.ladders), [no, setNo] = useState<Refused>({}), [id, setId] = useState(newId), [asked, setAsked] = useState<Asked | null>(null);
  const [names, setNames] = useState<Names>(() => new Map(now.named.map((each) => [each.id, each.name])));
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState(''), changed = !same(own, now.ladders);
  const levels = (ladder: LadderName) => held(ladder, own, now.default_ladders).levels;
  const put = (ladder: LadderName, to: readonly Level[] | null) => { setOwn({ ...own, [ladder]: to }); setNo({}); setWrong(''); setId(newId()); };
  const bad = LADDERS.some((ladder) => faults(ladder, levels(ladder)).size > 0);
  const save = async () => {
    if (bad) return setWrong(words().fix);
    setBusy(true);
    try {
      const fresh = await api.changeSettings(now.code, { id, version: now.version, ladders: plain(own) as NonNullable<SettingsPatch['ladders']> });
      renew(fresh);
      setOwn(fresh.ladders);
      setWrong('');
      say({ kind: 'done', title: words().saved });
      setId(newId());
    } catch (thrown) {
      const { code, facts } = asProblem(thrown);
      if (code === 'element.changed') renew(facts['element'] as ElementSettings);
      if (code === 'element.ladders') setNo(Object.fromEntries(LADDERS.map((ladder) => [ladder, refused(facts['levels'], ladder)])));
      setWrong(code === 'element.changed' ? words().conflict : problemWords(thrown).join(' '));
    }
    setBusy(false);
  };
  return (
    <>
      <div class="inner" data-ladders={now.code} data-version={now.version}>
        <p class="strip" role="note"><Icon name={now.may_change ? 'people' : 'ban'} /><span>{now.may_change ? adminWords().everybody : adminWords().shared}</span></p>
        <div><h2>{words().title}</h2><p class="quiet small">{words().intro}</p></div>
        {LADDERS.map((ladder) => {
          const { levels: shown, isOwn } = held(ladder, own, now.default_ladders);
          return <One key={ladder} ladder={ladder} levels={shown} own={isOwn} may={now.may_change} names={names} wrong={no[ladder]?.size ? no[ladder] : faults(ladder, shown)} put={(to) => put(ladder, to)} ask={(at) => setAsked({ ladder, at })} />;
        })}
      </div>
      {now.may_change && (
        <div class="foot">
          {wrong ? <Wrong>{wrong}</Wrong> : changed && <p class="quiet small" role="status">{words().unsaved}</p>}
          <Button kind="primary" icon="check" busy={busy} disabled={!changed} press={() => void save()} mark="save-ladders">{words().save}</Button>
        </div>
      )}
      {asked && <LevelSheet {...asked} levels={levels(asked.ladder)} names={names} close={() => setAsked(null)} done={(level, called) => {
        if (called) setNames(new Map([...names, called]));
        put(asked.ladder, withLevel(levels(asked.ladder), level, asked.at));
        setAsked(null);
      }} />}
    </>
  );
}

function One({ ladder, levels, own, may, names, wrong, put, ask }: {
  ladder: LadderName; levels: readonly Level[]; own: boolean; may: boolean; names: Names; wrong: ReadonlyMap<number, FaultCode>; put: (levels: readonly Level[] | null) => void; ask: (at: number | null) => void;
}) {
  const [title, hint] = words().ladders[ladder], none = wrong.get(-1);
  return (
    <section class="card stack" aria-labelledby={`ladder-${ladder}`} data-ladder={ladder} data-own={own}>
      <div><div class="row"><h3 class="grow" id={`ladder-${ladder}`}>{title}</h3><span class="chip">{own ? words().own : words().byDefault}</span></div><p class="small quiet">{hint}</p></div>
      {levels.length === 0 && !none && <p class="quiet">{words().none}</p>}
      {none && <Wrong>{words().faults[none]}</Wrong>}
      <ol class="stack">
        {levels.map((level, index) => (
          <li class="stack tightly" key={index} data-level={index + 1}>
            <div class="row top">
              {may ? <button type="button" class="option grow" onClick={() => ask(index)} data-action="edit-level"><span class="vh">{words().edit(index + 1)}: </span><span class="grow">{inWords(level, names)}</span><Icon name="next" /></button>
                : <p class="grow">{inWords(level, names)}</p>}
              {may && <IconButton icon="trash" label={words().remove(index + 1)} press={() => put(levels.filter((_, at) => at !== index))} mark="remove-level" />}
            </div>
            {wrong.has(index) && <Wrong>{words().faults[wrong.get(index) ?? 'when']}</Wrong>}
          </li>
        ))}
      </ol>
      {may && <div class="chips">
        {levels.length < MOST_LEVELS ? <Button icon="plus" press={() => ask(null)} mark="add-level">{words().add}</Button> : <p class="small quiet">{words().full}</p>}
        {own && <Button press={() => put(null)} mark="default-levels">{words().back}</Button>}
      </div>}
    </section>
  );
}
