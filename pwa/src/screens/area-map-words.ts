import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '地图', here: '我的位置', legend: '图例', late: '已超时', soon: '快到期', calm: '在办', done: '已结束', guessed: '虚线是按点位推算的大致辖区', list: (box: string) => `地图上的工单：${box}`,
  unplaced: (n: number) => `其中 ${n} 件没有坐标，只在列表里`, none: ['这个列表里没有工单', '换一个列表看看。'] as readonly [string, string], credit: (whom: string) => `边界：${whom}`,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Map', here: 'Where I am', legend: 'Signs', late: 'Late', soon: 'Due soon', calm: 'Open', done: 'Over', guessed: 'The dashed line is about my area, drawn around its sites', list: (box) => `On the map: ${box}`,
  unplaced: (n) => `${n} of them ${n === 1 ? 'has' : 'have'} no place, and stand${n === 1 ? 's' : ''} only in the list`, none: ['No orders in this list', 'Look at another list.'], credit: (whom) => `Outlines: ${whom}`,
};
export const areaMapWords = dictionary(zh, en);
