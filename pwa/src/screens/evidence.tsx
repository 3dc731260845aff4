import { useEffect, useRef } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { missing, type Phase } from '../core/evidence.ts';
import { looks } from '../core/shown.ts';
import type { ShotFacts } from '../device/camera.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { addPhoto, draft, removePhoto, write, type Draft, type Shot } from '../state/draft.ts';
import { sayProblem } from '../state/toast.ts';
import { Button, Shutter } from '../ui/button.tsx';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { LocalPhoto } from '../ui/photo.tsx';
import { CameraShutter } from './camera-shutter.tsx';

export const evidenceDraft = (order: OrderDetail) => draft(`order/${order.id}`);

/** What still has to be photographed. After a return only new after-photos count. */
export function stillMissing(order: OrderDetail, from: Draft) {
  const earlier = order.photos.filter((photo) => photo.phase === 'before');
  return missing(order.evidence, [...earlier, ...from.shots.value.map((shot) => shot.photo.value)]);
}

export function take(into: Draft, files: readonly File[], phase: Phase, source: 'camera' | 'gallery', facts?: ShotFacts): void {
  for (const file of files) void addPhoto(into, file, phase, source, facts);
}

/** What the next picture should look like from the same spot: the newest before-photo, else what was found. */
export function earlier(order: OrderDetail, from: Draft, phase: Phase): readonly string[] {
  const mine = from.shots.value.filter((shot) => shot.photo.value.phase === 'before').at(-1)?.preview.value;
  if (mine && phase !== 'before') return [mine];
  const theirs = phase === 'before' ? undefined : order.photos.filter((photo) => photo.phase === 'before').at(-1)?.sha256, sha256 = theirs ?? order.picture;
  return looks(sha256, order);
}

/** A copy with circles and arrows, beside its original: it has the same moment and place, and says that it was drawn on. */
function drawOn(into: Draft, shot: Shot): void {
  const { phase, source, taken_at, lat, lon, accuracy_m } = shot.photo.peek();
  const place = lat === undefined || lon === undefined || accuracy_m === undefined ? null : { lat, lon, accuracy_m, at: Date.parse(taken_at) };
  void import('./draw.tsx').then(({ openDraw }) => openDraw(shot.preview.peek(), (drawn) => void addPhoto(into, drawn, phase, source, { taken_at, place })), sayProblem);
}

/** The photos taken for this order, each on its way to the server while the next one is taken. */
export function Evidence({ order }: { order: OrderDetail }) {
  const mine = evidenceDraft(order), shots = mine.shots.value, lacking = stillMissing(order, mine);
  const phase: Phase = lacking.before > 0 ? 'before' : 'after';
  const left = lacking.before + lacking.after;
  const section = useRef<HTMLElement>(null), count = useRef(shots.length);
  useEffect(() => {
    // The button that took it is at the bottom; what it took may be below the edge of a small screen.
    if (shots.length > count.current) section.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    count.current = shots.length;
  }, [shots.length]);
  return (
    <section ref={section} class="card stack" aria-label={orderWords().photos}>
      <div class="row"><h2 class="grow">{orderWords().photos}</h2><span class={left ? 'chip soon' : 'chip done'}>{left ? orderWords().need(left) : orderWords().enough}</span></div>
      <p class="quiet small">{name(order.evidence.why)}</p>
      {(shots.length > 0 || mine.working.value > 0) && (
        <ul class="shots">
          {shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} remove={() => removePhoto(mine, shot)} from={mine} /></li>)}
          {Array.from({ length: mine.working.value }, (_, index) => <li class="bone shot-bone" key={index} />)}
        </ul>
      )}
      <div class="chips">
        {left === 0 && <CameraShutter look="button" icon="plus" take={(files, facts) => take(mine, files, phase, 'camera', facts)} overlay={earlier(order, mine, phase)} mark="add-photo">{orderWords().addPhoto}</CameraShutter>}
        <Shutter look="button bare" icon="album" camera={false} take={(files) => take(mine, files, phase, 'gallery')} mark="album">{orderWords().fromAlbum}</Shutter>
      </div>
      {shots.length > 0 && <Text label={orderWords().noteLabel} lines value={mine.fields.value['text'] ?? ''} input={(text) => write(mine, 'text', text)} />}
    </section>
  );
}

/** With the draft it is `from`, it can be drawn on. */
export function Taken({ shot, remove, tag, from }: { shot: Shot; remove: () => void; tag?: string; from?: Draft }) {
  const state = shot.upload.value, photo = shot.photo.value;
  const phase = tag ?? (photo.phase === 'before' ? orderWords().before : orderWords().after);
  const words = orderWords().photoState;
  return (
    <div class="shot" data-upload={state.kind}>
      <LocalPhoto url={shot.preview.value} alt={phase} remove={remove} />
      {state.kind === 'sending' && <progress max={1} value={state.fraction} aria-label={words.sending(Math.round(state.fraction * 100))} />}
      <p class="state">
        {state.kind === 'stored' && <><span class="good"><Icon name="check" /></span>{words.stored} · {photo.lat === undefined ? orderWords().placeMissing : orderWords().placeAttached}</>}
        {state.kind === 'waiting' && <><Icon name="clock" />{words.waiting}</>}
        {state.kind === 'sending' && <span class="num">{words.sending(Math.round(state.fraction * 100))}</span>}
      </p>
      {photo.source === 'gallery' && <p class="state" data-source="gallery"><Icon name="album" />{orderWords().isFromAlbum}</p>}
      {from && <Button kind="bare" icon="pen" press={() => drawOn(from, shot)} mark="draw-on">{orderWords().draw}</Button>}
      {state.kind === 'failed' && <p class="wrong" role="alert">{(t().problems[state.code] ?? [words.failed]).join(' ')}</p>}
    </div>
  );
}
