import { useEffect, useMemo, useState } from 'preact/hooks';
import * as api from '../api/calls.ts';
import type { Site, Suggestion } from '../api/types.ts';
import { Problem } from '../core/problem.ts';
import { locate, type Fix } from '../device/location.ts';
import { name, t } from '../i18n/index.ts';
import { draft, removePhoto, write, type Draft } from '../state/draft.ts';
import { elements } from '../state/registry.ts';
import { filedReport, fileReport, meToo } from '../state/report.ts';
import { problemWords } from '../state/toast.ts';
import { Button, LinkButton, Shutter } from '../ui/button.tsx';
import { Options, Text, Wrong } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Bar, Empty } from '../ui/page.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Taken, take } from './evidence.tsx';
import { ElementSheet } from './element-sheet.tsx';
import { Nearby } from './nearby.tsx';

/** Photo, place, send: the rest is optional. */
export default function Report() {
  const mine = draft('report'), fields = mine.fields.value;
  const [fix, setFix] = useState<Fix | Problem | null>(null), [sites, setSites] = useState<Site[]>([]), [near, setNear] = useState<Suggestion[]>([]);
  const [sheet, setSheet] = useState<'element' | 'site' | null>(null), [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false), [filed, setFiled] = useState<string | null>(null);
  const place = fix && !(fix instanceof Problem) ? fix : null;
  const find = () => { setFix(null); void locate(30_000).then(setFix, (thrown: unknown) => setFix(thrown as Problem)); };
  useEffect(find, []);
  useEffect(() => {
    if (fix === null) return;
    void api.sites(place).then(setSites, () => undefined);
    if (place) void api.suggestions(place.lat, place.lon, fields['element']).then(setNear, () => undefined);
  }, [fix, fields['element']]);

  const run = async (send: () => Promise<string>) => {
    setBusy(true);
    setWrong('');
    try {
      setFiled(await send());
      scrollTo(0, 0);
    } catch (thrown) {
      setWrong(problemWords(thrown).join(' '));
    } finally {
      setBusy(false);
    }
  };
  const send = () => {
    if (!mine.shots.value.length && !mine.working.value && !fields['element']) return setWrong(t().report.needs);
    if (!place && !fields['site'] && !fields['text']?.trim()) return setWrong(t().report.needPlace);
    void run(() => fileReport(mine, place));
  };
  if (filed) return <Thanks id={filed} again={() => { setFiled(null); find(); }} />;
  const site = sites.find((one) => one.code === fields['site']);
  const element = elements().value.find((one) => one.code === fields['element']);
  return (
    <div class="page order-page">
      <Bar title={t().report.title} />
      <div class="inner">
        <Photos mine={mine} />
        <Place fix={fix} site={site} siteCode={fields['site']} again={find} choose={() => setSheet('site')} />
        {near.length > 0 && <Nearby items={near} busy={busy} meToo={(one) => void run(() => meToo(mine, one, place))} />}
        <button type="button" class="option" onClick={() => setSheet('element')} data-action="element">
          <Icon name={element ? elementIcon(element.code) : 'flag'} />
          <span class="grow"><span class="small quiet block">{t().report.what}</span>{element ? name(element.name) : t().report.allKinds}</span><Icon name="next" />
        </button>
        <Text label={t().report.text} hint={t().report.textHint} lines value={fields['text'] ?? ''} input={(value) => write(mine, 'text', value)} />
        {wrong && <Wrong>{wrong}</Wrong>}
      </div>
      <div class="foot"><Button kind="primary" icon="send" busy={busy} press={send} mark="report">{t().report.send}</Button></div>
      {sheet === 'element' && <ElementSheet value={fields['element'] ?? ''} close={() => setSheet(null)} pick={(code) => { write(mine, 'element', code); setSheet(null); }} />}
      {sheet === 'site' && (
        <Sheet title={t().report.site} close={() => setSheet(null)}>
          <Options label={t().report.site} value={fields['site'] ?? ''} pick={(code) => { write(mine, 'site', code); setSheet(null); }}
            options={[...sites.map((one) => ({ key: one.code, words: <SiteWords site={one} /> })), { key: '', words: t().report.noSite }]} />
        </Sheet>
      )}
    </div>
  );
}

function Photos({ mine }: { mine: Draft }) {
  const shots = mine.shots.value;
  if (!shots.length && !mine.working.value) {
    return (
      <div class="stack tightly">
        <Shutter look="snap" take={(files) => take(mine, files, 'before', 'camera')} mark="shoot"><strong class="block">{t().report.photo}</strong><span class="quiet small">{t().report.photoHint}</span></Shutter>
        <div><Shutter look="button bare" icon="album" camera={false} take={(files) => take(mine, files, 'before', 'gallery')} mark="album">{t().order.fromAlbum}</Shutter></div>
      </div>
    );
  }
  return (
    <div class="stack tightly">
      <ul class="shots">
        {shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} remove={() => removePhoto(mine, shot)} tag={t().order.foundPhoto} /></li>)}
        {Array.from({ length: mine.working.value }, (_, index) => <li class="bone shot-bone" key={index} />)}
      </ul>
      <div class="chips"><Shutter look="button" icon="plus" take={(files) => take(mine, files, 'before', 'camera')} mark="shoot">{t().order.addPhoto}</Shutter></div>
    </div>
  );
}

function Place({ fix, site, siteCode, again, choose }: {
  fix: Fix | Problem | null; site: Site | undefined; siteCode: string | undefined; again: () => void; choose: () => void;
}) {
  const denied = fix instanceof Problem ? problemWords(fix) : null;
  return (
    <section class="card stack tightly" aria-label={t().report.where}>
      <h2 class="small quiet">{t().report.where}</h2>
      <div class="row">
        <Icon name={denied ? 'alert' : 'pin'} />
        <div class="grow">
          {site ? <SiteWords site={site} /> : siteCode ? siteCode : denied ? <><strong>{denied[0]}</strong><span class="block small quiet">{denied[1]}</span></>
            : fix && !(fix instanceof Problem) ? <><strong>{t().report.here}</strong><span class="block small quiet num">{t().report.accuracy(fix.accuracy_m)}</span></>
            : <span class="quiet" role="status">{t().report.locating}</span>}
        </div>
      </div>
      <div class="chips">
        <Button icon="pin" press={choose} mark="site">{t().report.site}</Button>
        {!site && fix && <Button kind="bare" icon="target" press={again}>{t().report.locate}</Button>}
      </div>
    </section>
  );
}

function SiteWords({ site }: { site: Site }) {
  const far = typeof site.distance_m === 'number' ? `${Math.round(site.distance_m)} m` : '';
  return <><strong>{name(site.name)}</strong><span class="block small quiet">{[far, site.address].filter(Boolean).join(' · ')}</span></>;
}

function Thanks({ id, again }: { id: string; again: () => void }) {
  const filed = useMemo(() => filedReport(id), [id]).value;
  const words = !filed ? t().kept[1] : filed.joined ? t().report.joined(filed.order_no) : t().report.filed(filed.order_no);
  return (
    <div class="page"><Bar title={t().report.title} />
      <Empty words={[t().report.thanks, words]} icon="check">
        {filed && <LinkButton href={`/orders/${filed.order_id}`} kind="primary">{t().report.see}</LinkButton>}
        <Button press={again}>{t().report.another}</Button>
      </Empty>
    </div>
  );
}
