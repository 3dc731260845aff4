import { dictionary } from '../i18n/index.ts';

export const navigateWords = dictionary({
  which: '用哪个地图？', keep: '记住这个选择，以后点一下就走。', other: '换一个地图', going: (app: string) => `去现场：${app}`,
  apps: { amap: '高德地图', baidu: '百度地图', apple: '苹果地图', google: '谷歌地图', geo: '手机里的其他地图' },
  notOpened: (app: string) => `${app}没有打开？`, notOpenedHint: '手机上可能没有安装，可以打开网页版。', web: '打开网页版',
}, {
  which: 'Which map?', keep: 'It is remembered: from now on one tap is enough.', other: 'Choose another map', going: (app) => `Go there: ${app}`,
  apps: { amap: 'Amap', baidu: 'Baidu Maps', apple: 'Apple Maps', google: 'Google Maps', geo: 'Another map on this phone' },
  notOpened: (app) => `${app} did not open?`, notOpenedHint: 'It may not be installed. Its web page does the same.', web: 'Open the page',
});
