import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '未发送', waiting: '还没有发送', parked: '需要您处理', parkedHint: '服务器没有接受下面的内容。它们还在这台手机上，请逐件处理。',
  empty: ['全部已送达', '没有只存在这台手机上的内容。'] as const, now: '立即发送', synced: (time: string) => `上次同步：${time}`, neverSynced: '还没有同步过',
  drafts: '已拍、还没有提交', draftsHint: '这些照片还没有交上去。打开工单或上报，就能提交。',
  report: '上报问题', inspect: '抽查复核', order: (no: string) => `工单 ${no}`, made: (time: string) => `操作时间 ${time}`, order404: '这张工单不在这台手机上',
  why: {
    network: '没有网络，有网络时自动发送', behind: '等同一工单的前一步先发出', sending: '正在发送…', retry: (time: string) => `服务器忙或没有答复，${time} 后再试`, next: '马上发送',
  },
  photo: { stored: '照片已送达', sending: (percent: number) => `照片正在发送 ${percent}%`, waiting: '照片等待发送', refused: '服务器不接受这张照片' }, photoNo: (n: number) => `第 ${n} 张照片`,
  fix: '修改后再发', save: '存成文件', drop: '放弃', current: '服务器上的工单', held: (who: string) => `处理人：${who}`, nobody: '未指派', see: '查看工单', kept: '您的照片和文字已附在这张工单上，相关人员都看得到。', clear: '知道了，移走', said: (text: string) => `您写的：${text}`, reason: (text: string) => `原因：${text}`,
  give: {
    title: '放弃这件没有送达的内容？', lost: '放弃后，下面的内容会从这台手机上删除，找不回来：', step: (what: string) => `${what}`, photos: (n: number) => `${n} 张照片`, words: '您写的文字', file: '可以先存成文件。', go: '放弃', sure: '真的放弃，删除这些内容', keep: '保留', again: '再点一次就删除。',
  },
  file: {
    intro: '这是从闭环现场应用里存下的内容，没有送达服务器。请交给调度员处理。', what: '内容', order: '工单', where: '地点', when: '操作时间', who: '人员', words: '说明', reason: '原因', why: '没有送达的原因', place: '位置', raw: '原始数据（供系统管理员使用）', photo: (n: number, facts: string) => `照片 ${n}${facts ? `：${facts}` : ''}`, saved: '已存成文件',
    before: '整改前', after: '整改后', found: '发现时',
  },
  old: (days: number) => `最早的内容已经 ${days} 天没有发出`, oldTodo: '请到有网络的地方打开应用。', oldIos: '苹果手机可能清除 7 天没有打开的网页的数据：请尽快联网，或先存成文件。',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Not sent', waiting: 'Not sent yet', parked: 'Needs attention', parkedHint: 'The server did not take these. They are still on this phone; please decide about each.',
  empty: ['Everything is sent', 'Nothing is only on this phone.'], now: 'Send now', synced: (time) => `Last synced: ${time}`, neverSynced: 'Never synced yet',
  drafts: 'Taken, not submitted yet', draftsHint: 'These photos have not been handed in. Open the order or the report to do so.',
  report: 'Report', inspect: 'Re-inspection', order: (no) => `Order ${no}`, made: (time) => `Done at ${time}`, order404: 'This order is not on this phone',
  why: {
    network: 'No network; sent by itself when there is one', behind: 'Waits for the step before it', sending: 'Sending…', retry: (time) => `Server busy or no answer; next try in ${time}`, next: 'Next to be sent',
  },
  photo: { stored: 'Photo has arrived', sending: (percent) => `Photo is being sent: ${percent}%`, waiting: 'Photo waits to be sent', refused: 'The server does not take this photo' }, photoNo: (n) => `Photo ${n}`,
  fix: 'Fix and send again', save: 'Save to a file', drop: 'Give up', current: 'The order on the server', held: (who) => `Handled by ${who}`, nobody: 'Nobody yet', see: 'See the order', kept: 'Your photos and words are attached to the order; everybody on it sees them.', clear: 'Got it, remove', said: (text) => `You wrote: ${text}`, reason: (text) => `Reason: ${text}`,
  give: {
    title: 'Give up what was not sent?', lost: 'This is then removed from this phone and cannot be brought back:', step: (what) => `${what}`, photos: (n) => `${n} ${n === 1 ? 'photo' : 'photos'}`, words: 'What you wrote', file: 'You can save it to a file first.', go: 'Give up', sure: 'Yes, remove all this', keep: 'Keep it', again: 'One more tap removes it.',
  },
  file: {
    intro: 'Saved from the Fieldloop app. This has not reached the server: please give it to your coordinator.', what: 'What', order: 'Order', where: 'Where', when: 'Done at', who: 'Who', words: 'Words', reason: 'Reason', why: 'Why it did not arrive', place: 'Place', raw: 'Raw data (for an administrator)', photo: (n, facts) => `Photo ${n}${facts ? `: ${facts}` : ''}`, saved: 'Saved to a file',
    before: 'before', after: 'after', found: 'when found',
  },
  old: (days) => `The oldest has waited ${days} days`, oldTodo: 'Open the app where there is a network.', oldIos: 'An iPhone may clear the data of websites not opened for 7 days: find a network soon, or save to a file.',
};
export const outboxWords = dictionary(zh, en);
