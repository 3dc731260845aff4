import type { Fault } from '../device/camera.ts';
import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '扫点位码', hint: '把点位上的二维码放进框里', opening: '正在打开相机…', torch: '手电筒', typed: '或者输入码下面的编号', typedHint: '例如 jy1-737-waste-room', go: '确定', again: '重试',
  notOurs: '这不是我们的码，请扫点位牌上的二维码。', empty: '请输入编号。', unknown: (code: string) => `没有编号为 ${code} 的点位。`,
  faults: {
    denied: ['没有相机权限', '可以在下面输入编号；要扫码，请到手机设置里允许本应用用相机。'],
    missing: ['没有找到相机', '请在下面输入编号。'],
    busy: ['相机打不开', '可能被别的应用占用：关掉它再试，或在下面输入编号。'],
    unsupported: ['这个浏览器不能扫码', '请在下面输入编号，或用手机自带相机扫。'],
  } satisfies Record<Fault, readonly [string, string]>,
};

export const scanWords = dictionary(zh, {
  title: 'Scan a site code', hint: 'Hold the QR code of the site inside the frame', opening: 'Opening the camera…', torch: 'Torch', typed: 'Or type the code printed below it', typedHint: 'such as jy1-737-waste-room', go: 'Use', again: 'Try again',
  notOurs: 'This is not one of our codes. Scan the QR code on the site’s label.', empty: 'Type the code.', unknown: (code: string) => `There is no site with the code ${code}.`,
  faults: {
    denied: ['No permission for the camera', 'Type the code below; to scan, allow this app the camera in the phone’s settings.'],
    missing: ['No camera found', 'Type the code below.'],
    busy: ['The camera does not open', 'Another app may hold it: close that app and try again, or type the code below.'],
    unsupported: ['This browser cannot scan', 'Type the code below, or scan with the phone’s own camera app.'],
  },
});
