import { dictionary } from '../i18n/index.ts';

const zh = {
  compare: '对比方式', side: '并排', slide: '滑动', blink: '闪切',
  pictures: '整改前后两张照片：加减号缩放，方向键移动，0 还原', zoomIn: '放大', zoomOut: '缩小', whole: '看全图', larger: (percent: number) => `${percent}%`,
  play: '自动切换', pause: '停止切换', flip: '看另一张', split: '分界线位置', lost: '照片没打开', reload: '重新加载',
  coming: '照片还没到', lostHint: '有照片打不开：可以驳回，不能通过', notYours: '这一件须由其他人核查', markHint: '对方说明了超时原因：请打开工单，看时限后决定。', markOpen: '打开工单，决定是否算超时', requestHint: '对方申请延期或挂账：请打开工单决定。', requestOpen: '打开工单，决定是否批准', slow: '正在取下一件…',
  done: { approve: '已通过', return: '已驳回' } as Record<string, string>, undo: '撤销', undone: '已撤销，请重新核查', undoLate: '已经发出，撤不回了',
  next: (what: string, where: string, n: number) => `下一件：${what}，${where}。还有 ${n} 件`, gone: '刚才那件别人已经办了', empty: '都核查完了', skipped: '已跳过，排到最后',
  count: (n: number, more: boolean) => `${n}${more ? '+' : ''} 件`, first: '先看',
  help: '按键与手势', keys: '按键', fingers: '手势', keysOff: '单键快捷键已关闭，可在“我的”里打开。',
  keyList: [
    ['A', '核查通过'], ['R', '驳回'], ['Q', '提问'], ['S', '先跳过'], ['Z', '撤销上一件（5 秒内）'], ['1 2 3', '并排、滑动、闪切'], ['B', '看另一张'], ['+ − 0', '放大、缩小、看全图'], ['← ↑ → ↓', '移动放大的照片'], ['?', '这张表'],
  ] as readonly (readonly [string, string])[],
  fingerList: [
    ['右滑', '核查通过'], ['左滑', '驳回，先选原因'], ['双指', '两张一起放大、移动'], ['双击', '放大，再双击还原'],
  ] as readonly (readonly [string, string])[],
  returnTitle: '驳回：请选原因', because: '原因', own: '补充说明', ownHint: '要补什么、补在哪里', ownNeeded: '选了其他原因，请写明', mark: '在照片上指出', marked: '已在照片上标出', send: '驳回', markMore: '再标一处', ask: '提问', askTitle: '问提交人', askHint: '例如：左边那两袋是谁家的？', asked: '已提问，排到最后',
  findings: (n: number) => `疑点（${n}）`, findingsHint: '系统提出的问题，供您看图时留意；答案由您判断。', thisOne: '本单照片', otherOne: '相似的照片',
  checklist: '核对清单', checklistHint: '可不勾；勾选随结论一起保存。',
  appealed: '申诉件', appealHint: '提交人不同意先前的驳回。您看到的材料不含姓名；通过即申诉成立。', appealSays: '申诉理由', reversed: '申诉成立', upheld: '维持驳回',
  pairs: '本点位最近几次', pairsNone: '这里还没有结案的整改', pairsFailed: '没有取到',
};

export const reviewWords = dictionary(zh, {
  compare: 'How to compare', side: 'Side by side', slide: 'Slider', blink: 'Blink',
  pictures: 'Before and after: plus and minus zoom, arrows move, 0 shows all', zoomIn: 'Zoom in', zoomOut: 'Zoom out', whole: 'Whole picture', larger: (percent: number) => `${percent}%`,
  play: 'Change by itself', pause: 'Stop changing', flip: 'Show the other one', split: 'Where the dividing line is', lost: 'The photo did not open', reload: 'Load again',
  coming: 'The photos are not here yet', lostHint: 'A photo cannot be opened: the order can be returned, not approved', notYours: 'Somebody else has to review this one', markHint: 'They say why it was late: open the order, look at its times, and decide.', markOpen: 'Open the order and decide', requestHint: 'More time is asked for: open the order and decide.', requestOpen: 'Open the order and decide', slow: 'Fetching the next one…',
  done: { approve: 'Approved', return: 'Returned' }, undo: 'Undo', undone: 'Taken back: please review it again', undoLate: 'It has been sent and cannot be taken back',
  next: (what: string, where: string, n: number) => `Next: ${what}, ${where}. ${n} left`, gone: 'Somebody else has dealt with that one', empty: 'All reviewed', skipped: 'Skipped: it comes last',
  count: (n: number, more: boolean) => `${n}${more ? '+' : ''} to go`, first: 'Look first',
  help: 'Keys and gestures', keys: 'Keys', fingers: 'Gestures', keysOff: 'Single-key shortcuts are switched off; see “Me”.',
  keyList: [
    ['A', 'Approve'], ['R', 'Return'], ['Q', 'Ask a question'], ['S', 'Skip for now'], ['Z', 'Undo the last one (5 seconds)'], ['1 2 3', 'Side by side, slider, blink'], ['B', 'Show the other one'], ['+ − 0', 'Zoom in, out, whole picture'], ['← ↑ → ↓', 'Move the enlarged pictures'], ['?', 'This list'],
  ] as readonly (readonly [string, string])[],
  fingerList: [
    ['Swipe right', 'Approve'], ['Swipe left', 'Return: first choose why'], ['Two fingers', 'Enlarge and move both'], ['Double tap', 'Enlarge, and back'],
  ] as readonly (readonly [string, string])[],
  returnTitle: 'Return: choose a reason', because: 'Reason', own: 'In your own words', ownHint: 'What is missing, and where', ownNeeded: 'Other reason chosen: please say which', mark: 'Point it out on the photo', marked: 'Pointed out on the photo', send: 'Return', markMore: 'One more mark', ask: 'Ask', askTitle: 'Ask who submitted it', askHint: 'For example: whose are the two bags on the left?', asked: 'Asked: it comes last',
  findings: (n: number) => `Questions (${n})`, findingsHint: 'Asked by the system, for you to keep in mind while you look; the answer is yours.', thisOne: 'Of this order', otherOne: 'The one it resembles',
  checklist: 'Checklist', checklistHint: 'Ticks are optional; they are kept with your verdict.',
  appealed: 'Appeal', appealHint: 'Whoever submitted it does not agree with the return. You see no names; approving means that the appeal succeeds.', appealSays: 'Why it is appealed', reversed: 'Appeal succeeds', upheld: 'Return stands',
  pairs: 'The last times here', pairsNone: 'Nothing was closed here yet', pairsFailed: 'This could not be fetched',
});
