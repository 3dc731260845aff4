import { dictionary } from './index.ts';

const some = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const zh = {
  no: '工单号', map: '去现场', call: '联系调度员', unit: '责任单位', holder: '处理人', nobody: '未指派', area: '区域', found: '发现方式', note: '情况说明',
  before: '整改前', after: '整改后', foundPhoto: '发现时', timeline: '流转记录', clocks: '时限', inTime: '按时', late: '超时', running: '计时中', how: '怎么算的', photos: '照片', compare: '拖动对比整改前后', zoom: '放大照片',
  takeBefore: '拍整改前照片', takeAfter: '拍整改后照片', need: (n: number) => `还需 ${n} 张`, enough: '照片已够', addPhoto: '再拍一张', fromAlbum: '从相册选', isFromAlbum: '来自相册', draw: '画标注', remove: '删除照片',
  photoState: { sending: (percent: number) => `正在上传 ${percent}%`, waiting: '在手机上，等待上传', stored: '已上传', failed: '没传上去' }, placeAttached: '已附定位', placeMissing: '无定位',
  submit: (n: number) => `提交 ${n} 张照片`, noteLabel: '补充说明（可不填）', comment: '留言', photosCount: (n: number) => `${n} 张`, until: (at: string) => `至 ${at}`, to: (who: string) => `给${who}`,
  byRule: '系统', receivedLater: (time: string) => `${time} 收到`, assignTitle: '派给谁？', transferTitle: '转给哪个单位？', reasonTitle: (what: string) => `${what}：请选原因`, reasonText: '说明', reasonTextNeeded: '选了其他原因，请写明',
  nobodyHere: '本单位还没有人员', me: '我自己',
  channels: {
    camera: '视频智能发现', sensor: '感知设备', patrol: '巡查发现', volunteer: '志愿者上报', public: '市民上报', hotline: '热线', open311: '外部系统',
  } as Record<string, string>,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  no: 'Order', map: 'Go there', call: 'Call the coordinator', unit: 'Unit', holder: 'Handled by', nobody: 'Nobody yet', area: 'Area', found: 'Found by', note: 'What was seen',
  before: 'Before', after: 'After', foundPhoto: 'When found', timeline: 'Timeline', clocks: 'Deadlines', inTime: 'In time', late: 'Late', running: 'Running', how: 'How it is counted', photos: 'Photos', compare: 'Drag to compare before and after', zoom: 'Enlarge photo',
  takeBefore: 'Photo before the work', takeAfter: 'Photo after the work', need: (n) => `${n} to go`, enough: 'Enough photos', addPhoto: 'One more', fromAlbum: 'From the album', isFromAlbum: 'From the album', draw: 'Draw', remove: 'Remove photo',
  photoState: { sending: (percent) => `Uploading ${percent}%`, waiting: 'On this phone, waiting to be sent', stored: 'Uploaded', failed: 'Not uploaded' }, placeAttached: 'Place attached', placeMissing: 'No place',
  submit: (n) => `Submit ${some(n, 'photo')}`, noteLabel: 'Note (optional)', comment: 'Comment', photosCount: (n) => some(n, 'photo'), until: (at) => `until ${at}`, to: (who) => `to ${who}`,
  byRule: 'System', receivedLater: (time) => `received ${time}`, assignTitle: 'Who takes it?', transferTitle: 'Which unit?', reasonTitle: (what) => `${what}: choose a reason`, reasonText: 'Details', reasonTextNeeded: 'Other reason chosen: please say which',
  nobodyHere: 'No people in this unit yet', me: 'Myself',
  channels: {
    camera: 'Camera alert', sensor: 'Sensor', patrol: 'Patrol', volunteer: 'Volunteer report', public: 'Public report', hotline: 'Hotline', open311: 'Other system',
  },
};

/** What stands on one order; no part of the first load, which shows lists. */
export const orderWords = dictionary(zh, en);
