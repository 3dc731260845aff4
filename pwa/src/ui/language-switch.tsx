import { language } from '../i18n/index.ts';
import { speakTo } from '../state/session.ts';
import { Icon } from './icon.tsx';

/** Written in the other language, because that is who is looking for it. */
export function LanguageSwitch() {
  const other = language.value === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" class="button bare" lang={other} onClick={() => void speakTo(other)} data-action="language">
      <Icon name="globe" /><span>{other === 'en' ? 'English' : '中文'}</span>
    </button>
  );
}
