import type { OrderDetail } from '../api/types.ts';
import { exactly, language } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { say, sayProblem } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { receiptWords } from './receipt-words.ts';

type Photo = OrderDetail['photos'][number];

/** What the phone says of the moment, and when it came to us: never one for the other. The seal says that nothing was changed in between. */
export function Received({ order, photo }: { order: OrderDetail; photo: Photo }) {
  const { taken_at, received_at, sealed, claimed, receipt } = photo, words = receiptWords();
  const worth = sealed ? 'sealed' : claimed ? 'claimed' : 'unmatched';
  const time = (iso: string) => toTheSecond(iso, now.value);
  const said = sealed ? words.sealed : taken_at ? (claimed ? words.claimed : words.unmatched)(time(taken_at)) : '';
  return (
    <>
      <p class="small quiet num" data-seal={worth} title={[taken_at, received_at].filter((at) => at !== null).map(exactly).join(' / ')}>
        {said && `${said}${language.value === 'en' ? ', ' : '，'}`}<time dateTime={received_at}>{words.received(time(received_at))}</time>
      </p>
      {receipt && <Button kind="bare" icon="check" press={() => keepFile(order, photo)} mark="save-receipt">{words.save}</Button>}
    </>
  );
}

/** `14:05:07` today, with its day otherwise. */
function toTheSecond(iso: string, at: number): string {
  const then = new Date(iso);
  return then.toDateString() === new Date(at).toDateString() ? then.toLocaleTimeString(language.value, { hour12: false }) : exactly(iso);
}

function keepFile(order: OrderDetail, photo: Photo): void {
  void import('./receipt-file.ts').then(({ saveReceipt }) => saveReceipt(order, photo)).then(() => say({ kind: 'done', title: receiptWords().saved }), sayProblem);
}
