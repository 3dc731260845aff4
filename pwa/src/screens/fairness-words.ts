import { dictionary } from '../i18n/index.ts';

const zh = {
  reversals: '申诉与改判', reversalsText: '每位核查员的决定被申诉后，由另一人改判的比例；比例高，说明驳回常常不成立。', reviewer: '核查员', decided: '已决定', reversed: '改判', share: '改判率',
  noReversals: '这段时间没有已决定的申诉。', few: '数量太少，还说明不了什么', fewShort: '太少',
  inspections: '抽查复核', inspectionsText: '随机抽取的已结案工单再看一次，与核查结论相符的比例；真实比例有 95% 的可能在括号内的范围里。',
  strata: '按要素和单位', allStrata: (n: number) => `显示全部 ${n} 组`, period: '统计时段', days: (n: number) => `近 ${n} 天`,
  noInspections: '这段时间还没有复核结果。', of: (agreed: number, judged: number) => `${agreed} / ${judged} 件相符`, between: (low: string, high: string) => `（${low} – ${high}）`,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  reversals: 'Appeals and reversals', reversalsText: 'How often another person took a reviewer’s decision back after an appeal; a high share means that returns often do not hold.', reviewer: 'Reviewer', decided: 'Decided', reversed: 'Reversed', share: 'Share',
  noReversals: 'No appeal was decided in this time.', few: 'Too few to say anything', fewShort: 'Too few',
  inspections: 'Re-inspection', inspectionsText: 'How often a second look at closed orders drawn at random agreed with the review; the true share lies in the brackets with 95 % certainty.',
  strata: 'By element and unit', allStrata: (n) => `Show all ${n} groups`, period: 'Period', days: (n) => `${n} days`,
  noInspections: 'Nothing was re-inspected in this time.', of: (agreed, judged) => `${agreed} of ${judged} agreed`, between: (low, high) => `(${low} – ${high})`,
};
export const fairnessWords = dictionary(zh, en);
