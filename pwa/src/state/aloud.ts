import { newOrderLine } from '../core/speech.ts';
import { speak } from '../device/speak.ts';
import { language } from '../i18n/index.ts';
import { serverNow } from './clock.ts';
import { open, order } from './orders.ts';
import { elements } from './registry.ts';
import { whereOf } from './where.ts';

interface Notice { readonly id: string; readonly order_id: string; readonly kind: string; readonly title: string; readonly body: string }
const NEW: ReadonlySet<string> = new Set(['new', 'assigned']);
const said = new Set<string>();

/** Reads a new order out, once; fetched only where somebody switched it on. Without an answer of the server the notice itself is read. */
export async function tellAloud(notice: Notice): Promise<void> {
  if (!NEW.has(notice.kind) || said.has(notice.id)) return;
  said.add(notice.id);
  const known = elements();
  await open(notice.order_id).catch(() => undefined);
  const value = order(notice.order_id).peek();
  // Whoever put the phone away meanwhile hears the ring of the push instead.
  if (document.hidden) return;
  if (!value) return speak(`${notice.title}，${notice.body}`, language.peek());
  const fixMinutes = known.peek().find((one) => one.code === value.element.code)?.fix_minutes ?? null;
  const { name } = value.element;
  speak(newOrderLine({ element: name, where: whereOf(value), clock: value.clock, fixMinutes }, language.peek(), serverNow()), language.peek());
}
