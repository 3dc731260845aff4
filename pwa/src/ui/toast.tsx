import { t } from '../i18n/index.ts';
import { hush, spoken, toast } from '../state/toast.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

const ICON = { done: 'check', problem: 'alert', news: 'bell' } as const;

/** The one live region of the app: it is always there, so that screen readers listen to it. */
export function Toasts() {
  const shown = toast.value;
  return (
    <div class="toasts">
      <div role="status" aria-live="polite">
        <span class="vh">{spoken.value}</span>
        {shown && (
          <div class="toast" data-toast={shown.kind}>
            <Icon name={ICON[shown.kind]} />
            <div class="grow"><strong>{shown.title}</strong>{shown.text && <span class="text">{shown.text}</span>}</div>
            {shown.act && <button type="button" class="button" onClick={() => { hush(); shown.act?.run(); }}>{shown.act.label}</button>}
            <IconButton icon="close" label={t().close} press={hush} />
          </div>
        )}
      </div>
    </div>
  );
}
