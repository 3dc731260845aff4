/** A point of a picture: 0 to 1 across and 0 to 1 down, so that it lands in the same place at every size. */
export interface Point { readonly x: number; readonly y: number }
export type Tool = 'circle' | 'arrow';
/** A circle fills the box between two corners; an arrow goes from its tail to its point. */
export interface Stroke { readonly tool: Tool; readonly from: Point; readonly to: Point }
export interface Size { readonly width: number; readonly height: number }

/** Shorter than this (of the shorter side) was a tap, not a stroke. */
const TAP = 0.04;
/** Half of what a tap draws, of the shorter side. */
const REACH = 0.16;
const SMALLEST = 0.05;

const clamp = (value: number) => Math.min(1, Math.max(0, value));
export const CENTRE: Point = { x: 0.5, y: 0.5 };

/** A stroke of the usual size in one place: for a tap, and for who cannot drag. */
export function placed(tool: Tool, at: Point, { width, height }: Size): Stroke {
  const short = Math.min(width, height), x = (REACH * short) / width, y = (REACH * short) / height;
  // The arrow's point, and not its middle, is where somebody tapped.
  if (tool === 'arrow') return { tool, from: { x: clamp(at.x - 1.6 * x), y: clamp(at.y + 1.6 * y) }, to: inside(at) };
  return kept({ tool, from: { x: at.x - x, y: at.y - y }, to: { x: at.x + x, y: at.y + y } });
}

/** What a finger drew between putting down and lifting. */
export function drawn(tool: Tool, from: Point, to: Point, size: Size): Stroke {
  return reach(from, to, size) < TAP * Math.min(size.width, size.height) ? placed(tool, from, size) : { tool, from: inside(from), to: inside(to) };
}

export function moved({ tool, from, to }: Stroke, by: Point): Stroke {
  return kept({ tool, from: { x: from.x + by.x, y: from.y + by.y }, to: { x: to.x + by.x, y: to.y + by.y } });
}

/** Larger or smaller: a circle around its middle, an arrow around its point, which is what it is about. */
export function scaled(stroke: Stroke, factor: number, size: Size): Stroke {
  const { tool, from, to } = stroke, hub = tool === 'arrow' ? to : middle(stroke);
  const next = { tool, from: away(hub, from, factor), to: away(hub, to, factor) };
  const long = reach(next.from, next.to, size), short = Math.min(size.width, size.height);
  if (factor < 1 && long < SMALLEST * short) return stroke;
  const fits = [next.from, next.to].every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1);
  return fits ? next : stroke;
}

/** An eighth of a turn around the point of an arrow; a circle looks the same from every side. */
export function turned(stroke: Stroke, { width, height }: Size): Stroke {
  if (stroke.tool === 'circle') return stroke;
  const { from, to } = stroke, x = (from.x - to.x) * width, y = (from.y - to.y) * height, half = Math.SQRT1_2;
  const tail = { x: to.x + ((x - y) * half) / width, y: to.y + ((x + y) * half) / height };
  return kept({ ...stroke, from: tail });
}

/** How thick a line is on a picture of this size, so that it is seen on a thumbnail too. */
export const thickness = ({ width, height }: Size) => Math.max(3, Math.round(Math.max(width, height) * 0.008));

/** The stroke as a path, understood by SVG and by a canvas alike. */
export function path({ tool, from, to }: Stroke, size: Size): string {
  const { width, height } = size, at = ({ x, y }: Point): Point => ({ x: x * width, y: y * height });
  const start = at(from), end = at(to);
  return tool === 'circle' ? ellipse(start, end) : arrow(start, end, thickness(size));
}

function ellipse(a: Point, b: Point): string {
  const rx = tidy(Math.abs(a.x - b.x) / 2), ry = tidy(Math.abs(a.y - b.y) / 2), left = tidy(Math.min(a.x, b.x)), y = tidy((a.y + b.y) / 2);
  return `M${left} ${y}a${rx} ${ry} 0 1 0 ${tidy(2 * rx)} 0a${rx} ${ry} 0 1 0 ${tidy(-2 * rx)} 0z`;
}

function arrow(tail: Point, tip: Point, thick: number): string {
  const long = Math.hypot(tip.x - tail.x, tip.y - tail.y), head = Math.min(Math.max(thick * 5, long * 0.25), long), angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  const barb = (turn: number) => `${tidy(tip.x - head * Math.cos(angle + turn))} ${tidy(tip.y - head * Math.sin(angle + turn))}`;
  return `M${tidy(tail.x)} ${tidy(tail.y)}L${tidy(tip.x)} ${tidy(tip.y)}M${barb(0.5)}L${tidy(tip.x)} ${tidy(tip.y)}L${barb(-0.5)}`;
}

const tidy = (value: number) => Math.round(value * 10) / 10;
const inside = ({ x, y }: Point): Point => ({ x: clamp(x), y: clamp(y) });
const middle = ({ from, to }: Stroke): Point => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
const away = (hub: Point, point: Point, factor: number): Point => ({ x: hub.x + (point.x - hub.x) * factor, y: hub.y + (point.y - hub.y) * factor });
const reach = (a: Point, b: Point, { width, height }: Size) => Math.hypot((a.x - b.x) * width, (a.y - b.y) * height);

/** Pushed back onto the picture as a whole, so that it keeps its shape at the edge. */
function kept({ tool, from, to }: Stroke): Stroke {
  const push = (a: number, b: number) => (Math.min(a, b) < 0 ? -Math.min(a, b) : Math.max(a, b) > 1 ? 1 - Math.max(a, b) : 0);
  const x = push(from.x, to.x), y = push(from.y, to.y);
  return { tool, from: inside({ x: from.x + x, y: from.y + y }), to: inside({ x: to.x + x, y: to.y + y }) };
}
