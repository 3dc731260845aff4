import { useEffect, useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { shownUrl } from '../core/shown.ts';
import { name, t } from '../i18n/index.ts';
import { act } from '../state/act.ts';
import { addPhoto, claims, draft, finish, ready, removePhoto, write, type Draft } from '../state/draft.ts';
import { reasonsFor } from '../state/registry.ts';
import { decide, pairOf } from '../state/review.ts';
import { sayProblem } from '../state/toast.ts';
import { letterKeys } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Taken } from './evidence.tsx';
import { useSending } from './reason-sheet.tsx';
import { reviewWords as words } from './review-words.ts';

const OTHER = 'other';

/** Why it goes back: a reason of the list, own words, and an arrow on the photo. A draft until it is sent, and again when it is taken back. */
export function ReturnSheet({ order, close, sent: told }: { order: OrderDetail; close: () => void; sent: () => void }) {
  const mine = draft(`return/${order.id}`), { reason = '', text = '' } = mine.fields.value, [tried, setTried] = useState(false);
  const { busy, wrong, sent } = useSending(() => { finish(mine); close(); told(); });
  const listed = reasonsFor('return');
  const choices = listed.length ? listed.map((one) => ({ key: one.code, words: name(one.name) })) : [{ key: OTHER, words: t().other }];
  const needsText = reason === OTHER && !text.trim();
  const pick = (to: string) => write(mine, 'reason', to);
  const go = () => {
    setTried(true);
    if (!reason || needsText) return;
    const words = text.trim();
    sent(ready(mine).then(() => decide(order, 'return', { reason, ...(words ? { text: words } : {}), ...(claims(mine).length ? { photos: claims(mine) } : {}) }, mine.key)));
  };
  useNumbers(choices.length, (index) => pick(choices[index]?.key ?? ''));
  return (
    <Sheet title={words().returnTitle} close={close}
      foot={<Button kind="primary" wide icon="undo" busy={busy} disabled={!reason} press={go} mark="send-reason">{words().send}</Button>}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); go(); }}>
        <Options label={words().because} options={choices} value={reason} pick={pick} />
        {reason && <Text label={words().own} hint={words().ownHint} lines value={text} input={(to) => write(mine, 'text', to)} wrong={tried && needsText ? words().ownNeeded : undefined} />}
        <Marks order={order} mine={mine} />
        <button type="submit" class="vh" tabIndex={-1} aria-hidden="true" />
      </form>
      {wrong}
    </Sheet>
  );
}

/** What is wrong, shown and not only said: a copy of the after-photo with an arrow, which goes along and proves nothing. */
function Marks({ order, mine }: { order: OrderDetail; mine: Draft }) {
  const { after } = pairOf(order), original = order.photos.find((photo) => photo.sha256 === after), shots = mine.shots.value;
  if (!after) return null;
  const facts = { taken_at: original?.taken_at ?? original?.received_at ?? order.filed_at, place: null };
  const draw = () => void import('./draw.tsx').then(({ openDraw }) => openDraw(shownUrl(after, 'view', order), (drawn) => void addPhoto(mine, drawn, 'mark', 'camera', facts)), sayProblem);
  return (
    <div class="stack">
      {(shots.length > 0 || mine.working.value > 0) && (
        <ul class="shots">
          {shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} tag={words().marked} remove={() => removePhoto(mine, shot)} /></li>)}
          {mine.working.value > 0 && <li class="bone shot-bone" />}
        </ul>
      )}
      <Button icon="pen" press={draw} mark="mark">{shots.length ? words().markMore : words().mark}</Button>
    </div>
  );
}

/** A question keeps the order in review; who submitted it is told, and answers with a comment. */
export function AskSheet({ order, close, sent: told }: { order: OrderDetail; close: () => void; sent: () => void }) {
  const mine = draft(`ask/${order.id}`), text = mine.fields.value['text'] ?? '';
  const { busy, wrong, sent } = useSending(() => { finish(mine); close(); told(); });
  return (
    <Sheet title={words().askTitle} close={close}
      foot={<Button kind="primary" wide icon="send" busy={busy} disabled={!text.trim()} press={() => sent(act(order, 'ask', { text: text.trim() }, mine.key))} mark="send-question">{t().send}</Button>}>
      <Text label={words().askTitle} hideLabel hint={words().askHint} lines value={text} input={(to) => write(mine, 'text', to)} />
      {wrong}
    </Sheet>
  );
}

/** 1 to 9 choose a reason, where single keys are on and nobody writes. */
function useNumbers(count: number, choose: (index: number) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const index = Number(event.key) - 1, { tagName } = event.target as HTMLElement;
      if (!letterKeys.peek() || event.ctrlKey || event.metaKey || event.altKey || tagName === 'TEXTAREA' || !(index >= 0 && index < count)) return;
      choose(index);
      document.querySelectorAll<HTMLInputElement>('dialog[open] input[type=radio]')[index]?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}

export function HelpSheet({ close }: { close: () => void }) {
  const list = (title: string, rows: readonly (readonly [string, string])[]) => (
    <section><h3>{title}</h3><dl class="facts">{rows.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl></section>
  );
  return (
    <Sheet title={words().help} close={close}>
      <div class="stack" tabIndex={0}>
        {!letterKeys.value && <p class="quiet">{words().keysOff}</p>}
        {list(words().keys, words().keyList)}
        {list(words().fingers, words().fingerList)}
      </div>
    </Sheet>
  );
}
