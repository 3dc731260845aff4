import { useState } from 'preact/hooks';
import { takeOver, waiting } from '../device/worker.ts';
import { t } from '../i18n/index.ts';
import { sending } from '../state/outbox.ts';
import { Button } from './button.tsx';

/** Asked, never forced: somebody may be in the middle of a submission. Not while something is being sent: the reload would break it off. */
export function UpdateStrip() {
  const [later, setLater] = useState(false);
  if (!waiting.value || later) return null;
  return (
    <div class="strip news" role="status">
      <span>{sending.value ? t().update.sending : t().update.ready}</span>
      <Button kind="bare" press={() => setLater(true)}>{t().update.later}</Button>
      <Button press={takeOver} busy={sending.value} mark="update">{t().update.go}</Button>
    </div>
  );
}
