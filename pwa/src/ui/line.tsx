import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** One thing with its state, its words and what can be done about it. */
export function Line({ icon, title, words, tone, chip, children, mark, state, as: Tag = 'section' }: {
  icon: IconName; title: string; words: readonly (string | false | null | undefined)[]; tone?: 'done' | 'soon' | 'late' | undefined; chip?: string;
  children?: ComponentChildren; mark?: string; state?: string; as?: 'section' | 'li';
}) {
  return (
    <Tag class={Tag === 'li' ? 'row top' : 'card row top'} data-line={mark} data-is={state}>
      <span class={`lamp ${tone ?? ''}`}><Icon name={icon} /></span>
      <div class="grow">
        {Tag === 'li' ? <h3>{title}</h3> : <h2>{title}</h2>}
        {words.filter(Boolean).map((line, index) => <p class="quiet small" key={index}>{line}</p>)}
      </div>
      {chip && <span class={`chip ${tone ?? ''}`}>{chip}</span>}
      {children && <div class="chips">{children}</div>}
    </Tag>
  );
}
