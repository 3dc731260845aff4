import { useLocation } from 'preact-iso';
import { t } from '../i18n/index.ts';
import { onlyHere } from '../state/outbox.ts';
import { homeBox, inspects, lists, me, reviews } from '../state/session.ts';
import { wide } from '../state/view.ts';
import { Icon, Mark } from './icon.tsx';
import type { IconName } from './icons.ts';

interface Place { readonly href: string; readonly icon: IconName; readonly words: string; readonly here: RegExp }

/** At most five, by what this person may do; the same bar stands at the left on a desk. */
function places(): Place[] {
  const person = me.value, words = t().nav;
  if (!person) return [];
  const all: (Place | false)[] = [
    lists.value.length > 0 && { href: `/box/${homeBox.value}`, icon: 'orders', words: words.orders, here: /^\/(box|orders)\// },
    reviews.value && { href: '/review', icon: 'review', words: words.review, here: /^\/review/ },
    inspects.value && { href: '/inspect', icon: 'eye', words: words.inspect, here: /^\/inspect/ },
    person.may_report && { href: '/report', icon: 'camera', words: words.report, here: /^\/report/ },
    person.board && { href: '/board', icon: 'board', words: words.board, here: /^\/board/ },
    { href: '/me', icon: 'me', words: words.me, here: /^\/(me|outbox|people)/ },
  ];
  return all.filter((place) => place !== false);
}

export function Nav() {
  const { path } = useLocation();
  // An order has one bar at the bottom, its own: two would put a second choice under the same thumb.
  if (path.startsWith('/orders/') && !wide.value) return null;
  return (
    <nav class="nav" aria-label={t().nav.label}>
      <div class="brand"><Mark /></div>
      <ul>
        {places().map(({ href, icon, words, here }) => (
          <li key={href}><a href={href} aria-current={here.test(path) ? 'page' : undefined}><Icon name={icon} /><span>{words}</span>{href === '/me' && <Unsent />}</a></li>
        ))}
      </ul>
    </nav>
  );
}

/** How much is only on this phone. */
function Unsent() {
  const n = onlyHere.value;
  return n > 0 ? <span class="badge num" data-only-here={n}>{n}<span class="vh">{t().notSent(n)}</span></span> : null;
}
