import type { OrderEvent } from '../api/types.ts';
import { decides, type Line } from '../core/voice.ts';
import { dictionary } from '../i18n/index.ts';
import { doneWords } from '../i18n/steps.ts';

const words = dictionary({
  reversed: '申诉成立，核查通过，已结案', upheld: '申诉后维持驳回', late: '申诉：说明超时原因', objected: '上报人说没有解决，已重新打开', found: '抽查复核：没有解决，已重新打开',
  owner: '业主', notMine: '业主说不归他管',
  clear: (frames: number) => `摄像头连续 ${frames} 次画面正常，自动确认结案`,
}, {
  reversed: 'Appeal upheld: approved and closed', upheld: 'Returned again after the appeal', late: 'Appeal: why it was late', objected: 'Reporter says it is not fixed: reopened', found: 'Re-inspected: it is not fixed, reopened',
  owner: 'Site owner', notMine: 'The owner says: not mine',
  clear: (frames) => `Seen clear ${frames} ${frames === 1 ? 'time' : 'times'} in a row by the camera: closed by rule`,
});

/** What a line says: the step's own words, or what it meant there. */
export function toldWords(event: OrderEvent, all: readonly Line[]): string {
  const { action, actor, data, from_state } = event;
  if (action === 'clear' && data.frames) return words().clear(data.frames);
  if (action === 'owner_left' && data.why === 'no') return words().notMine;
  if (action === 'appeal' && from_state === 'closed') return words().late;
  if (data.verdict === 'bad') return words().found;
  if (action === 'reopen' && actor.kind === 'person' && actor.role !== 'manager') return words().objected;
  const decided = action === 'approve' || action === 'return' ? decides(all, event) : null;
  return decided?.state === 'reversed' ? words().reversed : decided?.state === 'upheld' ? words().upheld : doneWords()[action];
}

/** Whoever answered by the owner's link; no name is kept of them. */
export const ownerWord = () => words().owner;
