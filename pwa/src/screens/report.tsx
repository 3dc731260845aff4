import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Suggestion } from '../api/types.ts';
import type { Point } from '../core/distance.ts';
import { siteCodeIn } from '../core/site-code.ts';
import type { Fix } from '../device/location.ts';
import { t } from '../i18n/index.ts';
import { siteBy } from '../state/around.ts';
import { draft, write, type Draft } from '../state/draft.ts';
import { fileReport, meToo } from '../state/report.ts';
import { problemWords } from '../state/toast.ts';
import { noteUsed } from '../state/used.ts';
import { Button } from '../ui/button.tsx';
import { Wrong } from '../ui/field.tsx';
import { Bar } from '../ui/page.tsx';
import '../ui/css/report.css';
import { Nearby } from './nearby.tsx';
import { ElementChips } from './report-elements.tsx';
import { Photos } from './report-photos.tsx';
import { fixOf, PinSheet, PlaceCard, SiteSheet, type PlaceStep, type Where } from './report-place.tsx';
import { Thanks } from './report-thanks.tsx';
import { pinOf, pinText, spot, useFix, useNear, useSite, useSites } from './report-where.ts';
import { reportWords } from './report-words.ts';
import { Scanner } from './scan.tsx';
import { scanWords } from './scan-words.ts';
import { VoiceText } from './voice-text.tsx';

/** Photo, place, send: the rest is optional. `code`: somebody came here by the label of a site. */
export default function Report({ code }: { code?: string }) {
  const [filed, setFiled] = useState<string | null>(null);
  const { route } = useLocation();
  useEffect(() => {
    if (!code) return;
    setFiled(null);
    choose(draft('report'), { site: siteCodeIn(code, '') ?? '' });
    route('/report', true);
  }, [code]);
  return filed ? <Thanks id={filed} again={() => setFiled(null)} /> : <Form done={(id) => { setFiled(id); scrollTo(0, 0); }} />;
}

/** A site and a pin are two answers to one question. */
function choose(mine: Draft, { site = '', pin = '' }: { site?: string; pin?: string }): void {
  write(mine, 'site', site);
  write(mine, 'pin', pin);
}

function Form({ done }: { done: (id: string) => void }) {
  const mine = draft('report'), fields = mine.fields.value, words = reportWords();
  const { fix, again, refresh, soon } = useFix();
  const [step, setStep] = useState<PlaceStep | null>(null), { wrong, setWrong, busy, run } = useSending(done);
  const pin = pinOf(fields['pin']), chosen = fields['site'] || undefined, found = fixOf({ fix });
  const sites = useSites(pin ?? found, fix !== null || pin !== null), site = useSite(chosen, sites);
  const there = pin ?? (site ? placeOf([site]) : null) ?? found, near = useNear(there, fields['element'] || undefined);
  const where: Where = { fix, pin, site: site ?? null, code: chosen };
  const nearest = (sites[0]?.distance_m ?? Infinity) < 150 ? sites[0]?.kind ?? null : null;
  const pick = (to: { site?: string; pin?: string }) => { choose(mine, to); setWrong(''); setStep(null); };
  useEffect(() => {
    if (site !== null || !chosen) return;
    setWrong(words.unknownSite(chosen));
    choose(mine, {});
  }, [site, chosen]);

  const place = async (): Promise<Fix | null> => {
    // Who is quicker than the satellites waits for them, unless there is another way to find the place.
    const late = !fix && !pin && !chosen && !fields['text']?.trim() ? await soon() : fix;
    return spot({ ...where, fix: late }, byPhoto(mine));
  };
  const send = () => run(async () => {
    if (!mine.shots.peek().length && !mine.working.peek() && !fields['element']) return words.needs;
    const at = await place();
    if (!at && !chosen && !fields['text']?.trim()) return words.needPlace;
    return filing(mine, site?.kind ?? null, fileReport(mine, at));
  });
  const join = (one: Suggestion) => run(async () => filing(mine, site?.kind ?? null, meToo(mine, one, await place())));
  const from = there ?? placeOf(sites);

  return (
    <div class="page order-page">
      <Bar title={t().report.title} />
      <div class="inner">
        <Photos mine={mine} taken={refresh} />
        {near.length > 0 && <Nearby items={near} busy={busy} meToo={join} />}
        <PlaceCard where={where} open={setStep} again={again} mayPin={from !== null} />
        <ElementChips value={fields['element'] ?? ''} around={{ chosen: site?.kind ?? null, nearest }} pick={(element) => write(mine, 'element', element)} />
        <VoiceText label={where.fix && !found && !pin && !chosen ? words.textPlace : words.text} hint={words.textHint} value={fields['text'] ?? ''} input={(value) => write(mine, 'text', value)} />
      </div>
      <div class="foot">
        {wrong && <Wrong>{wrong}</Wrong>}
        <Button kind="primary" icon="send" busy={busy} press={send} mark="report">{words.send}</Button>
      </div>
      {step === 'site' && <SiteSheet sites={sites} value={chosen ?? ''} pick={(code) => pick({ site: code })} close={() => setStep(null)} />}
      {step === 'pin' && from && <PinSheet from={from} fix={found} sites={sites} use={(to) => pick({ pin: pinText(to) })} pick={(code) => pick({ site: code })} close={() => setStep(null)} />}
      {step === 'scan' && <Scanner found={async (text) => (await refused(text)) ?? pick({ site: siteCodeIn(text, location.host) ?? '' })} close={() => setStep(null)} />}
    </div>
  );
}

/** One report at a time. `work` answers the report's id, or throws, or answers words for what is lacking. */
function useSending(done: (id: string) => void) {
  const [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false), running = useRef(false);
  const run = (work: () => Promise<string | { readonly id: string }>): void => {
    // Not the state: a second tap comes before it is drawn.
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setWrong('');
    void work().then(
      (answer) => (typeof answer === 'string' ? setWrong(answer) : done(answer.id)),
      (thrown: unknown) => setWrong(problemWords(thrown).join(' ')),
    ).finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return { wrong, setWrong, busy, run };
}

async function filing(mine: Draft, kind: string | null, written: Promise<string>): Promise<{ readonly id: string }> {
  const element = mine.fields.peek()['element'];
  const id = await written;
  if (element) void noteUsed({ element, kind });
  return { id };
}

/** Words for a label that is not ours, or of no site; nothing when it is good. */
async function refused(text: string): Promise<string | null> {
  const code = siteCodeIn(text, location.host);
  if (!code) return scanWords().notOurs;
  const site = await siteBy(code);
  // Without a network our own label is believed; a typed code may hold a slip.
  if (site === undefined && text.trim() === code) return reportWords().cannotCheck;
  return site === null ? scanWords().unknown(code) : null;
}

/** The newest photo that knows where it was taken. */
function byPhoto(mine: Draft): Fix | null {
  const { lat, lon, accuracy_m = 0, taken_at } = mine.shots.peek().map((shot) => shot.photo.peek()).filter((photo) => photo.lat !== undefined).at(-1) ?? {};
  return lat === undefined || lon === undefined ? null : { lat, lon, accuracy_m, at: Date.parse(taken_at ?? '') };
}

function placeOf(sites: readonly { readonly lat: number | null; readonly lon: number | null }[]): Point | null {
  const { lat = null, lon = null } = sites.find((one) => one.lat !== null) ?? {};
  return lat === null || lon === null ? null : { lat, lon };
}
