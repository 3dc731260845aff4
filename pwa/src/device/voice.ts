import type { Language } from '../core/language.ts';

interface Heard { readonly isFinal: boolean; readonly 0: { readonly transcript: string } }
interface Recognition {
  lang: string; interimResults: boolean; continuous: boolean;
  onresult: ((event: { readonly results: ArrayLike<Heard> }) => void) | null;
  onerror: ((event: { readonly error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void; stop(): void; abort(): void;
}
type Maker = new () => Recognition;

const maker = (): Maker | undefined => {
  const own = globalThis as { readonly SpeechRecognition?: Maker; readonly webkitSpeechRecognition?: Maker };
  return own.SpeechRecognition ?? own.webkitSpeechRecognition;
};

export const hasVoice = (): boolean => maker() !== undefined && isSecureContext;

export type VoiceFault = 'denied' | 'network' | 'silent';
export interface Ears {
  /** All that was said so far; it may still change until the end. */
  readonly heard: (text: string) => void;
  readonly ended: (fault: VoiceFault | null) => void;
}

/** Listens until the person stops it or falls silent; answers how to stop. What was heard is kept. */
export function listen(language: Language, { heard, ended }: Ears): () => void {
  const Recognizer = maker();
  if (!Recognizer) {
    ended('network');
    return () => undefined;
  }
  const ear = new Recognizer();
  let fault: VoiceFault | null = null;
  Object.assign(ear, { lang: language === 'en' ? 'en-US' : 'zh-CN', interimResults: true, continuous: true });
  ear.onresult = ({ results }) => heard(Array.from(results, (one) => one[0].transcript).join(language === 'en' ? ' ' : '').replace(/ {2,}/g, ' ').trim());
  ear.onerror = ({ error }) => (fault = faultOf(error));
  ear.onend = () => ended(fault);
  try {
    ear.start();
  } catch {
    ended('network');
  }
  return () => ear.stop();
}

function faultOf(error: string): VoiceFault | null {
  if (error === 'aborted') return null;
  if (error === 'not-allowed' || error === 'audio-capture') return 'denied';
  return error === 'no-speech' ? 'silent' : 'network';
}
