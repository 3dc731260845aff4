import type { Fault } from '../device/camera.ts';
import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '拍照', shoot: '拍照', shooting: '正在拍…', opening: '正在打开相机…', own: '用手机自带相机', torch: '手电筒',
  use: '使用', retake: '重拍', draw: '画标注', shot: '刚拍的照片', shotDrawn: '刚拍的照片，已画标注',
  taken: (n: number) => `已拍 ${n} 张`, done: '完成',
  ghost: '叠加之前的照片，对准同一角度', ghostHow: '叠影深浅', percent: (n: number) => `${n}%`,
  locating: '正在定位…', accuracy: (m: number) => `定位 ±${m} 米`, again: '重试', failed: '没拍成，再按一次。',
  places: {
    'place.denied': '没有定位权限。照片照拍，只是不带位置；要带位置，请到手机设置里允许定位。',
    'place.unavailable': '暂时定不到位。照片照拍，只是不带位置；走到开阔处再试。',
    'place.unsupported': '这里不能定位。照片照拍，只是不带位置。',
  } as Record<string, string>,
  faults: {
    denied: ['没有相机权限', '现在可以用手机自带相机拍。下次想在这里拍，请到手机设置里允许本应用用相机。'],
    missing: ['没有找到相机', '可以用手机自带相机拍，或从相册选。'],
    busy: ['相机打不开', '可能被别的应用占用：关掉它再试，或用手机自带相机拍。'],
    unsupported: ['这个浏览器不能在页面里拍照', '用手机自带相机拍，照片一样能交。'],
  } as Record<Fault, readonly [string, string]>,
};

export const words = dictionary(zh, {
  title: 'Camera', shoot: 'Take photo', shooting: 'Taking…', opening: 'Opening the camera…', own: 'Use the phone’s own camera app', torch: 'Torch',
  use: 'Use', retake: 'Retake', draw: 'Draw', shot: 'The photo just taken', shotDrawn: 'The photo just taken, with your drawing',
  taken: (n: number) => `${n} taken`, done: 'Done',
  ghost: 'Lay the earlier photo over it, for the same angle', ghostHow: 'How strong the earlier photo shows', percent: (n: number) => `${n}%`,
  locating: 'Finding your place…', accuracy: (m: number) => `Place ± ${m} m`, again: 'Try again', failed: 'That did not work; press once more.',
  places: {
    'place.denied': 'No permission for your place. Photos are taken all the same, without it; to add it, allow location in the phone’s settings.',
    'place.unavailable': 'Your place cannot be found right now. Photos are taken all the same, without it; try again in the open.',
    'place.unsupported': 'Your place cannot be found here. Photos are taken all the same, without it.',
  },
  faults: {
    denied: ['No permission for the camera', 'Use the phone’s own camera app for now. To take photos here, allow this app the camera in the phone’s settings.'],
    missing: ['No camera found', 'Use the phone’s own camera app, or choose a photo from the album.'],
    busy: ['The camera does not open', 'Another app may hold it: close that app and try again, or use the phone’s own camera app.'],
    unsupported: ['This browser cannot take photos in the page', 'Use the phone’s own camera app; such photos count just the same.'],
  },
});

const zhDraw = {
  title: '画标注', circle: '圈', arrow: '箭头', middle: '居中放', undo: '撤销', larger: '放大', smaller: '缩小', turn: '转向', save: '完成', cancel: '取消',
  stage: '画标注的照片：拖动手指画，或点一下放一个；方向键移动，加减键改大小', hint: '在照片上拖动，或点一下', count: (n: number) => `已画 ${n} 处`,
  caption: '标注图', failed: '没有存成，再试一次。',
};

export const drawWords = dictionary(zhDraw, {
  title: 'Draw', circle: 'Circle', arrow: 'Arrow', middle: 'Centre', undo: 'Undo', larger: 'Larger', smaller: 'Smaller', turn: 'Turn', save: 'Done', cancel: 'Cancel',
  stage: 'The photo to draw on: drag to draw, or tap to place one; arrow keys move it, plus and minus change its size', hint: 'Drag on the photo, or tap', count: (n: number) => `${n} drawn`,
  caption: 'Marked copy', failed: 'That could not be saved; try again.',
});
