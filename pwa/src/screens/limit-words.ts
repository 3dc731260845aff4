import type { LimitUnit } from '../core/limits.ts';
import { dictionary } from '../i18n/index.ts';

const zhUnits: Record<LimitUnit, string> = { minutes: '分钟', urgent_hours: '紧急工时（昼夜连续计）', working_minutes: '工作分钟', working_hours: '工作时', working_days: '工作日', calendar_days: '自然日' };
const enUnits: Record<LimitUnit, string> = { minutes: 'Minutes', urgent_hours: 'Urgent hours (day and night)', working_minutes: 'Working minutes', working_hours: 'Working hours', working_days: 'Working days', calendar_days: 'Calendar days' };
const zh = {
  title: '时限', hint: '工作时和工作日按责任单位的工作日历计；核查按区域的日历计。', amount: (clock: string) => `${clock}时限`, unit: (clock: string) => `${clock}时限的单位`, units: zhUnits, wrong: (most: string) => `请填 1 到 ${most} 之间的整数`,
  urgent: '紧急工单的时限', urgentHint: '留空则与一般工单相同。办理中改为紧急的，从改的时候起计，不会晚于原来的截止时间。', ofUrgent: (clock: string) => `紧急${clock}`, asAll: '与一般相同',
  ask: '在办工单会怎么变', none: '没有在办工单的截止时间会变。', moved: (n: number, all: string) => `${all} 件在办工单中，${n} 件的截止时间会变。`, earlier: (n: number) => `其中 ${n} 件会提前。`,
  kept: (n: number) => `${n} 件若按新时限会立即超时，保留原来的截止时间。`, first: (n: number, all: number) => `这里只看了最早到期的 ${n} 件，共 ${all} 件在办工单。保存时先改最早到期的，其余由后台在几分钟内陆续改完。`, sure: '确认修改', back: '先不改', most: (n: number) => `变动最大的 ${n} 件`, later: (time: string) => `推后 ${time}`, sooner: (time: string) => `提前 ${time}`, worst: (by: string) => `最多${by}`,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Limits', hint: 'Working hours and days are counted on the calendar of the unit that has the work; a review is on the area’s.', amount: (clock) => `${clock}: limit`, unit: (clock) => `${clock}: counted in`, units: enUnits, wrong: (most) => `A whole number from 1 to ${most}`,
  urgent: 'Limits of urgent orders', urgentHint: 'Empty is as for all. Of an order that becomes urgent later it counts from then on, and ends no later than it would have.', ofUrgent: (clock) => `Urgent: ${clock}`, asAll: 'As for all',
  ask: 'What becomes of open orders', none: 'No open order gets another deadline.', moved: (n, all) => `${n} of ${all} open orders get another deadline.`, earlier: (n) => `${n} of them an earlier one.`,
  kept: (n) => `${n} would be late at once and keep the deadline they have.`, first: (n, all) => `Only the ${n} due first of ${all} open orders were looked at. Saving moves those due first at once, the others follow in the background within minutes.`, sure: 'Change it', back: 'Not now', most: (n) => `The ${n} that move most`, later: (time) => `${time} later`, sooner: (time) => `${time} earlier`, worst: (by) => `At most ${by}`,
};

/** What administrators read where limits are set. */
export const limitWords = dictionary(zh, en);
