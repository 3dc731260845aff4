import type { Language } from '../core/language.ts';

export const canSpeak = () => 'speechSynthesis' in globalThis && 'SpeechSynthesisUtterance' in globalThis;

/** Says it in the wanted language; a line still being said is finished first. Browsers stay silent until the page was tapped once. */
export function speak(line: string, language: Language): void {
  if (!canSpeak()) return;
  const words = new SpeechSynthesisUtterance(line);
  words.lang = language === 'en' ? 'en-US' : 'zh-CN';
  const voice = voiceFor(language);
  if (voice) words.voice = voice;
  speechSynthesis.speak(words);
}

/** A voice in the phone itself comes first: one from the network is silent in a basement. */
function voiceFor(language: Language): SpeechSynthesisVoice | undefined {
  const start = language === 'en' ? /^en/i : /^(zh|cmn)[-_]?(CN|Hans)?/i;
  const fitting = speechSynthesis.getVoices().filter((voice) => start.test(voice.lang));
  return fitting.find((voice) => voice.localService) ?? fitting[0];
}
