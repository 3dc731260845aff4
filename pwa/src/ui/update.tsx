import { computed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { shrinking } from '../device/busy.ts';
import { replaced, takeOver, waiting } from '../device/worker.ts';
import { t } from '../i18n/index.ts';
import { sending } from '../state/outbox.ts';
import { Button } from './button.tsx';

/** What a reload would break off, or lose. */
export const working = computed(() => sending.value || shrinking.value > 0);
/** Nobody is in the middle of anything: no camera is open, no reason half written. */
export const calm = () => !working.peek() && !document.querySelector('dialog[open]');

/** Asked, never forced: somebody may be in the middle of a submission. What another tab has done already can only be followed. */
export function UpdateStrip() {
  const [later, setLater] = useState(false), over = replaced.value;
  if (!over && (!waiting.value || later)) return null;
  return (
    <div class="strip news" role="status">
      <span>{working.value ? t().update.sending : t().update.ready}</span>
      {!over && <Button kind="bare" press={() => setLater(true)}>{t().update.later}</Button>}
      <Button press={over ? () => location.reload() : takeOver} busy={working.value} mark={over ? 'reload' : 'update'}>{over ? t().reload : t().update.go}</Button>
    </div>
  );
}
