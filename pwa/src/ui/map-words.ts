import { dictionary } from '../i18n/index.ts';

export const mapWords = dictionary({
  map: '地图', closer: '放大', farther: '缩小', pin: '图钉，用方向键移动', loading: '正在打开地图…', broken: '地图打不开',
  up: '图钉上移', down: '图钉下移', left: '图钉左移', right: '图钉右移', nudge: '移动图钉',
}, {
  map: 'Map', closer: 'Zoom in', farther: 'Zoom out', pin: 'Pin, moved with the arrow keys', loading: 'Opening the map…', broken: 'The map cannot be opened',
  up: 'Move the pin up', down: 'Move the pin down', left: 'Move the pin left', right: 'Move the pin right', nudge: 'Move the pin',
});
