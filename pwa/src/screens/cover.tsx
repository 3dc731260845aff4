import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderDetail } from '../api/types.ts';
import { MOST_BOXES, movedBox, placedBox, sizedBox, type Rectangle } from '../core/cover.ts';
import { CENTRE, type Point, type Size } from '../core/draw.ts';
import { looks } from '../core/shown.ts';
import { act } from '../state/act.ts';
import { Button } from '../ui/button.tsx';
import { Full, Glyph, show } from '../ui/full.tsx';
import { Icon } from '../ui/icon.tsx';
import { Boxes } from './cover-boxes.tsx';
import { coverWords as words } from './cover-words.ts';
import { useSending } from './reason-sheet.tsx';
import '../ui/css/camera.css';

const KEYS: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
const STEP = 0.01;
const SIZES = [
  ['narrower', 'M4 12h5M6.5 9.5 9 12l-2.5 2.5M20 12h-5M17.5 9.5 15 12l2.5 2.5', { x: -2, y: 0 }], ['wider', 'M4 12h16M7 9l-3 3 3 3M17 9l3 3-3 3', { x: 2, y: 0 }],
  ['lower', 'M12 4v5M9.5 6.5 12 9l2.5-2.5M12 20v-5M9.5 17.5 12 15l2.5 2.5', { x: 0, y: -2 }], ['taller', 'M12 4v16M9 7l3-3 3 3M9 17l3 3 3-3', { x: 0, y: 2 }],
] as const;

interface About { readonly order: OrderDetail; readonly sha256: string }
/** What was drawn and not sent, by photo: closed by mistake, it is there when it is opened again. */
const left = new Map<string, readonly Rectangle[]>();

/** Opens the covering of a photo; what is sent goes by the outbox, as every other tap does. */
export function openCover(order: OrderDetail, sha256: string): void {
  show((close) => <Full label={words().title} cancel={close}><Cover order={order} sha256={sha256} close={close} /></Full>);
}

/** Boxes over parts of a photo: dragged, tapped, or placed, moved and resized with keys; then looked at as it will be, and confirmed once. */
function Cover({ order, sha256, close }: About & { close: () => void }) {
  const [boxes, setBoxes] = useState(left.get(sha256) ?? []), [chosen, setChosen] = useState(boxes.length - 1), [asking, setAsking] = useState(false);
  const change = (next: readonly Rectangle[], at = chosen) => {
    setBoxes(next);
    setChosen(at);
    left.set(sha256, next);
  };
  const photo = usePhoto({ order, sha256 });
  if (asking) return <Confirm order={order} sha256={sha256} boxes={boxes} photo={photo} back={() => setAsking(false)} close={close} />;
  const add = (box: Rectangle) => { if (boxes.length < MOST_BOXES) change([...boxes, box], boxes.length); };
  const put = (at: number, box: Rectangle) => change(boxes.map((one, index) => (index === at ? box : one)), at);
  const remove = () => change(boxes.filter((_, index) => index !== chosen), Math.max(0, chosen - 1));
  const box = boxes[chosen];
  const key = (event: KeyboardEvent) => {
    const way = KEYS[event.key];
    if (!box || !(way || event.key === 'Delete' || event.key === 'Backspace')) return;
    if (way) put(chosen, (event.shiftKey ? sizedBox : movedBox)(box, { x: way.x * STEP, y: way.y * STEP }));
    else remove();
    event.preventDefault();
  };
  const full = boxes.length >= MOST_BOXES;
  return (
    <>
      <header class="kinds">
        <Button icon="plus" disabled={full || !photo.size} press={() => add(placedBox(CENTRE))} mark="box-add">{words().add}</Button>
        <Button icon="trash" disabled={!box} press={remove} mark="box-remove">{words().remove}</Button>
      </header>
      <div class="stage">
        {photo.shown}
        {photo.size && <Boxes size={photo.size} boxes={boxes} chosen={chosen} add={add} put={put} choose={setChosen} keys={key} />}
        {photo.size && !boxes.length && <p class="wait" aria-hidden="true">{words().hint}</p>}
      </div>
      <p class="vh" role="status">{full ? words().full : boxes.length ? '' : words().none}</p>
      <div class="tools">
        {SIZES.map(([what, d, by]) => (
          <button type="button" class="button square" key={what} aria-label={words()[what]} title={words()[what]} disabled={!box} onClick={() => { if (box) put(chosen, sizedBox(box, { x: by.x * STEP, y: by.y * STEP })); }} data-action={what}><Glyph d={d} /></button>
        ))}
      </div>
      <footer class="choices">
        <Button press={close} mark="cover-cancel">{words().cancel}</Button>
        <Button kind="primary" icon="eye" disabled={!boxes.length} press={() => setAsking(true)} mark="cover-look">{words().look}</Button>
      </footer>
    </>
  );
}

type Photo = ReturnType<typeof usePhoto>;

/** The photo as it is shown now; without a network the small one, if the phone has it. */
function usePhoto({ order, sha256 }: About) {
  const [failed, setFailed] = useState(0), [size, setSize] = useState<Size | null>(null), places = [...looks(sha256, { covered: order.covered }), ...looks(sha256, order)], url = places[failed];
  const again = () => setFailed(0);
  const shown = url
    ? <img key={url} src={url} alt="" draggable={false} onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })} onError={() => setFailed(failed + 1)} />
    : <div class="off" role="alert"><p>{words().lost}</p><Button icon="retry" press={again}>{words().reload}</Button></div>;
  return { shown, size };
}

/** The photo as everybody will see it, and the one question. If it could not be written down, all boxes are still here. */
function Confirm({ order, sha256, boxes, photo: { shown, size }, back, close }: About & { boxes: readonly Rectangle[]; photo: Photo; back: () => void; close: () => void }) {
  const question = useRef<HTMLHeadingElement>(null);
  const { busy, wrong, sent } = useSending(() => {
    left.delete(sha256);
    close();
  });
  useEffect(() => question.current?.focus(), []);
  return (
    <>
      <div class="stage">
        {shown}
        {size && (
          <svg class="sheet-of" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={words().preview(boxes.length)}>
            {boxes.map(({ x, y, w, h }, index) => <rect key={index} x={x * size.width} y={y * size.height} width={w * size.width} height={h * size.height} fill="#181818" />)}
          </svg>
        )}
      </div>
      <div class="asked-of">
        <h2 ref={question} tabIndex={-1}>{words().ask(boxes.length)}</h2>
        <p class="small"><Icon name="alert" /> {words().warn}</p>
        {wrong}
      </div>
      <footer class="choices">
        <Button press={back} mark="cover-back">{words().back}</Button>
        <Button kind="primary" icon="check" busy={busy} press={() => sent(act(order, 'redact', { photo: sha256, boxes }))} mark="cover-send">{words().send}</Button>
      </footer>
    </>
  );
}
