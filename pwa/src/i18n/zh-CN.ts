import type { DayGroup } from '../core/day.ts';
import type { Group, State } from '../core/order.ts';
import type { Box } from '../api/types.ts';

const state: Record<State, string> = {
  filed: '待派单', dispatched: '待接单', accepted: '处理中', submitted: '待核查', closed: '已结案', suspended: '已挂账', void: '已作废',
};

const group: Record<Group | DayGroup, string> = {
  late: '已超时', todo: '待派单', working: '正在办', waiting: '待接单', reviewing: '待核查', paused: '已挂账', over: '已办结',
  soon: '快到时限', near: '就在附近', rest: '其余',
};

const box: Record<Box, string> = {
  mine: '手上的', unit: '本单位', pool: '可抢单', review: '待核查', late: '超时', all: '全部', reported: '我上报的',
};

/** Problem code -> what happened, what to do. */
const problems: Record<string, readonly [happened: string, todo: string]> = {
  'net.unreachable': ['连不上网络', '检查信号后重试，已填的内容还在。'],
  'net.timeout': ['网络太慢，没有等到答复', '换个信号好的地方重试，不会重复提交。'],
  'net.foreign': ['网络被别的页面拦住了', '可能要先登录这个无线网络；已填的内容还在。'],
  'app.outdated': ['应用有了新版本', '请重新打开应用，已填的内容还在。'],
  'draft.gone': ['这份内容已从另一个页面提交', '到“未发送”里看看。'],
  'app.storage': ['手机存不下了', '清理一些空间再试，内容还在屏幕上。'],
  'photo.gone': ['照片已不在手机上', '请重拍一张。'],
  'server.error': ['系统出了点问题', '稍等一会儿再试。'],
  'server.unavailable': ['系统暂时无法使用', '稍等一会儿再试，已填的内容还在。'],
  'app.fault': ['应用出了点问题', '重新打开应用再试。'],
  'auth.failed': ['账号或密码不对', '核对后再输入一次。'],
  'auth.required': ['登录已过期', '请重新登录，未发送的内容还在。'],
  'auth.csrf': ['请求被拒绝', '刷新页面后重试。'],
  'session.revoked': ['这台手机已被停用', '请联系调度员，重新扫码登录。'],
  'session.other': ['当前登录的是别人', '换回本人账号再发送，内容还在手机上。'],
  'enrolment.unknown': ['二维码无效', '已用过、过期或换了新码，请调度员再出示一次。'],
  'rate.limited': ['操作太频繁', '等一分钟再试。'],
  'order.not_allowed': ['您不能做这一步', '如果需要，请联系本单位调度员。'],
  'order.wrong_state': ['工单已有变化', '已更新为最新状态，请看清后再操作。'],
  'order.kept': ['工单已有变化，照片和说明已附在工单上', '不用重交，看看它现在的状态。'],
  'order.void': ['这一单已作废', '您不用再去了；原因在工单的流转记录里。'],
  'order.taken': ['别人已经接了这一单', '您不用再去了，看看其他工单。'],
  'not.found': ['找不到这张工单', '它可能已转给别的单位，返回列表看看。'],
  'evidence.incomplete': ['照片还不够', '按要求补拍后再提交。'],
  'photo.missing': ['有照片没有传上去', '点照片重新上传，再提交。'],
  'photo.hash_mismatch': ['照片在传输中损坏', '点照片重新上传。'],
  'photo.broken': ['照片文件已损坏', '删掉重拍一张。'],
  'photo.not_image': ['这不是照片', '请拍照，或选择 JPG、PNG、WebP 图片。'],
  'photo.too_large': ['照片太大', '删掉重拍一张。'],
  'photo.unreadable': ['打不开这张照片', '删掉重拍，或换一张图片。'],
  'command.reused': ['这一步之前已提交过', '返回查看工单的最新状态。'],
  'reason.required': ['还没有说明原因', '选一个原因再提交。'],
  'input.invalid': ['有内容填得不对', '按提示改好后再提交。'],
  'place.denied': ['没有定位权限', '在手机设置里允许定位，或直接选点位。'],
  'place.unavailable': ['暂时定不到位', '走到开阔处再试，或直接选点位。'],
  'place.unsupported': ['这里不能定位', '直接选点位，或写明地址。'],
  'push.denied': ['没有通知权限', '在手机设置里允许本应用发通知。'],
  'push.unreachable': ['这台手机收不到推送', '保持应用打开，新工单会即时出现。'],
};

