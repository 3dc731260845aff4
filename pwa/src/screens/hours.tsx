import { useEffect, useId, useState } from 'preact/hooks';
import { changeMyTelling, myTelling } from '../api/telling.ts';
import type { MyTelling } from '../api/types.ts';
import { say, sayProblem } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { tellingWords as words } from './telling-words.ts';

/** Quiet hours, a digest, one ring for a burst: each person's own, on all their phones. */
export function Hours() {
  const [wish, setWish] = useState<MyTelling | null>(null), [busy, setBusy] = useState(false);
  useEffect(() => void myTelling().then(setWish, () => undefined), []);
  if (!wish) return null;
  const put = (more: Partial<MyTelling>) => setWish({ ...wish, ...more });
  const save = async () => {
    setBusy(true);
    try {
      setWish(await changeMyTelling(wish));
      say({ kind: 'done', title: words().saved });
    } catch (thrown) {
      sayProblem(thrown);
    }
    setBusy(false);
  };
  return (
    <section class="card stack" data-hours>
      <h2>{words().hours}</h2>
      <p class="small quiet">{words().hoursHint}</p>
      <fieldset><legend class="legend">{words().quiet}</legend>
        <div class="stack">
          <Clock label={words().from} value={wish.quiet_from} put={(quiet_from) => put({ quiet_from })} mark="quiet-from" />
          <Clock label={words().to} value={wish.quiet_to} put={(quiet_to) => put({ quiet_to })} mark="quiet-to" />
        </div>
      </fieldset>
      <Clock label={words().digest} value={wish.digest_at} put={(digest_at) => put({ digest_at })} mark="digest" />
      <p class="small quiet">{words().none2}</p>
      <label class="row switch"><span class="grow">{words().bundle}</span>
        <input type="checkbox" role="switch" checked={wish.bundle} onChange={(event) => put({ bundle: event.currentTarget.checked })} data-setting="bundle" /></label>
      <Button busy={busy} press={() => void save()} mark="save-hours">{words().set}</Button>
    </section>
  );
}

function Clock({ label, value, put, mark }: { label: string; value: string | null; put: (value: string | null) => void; mark: string }) {
  const id = useId();
  return <div class="field grow"><label for={id}>{label}</label><input id={id} class="input num" type="time" value={value ?? ''} onInput={(event) => put(event.currentTarget.value || null)} data-setting={mark} /></div>;
}
