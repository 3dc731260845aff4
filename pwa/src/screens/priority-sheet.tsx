import type { OrderDetail } from '../api/types.ts';
import { dictionary } from '../i18n/index.ts';
import { act } from '../state/act.ts';
import { ReasonSheet } from './reason-sheet.tsx';

const words = dictionary(
  { urgent: '改为紧急', normal: '改为一般', urgentHint: '按该要素的紧急时限从现在起计，不会晚于现在的截止时间；处理人会收到通知。', normalHint: '恢复一般时限，截止时间不会提前。' },
  { urgent: 'Make it urgent', normal: 'Make it normal', urgentHint: 'The element’s urgent limit counts from now on, and ends no later than it would have. Whoever has the order is told.', normalHint: 'The normal limit holds again; nothing is due earlier.' },
);

/** There are two priorities: it gets the other one, with a reason. */
export function PrioritySheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const priority = order.priority === 'urgent' ? 'normal' : 'urgent';
  return <ReasonSheet action="prioritize" title={words()[priority]} hint={words()[`${priority}Hint`]} close={close} send={(extra) => act(order, 'prioritize', { ...extra, priority })} />;
}
