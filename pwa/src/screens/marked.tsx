import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { marked } from '../api/marked.ts';
import type { Mark, OrderItem } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { changes } from '../state/live.ts';
import { me } from '../state/session.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bar, Bones, Empty } from '../ui/page.tsx';
import { MARKS, boardWords as words } from './board-words.ts';
import { OrderRow } from './order-row.tsx';

interface Found { readonly items: readonly OrderItem[]; readonly next: string | null }

/** What of the open orders asks for attention: urged by a manager, or held by somebody of whom nobody hears. */
export function Marked({ mark }: { mark: Mark }) {
  const { route } = useLocation(), [found, setFound] = useState<Found | null>(null), [busy, setBusy] = useState(false), [problem, setProblem] = useState<unknown>(null);
  const load = async (cursor: string | null) => {
    setBusy(true);
    try {
      const page = await marked(mark, cursor);
      setFound((before) => ({ items: [...(cursor ? before?.items ?? [] : []), ...page.items], next: page.next_cursor }));
      setProblem(null);
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(false);
  };
  useEffect(() => setFound(null), [mark]);
  useEffect(() => {
    // What happens meanwhile is seen, but a list that somebody has gone further down is left where it is.
    if (found && found.items.length > PAGE) return;
    const timer = setTimeout(() => void load(null), found ? 800 : 0);
    return () => clearTimeout(timer);
  }, [mark, changes.value, me.value?.person.id]);
  const said = problem ? problemWords(problem) : null;
  return (
    <div class="page">
      <Bar title={words().marks[mark][0]} back={() => route('/board')} focusKey={mark} />
      <div class="inner">
        <nav class="tabs even" aria-label={words().title}>
          {MARKS.map((one) => <a class="tab" href={`/board/${one}`} aria-current={one === mark ? 'page' : undefined} key={one}>{words().marks[one][0]}</a>)}
        </nav>
        <p class="quiet small">{words().marks[mark][1]}</p>
      </div>
      {!found && (said ? <Empty words={said} icon="offline"><Button icon="retry" busy={busy} press={() => void load(null)}>{t().retry}</Button></Empty> : <Bones rows={4} />)}
      {found?.items.length === 0 && <Empty words={words().noMarks[mark]} icon="check" />}
      {found && found.items.length > 0 && (
        <section aria-label={words().marks[mark][0]} data-marked={mark}>
          <ul class="rows">{found.items.map((order) => <li key={order.id}><OrderRow order={order} current={false} state /></li>)}</ul>
          {said && <Wrong>{said.join(' ')}</Wrong>}
          {found.next && <div class="pad more"><Button wide busy={busy} press={() => void load(found.next)} mark="more-marked">{t().list.more}</Button></div>}
        </section>
      )}
    </div>
  );
}

const PAGE = 50;
