import { useEffect, useState } from 'preact/hooks';
import type { Inspection } from '../api/types.ts';
import { looks } from '../core/shown.ts';
import { name, t } from '../i18n/index.ts';
import { orderWords } from '../i18n/order.ts';
import { metresTo } from '../state/here.ts';
import { draft, write } from '../state/draft.ts';
import { judge } from '../state/inspections.ts';
import { sayProblem } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Options, Text, Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { Bar } from '../ui/page.tsx';
import { Compare, Photo } from '../ui/photo.tsx';
import { inspectWords as words } from './inspect-words.ts';
import { placeOf } from './inspect.tsx';
import { Navigate, WALK_M } from './order-links.tsx';
import { SpotShots } from './spot-shots.tsx';

/** One pair without names: look, or go there and photograph, then say whether it is so. */
export function InspectOne({ one, back }: { one: Inspection; back: () => void }) {
  const mine = draft(`inspect/${one.id}`), { verdict = '', text = '' } = mine.fields.value, [busy, setBusy] = useState(false), [tried, setTried] = useState(false);
  const lacking = !verdict ? words().needsVerdict : verdict === 'bad' && !text.trim() ? words().needsText : '';
  useEffect(() => setTried(false), [verdict]);
  const send = () => {
    setTried(true);
    if (lacking) return;
    setBusy(true);
    void judge(one, mine).then((written) => written && back(), sayProblem).then(() => setBusy(false));
  };
  const far = metresTo(one), { lat, lon } = one;
  return (
    <article class="page order-page">
      <Bar title={name(one.element.name)} focusKey={one.id} back={back} tight />
      <div class="detail">
        <div class="hero"><Pair one={one} /></div>
        <div class="stack facts-side">
          <p class="row where-line"><Icon name="pin" /><strong class="grow">{placeOf(one)}</strong></p>
          {lat !== null && lon !== null && <div class="links"><Navigate goal={{ lat, lon, name: placeOf(one), walk: far !== null && far <= WALK_M }} /></div>}
          <section class="card stack">
            <div><h2>{words().ask}</h2><p class="small quiet">{words().blind}</p></div>
            <Options label={words().ask} value={verdict as 'good' | 'bad' | ''} pick={(to) => write(mine, 'verdict', to)} options={[
              { key: 'good', words: <>{words().good}<span class="block small quiet">{words().goodHint}</span></> },
              { key: 'bad', words: <>{words().bad}<span class="block small quiet">{words().badHint}</span></> },
            ]} />
            <SpotShots mine={mine} phase="after" overlay={looks(one.after, { covered: one.covered })} words={words()} />
            <Text label={words().text} hint={words().textHint} lines value={text} input={(value) => write(mine, 'text', value)} />
          </section>
        </div>
      </div>
      <div class="foot">
        {tried && lacking && <Wrong>{lacking}</Wrong>}
        <Button kind="primary" icon="send" busy={busy} press={send} mark="send-verdict">{words().send}</Button>
      </div>
    </article>
  );
}

function Pair({ one: { before, after, covered } }: { one: Inspection }) {
  const blind = { covered };
  if (before && after) return <Compare before={before} after={after} of={blind} />;
  const only = after ?? before, tag = after ? orderWords().after : orderWords().before;
  return only ? <Photo sha256={only} of={blind} alt={tag} tag={tag} /> : <div class="picture" role="img" aria-label={t().noPhoto}><Icon name="album" /></div>;
}
