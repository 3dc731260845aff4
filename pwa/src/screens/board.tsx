import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/calls.ts';
import type { Board as Figures } from '../api/types.ts';
import { STATES } from '../core/order.ts';
import { asProblem, type Problem } from '../core/problem.ts';
import { moment, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { changes } from '../state/live.ts';
import { lists, me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { boardWords, MARKS } from './board-words.ts';
import { Fairness } from './fairness.tsx';
import { Marked } from './marked.tsx';

export default function Board() {
  const { params } = useRoute(), mark = MARKS.find((one) => one === params['mark']);
  return mark ? <Marked mark={mark} /> : <Whole />;
}

/** Open, late, closed today: three figures somebody can be asked about, then what asks for attention, and where they come from. */
function Whole() {
  const [figures, setFigures] = useState<Figures | null>(null), [problem, setProblem] = useState<Problem | null>(null);
  const fetch = () => void api.board().then((fresh) => { setFigures(fresh); setProblem(null); }, (thrown: unknown) => setProblem(asProblem(thrown)));
  useEffect(() => {
    const timer = setTimeout(fetch, figures ? 800 : 0);
    return () => clearTimeout(timer);
  }, [changes.value]);
  const words = problem && problemWords(problem);
  return (
    <div class="page">
      <Bar title={boardWords().title}>{figures && <span class="quiet small num pad">{t().asOf(moment(figures.as_of, now.value))}</span>}</Bar>
      {figures ? <Sums figures={figures} /> : words ? <Empty words={[words[0], words[1]]} icon="offline"><Button icon="retry" press={fetch}>{t().retry}</Button></Empty> : <Bones rows={3} tall={140} />}
    </div>
  );
}

/** Who answers for review is shown how it holds. */
const answers = () => me.value?.roles.some(({ kind }) => kind === 'manager') ?? false;

function Sums({ figures }: { figures: Figures }) {
  return (
    <div class="inner wide">
      <p class="quiet">{name(figures.area.name)}</p>
      <div class="tiles">
        <Tile label={boardWords().open} value={figures.open} />
        <Tile label={boardWords().late} value={figures.late} look={figures.late ? 'late' : 'done'} href={lists.value.includes('late') ? '/box/late' : undefined} />
        <Tile label={boardWords().urgent} value={figures.urgent} look={figures.urgent ? 'late' : 'done'} href={lists.value.includes('all') ? '/box/all?priority=urgent' : undefined} />
        <Tile label={boardWords().closed} value={figures.closed_today} look="done" />
        {MARKS.map((mark) => <Tile key={mark} label={boardWords().marks[mark][0]} value={figures[mark]} look={figures[mark] ? 'late' : 'done'} href={`/board/${mark}`} />)}
      </div>
      <div class="halves">
        <ByState figures={figures} />
        <ByScenario figures={figures} />
      </div>
      {answers() && <Fairness />}
    </div>
  );
}

function Tile({ label, value, look = '', href }: { label: string; value: number; look?: string; href?: string | undefined }) {
  const inside = <><span class="quiet small">{label}</span><b class="num">{value}</b></>;
  return href ? <a class={`tile ${look}`} href={href}>{inside}</a> : <div class={`tile ${look}`}>{inside}</div>;
}

function ByState({ figures }: { figures: Figures }) {
  const rows = STATES.map((state) => [state, figures.by_state[state] ?? 0] as const).filter(([, count]) => count > 0);
  const most = Math.max(...rows.map(([, count]) => count), 1);
  return (
    <section class="card stack">
      <h2>{boardWords().byState}</h2>
      {rows.length === 0 && <p class="quiet">{boardWords().empty[0]}</p>}
      <ul class="bars">
        {rows.map(([state, count]) => (
          <li key={state}>
            <div class="line"><span>{t().state[state]}</span><span class="num">{count}</span></div>
            <progress max={most} value={count} aria-label={t().state[state]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ByScenario({ figures }: { figures: Figures }) {
  return (
    <section class="card stack">
      <h2 id="by-scenario">{boardWords().byScenario}</h2>
      <table aria-labelledby="by-scenario">
        <thead><tr><th scope="col">{boardWords().scenario}</th><th scope="col">{boardWords().open}</th><th scope="col">{boardWords().late}</th><th scope="col">{boardWords().closed}</th></tr></thead>
        <tbody class="num">
          {figures.by_scenario.map(({ scenario, open, late, closed_today }) => (
            <tr key={scenario.code}><th scope="row">{name(scenario.name)}</th><td>{open}</td><td class={late ? 'late' : ''}>{late}</td><td>{closed_today}</td></tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
