import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '时限是怎么算的', resident: '居民等待', contest: '觉得算得不对？申诉时可以写明是哪一行。', started: '开始', limit: '时限', calendar: '按', days: '不计或另计', pauses: '暂停', moves: '截止调整', due: '截止', next: '下一级督办', ended: '结束',
  units: {
    minutes: (n: number) => `${n} 分钟`, urgent_hours: (n: number) => `${n} 个紧急工时（昼夜连续计）`, working_minutes: (n: number) => `${n} 个工作分钟`, working_hours: (n: number) => `${n} 个工作时`,
    working_days: (n: number) => `${n} 个工作日`, calendar_days: (n: number) => `${n} 个自然日`,
  } as Record<string, (n: number) => string>,
  why: { rest: '休息日', holiday: '节假日', make_up: '调休上班', other_hours: '工时不同' }, week: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as readonly string[],
  provisional: '该年调休安排尚未公布，截止时间可能再调整。', still: '暂停中', gaveBack: (time: string) => `补回 ${time}`, since: (time: string) => `${time} 起`, movedTo: (time: string) => `改为 ${time}`, waits: '暂停中，恢复后再算',
  waitsFor: { reporter: '等上报人答复', unit: '等其他单位答复' },
  moved: {
    limit: () => '时限修改', calendar: () => '工作日历修改', granted: (who: string) => (who ? `${who} 批准延期` : '批准延期'), priority: (who: string) => (who ? `${who} 改了紧急程度` : '紧急程度已改'),
  } as Record<'limit' | 'calendar' | 'granted' | 'priority', (who: string) => string>,
  level: (n: number, time: string) => `${time} 升到第 ${n} 级`, lateBy: (time: string) => `超时 ${time}`, inTime: '按时', more: (n: number) => `另有 ${n} 天`, running: '计时中', to: '至',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'How the deadline is counted', resident: 'The resident waits', contest: 'Do you count otherwise? Name the line in your appeal.', started: 'Start', limit: 'Limit', calendar: 'By', days: 'Days that differ', pauses: 'Stood still', moves: 'Deadline moved', due: 'Deadline', next: 'Next escalation', ended: 'Ended',
  units: {
    minutes: (n) => `${n} min`, urgent_hours: (n) => `${n} urgent hours (day and night)`, working_minutes: (n) => `${n} working minutes`, working_hours: (n) => (n === 1 ? '1 working hour' : `${n} working hours`),
    working_days: (n) => (n === 1 ? '1 working day' : `${n} working days`), calendar_days: (n) => (n === 1 ? '1 calendar day' : `${n} calendar days`),
  },
  why: { rest: 'Day of rest', holiday: 'Holiday', make_up: 'Make-up workday', other_hours: 'Other hours' }, week: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  provisional: 'Make-up workdays of that year are not published yet: the deadline may still move.', still: 'still', gaveBack: (time) => `${time} given back`, since: (time) => `since ${time}`, movedTo: (time) => `now ${time}`, waits: 'Stands still; counted on when it resumes',
  waitsFor: { reporter: 'for the reporter’s answer', unit: 'for another unit’s answer' },
  moved: {
    limit: () => 'The limit was changed', calendar: () => 'The calendar was changed', granted: (who) => (who ? `More time granted by ${who}` : 'More time granted'), priority: (who) => (who ? `Priority changed by ${who}` : 'Priority changed'),
  },
  level: (n, time) => `${time}, to level ${n}`, lateBy: (time) => `late by ${time}`, inTime: 'in time', more: (n) => `and ${n} more days`, running: 'running', to: 'to',
};

/** How a deadline was counted, in words and numbers. */
export const sumWords = dictionary(zh, en);
