import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '遮盖照片的一部分', add: '加一块', remove: '删除', narrower: '变窄', wider: '变宽', lower: '变矮', taller: '变高',
  stage: '要遮盖的照片：拖动画一块，或点一下放一块；选中后方向键移动，Shift 加方向键改大小，Delete 删除', hint: '在人脸、车牌上拖动画一块',
  box: (no: number, [x, y, w, h]: readonly number[]) => `第 ${no} 块：距左 ${x}%，距上 ${y}%，宽 ${w}%，高 ${h}%`, none: '还没有遮盖块', full: '一次最多 20 块',
  cancel: '取消', look: '预览', back: '再改改', lost: '照片没打开，现在画不了。', reload: '重新加载', preview: (n: number) => `预览：遮盖 ${n} 处后的照片`,
  ask: (n: number) => `遮盖这 ${n} 处？`, warn: '所有人看到的都是遮盖后的照片。此操作以您的姓名记入流转记录，不能悄悄撤销；原图封存，查看须说明理由并留痕。', send: '确认遮盖',
};

export const coverWords = dictionary(zh, {
  title: 'Cover parts of the photo', add: 'Add box', remove: 'Delete', narrower: 'Narrower', wider: 'Wider', lower: 'Lower', taller: 'Taller',
  stage: 'The photo to cover: drag to draw a box, or tap to place one; arrow keys move the chosen one, Shift with arrow keys changes its size, Delete removes it', hint: 'Drag over a face or a number plate',
  box: (no: number, [x, y, w, h]: readonly number[]) => `Box ${no}: ${x}% from the left, ${y}% from the top, ${w}% wide, ${h}% high`, none: 'No box yet', full: 'At most 20 boxes at once',
  cancel: 'Cancel', look: 'Preview', back: 'Change', lost: 'The photo did not open, so nothing can be drawn now.', reload: 'Load again', preview: (n: number) => `Preview: the photo with ${n} covered`,
  ask: (n: number) => (n === 1 ? 'Cover this part?' : `Cover these ${n} parts?`), warn: 'Everybody will see the photo covered. It is kept as an event with your name and cannot be undone quietly; the original stays sealed, and each look at it needs a reason that is noted.', send: 'Cover',
});
