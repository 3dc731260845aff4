import { useState } from 'preact/hooks';
import { shownUrl, type Shown } from '../core/shown.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** A thumbnail in a row; the row's own words name it, so it stays silent. */
export function Thumb({ sha256, of, icon = 'album' }: { sha256: string | null; of: Shown; icon?: IconName }) {
  const url = sha256 && shownUrl(sha256, 'thumb', of), [broken, setBroken] = useState<string | null>(null);
  return (
    <span class="picture">
      {url && broken !== url ? <img key={url} src={url} alt="" loading="lazy" decoding="async" onError={() => setBroken(url)} /> : <Icon name={icon} />}
    </span>
  );
}
