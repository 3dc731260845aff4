import { useMemo } from 'preact/hooks';
import type { Parked } from '../core/outbox.ts';
import { Problem } from '../core/problem.ts';
import { t } from '../i18n/index.ts';
import { mend, parked } from '../state/outbox.ts';
import { filedReport } from '../state/report.ts';
import { problemWords } from '../state/toast.ts';
import { online } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Bar, Empty } from '../ui/page.tsx';
import { reportWords } from './report-words.ts';

/** Saved at once; the order's number when the server has answered; and what to do when it was refused. */
export function Thanks({ id, again }: { id: string; again: () => void }) {
  const filed = useMemo(() => filedReport(id), [id]).value, words = reportWords();
  const refused = parked.value.find((item) => item.id === id);
  const said: readonly [string, string] = filed ? [words.thanks, filed.joined ? words.joined(filed.order_no) : words.filed(filed.order_no)]
    : refused?.parked ? [words.refused, reason(refused.parked)]
    : [words.saved, online.value ? words.sending : words.offline];
  return (
    <div class="page"><Bar title={t().report.title} />
      <div role="status" data-report={filed ? 'filed' : refused ? 'refused' : 'kept'}>
        <Empty words={said} icon={refused && !filed ? 'alert' : 'check'}>
          {filed && <LinkButton href={`/orders/${filed.order_id}`} kind="primary">{words.see}</LinkButton>}
          {refused && !filed && <Button kind="primary" icon="undo" press={() => void mend(refused).then(again)} mark="mend">{words.mend}</Button>}
          <Button press={again} mark="another">{words.another}</Button>
        </Empty>
      </div>
    </div>
  );
}

const reason = ({ code, status, detail, title }: Parked) => problemWords(new Problem(code, status, detail, { title })).filter(Boolean).join(' ');
