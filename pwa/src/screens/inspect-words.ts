import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '抽查复核', intro: '这些已结案的工单是随机抽到的。请看照片，或到现场看看，再说是否属实。不显示姓名和单位。', count: (n: number) => `${n} 件待复核`,
  empty: ['没有待复核的工单', '每天随机抽取，抽到后会出现在这里。'] as const, gone: ['这件已经复核过了', '回到列表看看其他的。'] as const,
  drawn: (time: string) => `${time}抽到`, ask: '整改是否属实？', good: '属实', bad: '不属实', goodHint: '现场与整改后的照片相符', badHint: '没有整改，或与照片不符；工单会重新打开',
  shoot: '到现场拍照', more: '再拍一张', spot: '现场', text: '说明', textHint: '看到了什么', needsText: '不属实时，请写明看到了什么', needsVerdict: '请先选“属实”或“不属实”', send: '提交复核结果',
  blind: '为求公正，不显示是谁做的、谁核查的。', waits: (n: number) => `${n} 件结果等待发送`,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Re-inspection', intro: 'These closed orders were drawn at random. Look at the photos, or go and see, and say whether it is so. No names, no unit.', count: (n) => `${n} to look at`,
  empty: ['Nothing to re-inspect', 'Orders are drawn at random every day and appear here.'], gone: ['This one has been judged', 'Go back to the list for the others.'],
  drawn: (time) => `drawn ${time}`, ask: 'Was the work done?', good: 'Done', bad: 'Not done', goodHint: 'The spot is as in the after-photo', badHint: 'Not done, or not as in the photo; the order opens again',
  shoot: 'Photo on the spot', more: 'One more', spot: 'On the spot', text: 'Your words', textHint: 'What you saw', needsText: 'When it is not done, please say what you saw', needsVerdict: 'Please choose “Done” or “Not done” first', send: 'Send the finding',
  blind: 'To be fair, nothing says who did the work or who reviewed it.', waits: (n) => `${n} waiting to be sent`,
};
export const inspectWords = dictionary(zh, en);
