import { useEffect, useRef, useState } from 'preact/hooks';
import { hasVoice, listen, type VoiceFault } from '../device/voice.ts';
import { language } from '../i18n/index.ts';
import { Text, Wrong } from '../ui/field.tsx';
import { Glyph } from '../ui/full.tsx';
import { reportWords } from './report-words.ts';

const MIC = 'M12 14.5a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3M9 21h6';

/** A field to type in, and to speak into where the browser can turn speech into text. */
export function VoiceText({ label, hint, value, input }: { label: string; hint: string; value: string; input: (text: string) => void }) {
  const [listening, setListening] = useState(false), [fault, setFault] = useState<VoiceFault | null>(null);
  const stop = useRef<(() => void) | null>(null), words = reportWords();
  useEffect(() => () => stop.current?.(), []);
  const toggle = () => {
    if (listening) return stop.current?.();
    const before = value.trim();
    setFault(null);
    setListening(true);
    stop.current = listen(language.peek(), {
      heard: (text) => input([before, text].filter(Boolean).join(language.peek() === 'en' ? ' ' : '，')),
      ended: (why) => {
        setListening(false);
        setFault(why);
      },
    });
  };
  return (
    <div class="stack tightly">
      <Text label={label} hint={hint} lines value={value} input={input} />
      {hasVoice() && (
        <div class="voice">
          <button type="button" class={listening ? 'button danger' : 'button'} aria-pressed={listening} onClick={toggle} data-action="speak" title={words.voiceFor}>
            <Glyph d={MIC} /><span>{listening ? words.stop : words.speak}</span>
          </button>
          <span class="vh" role="status">{listening ? words.stop : ''}</span>
        </div>
      )}
      {fault && <Wrong>{words.voiceFaults[fault]}</Wrong>}
    </div>
  );
}
