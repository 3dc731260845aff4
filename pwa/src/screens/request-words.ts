import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '申请延期或挂账', send: '提交申请', kind: '申请什么', kinds: { extend: '延期', suspend: '挂账' },
  hint: { extend: '批准前，原时限照常计算。', suspend: '批准后，时限停走；到期自动恢复办理。' },
  until: { extend: '延长多久', suspend: '暂停多久' }, hours: (n: number) => `${n} 小时`, days: (n: number) => `${n} 天`, minutes: (n: number) => `${n} 分钟`,
  newDue: (at: string) => `新的时限：${at}`, resumes: (at: string) => `恢复办理：${at}`, why: '原因', missing: '请选择原因', needText: '请写明原因',
  waiting: { extend: ['已申请延期，等待审批', '批准前，原时限照常计算。'], suspend: ['已申请挂账，等待审批', '批准前，原时限照常计算。'] },
  decide: { extend: '对方申请延期', suspend: '对方申请挂账' }, to: { extend: (at: string) => `延到 ${at}`, suspend: (at: string) => `挂账到 ${at}` },
  grant: '批准', refuse: '不批准', note: '不批准的原因', noteMissing: '请写明为什么不批准', none: '该类工单现在不能再申请。',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Ask for more time', send: 'Send the request', kind: 'What for', kinds: { extend: 'Extension', suspend: 'Suspension' },
  hint: { extend: 'Until it is granted, the old deadline holds.', suspend: 'Once granted, the clock stands still, and goes on by itself at the end.' },
  until: { extend: 'How much longer', suspend: 'For how long' }, hours: (n) => `${n} h`, days: (n) => (n === 1 ? '1 day' : `${n} days`), minutes: (n) => `${n} min`,
  newDue: (at) => `New deadline: ${at}`, resumes: (at) => `Goes on: ${at}`, why: 'Why', missing: 'Please choose why', needText: 'Please say why',
  waiting: { extend: ['Asked for more time', 'Until it is granted, the old deadline holds.'], suspend: ['Asked for a suspension', 'Until it is granted, the deadline holds.'] },
  decide: { extend: 'More time is asked for', suspend: 'A suspension is asked for' }, to: { extend: (at) => `until ${at}`, suspend: (at) => `until ${at}` },
  grant: 'Grant', refuse: 'Refuse', note: 'Why not', noteMissing: 'Please say why not', none: 'This kind of order allows nothing more.',
};
export const requestWords = dictionary(zh, en);
