import { dictionary } from '../i18n/index.ts';

const zh = {
  phone: '这台手机', push: { on: '通知已开启', off: '通知未开启', denied: '通知被禁止', none: '收不到推送' }, synced: (time: string) => `${time}同步`, neverSynced: '还没有同步过',
  outbox: '未发送', allSent: '全部已送达', here: (n: number) => `${n} 项只在这台手机上`, attention: (n: number) => `${n} 项需要您处理`,
  people: '人员与手机', peopleHint: '为本单位人员登记手机、停用丢失的手机', admin: '系统管理', adminHint: '要素设置、查看原图记录、损坏的照片', phones: '我的手机', phonesHint: '在哪些手机上登录着', settings: '设置',
  leave: {
    title: '还有没发送的内容', what: (what: string) => `这台手机上还有 ${what}没有发送。`, taps: (n: number) => `${n} 项操作`, photos: (n: number) => `${n} 张照片`, and: '和 ',
    sealed: '退出后它们仍封存在这台手机上，别人看不到，也不会以别人的名义发出；您下次在这台手机登录后会接着发送。', stay: '先不退出', go: '仍然退出',
  },
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  phone: 'This phone', push: { on: 'Notifications on', off: 'Notifications off', denied: 'Notifications blocked', none: 'No push here' }, synced: (time) => `synced ${time}`, neverSynced: 'never synced',
  outbox: 'Not sent', allSent: 'Everything is sent', here: (n) => `${n} only on this phone`, attention: (n) => `${n} need${n === 1 ? 's' : ''} attention`,
  people: 'People and phones', peopleHint: 'Enrol the phones of your unit, end lost ones', admin: 'Administration', adminHint: 'Elements, looks at originals, damaged photos', phones: 'My phones', phonesHint: 'Where you are logged in', settings: 'Settings',
  leave: {
    title: 'Some of your work is not sent', what: (what) => `${what} on this phone have not been sent.`, taps: (n) => `${n} ${n === 1 ? 'step' : 'steps'}`, photos: (n) => `${n} ${n === 1 ? 'photo' : 'photos'}`, and: ' and ',
    sealed: 'They stay sealed on this phone: nobody else sees them, and they are never sent in another name. They go out when you log in here again.', stay: 'Stay', go: 'Log out anyway',
  },
};
export const meWords = dictionary(zh, en);
