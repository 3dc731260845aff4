import type { AtOnce, FaultCode, LadderName, Who } from '../core/ladders.ts';
import { dictionary } from '../i18n/index.ts';

type Said = readonly [name: string, hint: string];
const zhLadders: Record<LadderName, Said> = {
  not_dispatched: ['未派单', '工单还没有责任单位。'],
  not_seen: ['未查看', '已派出，还没有任何一台设备看过；与“未接单”同时计时，看过即停。'],
  not_accepted: ['未接单', '已派出，还没有人接单。'],
  not_fixed: ['未处置', '已接单，还没有反馈。'],
  not_reviewed: ['未核查', '已反馈，还没有核查；超时申诉也算。'],
};
const enLadders: Record<LadderName, Said> = {
  not_dispatched: ['Not dispatched', 'It waits for a unit.'],
  not_seen: ['Not seen', 'It was sent, and no device of anybody told has shown it. Runs beside “not accepted”, and ends when one has.'],
  not_accepted: ['Not accepted', 'It was sent, and nobody accepts.'],
  not_fixed: ['Not fixed', 'It is accepted, and not handed in.'],
  not_reviewed: ['Not reviewed', 'It is handed in, or a late mark is under appeal.'],
};
const zhWho: Record<Who, string> = { coordinator: '责任单位调度员', stand_in: '处理人的替班人员', neighbourhood: '居村管理人员', street: '街镇管理人员', district: '区管理人员', person: '指定人员' };
const enWho: Record<Who, string> = { coordinator: 'the unit’s coordinators', stand_in: 'the stand-in of whoever has it', neighbourhood: 'the neighbourhood’s managers', street: 'the street’s managers', district: 'the district’s managers', person: 'a named person' };
const zhRungs: Record<AtOnce, string> = { gateway: '群机器人、短信或邮件', stand_in: '对方的替班人员', supervisor: '对方的上级' };
const enRungs: Record<AtOnce, string> = { gateway: 'chat, SMS or mail', stand_in: 'their stand-in', supervisor: 'whoever is above them' };
const zhFaults: Record<FaultCode, string> = {
  nobody: '至少要有一级，否则超时后没有人知道', when: '请填一个时间', person: '请选择在职的人员', moves: '核查不能移交其他单位', order: '已有一级在这个时间，请换一个', late: '第一级不得晚于时限',
};
const enFaults: Record<FaultCode, string> = {
  nobody: 'At least one level is needed, or nobody would know that it is late', when: 'Give one moment', person: 'Choose somebody who is active', moves: 'A review does not move to another unit', order: 'Another level comes at this moment', late: 'The first level comes by the deadline at the latest',
};
const zh = {
  title: '逐级督办', intro: '工单没人处理时，每一级在什么时候通知谁。该级无人在岗时自动通知再上一级，不会没有人。分钟数按该要素时限的计时方式计。', ladders: zhLadders, who: zhWho, rungs: zhRungs, faults: zhFaults,
  level: (n: number) => `第 ${n} 级`, byDefault: '默认', own: '已自定', none: '没有设置，不另行通知。', add: '添加一级', edit: (n: number) => `修改第 ${n} 级`, remove: (n: number) => `删除第 ${n} 级`, back: '恢复默认',
  share: (part: string) => `时限用到 ${part}% 时`, due: '到时限时', after: (minutes: string) => `超时 ${minutes} 分钟后`,
  sentence: (when: string, who: string, how: string, moves: boolean) => `${when}：通知${who}，${how}${moves ? '，并移交下一个单位' : ''}。`, how: (rungs: string) => (rungs ? `手机推送和应用内提醒，同时立即通过${rungs}` : '手机推送和应用内提醒'), and: '、',
  editTitle: (ladder: string, n: number) => `${ladder} · 第 ${n} 级`, addTitle: (ladder: string) => `${ladder} · 添加一级`, when: '什么时候', whens: { share: '时限内', after: '超时后' }, percent: '用到时限的百分之几（%）', minutes: '超时后多少分钟（0 为到时限时）',
  whom: '通知谁', unit: '所属单位', person: '人员', howTitle: '怎样通知', howHint: '总会推送到手机并在应用内提醒。其余方式按“通知”里设的分钟数依次进行；勾选的立即进行。', moves: '移交下一个单位', movesHint: '由下一个可承办的单位接手，重新计其时限；居民等待的时间照计。没有其他单位时留在原单位。',
  reads: '即', done: '确定', badShare: '请填 0 到 100 之间的数，不含 0', badMinutes: '请填 0 到 525600 之间的整数', save: '保存', saved: '已保存，在办工单立即按此执行', unsaved: '有改动待保存', fix: '请先改正标出的内容',
  conflict: '刚才有其他人修改了设置。下面还是您改过的内容；请核对后再保存。', open: '每一级何时通知谁', full: '最多 10 级。',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Levels of escalation', intro: 'Who is told, and when, while nobody acts. Where nobody of a level is on duty the next one up is told instead: never nobody. Minutes are counted as the element’s limits are.', ladders: enLadders, who: enWho, rungs: enRungs, faults: enFaults,
  level: (n) => `Level ${n}`, byDefault: 'Default', own: 'Its own', none: 'None is set: nobody is told besides.', add: 'Add a level', edit: (n) => `Change level ${n}`, remove: (n) => `Remove level ${n}`, back: 'Back to the default',
  share: (part) => `At ${part} % of the limit`, due: 'At the deadline', after: (minutes) => `${minutes} min after the deadline`,
  sentence: (when, who, how, moves) => `${when}: ${who}, ${how}${moves ? '; and it moves to the next unit' : ''}.`, how: (rungs) => (rungs ? `by push and in the app, and at once by ${rungs}` : 'by push and in the app'), and: ', ',
  editTitle: (ladder, n) => `${ladder} · level ${n}`, addTitle: (ladder) => `${ladder} · a new level`, when: 'When', whens: { share: 'Before due', after: 'After due' }, percent: 'Percent of the limit', minutes: 'Minutes after the deadline (0: at the deadline)',
  whom: 'Who is told', unit: 'Of which unit', person: 'Person', howTitle: 'How', howHint: 'It is always pushed and shown in the app. The other ways follow after the minutes set under “Notices”; those ticked go at once.', moves: 'It moves to the next unit', movesHint: 'The next unit that may have it takes over, and its clock starts; the resident’s goes on. Where there is none it stays.',
  reads: 'It reads', done: 'Done', badShare: 'A number above 0 and up to 100', badMinutes: 'A whole number from 0 to 525600', save: 'Save', saved: 'Saved: it holds for open orders at once', unsaved: 'Not saved yet', fix: 'Correct what is marked first',
  conflict: 'Somebody else has just changed the settings. Below is still what you changed; look again, then save.', open: 'Who is told at which level, and when', full: 'Ten levels at most.',
};
export const ladderWords = dictionary(zh, en);
