import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '这台手机',
  sync: {
    title: '与服务器同步', at: (time: string) => `上次同步：${time}`, never: '还没有同步过', only: (what: string) => `只在这台手机上：${what}`, nothing: '全部已送达，没有只存在这台手机上的内容',
    taps: (n: number) => `${n} 项操作`, photos: (n: number) => `${n} 张照片`, and: '、', see: '查看未发送', now: '立即同步',
  },
  keep: {
    title: '数据保存', yes: '系统不会自动清除本应用的数据', no: '手机空间不足时，系统可能清除未发送的内容', unknown: '这个浏览器没有说明是否会清除数据', used: (used: string, all: string) => `已用 ${used}，可用 ${all}`,
    go: '请保留我的数据', refused: '浏览器暂时没有同意。把应用安装到桌面、开启通知后再试，一般就会同意。',
    ios: '苹果手机会清除 7 天没有打开过的网页的数据。添加到主屏幕后就不会：点浏览器的“分享”，再选“添加到主屏幕”。',
  },
  install: { title: '安装', yes: '已安装到桌面', no: '还没有安装到桌面', hint: '从桌面打开更快，没有网络也能用。', menu: '打开浏览器菜单，选“安装应用”或“添加到主屏幕”。', ios: '点浏览器的“分享”，再选“添加到主屏幕”，以后从桌面打开。', go: '安装', inside: '这里是聊天软件里的网页。请点右上角，选“在浏览器打开”，再安装。' },
  permissions: {
    title: '权限', place: '定位', camera: '相机', notifications: '通知', ask: '允许',
    why: { place: '照片和上报带上位置', camera: '拍整改前后照片', notifications: '来新工单时马上提醒' },
    state: { granted: '已允许', denied: '已禁止', prompt: '还没有问过', unknown: '用到时会询问', unsupported: '这个浏览器没有' },
    denied: {
      ios: '打开手机“设置”，找到本应用（或“Safari 浏览器”），改为允许，再重新打开。', android: '点地址栏左边的图标，选“权限”改为允许；已装到桌面的，长按图标，进“应用信息”的“权限”。',
      harmony: '打开手机“设置”里的“应用”，找到这个浏览器，在“权限”里改为允许。', desk: '点地址栏左边的图标，改为允许，再刷新页面。',
    },
    deniedPush: {
      ios: '打开手机“设置”里的“通知”，找到本应用，打开“允许通知”。', android: '打开手机“设置”里的“通知”，找到本应用或浏览器，打开通知。', harmony: '打开手机“设置”里的“通知”，找到这个浏览器，打开通知。', desk: '点地址栏左边的图标，把“通知”改为允许，再刷新页面。',
    },
  },
  push: {
    title: '新工单通知', on: '开启', off: '关闭',
    state: {
      on: '已开启。没有打开应用时，也会马上通知您。', off: '未开启。开启后，没有打开应用时也会马上通知您。', denied: '通知被禁止，收不到推送。', unsupported: '这个浏览器不支持推送。', inside: '聊天软件里的网页收不到推送。请用手机自带的浏览器打开。',
      install: '苹果手机要先添加到主屏幕，从桌面打开，才能收推送。', nobody: '这台手机连不上推送服务（例如没有谷歌服务的安卓手机），收不到推送。',
    },
    open: '应用打开着的时候，新工单会即时出现，不需要推送；重要的工单调度员会打电话。', again: '再试一次', test: '发一条测试通知', asking: '正在请服务器发送…', waiting: '服务器已发出，等这台手机收到…', serverOk: '服务器：已发出', serverNo: (status: string) => `服务器：没有发出去${status}`,
    serverNoTodo: '请关闭通知，再重新开启。', arrived: (time: string) => `这台手机：已收到，用时 ${time} 秒`, silent: '已发出，但 20 秒内这台手机没有收到',
    silentTodo: '推送服务可能连不上，或手机正在省电。允许浏览器在后台运行、关闭省电模式后再试；收不到时请保持应用打开。', shown: '手机上应当也出现了一条通知。没看到的话，请在手机设置里打开横幅和声音。',
  },
  app: { title: '版本', version: (build: string) => `版本 ${build}`, latest: '已是最新版本', look: '检查更新', found: '有新版本', update: '立即更新', sending: '正在发送，发完就能更新', cannot: '没有连上，稍后再试' },
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'This phone',
  sync: {
    title: 'In step with the server', at: (time) => `Last synced: ${time}`, never: 'Never synced yet', only: (what) => `Only on this phone: ${what}`, nothing: 'Everything has been sent; nothing is only on this phone',
    taps: (n) => `${n} ${n === 1 ? 'step' : 'steps'}`, photos: (n) => `${n} ${n === 1 ? 'photo' : 'photos'}`, and: ', ', see: 'See what is not sent', now: 'Sync now',
  },
  keep: {
    title: 'Keeping your data', yes: 'The system will not clear this app’s data by itself', no: 'When the phone runs out of space, what is not sent may be cleared', unknown: 'This browser does not say whether it clears data', used: (used, all) => `${used} used, ${all} free`,
    go: 'Keep my data', refused: 'The browser did not agree yet. Install the app and switch notifications on, then it usually does.',
    ios: 'An iPhone clears the data of websites not opened for 7 days. Not of those on the home screen: tap “Share”, then “Add to Home Screen”.',
  },
  install: { title: 'Installing', yes: 'Installed on this phone', no: 'Not installed yet', hint: 'Opens faster, and without a network too.', menu: 'Open the browser’s menu and choose “Install app” or “Add to home screen”.', ios: 'Tap “Share” in the browser, then “Add to Home Screen”, and open it from there.', go: 'Install', inside: 'This is a page inside a chat app. Choose “Open in browser” at the top right first, then install.' },
  permissions: {
    title: 'Permissions', place: 'Location', camera: 'Camera', notifications: 'Notifications', ask: 'Allow',
    why: { place: 'Photos and reports carry their place', camera: 'Photos before and after the work', notifications: 'Told at once of a new order' },
    state: { granted: 'Allowed', denied: 'Blocked', prompt: 'Not asked yet', unknown: 'Asked when needed', unsupported: 'Not in this browser' },
    denied: {
      ios: 'Open Settings, find this app (or Safari), allow it there, then open this page again.', android: 'Tap the icon left of the address, then “Permissions”. Installed: hold the app’s icon, “App info”, “Permissions”.',
      harmony: 'Open Settings, “Apps”, find this browser and allow it under “Permissions”.', desk: 'Click the icon left of the address, allow it there, then reload the page.',
    },
    deniedPush: {
      ios: 'Open Settings, “Notifications”, find this app and allow notifications.', android: 'Open Settings, “Notifications”, find this app or the browser and switch them on.', harmony: 'Open Settings, “Notifications”, find this browser and switch them on.', desk: 'Click the icon left of the address, allow notifications, then reload the page.',
    },
  },
  push: {
    title: 'Notifications of new orders', on: 'Switch on', off: 'Switch off',
    state: {
      on: 'On. You are told at once, also while the app is closed.', off: 'Off. Switched on, you are told at once, also while the app is closed.', denied: 'Notifications are blocked, so push cannot reach you.', unsupported: 'This browser has no push.', inside: 'Pages inside a chat app get no push. Open this in the phone’s own browser.',
      install: 'On an iPhone, push works only from the home screen: add the app there and open it from there.', nobody: 'This phone cannot reach a push service (an Android without Google services, for example), so push cannot reach you.',
    },
    open: 'While the app is open new orders appear at once, without push; for what is important the coordinator will call.', again: 'Try again', test: 'Send a test push', asking: 'Asking the server to send…', waiting: 'Sent by the server; waiting for it here…', serverOk: 'Server: sent', serverNo: (status) => `Server: could not send${status}`,
    serverNoTodo: 'Switch notifications off and on again.', arrived: (time) => `This phone: arrived after ${time} s`, silent: 'Sent, but nothing arrived here within 20 s',
    silentTodo: 'The push service may be out of reach, or the phone is saving power. Let the browser run in the background and switch power saving off, then try again; until then keep the app open.', shown: 'A notification should have appeared too. If not, switch on banners and sound in the phone’s settings.',
  },
  app: { title: 'Version', version: (build) => `Version ${build}`, latest: 'This is the newest version', look: 'Look for an update', found: 'A new version is ready', update: 'Update now', sending: 'Sending; you can update when it is done', cannot: 'No connection, try again later' },
};
export const phoneWords = dictionary(zh, en);
