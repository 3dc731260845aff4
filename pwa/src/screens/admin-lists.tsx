import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/admin.ts';
import type { Damage, Look, Page } from '../api/types.ts';
import { moment, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import type { IconName } from '../ui/icons.ts';
import { Bones, Empty } from '../ui/page.tsx';
import { adminWords as words } from './admin-words.ts';

export function LookList() {
  return (
    <List fetch={api.looks} intro={words().looksIntro} empty={words().noLooks} icon="eye" mark="looks" each={(look: Look) => (
      <li class="card stack" key={look.id} data-look={look.id}>
        <div class="row"><span class="avatar" aria-hidden="true">{look.person.name.slice(0, 1)}</span><div class="grow"><h2>{look.person.name}</h2><p class="small quiet num">{moment(look.at, now.value)}</p></div></div>
        <p><span class="vh">{words().why}: </span>{look.why}</p>
        <ToOrder id={look.order_id} no={look.order_no} />
      </li>
    )} />
  );
}

export function DamageList() {
  return (
    <List fetch={api.damage} intro={words().damageIntro} empty={words().noDamage} icon="check" mark="damage" each={(found: Damage) => (
      <li class="card stack" key={found.photo} data-damage={found.photo}>
        <div><h2 class="num">{words().photo(found.photo.slice(0, 16))}</h2>
          <p class="small quiet num">{words().found(moment(found.damaged_at, now.value))}</p><p class="small quiet num">{words().checked(moment(found.checked_at, now.value))}</p></div>
        <ToOrder id={found.order_id} no={found.order_no} />
      </li>
    )} />
  );
}

export const ToOrder = ({ id, no }: { id: string; no: string }) => <a class="button wide" href={`/orders/${id}`}>{words().order(no)}</a>;

/** A list that grows by a page at a time, and says when it has no more. */
export function List<T>({ fetch, intro, empty, icon, mark, each }: {
  fetch: (cursor: string | null) => Promise<Page<T>>; intro: string; empty: readonly [string, string]; icon: IconName; mark: string; each: (item: T, reload: () => void) => ComponentChildren;
}) {
  const [items, setItems] = useState<readonly T[] | null>(null), [next, setNext] = useState<string | null>(null), [busy, setBusy] = useState(false), [problem, setProblem] = useState<unknown>(null);
  const load = async (cursor: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const page = await fetch(cursor);
      setItems((before) => [...(cursor ? before ?? [] : []), ...page.items]);
      setNext(page.next_cursor);
    } catch (thrown) {
      setProblem(thrown);
    }
    setBusy(false);
  };
  useEffect(() => void load(null), []);
  const said = problem ? problemWords(problem) : null;
  if (!items) return said ? <Empty words={said} icon="offline"><Button icon="retry" busy={busy} press={() => void load(null)}>{t().retry}</Button></Empty> : <Bones rows={4} />;
  if (!items.length) return <Empty words={empty} icon={icon} />;
  return (
    <section class="stack" aria-label={words().parts[mark as 'looks']} data-list={mark}>
      <p class="quiet small">{intro}</p>
      <ul class="halves">{items.map((item) => each(item, () => void load(null)))}</ul>
      <p class="quiet small num" role="status">{next ? words().sofar(items.length) : words().all(items.length)}</p>
      {said && <Wrong>{said.join(' ')}</Wrong>}
      {next && <Button wide busy={busy} press={() => void load(next)} mark="more-rows">{words().more}</Button>}
    </section>
  );
}
