import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '人员与手机', unit: '责任单位', empty: ['这个单位还没有人员', '请联系系统管理员添加。'] as const, noUnit: ['您还没有责任单位', '请联系系统管理员。'] as const,
  enrol: '登记手机', enrolFor: (who: string) => `登记手机：${who}`, phones: '手机', phonesOf: (who: string) => `手机：${who}`, search: '搜姓名', none: ['没有找到', '换个姓名试试。'] as const,
  scan: '请用新手机的相机扫这个码，即可直接登录，不用输入账号密码。', once: '只能用一次。不要发给别人：谁扫到，谁就以这个身份登录。', left: (time: string) => `${time} 后失效`, over: '这个码已失效', fresh: '换一个新码', link: '手机上打开链接也可以', done: (phone: string) => `已登记：${phone}`, doneHint: '这台手机已经登录，可以关闭。', code: (who: string) => `${who} 的登记码`,
  list: {
    here: '正在用的这台', seen: (time: string) => `最近使用：${time}`, since: (time: string) => `登录于 ${time}`, push: '能收推送', noPush: '未开推送', empty: ['没有登录的手机', '登记后会出现在这里。'] as const, revoke: '停用', asks: (name: string) => `停用“${name}”？`,
    explains: '停用后，这台手机下次联网时会退出登录，并清除已下载的工单、照片和点位。没有发出的内容会封存在那台手机上，同一个人重新登录后才能发出。', sure: '停用这台手机', keep: '不停用', done: '已停用', unknown: '未知手机',
  },
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'People and phones', unit: 'Unit', empty: ['Nobody in this unit yet', 'Ask an administrator to add people.'], noUnit: ['You have no unit yet', 'Ask an administrator.'],
  enrol: 'Enrol a phone', enrolFor: (who) => `Enrol a phone: ${who}`, phones: 'Phones', phonesOf: (who) => `Phones: ${who}`, search: 'Search a name', none: ['Nobody found', 'Try another name.'],
  scan: 'Scan this with the camera of the new phone: it is logged in at once, without typing.', once: 'Works once. Keep it to yourself: whoever scans it is logged in as this person.', left: (time) => `Valid for ${time}`, over: 'This code has expired', fresh: 'New code', link: 'Opening the link on the phone works too', done: (phone) => `Enrolled: ${phone}`, doneHint: 'That phone is logged in; you can close this.', code: (who) => `Code for ${who}`,
  list: {
    here: 'This one', seen: (time) => `Last used ${time}`, since: (time) => `Logged in ${time}`, push: 'Gets push', noPush: 'No push', empty: ['No phone is logged in', 'An enrolled phone appears here.'], revoke: 'Revoke', asks: (name) => `Revoke “${name}”?`,
    explains: 'At its next contact this phone is logged out and clears the orders, photos and sites it has downloaded. What it has not sent stays sealed on it until the same person logs in there again.', sure: 'Revoke this phone', keep: 'Keep it', done: 'Revoked', unknown: 'Unknown phone',
  },
};
export const peopleWords = dictionary(zh, en);
