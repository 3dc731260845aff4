import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '看板', open: '在办', late: '超时', urgent: '紧急', closed: '今日结案', byState: '按状态', byScenario: '按应用场景', scenario: '场景', empty: ['还没有数据', '有工单后这里会显示统计。'] as const,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Board', open: 'Open', late: 'Late', urgent: 'Urgent', closed: 'Closed today', byState: 'By state', byScenario: 'By scenario', scenario: 'Scenario', empty: ['No figures yet', 'They appear with the first order.'],
};
export const boardWords = dictionary(zh, en);
