import { useEffect, useRef, useState } from 'preact/hooks';
import { between, movedBox, percents, sizedBox, type Rectangle } from '../core/cover.ts';
import type { Point, Size } from '../core/draw.ts';
import { coverWords as words } from './cover-words.ts';

/** What a finger holds: a box by its middle, by its corner, or nothing yet, which draws a new one. */
interface Drag { readonly kind: 'new' | 'move' | 'size'; readonly at: number; readonly from: Point; readonly to: Point }

interface BoxesProps {
  readonly size: Size; readonly boxes: readonly Rectangle[]; readonly chosen: number;
  readonly add: (box: Rectangle) => void; readonly put: (at: number, box: Rectangle) => void; readonly choose: (at: number) => void; readonly keys: (event: KeyboardEvent) => void;
}

/** Lies over the photo with the same sides, so that a finger's place is a place of the photo. Each box takes the focus. */
export function Boxes({ size, boxes, chosen, add, put, choose, keys }: BoxesProps) {
  const [drag, setDrag] = useState<Drag | null>(null), sheet = useRef<SVGSVGElement>(null), count = useRef(boxes.length);
  // A new box is held at once, and after one is deleted the next: whoever works with keys goes on from there.
  useEffect(() => {
    if (boxes.length !== count.current) (sheet.current?.querySelector<SVGElement>(`[data-box='${chosen}']`) ?? sheet.current)?.focus();
    count.current = boxes.length;
  }, [boxes.length]);
  const place = ({ clientX, clientY }: PointerEvent): Point => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(sheet.current?.getScreenCTM()?.inverse());
    return { x: x / size.width, y: y / size.height };
  };
  const down = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    const { dataset } = event.target as SVGElement, at = Number(dataset['box'] ?? dataset['corner'] ?? -1), from = place(event);
    sheet.current?.setPointerCapture(event.pointerId);
    if (at >= 0) choose(at);
    setDrag({ kind: dataset['corner'] ? 'size' : at >= 0 ? 'move' : 'new', at, from, to: from });
  };
  const move = (event: PointerEvent) => { if (drag && event.isPrimary) setDrag({ ...drag, to: place(event) }); };
  const up = (event: PointerEvent) => {
    if (!drag || !event.isPrimary) return;
    setDrag(null);
    const over = { ...drag, to: place(event) }, box = boxes[drag.at];
    if (over.kind === 'new') add(between(over.from, over.to));
    else if (box) put(over.at, dragged(box, over));
  };
  const shown = boxes.map((box, index) => (drag?.at === index ? dragged(box, drag) : box)), unit = Math.max(size.width, size.height) / 100;
  const corner = shown[chosen];
  return (
    <svg ref={sheet} class="sheet-of" viewBox={`0 0 ${size.width} ${size.height}`} role="application" aria-label={words().stage} tabindex={boxes.length ? -1 : 0}
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => setDrag(null)} onKeyDown={keys}>
      {shown.map((box, index) => (
        <Drawn box={box} size={size} key={index} thick={unit * (index === chosen ? 0.9 : 0.4)} at={index} chosen={index === chosen} choose={() => choose(index)} />
      ))}
      {drag?.kind === 'new' && <Drawn box={between(drag.from, drag.to)} size={size} thick={unit * 0.9} />}
      {corner && <Corner x={(corner.x + corner.w) * size.width} y={(corner.y + corner.h) * size.height} unit={unit} at={chosen} />}
    </svg>
  );
}

/** Seen as a knob; felt twice as large, and outwards, so that a small box can still be taken by its middle. */
function Corner({ x, y, unit, at }: { x: number; y: number; unit: number; at: number }) {
  return (
    <g>
      <circle cx={x} cy={y} r={unit * 3} fill="#fff" stroke="#181818" stroke-width={unit * 0.6} data-corner={at} />
      <circle cx={x + unit * 2} cy={y + unit * 2} r={unit * 6} fill="transparent" data-corner={at} />
    </g>
  );
}

function dragged(box: Rectangle, { kind, from, to }: Drag): Rectangle {
  return (kind === 'size' ? sizedBox : movedBox)(box, { x: to.x - from.x, y: to.y - from.y });
}

/** Half seen through while it is worked on: what is below it decides where it has to be. */
function Drawn({ box, size, thick, at, chosen, choose }: { box: Rectangle; size: Size; thick: number; at?: number; chosen?: boolean; choose?: () => void }) {
  const { x, y, w, h } = box, held = at !== undefined;
  return <rect role={held ? 'button' : undefined} tabindex={held ? 0 : undefined} aria-pressed={chosen} aria-label={held ? words().box(at + 1, percents(box)) : undefined} data-box={at} onFocus={choose}
    x={x * size.width} y={y * size.height} width={w * size.width} height={h * size.height} fill="#181818" fill-opacity=".7" stroke={chosen === false ? '#c9d4cf' : '#5ad4b6'} stroke-width={thick} />;
}
