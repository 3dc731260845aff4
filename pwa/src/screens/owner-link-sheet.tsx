import { useEffect, useState } from 'preact/hooks';
import { makeOwnerLink, type OwnerLink } from '../api/owner.ts';
import { moment } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { ownerWords } from './owner-words.ts';

/** A link to hand to the owner of a site: to scan, or to copy. */
export function OwnerLinkSheet({ id, close }: { id: string; close: () => void }) {
  const [shown, setShown] = useState<OwnerLink | null>(null), [wrong, setWrong] = useState(''), words = ownerWords();
  useEffect(() => void makeOwnerLink(id).then(setShown, (thrown: unknown) => setWrong(problemWords(thrown).join(' '))), [id]);
  const copy = () => shown && void navigator.clipboard.writeText(shown.url).then(() => say({ kind: 'done', title: words.copied }), () => undefined);
  return (
    <Sheet title={words.link} close={close} foot={<Button wide kind="primary" icon="album" disabled={!shown} press={copy} mark="copy-link">{words.copy}</Button>}>
      {wrong && <Wrong>{wrong}</Wrong>}
      <p>{words.linkHint}</p>
      <div class="qr">{shown ? <img src={`data:image/svg+xml,${encodeURIComponent(shown.qr)}`} alt={words.qr} /> : !wrong && <span class="spin" />}</div>
      {shown && <><p class="small num">{words.asked(moment(shown.until, now.value))}</p><p class="sunk small" data-owner-url>{shown.url}</p></>}
    </Sheet>
  );
}
