import { useRef, useState } from 'preact/hooks';
import { CENTRE, drawn, moved, path, placed, scaled, thickness, turned, type Point, type Size, type Stroke, type Tool } from '../core/draw.ts';
import { fitted } from '../core/picture.ts';
import { encoded } from '../device/camera.ts';
import { Button } from '../ui/button.tsx';
import { Full, Glyph, show } from '../ui/full.tsx';
import { Icon } from '../ui/icon.tsx';
import { drawWords as words } from './camera-words.ts';
import '../ui/css/camera.css';

/** The original goes along, so the copy need only show what is meant: a fifth of the bytes. */
const LONGEST = 1280;
const GLYPH: Readonly<Record<Tool, string>> = { circle: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z', arrow: 'M5 19 19 5M9.5 5H19v9.5' };
const TURN = 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15', MINUS = 'M5 12h14';
const KEYS: Readonly<Record<string, Point>> = { ArrowLeft: { x: -1, y: 0 }, ArrowRight: { x: 1, y: 0 }, ArrowUp: { x: 0, y: -1 }, ArrowDown: { x: 0, y: 1 } };
const STEP = 0.02, GROW = 1.2;

/** Opens the drawing of a picture that was taken earlier, by its address on this phone. */
export function openDraw(picture: string, save: (drawn: Blob) => void): void {
  show((close) => <Full label={words().title} cancel={close}><Draw picture={picture} save={(blob) => { close(); save(blob); }} cancel={close} /></Full>);
}

/** Circles and arrows on a picture: dragged, tapped, or placed and moved with keys. */
export function Draw({ picture, save, cancel }: { picture: string; save: (drawn: Blob) => void; cancel: () => void }) {
  const [size, setSize] = useState<Size | null>(null), [tool, setTool] = useState<Tool>('circle'), [busy, setBusy] = useState(false), [wrong, setWrong] = useState(false);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]), image = useRef<HTMLImageElement>(null), last = strokes.at(-1);
  const add = (stroke: Stroke) => setStrokes([...strokes, stroke]);
  const change = (how: (stroke: Stroke, size: Size) => Stroke) => { if (last && size) setStrokes([...strokes.slice(0, -1), how(last, size)]); };
  const undo = () => setStrokes(strokes.slice(0, -1));
  const finish = async () => {
    if (!size || !last || !image.current) return cancel();
    setBusy(true);
    try {
      save(await painted(image.current, size, strokes, words().caption));
    } catch {
      setWrong(true);
      setBusy(false);
    }
  };
  const key = (event: KeyboardEvent) => {
    const way = KEYS[event.key], factor = event.key === '+' || event.key === '=' ? GROW : event.key === '-' ? 1 / GROW : 0;
    if (way) change((stroke) => moved(stroke, { x: way.x * STEP, y: way.y * STEP }));
    else if (factor) change((stroke, of) => scaled(stroke, factor, of));
    else if (event.key === 'Delete' || event.key === 'Backspace') undo();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <header class="kinds">
        {(['circle', 'arrow'] as const).map((one) => (
          <button type="button" class="button" aria-pressed={tool === one} onClick={() => setTool(one)} data-action={one} key={one}><Glyph d={GLYPH[one]} /><span>{words()[one]}</span></button>
        ))}
        <Button icon="plus" press={() => { if (size) add(placed(tool, CENTRE, size)); }} mark="middle">{words().middle}</Button>
      </header>
      <div class="stage">
        <img ref={image} src={picture} alt="" onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })} />
        {size && <Sheet size={size} tool={tool} strokes={strokes} add={add} keys={key} />}
        {!last && <p class="wait" aria-hidden="true">{words().hint}</p>}
      </div>
      <p class="vh" role="status">{words().count(strokes.length)}</p>
      {wrong && <p class="strip" role="alert"><Icon name="alert" />{words().failed}</p>}
      <div class="tools">
        <Button icon="undo" disabled={!last} press={undo} mark="undo">{words().undo}</Button>
        <Tool label={words().smaller} d={MINUS} off={!last} press={() => change((stroke, of) => scaled(stroke, 1 / GROW, of))} />
        <Tool label={words().larger} d="M12 5v14M5 12h14" off={!last} press={() => change((stroke, of) => scaled(stroke, GROW, of))} />
        <Tool label={words().turn} d={TURN} off={last?.tool !== 'arrow'} press={() => change(turned)} />
      </div>
      <footer class="choices">
        <Button press={cancel} mark="draw-cancel">{words().cancel}</Button>
        <Button kind="primary" icon="check" busy={busy} disabled={!last} press={() => void finish()} mark="draw-save">{words().save}</Button>
      </footer>
    </>
  );
}

