import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '等待答复', whose: '等谁答复', kinds: { reporter: '上报人', unit: '其他单位' }, unit: '哪个单位', question: '想问什么', hint: '对方会收到通知。等待期间时限停走，对方留言答复后自动恢复；超过允许的时间也会恢复。', send: '发出并等待', missing: '请写明想问什么', noUnit: '请选择单位',
  waiting: { reporter: '等待上报人答复', unit: '等待其他单位答复' }, until: (at: string) => `最晚到 ${at}，之后恢复计时`, answer: '请用“留言”答复，工单会继续办理。',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Wait for an answer', whose: 'Whose answer', kinds: { reporter: 'The reporter’s', unit: 'Another unit’s' }, unit: 'Which unit', question: 'The question', hint: 'They are told. Meanwhile the clock stands still; it goes on with their comment, or when the time allowed is over.', send: 'Ask and wait', missing: 'Write what you ask', noUnit: 'Choose a unit',
  waiting: { reporter: 'Waits for the reporter’s answer', unit: 'Waits for another unit’s answer' }, until: (at) => `Until ${at} at most; then the clock goes on`, answer: 'Answer by a comment, and the order goes on.',
};

/** A pause for an answer: who is asked, what, and until when it waits. */
export const waitWords = dictionary(zh, en);
