import { dictionary } from '../i18n/index.ts';

export const receiptWords = dictionary({
  received: (at: string) => `${at} 收到`, sealed: '已封存', claimed: (at: string) => `自报时间 ${at}`, unmatched: (at: string) => `自报时间 ${at}，封存对不上`,
  save: '保存回执', saved: '回执已保存', all: '保存全部回执', allHint: (n: number) => `${n} 张工单的照片回执，任何人都能核对`,
}, {
  received: (at) => `received ${at}`, sealed: 'sealed', claimed: (at) => `claimed time ${at}`, unmatched: (at) => `claimed time ${at}, the seal does not match`,
  save: 'Save receipt', saved: 'The receipt is saved', all: 'Save all receipts', allHint: (n) => `Receipts of the photos of ${n} ${n === 1 ? 'order' : 'orders'}, which anybody can check`,
});
