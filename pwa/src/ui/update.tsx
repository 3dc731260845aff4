import { useState } from 'preact/hooks';
import { takeOver, waiting } from '../device/worker.ts';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';

/** Asked, never forced: somebody may be in the middle of a submission. */
export function UpdateStrip() {
  const [later, setLater] = useState(false);
  if (!waiting.value || later) return null;
  return (
    <div class="strip news" role="status">
      <span>{t().update.ready}</span>
      <Button kind="bare" press={() => setLater(true)}>{t().update.later}</Button>
      <Button press={takeOver}>{t().update.go}</Button>
    </div>
  );
}