const roles: Record<string, string> = {
  worker: '作业人员', volunteer: '志愿者', coordinator: '调度员', manager: '管理员', inspector: '督查员', administrator: '系统管理员',
};

export const zh = {
  app: '闭环现场', tagline: '发现、处置、反馈，件件有着落',
  state, group, box, problems, roles,
  clock: { accept: '接单', fix: '处置', review: '核查' } as Record<string, string>,
  nav: { label: '主导航', orders: '工单', review: '核查', inspect: '抽查', report: '上报', board: '看板', me: '我的' },
  skip: '跳到正文', back: '返回', close: '关闭', retry: '重试', more: '更多操作', send: '发送', sending: '正在提交…', loading: '正在加载',
  search: '搜索', searchOrders: '搜工单号、地点、内容', all: '全部', other: '其他原因',
  days: (d: number, h: number) => (h ? `${d} 天 ${h} 小时` : `${d} 天`),
  hours: (h: number, m: number) => (m ? `${h} 小时 ${m} 分` : `${h} 小时`),
  minutes: (m: number) => `${m} 分钟`,
  date: (month: number, day: number) => `${month}月${day}日`,
  left: (clock: string, time: string) => `${clock}还剩 ${time}`,
  over: (clock: string, time: string) => `${clock}超时 ${time}`,
  ago: (time: string) => `${time}前`, justNow: '刚刚', until: (time: string) => `${time} 前完成`,
  away: (distance: string) => `距您 ${distance}`, photoOf: (what: string) => `照片：${what}`, noPhoto: '没有照片',
  reporters: (n: number) => `上报 ${n} 次`, returnedTimes: (n: number) => `被驳回 ${n} 次`, escalated: (n: number) => `督办 ${n} 级`,
  offline: '没有网络，显示的是之前的内容', asOf: (time: string) => `更新于 ${time}`,
  login: {
    title: '登录', name: '账号', password: '密码', go: '登录', demo: '演示：点一下，以该身份进入', language: '语言',
    empty: '请填写账号和密码',
  },
  list: {
    title: '工单', count: (n: number) => `${n} 件`, distance: '显示距离', sort: '排序', sorts: { deadline: '按时限', distance: '按距离' }, locating: '正在定位…', more: '加载更多', pick: '选一张工单', pickHint: '左边点一张工单，在这里查看和办理。',
    empty: {
      mine: ['手上没有工单', '有新工单会马上提醒您。'], unit: ['本单位没有在办工单', '新工单会实时出现在这里。'], pool: ['没有可抢的工单', '有新的会实时出现在这里。'],
      review: ['都核查完了', '有新的整改照片会实时出现在这里。'], late: ['没有超时工单', '一切都在时限内。'], all: ['还没有工单', '发现的问题会出现在这里。'],
      reported: ['您还没有上报过', '发现问题，拍张照就能上报。'],
    } as Record<Box, readonly [string, string]>,
    nothing: ['没有找到', '换个关键词试试。'] as const,
  },
  review: {
    title: '核查', skip: '先跳过', partial: '没有网络，这一单的资料不全，有网络后再核查', took: (time: string) => `用时 ${time}`,
  },
  report: { title: '上报问题' },
  me: {
    title: '我的', language: '语言', theme: '外观', themes: { auto: '跟随系统', light: '浅色', dark: '深色' }, keys: '单键快捷键', keysHint: '核查时用 A、R 等键，按 ? 看全部', out: '退出登录',
  },
  update: { ready: '有新版本', sending: '有新版本，发送完就能更新', go: '更新', later: '稍后' }, notSent: (n: number) => `${n} 项未发送`,
  notFound: ['没有这个页面', '回到工单列表看看。'] as const, home: '回到首页', broken: '页面出错了', reload: '重新打开',
  open: '查看', kept: ['已存在手机上', '有网络时会自动发送，可以放心离开。'] as const, unsent: '未发送', demoNote: '演示环境',
};

export type Loose<T> = T extends string ? string
  : T extends (...given: infer A) => string ? (...given: A) => string
  : T extends readonly string[] ? { readonly [K in keyof T]: string }
  : { readonly [K in keyof T]: Loose<T[K]> };
/** Every other language must have exactly these entries; a missing or a wrong one does not compile. */
export type Messages = Loose<typeof zh>;
