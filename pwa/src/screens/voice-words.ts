import { dictionary } from '../i18n/index.ts';

const zh = {
  question: '核查员有个问题', answer: '您的回答', answerHint: '直接回答问题，核查员马上看到', reply: '回答', answered: '您已回答',
  appeal: {
    return: { title: '不同意驳回？', text: '可以申诉一次，由另一位核查员决定。', sheet: '申诉：不同意驳回' },
    late: { title: '超时有原因？', text: '可以说明一次，由另一位管理员决定。', sheet: '申诉：超时有原因' },
  },
  rules: {
    return: ['只能申诉一次，发出后不能改。', '由另一位核查员看照片决定，看不到任何人的姓名。', '等结果时处置时限停走；如果维持驳回，处置时限重新计算。'],
    late: ['只能说明一次，发出后不能改。', '由另一位管理员决定，看不到任何人的姓名。', '工单保持结案；认可后，不再算作超时。'],
  },
  why: '为什么驳回', go: '申诉', send: '提交申诉', own: '您的说明', hint: '您看到的情况、时间、原因', missing: '请写明原因', said: (text: string) => `说明：${text}`,
  state: {
    waiting: { return: ['申诉等待决定', '另一位核查员会来决定，您不用重做。'], late: ['申诉等待决定', '另一位管理员会来决定。'] },
    upheld: { return: ['申诉后维持驳回', '另一位核查员看过，认为还需整改。'], late: ['申诉后仍算超时', '另一位管理员看过您的说明。'] },
    reversed: { return: ['申诉成立', '驳回已撤销，不再计入。'], late: ['申诉成立', '这一单不再算作超时。'] },
    over: { return: ['申诉不再需要决定', '工单已经以别的方式结束。'], late: ['申诉不再需要决定', '工单已有变化。'] },
  },
  theirs: { return: '对方不同意驳回', late: '对方说明了超时原因' }, blind: '为求公正，这里不显示姓名。',
  judgeReturn: '通过：申诉成立。驳回：维持原来的决定。', excuse: '不算超时', uphold: '仍算超时', note: '给对方的话（可不填）',
  word: '解决了吗？', wordText: '您上报的问题已处理，请看看整改前后的照片。', wordUntil: (time: string) => `请在 ${time} 前告诉我们。`, fixed: '解决了', again: '没解决',
  thanks: { fixed: ['谢谢您！', '您已确认解决。'], again: ['谢谢您！', '已重新派单，处理后会再告诉您。'] },
  objection: '没解决：现在是什么情况？', objectionText: '工单会重新打开，马上再派人去。只能退回一次。', objectionGo: '退回重办',
  photos: { shoot: '拍张照片（可不拍）', more: '再拍一张', spot: '现在' },
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  question: 'The reviewer has a question', answer: 'Your answer', answerHint: 'Answer just this; the reviewer sees it at once', reply: 'Answer', answered: 'You answered',
  appeal: {
    return: { title: 'Do you disagree?', text: 'You may appeal once. Another reviewer decides.', sheet: 'Appeal against the return' },
    late: { title: 'Was there a reason for being late?', text: 'You may say so once. Another manager decides.', sheet: 'Appeal against the late mark' },
  },
  rules: {
    return: ['You can appeal once, and not change it afterwards.', 'Another reviewer decides by the photos, and sees nobody’s name.', 'Meanwhile your deadline stands still. If the return stands, it starts anew.'],
    late: ['You can do this once, and not change it afterwards.', 'Another manager decides, and sees nobody’s name.', 'The order stays closed; if you are right it no longer counts as late.'],
  },
  why: 'Why it was returned', go: 'Appeal', send: 'Send the appeal', own: 'Your own words', hint: 'What you saw, when, and why', missing: 'Please say why', said: (text) => `In their words: ${text}`,
  state: {
    waiting: { return: ['Your appeal is waiting', 'Another reviewer will decide; nothing to do again meanwhile.'], late: ['Your appeal is waiting', 'Another manager will decide.'] },
    upheld: { return: ['The return stands', 'Another reviewer looked and found work left to do.'], late: ['Still counts as late', 'Another manager has read your words.'] },
    reversed: { return: ['You were right', 'The return was taken back and no longer counts.'], late: ['You were right', 'This order no longer counts as late.'] },
    over: { return: ['No decision needed', 'The order ended in another way.'], late: ['No decision needed', 'The order has moved on.'] },
  },
  theirs: { return: 'They disagree with the return', late: 'They say why it was late' }, blind: 'To be fair, no names are shown here.',
  judgeReturn: 'Approve: they were right. Return: the decision stands.', excuse: 'Not late', uphold: 'Still late', note: 'A word to them (optional)',
  word: 'Is it fixed?', wordText: 'What you reported has been handled. Look at the photos from before and after.', wordUntil: (time) => `Please tell us by ${time}.`, fixed: 'Fixed', again: 'Not fixed',
  thanks: { fixed: ['Thank you!', 'You said that it is fixed.'], again: ['Thank you!', 'It is open again, and somebody will be sent.'] },
  objection: 'Not fixed: what is it like now?', objectionText: 'The order opens again and somebody is sent at once. This can be done once.', objectionGo: 'Send it back',
  photos: { shoot: 'Photo (optional)', more: 'One more', spot: 'Now' },
};
export const voiceWords = dictionary(zh, en);
