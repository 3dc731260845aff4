import { dictionary } from '../i18n/index.ts';

const zh = {
  rungs: { push: '手机推送', stream: '应用内', gateway: '群机器人、短信或邮件', stand_in: '替班人员', supervisor: '上级' } as Readonly<Record<string, string>>,
  outcomes: { delivered: '已送达', told: '已通知', nobody: '无人可通知', stopped: '已查看，不再通知', superseded: '已无需通知', no_device: '没有可推送的手机', given_up: '多次失败，已放弃', refused: '被拒收', no_gateway: '未设置', waiting: '等待中' } as Readonly<Record<string, string>>,
  kinds: {
    new: '新工单', assigned: '派给本人', warning: '即将超时', late: '已超时', returned: '核查退回', declined: '被退单', submitted: '待核查', closed: '已结案', void: '已作废', suspended: '已挂账', resumed: '已恢复', reopened: '重新打开',
    question: '核查人提问', answer: '疑问已答复', appeal: '申诉', decided: '申诉已处理', unseen: '无人查看',
    urged: '督办', urgent: '已改为紧急', sooner: '截止时间提前', asked: '请答复', unheard: '联系不上', moved: '转其他单位', ask_owner: '请业主处理', request: '申请待审批', granted: '申请已批准', refused: '申请未批准',
  } as Readonly<Record<string, string>>,
  told: (time: string) => `通知于 ${time}`, seen: (time: string) => `查看于 ${time}`, unseen: '尚未查看', next: (time: string) => `将于 ${time} 尝试`, tries: (n: number) => `${n} 次`, somebody: '某人', none: ['没有通知', '这张工单还没有通知过谁。'] as const,
  gateways: '群机器人、短信和邮件', gatewaysHint: '手机推送没有被查看时，发到单位的企业微信、钉钉、飞书群，或短信、邮件。地址加密保存，之后只显示服务和尾号。', noGateways: '还没有设置。',
  unit: '单位', whole: '整个单位', person: '人员', url: '地址', urlHint: '机器人的 Webhook 地址，或 mailtos://、jsons:// 地址', set: '保存', saved: '已保存', test: '测试', forget: '删除', forgotten: '已删除', failures: (n: number) => `连续 ${n} 次失败`, lastOk: (time: string) => `最近送达：${time}`, never: '还没有送达过',
  tests: { sent: '已发出，请到群里或手机上查看', refused: '对方拒收，请核对地址', unreachable: '现在连不上，请稍后再试', unusable: '地址无法解开，请重新填写' },
  scope: '适用于', everybody: '所有工单', element: '要素', others: '另有设置的要素和单位', skip: '不走这一级', after: (n: number) => `${n} 分钟后`, asAll: (what: string) => `同所有工单（${what}）`, ownMinutes: '自定分钟数', badMinutes: '请填 0 到 10080 之间的整数',
  ladder: '逐级通知', ladderHint: '通知发出后，若无人查看，过多少分钟走下一级；留空为不走这一级。', minutes: '分钟', shared: '由多个区共用，只有管理全部区的系统管理员可以修改。',
  words: '通知文字', wordsHint: '可用 {element}（要素）、{place}（地点），正文还可用 {deadline}（时限）。没有改过的用系统自带文字。', kind: '通知类型', language: '语言', title: '标题', body: '正文', preview: '预览', back: '恢复自带文字', ours: '自带文字',
  log: '发送记录', logHint: '最近 31 天，新的在前。', missed: '没有送达手机的', noLog: '没有记录。', outcome: '结果', everything: '全部', area: '区域', everywhere: '全部区域', anyUnit: '全部单位', shown: (n: number) => `已显示 ${n} 条`, order: (no: string) => `工单 ${no}`, more: '显示更多',
  figures: '最近 7 天', figure: (tried: number, arrived: number, seen: number) => `${tried} 条，送达 ${arrived}，之后查看 ${seen}`,
  hours: '何时提醒我', hoursHint: '新工单、派给本人、即将超时、已超时和无人查看随时提醒；其余的在安静时段结束后，或在汇总时间一起提醒。不会丢失任何通知。', quiet: '安静时段', from: '从', to: '到', digest: '每天汇总时间', bundle: '一分钟内的多条合并为一次提醒', none2: '留空为不设',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  rungs: { push: 'Push to the phone', stream: 'In the app', gateway: 'Chat, SMS or mail', stand_in: 'Stand-in', supervisor: 'Supervisor' },
  outcomes: { delivered: 'Delivered', told: 'Told', nobody: 'Nobody to tell', stopped: 'Seen, so not tried', superseded: 'No longer needed', no_device: 'No phone takes pushes', given_up: 'Given up', refused: 'Refused', no_gateway: 'Not set', waiting: 'Waiting' },
  kinds: {
    new: 'New order', assigned: 'Assigned', warning: 'Time is running out', late: 'Late', returned: 'Sent back', declined: 'Declined', submitted: 'Ready for review', closed: 'Closed', void: 'Void', suspended: 'Suspended', resumed: 'Resumed', reopened: 'Reopened',
    question: 'A question', answer: 'Answered', appeal: 'An appeal', decided: 'Appeal decided', unseen: 'Nobody has looked',
    urged: 'Urged', urgent: 'Urgent now', sooner: 'Due earlier', asked: 'An answer is waited for', unheard: 'No sign', moved: 'Given to another unit', ask_owner: 'The owner is asked', request: 'More time is asked for', granted: 'Granted', refused: 'Not granted',
  },
  told: (time) => `told ${time}`, seen: (time) => `seen ${time}`, unseen: 'not seen yet', next: (time) => `tried at ${time}`, tries: (n) => `${n} tries`, somebody: 'Somebody', none: ['Nobody was told', 'Nobody was told of this order yet.'],
  gateways: 'Chat, SMS and mail', gatewaysHint: 'What is not seen on a phone goes to the unit’s WeCom, DingTalk or Feishu group, or by SMS or mail. Addresses are kept sealed; only the service and the last letters are shown again.', noGateways: 'None is set.',
  unit: 'Unit', whole: 'The whole unit', person: 'Person', url: 'Address', urlHint: 'The robot’s webhook, or mailtos://, jsons://', set: 'Save', saved: 'Saved', test: 'Test', forget: 'Remove', forgotten: 'Removed', failures: (n) => `failed ${n} times in a row`, lastOk: (time) => `last arrived ${time}`, never: 'nothing has arrived yet',
  tests: { sent: 'Sent: look in the group, or at the phone', refused: 'Refused: check the address', unreachable: 'Cannot be reached now: try later', unusable: 'The address does not open any more: enter it again' },
  scope: 'Holds for', everybody: 'All', element: 'Element', others: 'Elements and units with their own', skip: 'Never', after: (n) => `after ${n} min`, asAll: (what) => `As for every order (${what})`, ownMinutes: 'Minutes of its own', badMinutes: 'A whole number from 0 to 10080',
  ladder: 'Ladder', ladderHint: 'Minutes after a notice that nobody has seen until the next rung is tried; empty leaves the rung out.', minutes: 'minutes', shared: 'Several districts share this: only who administers all of them may change it.',
  words: 'Words', wordsHint: '{element} and {place} stand for the order’s own, in the body {deadline} too. What is not changed has our words.', kind: 'Kind of notice', language: 'Language', title: 'Title', body: 'Body', preview: 'Preview', back: 'Back to our words', ours: 'Our words',
  log: 'Delivery log', logHint: 'The last 31 days, the newest first.', missed: 'Reached no phone', noLog: 'Nothing here.', outcome: 'Outcome', everything: 'All', area: 'Area', everywhere: 'Everywhere', anyUnit: 'Every unit', shown: (n) => `${n} shown`, order: (no) => `Order ${no}`, more: 'Show more',
  figures: 'The last 7 days', figure: (tried, arrived, seen) => `${tried} sent, ${arrived} arrived, ${seen} then seen`,
  hours: 'When I am told', hoursHint: 'New, assigned, running out, late and not looked at ring at any hour; everything else after quiet hours, or together in the digest. Nothing is lost.', quiet: 'Quiet hours', from: 'from', to: 'to', digest: 'Daily digest at', bundle: 'Ring once for several in a minute', none2: 'Empty is off',
};
export const tellingWords = dictionary(zh, en);
export const kindWords = (kind: string) => tellingWords().kinds[kind] ?? kind;
