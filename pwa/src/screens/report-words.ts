import { dictionary } from '../i18n/index.ts';

const zh = {
  photo: '拍照', photoHint: '拍下您看到的问题', send: '上报',
  where: '在哪里？', locating: '正在定位…', here: '当前位置', accuracy: (m: number) => `误差约 ${m} 米`, rough: '定位不太准：可移动图钉，或选点位', locate: '重新定位', pinned: '图钉所在位置', moved: (far: string) => `离定位点 ${far}`,
  site: '选点位', scan: '扫码', move: '移动图钉', noSite: '不在点位上', noSites: '附近没有点位', noSitesHint: '用定位，或在说明里写清地点。', find: '找点位：名称、地址或编号',
  pinTitle: '问题在哪里？', pinHint: '拖动图钉，点地图，或用箭头。', pinUse: '就在这里', beside: (site: string, far: string) => `离${site} ${far}`,
  what: '是什么问题？', other: '其他问题',
  text: '说明（可不填）', textHint: '例如：垃圾房门口右侧有两袋垃圾', textPlace: '说明：写清在哪里', speak: '语音输入', stop: '正在听，点一下结束', voiceFor: '语音识别由浏览器提供，声音可能会发给它的服务器。',
  voiceFaults: { denied: '没有麦克风权限，请直接输入文字。', network: '现在用不了语音识别，请直接输入文字。', silent: '没有听清，再试一次或直接输入文字。' },
  near: '附近已有人上报', nearHint: '同一个问题，点一下就行，不用再拍。', meToo: '我也看到了', moreNear: (n: number) => `还有 ${n} 件`,
  needs: '请拍一张照片，或选择问题类型', needPlace: '还不知道在哪里：请选点位，或在说明里写清地点', unknownSite: (code: string) => `没有编号为 ${code} 的点位，请另选。`, cannotCheck: '没有网络，核对不了这个编号：请扫二维码或选附近点位。',
  thanks: '收到，谢谢您！', filed: (no: string) => `工单 ${no} 已生成，处理完会通知您。`, joined: (no: string) => `已并入工单 ${no}，处理完会通知您。`, see: '查看工单', another: '再报一件',
  saved: '已保存', sending: '已存在这部手机上，正在发送…', offline: '没有网络：已存在这部手机上，有网络会自动发送，可以放心离开。', refused: '没有报上去', mend: '修改后再报',
};

export const reportWords = dictionary(zh, {
  photo: 'Take a photo', photoHint: 'Show what you see', send: 'Report',
  where: 'Where is it?', locating: 'Finding your place…', here: 'Where you are', accuracy: (m: number) => `within about ${m} m`, rough: 'Not very exact: move the pin, or choose a site', locate: 'Locate again', pinned: 'Where the pin is', moved: (far: string) => `${far} from where you were located`,
  site: 'Choose a site', scan: 'Scan', move: 'Move the pin', noSite: 'Not at a site', noSites: 'No site nearby', noSitesHint: 'Use your location, or say where it is in the details.', find: 'Find a site: name, address or code',
  pinTitle: 'Where is the problem?', pinHint: 'Drag the pin, tap the map, or use the arrows.', pinUse: 'It is here', beside: (site: string, far: string) => `${far} from ${site}`,
  what: 'What is it?', other: 'Something else',
  text: 'Details (optional)', textHint: 'For example: two bags right of the waste room door', textPlace: 'Details: say where it is', speak: 'Speak', stop: 'Listening, tap to stop', voiceFor: 'The browser turns speech into text, and may send the sound to its maker’s servers.',
  voiceFaults: { denied: 'No permission for the microphone. Type instead.', network: 'Speech cannot be turned into text now. Type instead.', silent: 'Nothing was understood. Try again, or type.' },
  near: 'Already reported nearby', nearHint: 'The same problem? One tap, no photo needed.', meToo: 'Me too', moreNear: (n: number) => `${n} more`,
  needs: 'Take a photo, or choose what it is', needPlace: 'Where is it? Choose a site, or say in the details where it is', unknownSite: (code: string) => `There is no site with the code ${code}. Choose another.`, cannotCheck: 'No network to check this code: scan the QR code, or choose a site nearby.',
  thanks: 'Got it, thank you!', filed: (no: string) => `Order ${no} has been made. You will hear when it is fixed.`, joined: (no: string) => `Added to order ${no}. You will hear when it is fixed.`, see: 'See the order', another: 'Report another',
  saved: 'Saved', sending: 'Kept on this phone, being sent…', offline: 'No network: kept on this phone, and sent by itself when there is one. You can go on.', refused: 'It was not taken', mend: 'Change and send again',
});
