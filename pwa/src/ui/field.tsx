import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './icon.tsx';

interface TextProps {
  readonly label: string; readonly value: string; readonly input: (value: string) => void; readonly hint?: string; readonly wrong?: string | undefined;
  readonly type?: 'text' | 'password' | 'search'; readonly lines?: boolean; readonly autocomplete?: string; readonly name?: string; readonly hideLabel?: boolean; readonly max?: number;
}

export function Text({ label, value, input, hint, wrong, type = 'text', lines, autocomplete, name, hideLabel, max = 500 }: TextProps) {
  const id = useId();
  const shared = {
    id, name, class: 'input', value, placeholder: hint, maxLength: max, 'aria-invalid': wrong ? true : undefined,
    'aria-describedby': wrong ? `${id}-wrong` : undefined,
    onInput: (event: Event) => input((event.currentTarget as HTMLInputElement).value),
  };
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'vh' : ''}>{label}</label>
      {lines ? <textarea {...shared} rows={3} />
        : <input {...shared} type={type as 'text'} autocomplete={autocomplete as 'on'} autocapitalize="none" spellcheck={false} />}
      {wrong && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </div>
  );
}

export function Wrong({ id, children }: { id?: string; children: ComponentChildren }) {
  return <p class="wrong" id={id} role="alert"><Icon name="alert" />{children}</p>;
}

/** One of a few, all in sight. */
export function Pick<T extends string>({ label, options, value, pick, hideLabel }: {
  label: string; options: readonly (readonly [T, string])[]; value: T; pick: (value: T) => void; hideLabel?: boolean;
}) {
  const id = useId();
  return (
    <fieldset class="field">
      <legend class={hideLabel ? 'vh' : 'legend'}>{label}</legend>
      <div class="tabs even">
        {options.map(([key, words]) => (
          <label class="tab" key={key}>
            <input class="vh" type="radio" name={id} checked={key === value} onChange={() => pick(key)} />{words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One of several, a line each, with room for a second line of words. */
export function Options<T extends string>({ label, options, value, pick }: {
  label: string; options: readonly { readonly key: T; readonly words: ComponentChildren }[]; value: T | ''; pick: (value: T) => void;
}) {
  const id = useId();
  return (
    <fieldset>
      <legend class="vh">{label}</legend>
      <div class="options">
        {options.map(({ key, words }) => (
          <label class="option" key={key}>
            <input type="radio" name={id} value={key} checked={key === value} onChange={() => pick(key)} />
            <span class="grow">{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
