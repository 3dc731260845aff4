import { useEffect, useMemo, useState } from 'preact/hooks';
import { photoUrl, type Asked } from '../api/owner.ts';
import { tokenOf } from '../core/owner.ts';
import type { Kept } from '../db/owner.ts';
import { moment, name } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { visit, type Visit } from '../state/owner.ts';
import { problemWords } from '../state/toast.ts';
import { online } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Bar, Empty } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { CameraShutter } from './camera-shutter.tsx';
import { ownerWords } from './owner-words.ts';

const AGAIN_MS = 15_000;

/** By a link, without a login: the photo, until when, and one big button. The address stays, so that the page can be opened again. */
export default function Owner() {
  const [token, setToken] = useState(() => tokenOf(location.hash));
  useEffect(() => {
    const another = () => setToken(tokenOf(location.hash));
    addEventListener('hashchange', another);
    return () => removeEventListener('hashchange', another);
  }, []);
  return <div class="page"><Bar title={ownerWords().title}><LanguageSwitch /></Bar>{token ? <Visited key={token} token={token} /> : <Empty words={ownerWords().unknown} icon="alert" />}</div>;
}

function Visited({ token }: { token: string }) {
  const mine = useMemo(() => visit(token), [token]), step = mine.step.value, words = ownerWords();
  useEffect(() => void mine.open(), [mine]);
  useEffect(() => {
    if (online.value) void mine.send();
    const timer = setInterval(() => void mine.send(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [mine, online.value]);
  return (
    <div class="inner" data-owner={step.kind}>
      {step.kind === 'loading' && <div class="empty" role="status"><Mark /><span class="spin" /></div>}
      {step.kind === 'asked' && <Question mine={mine} token={token} asked={step.asked} />}
      {step.kind === 'unknown' && <Empty words={words.unknown} icon="alert" />}
      {step.kind === 'late' && <Empty words={words.late} icon="clock" />}
      {step.kind === 'net' && <Empty words={words.net} icon="offline"><Button kind="primary" icon="retry" press={() => void mine.open()} mark="again">{words.retry}</Button></Empty>}
      {step.kind === 'done' && <Empty words={words.done} icon="check" />}
      {step.kind === 'no' && <Empty words={words.passed} icon="check" />}
    </div>
  );
}

function Question({ mine, token, asked }: { mine: Visit; token: string; asked: Asked | null }) {
  const words = ownerWords(), shot = mine.shot.value, [text, setText] = useState(''), busy = mine.busy.value;
  return (
    <div class="stack">
      {asked && <What asked={asked} token={token} />}
      {shot && <Shot shot={shot} />}
      {mine.wrong.value && !mine.unsent.value && <Wrong>{problemWords(mine.wrong.value).join(' ')}</Wrong>}
      {mine.unsent.value ? <Waits mine={mine} /> : (
        <section class="card stack">
          {shot && <Text label={words.text} value={text} input={setText} />}
          {shot && <Button wide kind="primary" icon="check" busy={busy} press={() => void mine.done(text)} mark="owner-done">{words.send}</Button>}
          <CameraShutter look={shot ? 'button wide' : 'button primary wide'} disabled={busy} take={(files) => files[0] && void mine.take(files[0])} mark="owner-shoot">{shot ? words.again : words.shoot}</CameraShutter>
          {!shot && <NotMine mine={mine} />}
        </section>
      )}
    </div>
  );
}

function What({ asked, token }: { asked: Asked; token: string }) {
  const words = ownerWords();
  return (
    <>
      {asked.has_photo && <div class="hero"><div class="picture"><img src={photoUrl(token)} alt={words.photo} /><span class="tag">{words.photo}</span></div></div>}
      <section class="card stack tightly">
        <h2>{name(asked.element)}</h2>
        <p class="row where-line"><Icon name="pin" /><span class="grow"><strong>{name(asked.site)}</strong>{asked.address && <span class="block quiet small">{asked.address}</span>}</span></p>
        <p class="row"><Icon name="clock" /><strong class="grow num">{words.until(moment(asked.until, now.value))}</strong></p>
        <p class="quiet small">{words.why}</p>
        <p class="quiet small num">{asked.order_no}</p>
      </section>
    </>
  );
}

function Shot({ shot }: { shot: Kept }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([shot.bytes], { type: shot.type })), [shot.bytes]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <div class="hero"><div class="picture" data-owner-shot><img src={url} alt={ownerWords().mine} /><span class="tag">{ownerWords().mine}</span></div></div>;
}

function Waits({ mine }: { mine: Visit }) {
  const words = ownerWords();
  return (
    <section class="card stack" role="status" data-owner-waits>
      <p class="row top"><Icon name="offline" /><span class="grow"><strong class="block">{mine.busy.value ? words.sending : words.kept}</strong><span class="small">{words.keptHint}</span></span></p>
      <Button wide icon="retry" busy={mine.busy.value} press={() => void mine.send()} mark="owner-retry">{words.retry}</Button>
    </section>
  );
}

function NotMine({ mine }: { mine: Visit }) {
  const [sure, setSure] = useState(false), words = ownerWords();
  const pass = () => {
    setSure(false);
    void mine.pass();
  };
  return (
    <>
      <Button wide icon="undo" busy={mine.busy.value} press={() => setSure(true)} mark="owner-not-mine">{words.notMine}</Button>
      {sure && <Sheet title={words.sure} close={() => setSure(false)} foot={<Button wide kind="primary" press={pass} mark="owner-sure">{words.yes}</Button>}><p>{words.notMineHint}</p></Sheet>}
    </>
  );
}
