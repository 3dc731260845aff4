import { useEffect, useState } from 'preact/hooks';
import { keptReceipts } from '../db/receipts.ts';
import { say, sayProblem } from '../state/toast.ts';
import { Way } from './me.tsx';
import { receiptWords } from './receipt-words.ts';

/** The receipts on this phone, also of orders that are no longer the person's to see. */
export function AllReceipts({ person }: { person: string }) {
  const [orders, setOrders] = useState(0), words = receiptWords();
  useEffect(() => void keptReceipts(person).then((all) => setOrders(all.length), () => undefined), [person]);
  const save = () => void import('./receipt-file.ts').then(({ saveReceipts }) => saveReceipts(person)).then(() => say({ kind: 'done', title: words.saved }), sayProblem);
  return orders > 0 ? <li><Way press={save} icon="check" title={words.all} words={words.allHint(orders)} mark="save-receipts" /></li> : null;
}
