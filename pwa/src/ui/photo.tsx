import { useState } from 'preact/hooks';
import { shownUrl, type Shown } from '../core/shown.ts';
import { orderWords } from '../i18n/order.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Sheet } from './sheet.tsx';

/** A photo to look at: the thumbnail at once, the large one over it when it is here; tap to fill the screen. */
export function Photo({ sha256, alt, tag, of }: { sha256: string; alt: string; tag?: string | undefined; of: Shown }) {
  const url = (size: 'thumb' | 'view') => shownUrl(sha256, size, of);
  const [open, setOpen] = useState(false);
  return (
    <div class="picture">
      <img key={url('thumb')} src={url('thumb')} alt="" />
      <img key={url('view')} src={url('view')} alt={alt} decoding="async" onError={(event) => (event.currentTarget.hidden = true)} />
      {tag && <span class="tag">{tag}</span>}
      <button type="button" aria-label={`${orderWords().zoom}: ${alt}`} onClick={() => setOpen(true)} />
      {open && (
        <Sheet title={alt} close={() => setOpen(false)} full>
          <img src={url('view')} alt={alt} />
        </Sheet>
      )}
    </div>
  );
}

/** Two photos of one place in one frame; the native range gives keys, touch and screen readers for free. */
export function Compare({ before, after, of }: { before: string; after: string; of: Shown }) {
  const [at, setAt] = useState(50);
  return (
    <div class="compare">
      <img src={shownUrl(after, 'view', of)} alt={orderWords().after} draggable={false} />
      <img src={shownUrl(before, 'view', of)} alt={orderWords().before} draggable={false} style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }} />
      <span class="tag">{orderWords().before}</span><span class="tag right">{orderWords().after}</span>
      <input type="range" min="0" max="100" value={at} aria-label={orderWords().compare}
        onInput={(event) => setAt(event.currentTarget.valueAsNumber)} />
      <span class="split" style={{ left: `${at}%` }}><span class="knob"><Icon name="slide" /></span></span>
    </div>
  );
}

/** A photo still on this phone, with the way to be rid of it. */
export function LocalPhoto({ url, alt, remove }: { url: string; alt: string; remove?: (() => void) | undefined }) {
  return (
    <div class="picture">
      <img src={url} alt={alt} />
      {remove && <IconButton icon="close" label={`${orderWords().remove}: ${alt}`} press={remove} extra="kill" />}
    </div>
  );
}
