import { useState } from 'preact/hooks';
import * as api from '../api/admin.ts';
import type { AsideOrder } from '../api/types.ts';
import { dictionary, moment, name, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { List, ToOrder } from './admin-lists.tsx';

const zhTroubles = { refused: '数据库拒绝这一步：数据与规则冲突。', unreadable: '存储的内容无法读取。', fault: '程序出错，请报告给开发人员。' };
const words = dictionary({
  intro: '检查时限时出错的工单：不影响其他工单，每 5 分钟自动再试一次。它们的督办会晚，请尽快处理。', none: ['没有受阻的工单', '所有在办工单的时限都在正常检查。'] as const, troubles: zhTroubles,
  since: (time: string) => `自 ${time} 起`, times: (n: number) => `已出错 ${n} 次`, next: (time: string) => `将于 ${time} 再试`, error: '错误', again: '立即再试', asked: '马上再试，几秒后刷新可见结果',
}, {
  intro: 'Orders whose check of the deadline failed. They hold up no other and are tried again every five minutes; meanwhile nobody is told of them, so look soon.', none: ['No order is stuck', 'The deadlines of all open orders are being watched.'],
  troubles: { refused: 'The database refuses the step: what is stored contradicts a rule.', unreadable: 'What is stored cannot be read.', fault: 'A fault of the program: report it.' },
  since: (time) => `Since ${time}`, times: (n) => (n === 1 ? 'failed once' : `failed ${n} times`), next: (time) => `tried again at ${time}`, error: 'Error', again: 'Try again now', asked: 'It is tried now; look again in a few seconds',
});

/** Orders that the sweep pushed aside: since when, how often, why, and a way to try at once. */
export function AsideList() {
  return <List fetch={api.pushedAside} intro={words().intro} empty={words().none} icon="check" mark="aside" each={(one: AsideOrder, reload) => <One one={one} reload={reload} key={one.order_id} />} />;
}

function One({ one, reload }: { one: AsideOrder; reload: () => void }) {
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState('');
  const again = async () => {
    setBusy(true);
    setWrong('');
    try {
      await api.tryAside(one.order_id);
      say({ kind: 'done', title: words().asked });
      reload();
    } catch (thrown) {
      setWrong(problemWords(thrown).join(' '));
    }
    setBusy(false);
  };
  return (
    <li class="card stack" data-aside={one.order_id}>
      <div><h2>{name(one.element.name)}</h2><p class="small quiet">{one.unit ? `${name(one.unit.name)} · ` : ''}{t().state[one.state]}</p></div>
      <p>{words().troubles[one.trouble]} <span class="small quiet block">{words().error}: <code>{one.error}</code></span></p>
      <p class="small quiet num">{words().since(moment(one.since, now.value))} · {words().times(one.times)} · {words().next(moment(one.next_at, now.value))}</p>
      {wrong && <Wrong>{wrong}</Wrong>}
      <div class="ways"><ToOrder id={one.order_id} no={one.order_no} /><Button kind="primary" icon="retry" busy={busy} press={() => void again()} mark="try-aside">{words().again}</Button></div>
    </li>
  );
}
