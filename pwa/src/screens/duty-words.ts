import { dictionary } from '../i18n/index.ts';

const zh = {
  duty: '排班', dutyOf: (who: string) => `排班：${who}`, now: { on: '现在当班', off: '现在不当班' }, told: (who: string) => `工单由${who}代班`, nobody: '没有代班人',
  hint: '没有排班即全天当班。排班只决定通知谁，不记录考勤。', week: '每周', days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as readonly string[], day: '星期', from: '从', to: '到', addShift: '加一段', remove: '删除',
  spells: '请假与加班', kind: { leave: '请假', extra: '加班' }, addLeave: '加请假', addExtra: '加加班', standIn: '代班人', none: '（无）', until: (from: string, to: string) => `${from} 至 ${to}`, incomplete: '请把时间填完整，结束应晚于开始', save: '保存', saved: '排班已保存',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  duty: 'Duty', dutyOf: (who) => `Duty: ${who}`, now: { on: 'On duty now', off: 'Off duty now' }, told: (who) => `${who} stands in`, nobody: 'Nobody stands in',
  hint: 'Without shifts always on duty. It decides whom to tell; it is no record of who was there.', week: 'Every week', days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], day: 'Day', from: 'From', to: 'To', addShift: 'Add a shift', remove: 'Remove',
  spells: 'Leave and extra shifts', kind: { leave: 'Leave', extra: 'Extra shift' }, addLeave: 'Add leave', addExtra: 'Add an extra shift', standIn: 'Stand-in', none: '(nobody)', until: (from, to) => `${from} to ${to}`, incomplete: 'Fill in both times, the end after the start', save: 'Save', saved: 'Saved',
};
export const dutyWords = dictionary(zh, en);
