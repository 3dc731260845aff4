import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '登记这台手机', working: '正在登录…', none: ['没有登记码', '请用相机扫调度员出示的二维码。'] as const, used: ['这个码已用过或已失效', '登记码只能用一次，10 分钟内有效。请调度员换一个新码，再扫一次。'] as const,
  net: ['连不上网络', '码还没有用掉，有信号后再试。'] as const, again: '再试一次', login: '用账号登录', home: '回到首页', scan: '扫一扫登记码', wrongCode: '这不是登记码。请扫调度员出示的二维码。',
  other: { title: (who: string) => `这台手机上正登录着 ${who}`, ask: '继续后，这台手机改由登记码对应的人使用。', sealed: (what: string) => `还有 ${what}没有发送。它们会封存在这台手机上，别人看不到，也不会以别人的名义发出；原来的人重新登录后会接着发送。`, go: '继续登记', stay: '保持现在的登录' },
  why: { expired: ['登录已过期', '请重新登录，未发送的内容还在这台手机上。'] as const, revoked: ['这台手机已被停用', '下载的内容已清除。没有发出的内容还封存着，您重新登录后会发出。有疑问请联系调度员。'] as const, long: ['太久没有联网', '超过 14 天没有连上服务器，请重新登录。未发送的内容还在这台手机上。'] as const },
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Enrol this phone', working: 'Logging in…', none: ['There is no code', 'Scan the square your coordinator shows you with the camera.'], used: ['This code was used or has expired', 'A code works once and for 10 minutes. Ask your coordinator for a new one and scan again.'],
  net: ['No connection', 'The code is not used up: try again where there is a signal.'], again: 'Try again', login: 'Log in with a password', home: 'Go home', scan: 'Scan a code', wrongCode: 'This is no enrolment code. Scan the one your coordinator shows you.',
  other: { title: (who) => `${who} is logged in on this phone`, ask: 'If you go on, this phone becomes that of the person the code is for.', sealed: (what) => `Not sent yet: ${what}. They stay sealed on this phone: nobody else sees them, and they are never sent in another name. They go out when the same person logs in again.`, go: 'Go on', stay: 'Stay logged in' },
  why: { expired: ['Your login has expired', 'Log in again. What you have not sent is still on this phone.'], revoked: ['This phone has been revoked', 'What it had downloaded is cleared. What was not sent stays sealed and goes out when you log in again. Ask your coordinator if in doubt.'], long: ['Too long without the server', 'No contact for more than 14 days: log in again. What you have not sent is still on this phone.'] },
};
export const enrolWords = dictionary(zh, en);
