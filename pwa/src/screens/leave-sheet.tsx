import { parked, photosHere, waiting } from '../state/outbox.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { meWords } from './me-words.ts';

/** How much is only on this phone, in words; nothing when that is nothing. */
export function unsentWords(): string {
  const words = meWords().leave, taps = waiting.value.length + parked.value.length, photos = photosHere.value;
  return [taps > 0 && words.taps(taps), photos > 0 && words.photos(photos)].filter(Boolean).join(words.and);
}

/** Logging out loses nothing, but what is not sent waits for the same person. */
export function LeaveSheet({ close, leave }: { close: () => void; leave: () => void }) {
  const words = meWords().leave;
  return (
    <Sheet title={words.title} close={close} foot={(
      <div class="ways"><Button kind="primary" wide press={close} mark="stay">{words.stay}</Button><Button wide icon="exit" press={leave} mark="log-out-anyway">{words.go}</Button></div>
    )}>
      <p><strong>{words.what(unsentWords())}</strong></p>
      <p class="quiet">{words.sealed}</p>
    </Sheet>
  );
}
