import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { OrderDetail, OrderItem } from '../api/types.ts';
import { instead, navigateLink, offered, type Goal, type MapApp } from '../core/navigate.ts';
import { orderWords } from '../i18n/order.ts';
import { metresTo } from '../state/here.ts';
import { mapApp, mapDevice, setMapApp } from '../state/navigate.ts';
import { isDetail } from '../state/orders.ts';
import { me } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { Button, IconButton, LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { navigateWords } from './navigate-words.ts';
import { whereOf } from './order-row.tsx';

/** Further than this a cleaner takes the electric cart. */
export const WALK_M = 1_500;

/** The way there and a voice that knows: one tap each, and both work from what is kept on the phone. */
export function OrderLinks({ order }: { order: OrderItem | OrderDetail }) {
  const coordinates = me.value?.roles.some((role) => role.kind === 'coordinator');
  const phone = isDetail(order) && !coordinates ? order.phone : null;
  const { lat, lon } = order, over = order.state === 'closed' || order.state === 'void';
  if (over || (lat === null && !phone)) return null;
  const far = metresTo(order);
  return (
    <div class="links">
      {lat !== null && lon !== null && <Navigate goal={{ lat, lon, name: whereOf(order), walk: far !== null && far <= WALK_M }} />}
      {phone && <LinkButton href={`tel:${phone}`} icon="phone">{orderWords().call}</LinkButton>}
    </div>
  );
}

/** The first time it asks which app; from then on it is a plain link to that one. */
export function Navigate({ goal }: { goal: Goal }) {
  const [choosing, setChoosing] = useState(false);
  const row = useRef<HTMLDivElement>(null), asked = useRef(false);
  const app = mapApp.value, words = navigateWords(), choose = () => setChoosing(true);
  // The button that asked has become a link by now, so the sheet found nothing to give the focus back to.
  useEffect(() => {
    if (!choosing && asked.current && document.activeElement === document.body) row.current?.querySelector<HTMLElement>('[data-action=navigate]')?.focus({ preventScroll: true });
    asked.current = choosing;
  }, [choosing]);
  return (
    <div class="row navigate" ref={row}>
      {app ? <MapLink app={app} goal={goal} look="button grow"><Icon name="route" /><span>{orderWords().map}<span class="vh">{words.apps[app]}</span></span></MapLink>
        : <Button icon="route" wide press={choose} mark="navigate">{orderWords().map}</Button>}
      {app && <IconButton icon="swap" label={words.other} press={choose} mark="choose-map" />}
      {choosing && <MapSheet goal={goal} close={() => setChoosing(false)} />}
    </div>
  );
}

function MapSheet({ goal, close }: { goal: Goal; close: () => void }) {
  const words = navigateWords();
  // Only after the browser has followed the link, which goes with the sheet.
  const take = (app: MapApp) => setTimeout(() => { setMapApp(app); close(); });
  return (
    <Sheet title={words.which} close={close}>
      <p class="quiet small">{words.keep}</p>
      <ul class="options">
        {offered(mapDevice).map((app) => (
          <li key={app}>
            <MapLink app={app} goal={goal} look="option" take={() => take(app)}>
              <Icon name="pin" /><span class="grow">{words.apps[app]}</span>{app === mapApp.value && <Icon name="check" />}
            </MapLink>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function MapLink({ app, goal, look, take, children }: {
  app: MapApp; goal: Goal; look: string; take?: () => void; children: ComponentChildren;
}) {
  const href = navigateLink(app, mapDevice, goal);
  // A page opens beside the app, so that the order is still there on the way back.
  const away = href.startsWith('https:') ? { target: '_blank', rel: 'noreferrer' } : {};
  const go = () => { watch(app, goal); take?.(); };
  return <a class={look} href={href} data-action={take ? undefined : 'navigate'} data-map={app} onClick={go} {...away}>{children}</a>;
}

/** An app that is not installed answers with silence; still being here after a while is all a page can notice of it. */
function watch(app: MapApp, goal: Goal): void {
  const page = instead(app, mapDevice, goal);
  if (!page) return;
  const words = navigateWords(), gone = new AbortController();
  const timer = setTimeout(() => {
    gone.abort();
    const act = { label: words.web, run: () => void open(page, '_blank', 'noreferrer') };
    say({ kind: 'news', title: words.notOpened(words.apps[app]), text: words.notOpenedHint, act });
  }, 2_500);
  const left = () => { clearTimeout(timer); gone.abort(); };
  addEventListener('blur', left, { signal: gone.signal });
  addEventListener('pagehide', left, { signal: gone.signal });
  document.addEventListener('visibilitychange', left, { signal: gone.signal });
}
