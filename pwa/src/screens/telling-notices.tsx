import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/telling.ts';
import type { AllWords, OwnWords } from '../api/types.ts';
import { problemWords, say } from '../state/toast.ts';
import { Button } from '../ui/button.tsx';
import { Pick, Text, Wrong } from '../ui/field.tsx';
import { Bones } from '../ui/page.tsx';
import { Choose } from './telling-choose.tsx';
import { kindWords, tellingWords as words } from './telling-words.ts';

/** The words of each kind of notice, in each language, with how they will read. */
export function NoticeWords() {
  const [found, setFound] = useState<AllWords | null>(null), [wrong, setWrong] = useState('');
  const [kind, setKind] = useState('new'), [language, setLanguage] = useState<OwnWords['language']>('zh-CN');
  const load = () => void api.noticeWords().then(setFound, (thrown: unknown) => setWrong(problemWords(thrown).join(' ')));
  useEffect(load, []);
  const now = found?.items.find((each) => each.kind === kind && each.language === language);
  return (
    <details class="card" data-words={found?.items.length ?? ''}>
      <summary><h2 class="inline">{words().words}</h2></summary>
      <div class="stack">
        <p class="small quiet">{words().wordsHint}</p>
        {wrong && <Wrong>{wrong}</Wrong>}
        {!found && !wrong && <Bones rows={2} />}
        {found && <>
          {!found.may_change && <p class="small">{words().shared}</p>}
          <Choose label={words().kind} value={kind} pick={setKind} mark="words-kind" options={found.kinds.map((each) => [each, kindWords(each)] as const)} />
          <Pick label={words().language} value={language} pick={setLanguage} options={[['zh-CN', '中文'], ['en', 'English']]} />
          <Edit key={`${kind} ${language} ${now?.title ?? ''} ${now?.body ?? ''}`} kind={kind} language={language} now={now} may={found.may_change} done={load} />
        </>}
      </div>
    </details>
  );
}

function Edit({ kind, language, now, may, done }: { kind: string; language: OwnWords['language']; now: OwnWords | undefined; may: boolean; done: () => void }) {
  const [title, setTitle] = useState(now?.title ?? ''), [body, setBody] = useState(now?.body ?? ''), [seen, setSeen] = useState<{ title: string; body: string } | null>(null);
  const [wrong, setWrong] = useState(''), [busy, setBusy] = useState(false), own: OwnWords = { kind, language, title, body };
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong('');
    await work().catch((thrown: unknown) => setWrong(problemWords(thrown).join(' ')));
    setBusy(false);
  };
  const saved = () => { say({ kind: 'done', title: words().saved }); done(); };
  const whole = title.trim() !== '' && body.trim() !== '';
  return (
    <div class="stack">
      <Text label={words().title} hint={words().ours} value={title} input={setTitle} max={120} name="words-title" />
      <Text label={words().body} hint={words().ours} value={body} input={setBody} max={400} lines name="words-body" />
      {wrong && <Wrong>{wrong}</Wrong>}
      {seen && <div class="card" data-preview role="status"><strong>{seen.title}</strong><p>{seen.body}</p></div>}
      <div class="chips">
        <Button busy={busy} disabled={!whole} press={() => void act(async () => setSeen(await api.previewNoticeWords(own)))} mark="preview-words">{words().preview}</Button>
        <Button busy={busy} disabled={!whole || !may} press={() => void act(() => api.setNoticeWords(own).then(saved))} mark="set-words">{words().set}</Button>
        {now && may && <Button busy={busy} press={() => void act(() => api.forgetNoticeWords(own).then(saved))} mark="forget-words">{words().back}</Button>}
      </div>
    </div>
  );
}
