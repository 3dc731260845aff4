import { useEffect, useState } from 'preact/hooks';
import { forgetSiteOwner, setSiteOwner, siteOwner, type SiteOwner } from '../api/owner.ts';
import { asProblem } from '../core/problem.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Pick, Text, Wrong } from '../ui/field.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { siteOwnerWords } from './site-owner-words.ts';

const LANGUAGES = [['zh-CN', '中文'], ['en', 'English']] as const;

/** Who owns a site and how they are reached. An address is written once and never shown again: an empty box leaves nobody to send to. */
export function SiteOwnerSheet({ code, close }: { code: string; close: () => void }) {
  const [known, setKnown] = useState<SiteOwner | null>(null), [name, setName] = useState(''), [url, setUrl] = useState(''), [language, setLanguage] = useState<SiteOwner['language']>('zh-CN');
  const [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false), words = siteOwnerWords();
  useEffect(() => void siteOwner(code).then((found) => {
    setKnown(found);
    setName(found.name);
    setLanguage(found.language);
  }, (thrown: unknown) => asProblem(thrown).status === 404 || setWrong(problemWords(thrown).join(' '))), [code]);
  const act = (done: Promise<unknown>, title: string) => {
    setBusy(true);
    setWrong('');
    void done.then(() => {
      say({ kind: 'done', title });
      close();
    }, (thrown: unknown) => setWrong(problemWords(thrown).join(' '))).finally(() => setBusy(false));
  };
  const save = () => act(setSiteOwner(code, { name: name.trim(), language, url: url.trim() || null }), words.saved);
  return (
    <Sheet title={words.title} close={close} foot={<Button wide kind="primary" icon="check" busy={busy} disabled={!name.trim()} press={save} mark="save-owner">{words.save}</Button>}>
      {wrong && <Wrong>{wrong}</Wrong>}
      <p class="small">{words.hint}</p>
      <Text label={words.name} value={name} input={setName} max={120} name="owner" />
      <Pick label={words.language} options={LANGUAGES} value={language} pick={setLanguage} />
      <Text label={words.url} value={url} input={setUrl} max={1000} autocomplete="off" />
      <p class="small quiet">{known?.service ? words.has(`${known.service} ${known.hint ?? ''}`) : words.without}</p>
      {known && <Button wide icon="ban" busy={busy} press={() => act(forgetSiteOwner(code), words.forgotten)} mark="forget-owner">{words.forget}</Button>}
    </Sheet>
  );
}
