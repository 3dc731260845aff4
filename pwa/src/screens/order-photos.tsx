import type { OrderDetail } from '../api/types.ts';
import { exactly, moment, t } from '../i18n/index.ts';
import { actionWords } from '../i18n/steps.ts';
import { now } from '../state/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { Photo } from '../ui/photo.tsx';

/** Every photo of an order, with what is known of it: who judges must see which ones are not from the camera. */
export function OrderPhotos({ order }: { order: OrderDetail }) {
  const words = t().order, phases: Readonly<Record<string, string>> = { found: words.foundPhoto, before: words.before, after: words.after, kept: actionWords().kept };
  if (!order.photos.length) return null;
  return (
    <section class="card stack">
      <h2>{words.photos}</h2>
      <ul class="shots">
        {order.photos.map(({ sha256, phase, taken_at, received_at, source, lat }) => (
          <li class="shot" key={sha256 + phase} data-source={source}>
            <Photo sha256={sha256} alt={phases[phase] ?? phase} tag={phases[phase]} />
            <p class="small quiet"><time class="num" dateTime={taken_at ?? received_at} title={exactly(taken_at ?? received_at)}>{moment(taken_at ?? received_at, now.value)}</time>{lat === null && source !== 'device' && ` · ${words.placeMissing}`}</p>
            {source === 'gallery' && <p class="state"><Icon name="album" />{words.isFromAlbum}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
