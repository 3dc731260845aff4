import type { Mark } from '../api/types.ts';
import { dictionary } from '../i18n/index.ts';

export const MARKS: readonly Mark[] = ['urged', 'unheard'];
type Said = Record<Mark, readonly [string, string]>;

const zh = {
  title: '看板', open: '在办', late: '超时', urgent: '紧急', closed: '今日结案', byState: '按状态', byScenario: '按应用场景', scenario: '场景', empty: ['还没有数据', '有工单后这里会显示统计。'] as const,
  marks: { urged: ['督办', '管理人员催办过、还没有结案的工单。'], unheard: ['联系不上', '已通知处理人，但其手机一直没有回应；请打电话，或改派他人。不计入对个人的任何评价。'] } as Said,
  noMarks: { urged: ['没有督办的工单', '管理人员催办后会列在这里。'], unheard: ['没有联系不上的工单', '要素设了“联系不上提醒”的，处理人一直没有回应的工单会列在这里。'] } as Said,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Board', open: 'Open', late: 'Late', urgent: 'Urgent', closed: 'Closed today', byState: 'By state', byScenario: 'By scenario', scenario: 'Scenario', empty: ['No figures yet', 'They appear with the first order.'],
  marks: { urged: ['Urged', 'Open orders that a manager has asked for.'], unheard: ['No sign', 'Whoever has it was told, and no device of theirs has answered: call them, or give it to somebody else. It is held against nobody.'] },
  noMarks: { urged: ['Nothing is urged', 'What a manager asks for stands here until it is done.'], unheard: ['No such order', 'Where the element says after how long, orders whose person gives no sign stand here.'] },
};
export const boardWords = dictionary(zh, en);
