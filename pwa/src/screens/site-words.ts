import { dictionary } from '../i18n/index.ts';

/** What stands in site files. A city adds facts of its own: those are shown by their names as they are. */
const zh = {
  owner: '点位业主', title: '点位档案', facts: '基本情况', open: '在办工单', history: '办结记录', none: '这里没有在办的工单', neverYet: '还没有办结的工单', answers: '责任单位', place: '位置', kind: '类别',
  unknown: ['没有这个点位', '它可能已停用，或不归您管。'] as readonly [string, string], offline: ['还看不到这个点位', '连上网络后再打开一次，它就会保存在这台手机上。'] as readonly [string, string],
  kept: '来自这台手机', yes: '有', no: '无', and: '、',
  kinds: { waste_room: '垃圾厢房', drop_off: '投放点', compound: '小区', shop: '沿街商户', restaurant: '餐饮店', market: '菜场', river: '河道', transfer_station: '中转站', depot: '车场', plant: '处置厂' } as Record<string, string>,
  names: {
    households: '户数', streams: '垃圾分类', bins_240l: '240 升桶', open: '开放时间', camera: '摄像头', wash_basin: '洗手池', collector: '收运单位', collections_a_day: '每日收运（次）', built: '建成年份', buildings: '楼栋', property: '物业',
    lifts: '电梯', charging_sheds: '充电车棚', fire_lane_m: '消防通道（米）', trade: '经营内容', owner: '负责人', licence: '营业执照', frontage_m: '门面宽（米）', waste_kg_a_day: '日产垃圾（公斤）', food_licence: '食品经营许可证', seats: '餐位',
    kitchen_waste_kg_a_day: '日产餐厨垃圾（公斤）', grease_trap: '隔油池', oil_collector: '废油收运', grade: '等级', stalls: '摊位', operator: '运营负责人', wet_waste_kg_a_day: '日产湿垃圾（公斤）', length_m: '长度（米）', width_m: '宽度（米）',
    river_chief: '河长', chief_title: '河长职务', water_class: '水质类别', manager: '负责人', permit: '许可证', capacity_t_a_day: '日处理能力（吨）', tipping_bays: '卸料口', compactors: '压缩机', weighbridges: '地磅', from_streets: '服务街镇数',
    odour_control: '除臭', gps: '车载定位', on_board_scales: '车载称重', takes: '处置品类', lines: '处理线', emission_monitor: '排放监测', product: '产物', trucks: '车辆',
  } as Record<string, string>,
  values: { dry: '干垃圾', wet: '湿垃圾', recyclable: '可回收物', hazardous: '有害垃圾', biogas: '沼气', 'street river chief': '镇级河长', 'village river chief': '村级河长', 'district river chief': '区级河长', fruit: '水果' } as Record<string, string>,
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  owner: 'Owner of the site', title: 'Site file', facts: 'Facts', open: 'Open orders', history: 'What was', none: 'Nothing is open here', neverYet: 'Nothing has been closed here yet', answers: 'Answers for it', place: 'Place', kind: 'Kind',
  unknown: ['There is no such site', 'It may be closed down, or none of yours.'], offline: ['This site is not on this phone yet', 'Open it once with a network, and it stays here.'],
  kept: 'From this phone', yes: 'yes', no: 'no', and: ', ',
  kinds: { waste_room: 'Waste room', drop_off: 'Drop-off point', compound: 'Compound', shop: 'Shop', restaurant: 'Restaurant', market: 'Market', river: 'River', transfer_station: 'Transfer station', depot: 'Depot', plant: 'Plant' },
  names: {
    households: 'Households', streams: 'Sorted into', bins_240l: 'Bins of 240 l', open: 'Open', camera: 'Camera', wash_basin: 'Wash basin', collector: 'Collected by', collections_a_day: 'Collections a day', built: 'Built', buildings: 'Buildings', property: 'Property managers',
    lifts: 'Lifts', charging_sheds: 'Charging sheds', fire_lane_m: 'Fire lane (m)', trade: 'Trade', owner: 'Owner', licence: 'Licence', frontage_m: 'Frontage (m)', waste_kg_a_day: 'Waste a day (kg)', food_licence: 'Food licence', seats: 'Seats',
    kitchen_waste_kg_a_day: 'Kitchen waste a day (kg)', grease_trap: 'Grease trap', oil_collector: 'Oil collected by', grade: 'Grade', stalls: 'Stalls', operator: 'Operator', wet_waste_kg_a_day: 'Wet waste a day (kg)', length_m: 'Length (m)', width_m: 'Width (m)',
    river_chief: 'River chief', chief_title: 'Title', water_class: 'Water class', manager: 'Manager', permit: 'Permit', capacity_t_a_day: 'Capacity a day (t)', tipping_bays: 'Tipping bays', compactors: 'Compactors', weighbridges: 'Weighbridges', from_streets: 'Streets served',
    odour_control: 'Odour control', gps: 'GPS', on_board_scales: 'On-board scales', takes: 'Takes', lines: 'Lines', emission_monitor: 'Emission monitor', product: 'Product', trucks: 'Trucks',
  },
  values: { dry: 'dry', wet: 'wet', recyclable: 'recyclable', hazardous: 'hazardous' },
};
export const siteWords = dictionary(zh, en);
