import type { Figure, Threshold } from '../core/settings.ts';
import { dictionary } from '../i18n/index.ts';

type Said = readonly [label: string, hint: string];
const zhFigures: Record<Figure, Said> = {
  keep_days: ['照片与定位保留天数', '工单结束后算起；留空为永久保留。到期后原图和定位会被删除，哈希值和结论保留。'],
  reopen_days: ['可反映“未解决”的天数', '结案后算起，上报人在此期间可反映一次未解决；0 为不可反映。'],
  owner_minutes: ['先问业主（分钟）', '点位登记了业主时，先给业主发链接并等待这么久：业主拍照说已处理则进入核查，不答复则派单；0 为不问。'],
  silent_minutes: ['联系不上提醒（分钟）', '处理人的手机多少分钟没有回应，就请调度员关注其手上的工单；0 为不提醒。不计入对个人的任何评价。'],
  clear_frames: ['摄像头确认结案所需画面数', '同一摄像头连续多少帧无异常即自动结案，并注明由摄像头确认；0 为不自动结案。'],
  inspect_share: ['抽查复核比例（%）', '每天从已结案工单中随机抽取，由巡查员盲审。'],
  sample_share: ['优先核查抽样比例（%）', '随机抽取，排在待核查队列前面。'],
  extend_times: ['可延期次数', '每一单最多批准几次；0 为不可延期。'],
  extend_minutes: ['每次最多延长（分钟）', '从原时限算起；原时限已过的，从申请时算起。'],
  suspend_days: ['申请挂账最长天数', '到期自动恢复办理；0 为不可申请挂账。'],
  wait_times: ['可等待答复次数', '向上报人或其他单位提问，等待期间时限停走；0 为不可等待。'],
  reporter_minutes: ['等上报人最长（分钟）', '上报人留言答复即恢复；到时间也恢复。'],
  unit_minutes: ['等其他单位最长（分钟）', '对方调度员留言答复，或本单位调度员恢复；到时间也恢复。'],
  escalate_minutes: ['逐级督办间隔（分钟）', '超时后每隔多久升一级；要素另设了督办层级的，按所设的。'],
  warn_share: ['临近提醒（占时限 %）', '时限过去这么多时提醒处理人；对之后开始的时限生效。'],
};
const zhThresholds: Record<Threshold, string> = {
  reuse_bits: '别处照片相似：最多相差位数', same_place_bits: '同一点位照片相似：最多相差位数', same_place_difference: '同一点位：最大灰度差', same_place_change: '同一点位：最大局部变化',
  reuse_likeness: '别处照片相似度至少', plain_contrast: '对比度低于此值不比较', far_m: '距点位超过（米）', early_minutes: '早于接单超过（分钟）', late_minutes: '晚于反馈超过（分钟）',
  skew_minutes: '时钟相差超过（分钟）', speed_kmh: '移动速度超过（公里/时）', dark_brightness: '亮度低于（0–255）', blurred_sharpness: '清晰度低于', place_likeness: '前后照片吻合度低于', unchanged_change: '前后变化小于',
};
const zh = {
  title: '系统管理', parts: { elements: '要素', calendars: '工作日历', telling: '通知', aside: '受阻', looks: '查看原图', damage: '损坏照片' }, choose: '选择要素', search: '搜要素', none: ['没有找到', '换个词试试。'] as const,
  looksIntro: '照片被遮盖后，只有系统管理员可以查看原图；每次查看的人、时间和理由都在这里。', noLooks: ['还没有人查看过原图', '有人查看被遮盖的原图后，会记录在这里。'] as const,
  damageIntro: '每张照片 30 天重新核对一次哈希值；与收到时不一致，或文件已丢失的，列在这里。请尽快从备份恢复。', noDamage: ['没有损坏的照片', '所有已核对的照片都与收到时一致。'] as const,
  order: (no: string) => `工单 ${no}`, photo: (hash: string) => `照片 ${hash}`, found: (time: string) => `首次发现：${time}`, checked: (time: string) => `最近核对：${time}`,
  why: '理由', more: '显示更多', all: (n: number) => `共 ${n} 条`, sofar: (n: number) => `已显示 ${n} 条`,
  evidence: '照片', stamp: '照片加水印', stampHint: '在供查看的照片上标注时间、地点、工单号和单位；原图不变。',
  review: '核查', otherUnit: '须由其他单位核查', otherUnitHint: '核查人不得属于反馈单位。', requests: '延期与挂账', unitGrants: '由责任单位调度员审批', unitGrantsHint: '关闭时由区域管理人员审批；任何人都不能审批自己的申请。', after: '结案之后',
  checklist: '核对清单', checklistHint: '核查时可逐条勾选；中英文都要填。', lineZh: (n: number) => `第 ${n} 条（中文）`, lineEn: (n: number) => `第 ${n} 条（英文）`, addLine: '添加一条', removeLine: (n: number) => `删除第 ${n} 条`, noLines: '没有核对清单。',
  thresholds: '疑点阈值', thresholdsHint: '超过阈值只会提出疑问，不会自动拒绝；只对之后的照片生效，留空为默认值。', byDefault: (value: string) => `默认 ${value}`, own: (n: number) => `${n} 项与默认不同`,
  figures: zhFigures, limits: zhThresholds,
  save: '保存', saved: '设置已保存', changed: (n: number) => `${n} 项待保存`, range: (low: string, high: string) => `请填 ${low} 到 ${high} 之间的数`, whole: (low: string, high: string) => `请填 ${low} 到 ${high} 之间的整数`,
  bothLanguages: '每一条都要同时填写中文和英文', early: '照片的保留天数不能少于可反映“未解决”的天数', fix: '请先改正标出的内容',
  conflict: '刚才有其他人修改了设置。下面是最新的内容，您改过的几项还在；请核对后再保存。',
  shared: '这些要素由多个区共用，只有管理全部区的系统管理员可以修改。', everybody: '修改后对所有使用该要素的工单生效。',
  forget: '会删除更多照片', forgetText: (days: number) => `保留期改为 ${days} 天。结束超过 ${days} 天的工单，照片原图和定位会在后台被删除，无法恢复；哈希值和结论保留。`, forgetSure: '确认修改', keep: '先不改',
  ladders: '逐级督办', ladder: { not_dispatched: '未派', not_seen: '未看', not_accepted: '未接', not_fixed: '未处置', not_reviewed: '未核查' },
  history: '修改记录', noHistory: '还没有人修改过。', historyLast: '最近 20 次', forEver: '永久', on: '开', off: '关', lines: (n: number) => `${n} 条`, standard: '默认', became: (was: string, now: string) => `${was} → ${now}`,
};
const enFigures: Record<Figure, Said> = {
  keep_days: ['Days that photos and places are kept', 'From the end of an order; empty is for ever. Then originals and places are deleted, the hash and the decision stay.'],
  reopen_days: ['Days to say “not fixed”', 'From closing; a reporter may say so once. 0 is never.'],
  owner_minutes: ['Ask the owner first, minutes', 'Where a site has an owner, they get a link and this long: done with a photo goes to review, silence sends the order out; 0 is never.'],
  silent_minutes: ['No sign after (minutes)', 'When no device of whoever has an order gives a sign for so long, their open orders come to the coordinator’s attention; 0 is never. It is held against nobody.'],
  clear_frames: ['Clear frames that close', 'So many in a row from the same camera close an order, marked as confirmed by camera; 0 is never.'],
  inspect_share: ['Share re-inspected (%)', 'Drawn at random each day from closed orders, for blind re-inspection.'],
  sample_share: ['Share reviewed first (%)', 'Drawn at random and put to the front of the review queue.'],
  extend_times: ['Extensions', 'How often at most for one order; 0: never.'],
  extend_minutes: ['Longest extension (minutes)', 'From the deadline, or from the request when that is over.'],
  suspend_days: ['Longest suspension asked for (days)', 'Then the order goes on by itself; 0: none can be asked for.'],
  wait_times: ['Waits for an answer', 'How often an order may ask its reporter or another unit, with its clock standing still; 0: never.'],
  reporter_minutes: ['Longest wait for the reporter (minutes)', 'Their comment ends it, or else this time.'],
  unit_minutes: ['Longest wait for another unit (minutes)', 'Their coordinator’s comment ends it, or the own coordinator, or else this time.'],
  escalate_minutes: ['Between levels of escalation (minutes)', 'After the deadline, each level has so long; ladders of the element’s own go before.'],
  warn_share: ['Warned after (% of the limit)', 'Whoever has the order is reminded then; for clocks that start from now on.'],
};
const enThresholds: Record<Threshold, string> = {
  reuse_bits: 'Alike elsewhere: bits that differ at most', same_place_bits: 'Alike at the same site: bits that differ at most', same_place_difference: 'Same site: largest difference in grey', same_place_change: 'Same site: largest local change',
  reuse_likeness: 'Likeness elsewhere of at least', plain_contrast: 'Not compared below this contrast', far_m: 'Farther from the site than (m)', early_minutes: 'Earlier than acceptance by (minutes)', late_minutes: 'Later than hand-in by (minutes)',
  skew_minutes: 'Clocks apart by (minutes)', speed_kmh: 'Travelled faster than (km/h)', dark_brightness: 'Brightness below (0–255)', blurred_sharpness: 'Sharpness below', place_likeness: 'Before and after fit less than', unchanged_change: 'Changed less than',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Administration', parts: { elements: 'Elements', calendars: 'Calendars', telling: 'Notices', aside: 'Stuck', looks: 'Originals', damage: 'Damaged' }, choose: 'Choose an element', search: 'Search elements', none: ['Nothing found', 'Try another word.'],
  looksIntro: 'When parts of a photo are covered, only administrators can see its original. Who looked, when and why stands here.', noLooks: ['Nobody has looked at an original', 'Each look at the original of a covered photo is noted here.'],
  damageIntro: 'Each photo’s hash is checked again every 30 days. Those that are not what came in, or whose file is gone, stand here. Restore them from a backup soon.', noDamage: ['No photo is damaged', 'All that were checked are what came in.'],
  order: (no) => `Order ${no}`, photo: (hash) => `Photo ${hash}`, found: (time) => `First noticed ${time}`, checked: (time) => `Last checked ${time}`,
  why: 'Reason', more: 'Show more', all: (n) => `${n} in all`, sofar: (n) => `${n} shown so far`,
  evidence: 'Photos', stamp: 'Stamp photos', stampHint: 'Time, place, order and unit are drawn on what is shown; the original stays as it is.',
  review: 'Review', otherUnit: 'Reviewed by another unit', otherUnitHint: 'The reviewer may not belong to the unit that handed in.', requests: 'More time', unitGrants: 'Decided by the unit’s coordinator', unitGrantsHint: 'Otherwise the managers of the area decide; nobody ever decides about their own request.', after: 'After closing',
  checklist: 'Checklist', checklistHint: 'Lines to tick while reviewing; both languages are needed.', lineZh: (n) => `Line ${n} (Chinese)`, lineEn: (n) => `Line ${n} (English)`, addLine: 'Add a line', removeLine: (n) => `Remove line ${n}`, noLines: 'No checklist.',
  thresholds: 'Thresholds of questions', thresholdsHint: 'Beyond them a question is asked, nothing is refused. They hold for photos from now on; empty is the default.', byDefault: (value) => `Default ${value}`, own: (n) => `${n} of our own`,
  figures: enFigures, limits: enThresholds,
  save: 'Save', saved: 'Settings saved', changed: (n) => `${n} to save`, range: (low, high) => `A number from ${low} to ${high}`, whole: (low, high) => `A whole number from ${low} to ${high}`,
  bothLanguages: 'Each line needs its words in both languages', early: 'Photos must be kept as long as a reporter may say “not fixed”', fix: 'Correct what is marked first',
  conflict: 'Somebody else has just changed the settings. Below is what is there now, with what you had changed; look again, then save.',
  shared: 'Several districts share these elements: only who administers all of them may change them.', everybody: 'A change holds for every order of this element.',
  forget: 'More photos will be deleted', forgetText: (days) => `They will be kept for ${days} days. Originals and places of orders that ended longer ago are deleted in the background and cannot be had back; hash and decision stay.`, forgetSure: 'Change it', keep: 'Leave it',
  ladders: 'Levels of escalation', ladder: { not_dispatched: 'not dispatched', not_seen: 'not seen', not_accepted: 'not accepted', not_fixed: 'not fixed', not_reviewed: 'not reviewed' },
  history: 'Changes', noHistory: 'Nobody has changed anything yet.', historyLast: 'The last 20', forEver: 'for ever', on: 'on', off: 'off', lines: (n) => `${n} line${n === 1 ? '' : 's'}`, standard: 'default', became: (was, now) => `${was} → ${now}`,
};
export const adminWords = dictionary(zh, en);
