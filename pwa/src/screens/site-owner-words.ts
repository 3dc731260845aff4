import { dictionary } from '../i18n/index.ts';

const zh = {
  title: '点位业主', hint: '要素设了“先问业主”时，先把链接发给业主，逾期不答复才派单。', name: '业主名称', language: '业主的语言', url: '通知地址（可不填）',
  without: '没有地址时，由调度员把链接交给业主。', has: (what: string) => `现有地址：${what}。保存时留空会删除它。`, save: '保存', saved: '已保存', forget: '删除业主', forgotten: '已删除',
};
const en: Parameters<typeof dictionary<typeof zh>>[1] = {
  title: 'Owner of the site', hint: 'Where an element asks the owner first, they get a link; only without an answer in time is somebody sent.', name: 'Name', language: 'Their language', url: 'Address for notices, if any',
  without: 'Without an address a coordinator hands the link to the owner.', has: (what) => `Address now: ${what}. Saved empty, it is removed.`, save: 'Save', saved: 'Saved', forget: 'Remove the owner', forgotten: 'Removed',
};
export const siteOwnerWords = dictionary(zh, en);
