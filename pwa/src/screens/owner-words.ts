import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '请您先处理', until: (time: string) => `请在 ${time} 前处理并拍照`, why: '拍一张处理后的照片即可，不用登录。到时没有答复，就派人来处理。', photo: '发现时的照片',
  shoot: '拍照', again: '重拍', send: '已处理好', text: '补充说明（可不填）', mine: '处理后的照片', notMine: '不归我管', notMineHint: '马上派人来处理。',
  sure: '确定不归您管吗？', yes: '确定', no: '返回', sending: '正在发送…', kept: '还没发出去', keptHint: '照片已保存在这台手机上，有网络后自动发送。请不要清除浏览器数据。', retry: '现在发送',
  done: ['收到了，谢谢', '有人核查照片后就结案，您不用再做什么。'] as const, passed: ['知道了，谢谢', '马上派人来处理，您不用再做什么。'] as const,
  unknown: ['链接无效或已到期', '无需再做什么：已由责任单位处理。如果您刚刚才收到链接，请联系发给您的人。'] as const,
  late: ['时间已过，没有收到您的照片', '已经派人来处理，您不用再做什么。'] as const, net: ['连不上网络', '有信号后再试，您的链接还有效。'] as const,
  asked: (time: string) => `已先问业主，等到 ${time}`, link: '业主的链接', linkHint: '请业主扫码，或把链接复制给业主。不用登录，业主答复或到时后失效。', copy: '复制链接', copied: '已复制', byOwner: '业主处理', byOwnerHint: '处理后的照片是业主拍的，我们没有派人；驳回后派给责任单位。', qr: '业主的链接，二维码',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Please see to this', until: (time) => `Please see to it and send a photo by ${time}`, why: 'One photo of how it looks then is all; no login. Without an answer by then, somebody is sent.', photo: 'As it was found',
  shoot: 'Take a photo', again: 'Take it again', send: 'It is done', text: 'A word, if you like', mine: 'As it is now', notMine: 'Not mine', notMineHint: 'Somebody is sent at once.',
  sure: 'Is it really not yours?', yes: 'Not mine', no: 'Back', sending: 'Sending…', kept: 'Not sent yet', keptHint: 'The photo is kept on this phone and goes out by itself once there is a network. Please do not clear the browser.', retry: 'Send now',
  done: ['Received, thank you', 'Somebody looks at the photo and closes it. There is nothing left to do.'], passed: ['Understood, thank you', 'Somebody is sent at once. There is nothing left to do.'],
  unknown: ['This link is not, or no longer, good', 'There is nothing left to do: others see to it now. If you got it just now, ask whoever gave it to you.'],
  late: ['Too late: your photo did not reach us in time', 'Somebody has been sent. There is nothing left to do.'], net: ['No connection', 'Try again where there is a signal: your link is still good.'],
  asked: (time) => `Asked the owner, until ${time}`, link: 'Link for the owner', linkHint: 'Let the owner scan it, or copy the link to them. No login; it ends with their answer or the time.', copy: 'Copy the link', copied: 'Copied', byOwner: 'Done by the owner', byOwnerHint: 'The photo is the owner\'s and nobody of ours was sent; if it is returned, the unit is.', qr: 'The link for the owner, to scan',
};
export const ownerWords = dictionary(zh, en);
