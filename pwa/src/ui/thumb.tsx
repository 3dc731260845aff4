import { useEffect, useState } from 'preact/hooks';
import { photoUrl } from '../api/calls.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** A thumbnail in a row; the row's own words name it, so it stays silent. */
export function Thumb({ sha256, icon = 'album' }: { sha256: string | null; icon?: IconName }) {
  const [broken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [sha256]);
  return (
    <span class="picture">
      {sha256 && !broken ? <img src={photoUrl(sha256, 'thumb')} alt="" loading="lazy" decoding="async" onError={() => setBroken(true)} /> : <Icon name={icon} />}
    </span>
  );
}
