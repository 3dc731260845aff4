import { useState } from 'preact/hooks';
import * as api from '../api/calendars.ts';
import type { Calendars } from '../api/types.ts';
import { CODE, codeOf, PRESETS, type Preset, type Shift } from '../core/calendar.ts';
import { name } from '../i18n/index.ts';
import { newId } from '../state/act.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { calendarWords as words } from './calendar-words.ts';
import { Choose } from './telling-choose.tsx';

interface Draft { readonly zh: string; readonly en: string; readonly code: string | null; readonly district: string; readonly preset: Preset; readonly holidays: string }
const CHINA = ':CN', NONE = '';

/** A calendar to be: what it is called, whose it is, which week it begins with and whose holidays it takes. */
export function NewCalendar({ found, close, done }: { found: Calendars; close: () => void; done: (code: string) => void }) {
  const [draft, setDraft] = useState<Draft>({ zh: '', en: '', code: null, district: found.districts[0]?.code ?? NONE, preset: 'office', holidays: found.default });
  const [busy, setBusy] = useState(false), [wrong, setWrong] = useState(''), [id, setId] = useState(newId), [tried, setTried] = useState(false);
  const code = draft.code ?? codeOf(draft.en), fits = CODE.test(code), named = draft.zh.trim() !== '' && draft.en.trim() !== '';
  const edit = (more: Partial<Draft>) => { setDraft({ ...draft, ...more }); setWrong(''); setId(newId()); };
  const save = async () => {
    setTried(true);
    if (!fits || !named) return;
    setBusy(true);
    try {
      const china = draft.holidays === CHINA, base = china || draft.holidays === NONE ? null : draft.holidays;
      const week = PRESETS[draft.preset].map((shifts) => shifts.map(([begin, end]: Shift): [number, number] => [begin, end]));
      await api.makeCalendar({ id, code, name: { zh: draft.zh.trim(), en: draft.en.trim() }, week, district: draft.district || null, base, region: china ? 'CN' : null });
      say({ kind: 'done', title: words().created });
      done(code);
    } catch (thrown) {
      setWrong(problemWords(thrown).join(' '));
      setBusy(false);
    }
  };
  const lenders = found.items.filter((each) => !each.base && each.region);
  return (
    <Sheet title={words().newTitle} close={close} foot={<Button kind="primary" wide icon="check" busy={busy} press={() => void save()} mark="create-calendar">{words().create}</Button>}>
      <Text label={words().nameZh} value={draft.zh} input={(zh) => edit({ zh })} max={120} name="name-zh" wrong={tried && !draft.zh.trim() ? words().bothNames : undefined} />
      <Text label={words().nameEn} value={draft.en} input={(en) => edit({ en })} max={120} name="name-en" wrong={tried && !draft.en.trim() ? words().bothNames : undefined} />
      <Text label={words().code} hint={words().codeHint} value={code} input={(typed) => edit({ code: typed })} max={32} name="code" wrong={tried && !fits ? words().codeWrong : undefined} />
      <Choose label={words().whose} value={draft.district} pick={(district) => edit({ district })} mark="calendar-district"
        options={[...found.districts.map((each) => [each.code, name(each.name)] as const), ...(found.may_share ? [[NONE, words().everybody] as const] : [])]} />
      <Choose label={words().start} value={draft.preset} pick={(preset) => edit({ preset: preset as Preset })} mark="calendar-preset" options={Object.entries(words().presets)} />
      <Choose label={words().holidays} value={draft.holidays} pick={(holidays) => edit({ holidays })} mark="calendar-holidays"
        options={[...lenders.map((each) => [each.code, words().basedOn(name(each.name))] as const), [CHINA, words().china], [NONE, words().noHolidays]]} />
      {wrong && <Wrong>{wrong}</Wrong>}
    </Sheet>
  );
}
