import type { OrderDetail } from '../api/types.ts';
import { dictionary } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { actionWords } from '../i18n/steps.ts';
import { sayProblem } from '../state/toast.ts';
import { Icon } from '../ui/icon.tsx';
import { Photo } from '../ui/photo.tsx';
import { Received } from './received.tsx';

const otherPhases = dictionary({ mark: '核查标注', inspect: '复核现场' }, { mark: 'Marked in review', inspect: 'Re-inspected' });

const cover = dictionary({ text: '遮盖', of: (what: string) => `遮盖：${what}` }, { text: 'Cover', of: (what: string) => `Cover: ${what}` });

const gone = dictionary(
  { text: '照片已过保存期限，按规定删除；校验值和处理结果仍保留。' },
  { text: 'Its days are over: deleted as the rule says. Its hash and the decision are kept.' },
);

/** Manual covering is for managers; what it needs is fetched when it is wanted. */
function Covering({ order, sha256, of }: { order: OrderDetail; sha256: string; of: string }) {
  const open = () => void import('./cover.tsx').then(({ openCover }) => openCover(order, sha256), sayProblem);
  return <button type="button" class="button bare" aria-label={cover().of(of)} onClick={open} data-action="cover"><Icon name="ban" /><span>{cover().text}</span></button>;
}

/** Every photo of an order, with what is known of it: who judges must see which ones are not from the camera. */
export function OrderPhotos({ order }: { order: OrderDetail }) {
  const words = orderWords(), phases: Readonly<Record<string, string>> = { found: words.foundPhoto, before: words.before, after: words.after, kept: actionWords().kept, ...otherPhases() };
  if (!order.photos.length) return null;
  return (
    <section class="card stack">
      <h2>{words.photos}</h2>
      <ul class="shots">
        {order.photos.map((photo) => {
          const { sha256, phase, source, lat, removed } = photo;
          return (
            <li class="shot" key={sha256 + phase} data-source={source} data-phase={phase}>
              {removed ? <p class="quiet" data-removed>{phases[phase]} · {gone().text}</p> : <Photo sha256={sha256} of={order} alt={phases[phase] ?? phase} tag={phases[phase]} />}
              <Received order={order} photo={photo} />
              {!removed && order.actions.includes('redact') && <Covering order={order} sha256={sha256} of={phases[phase] ?? phase} />}
              {lat === null && !removed && source !== 'device' && <p class="small quiet">{words.placeMissing}</p>}
              {source === 'gallery' && <p class="state"><Icon name="album" />{words.isFromAlbum}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