function Tool({ label, d, off, press }: { label: string; d: string; off: boolean; press: () => void }) {
  return <button type="button" class="button square" aria-label={label} title={label} disabled={off} onClick={press}><Glyph d={d} /></button>;
}

/** Lies over the picture with the same sides, so that a finger's place is a place of the picture. */
function Sheet({ size, tool, strokes, add, keys }: { size: Size; tool: Tool; strokes: readonly Stroke[]; add: (stroke: Stroke) => void; keys: (event: KeyboardEvent) => void }) {
  const [drag, setDrag] = useState<{ readonly from: Point; readonly to: Point } | null>(null), sheet = useRef<SVGSVGElement>(null);
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const inverse = sheet.current?.getScreenCTM()?.inverse(), { x, y } = new DOMPoint(clientX, clientY).matrixTransform(inverse);
    return { x: x / size.width, y: y / size.height };
  };
  const down = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    sheet.current?.setPointerCapture(event.pointerId);
    setDrag({ from: at(event), to: at(event) });
  };
  const move = (event: PointerEvent) => { if (drag && event.isPrimary) setDrag({ ...drag, to: at(event) }); };
  const up = (event: PointerEvent) => {
    if (!drag || !event.isPrimary) return;
    setDrag(null);
    add(drawn(tool, drag.from, at(event), size));
  };
  const shown = drag ? [...strokes, { tool, ...drag }] : strokes, thick = thickness(size);
  return (
    <svg ref={sheet} class="sheet-of" viewBox={`0 0 ${size.width} ${size.height}`} role="application" aria-label={words().stage} tabindex={0}
      onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => setDrag(null)} onKeyDown={keys}>
      {shown.map((stroke, index) => {
        const d = path(stroke, size);
        return <g key={index}><path d={d} stroke="#fff" stroke-width={thick * 2} /><path d={d} stroke="#d8190f" stroke-width={thick} /></g>;
      })}
    </svg>
  );
}

/** The picture, small, with the strokes and a word that says what it is: nobody shall take the copy for the picture as it was taken. */
async function painted(picture: HTMLImageElement, size: Size, strokes: readonly Stroke[], caption: string): Promise<Blob> {
  const { width, height } = fitted(size, LONGEST), small = { width, height };
  const canvas = Object.assign(document.createElement('canvas'), small), context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  context.lineCap = context.lineJoin = 'round';
  for (const [stroke, factor] of strokes.flatMap((one) => [[one, 2], [one, 1]] as const)) {
    context.lineWidth = thickness(small) * factor;
    context.strokeStyle = factor === 2 ? '#fff' : '#d8190f';
    context.stroke(new Path2D(path(stroke, small)));
  }
  const tall = Math.round(Math.max(width, height) / 36);
  context.font = `600 ${tall}px system-ui, sans-serif`;
  context.fillStyle = 'rgb(8 14 12 / .78)';
  context.fillRect(0, height - tall * 1.8, context.measureText(caption).width + tall * 1.4, tall * 1.8);
  context.fillStyle = '#fff';
  context.fillText(caption, tall * 0.7, height - tall * 0.6);
  return encoded(canvas, 0.85);
}
