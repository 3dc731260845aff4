import { useId } from 'preact/hooks';

/** One of many, by the system's own list. */
export function Choose({ label, value, pick, options, mark }: { label: string; value: string; pick: (value: string) => void; options: readonly (readonly [string, string])[]; mark: string }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => pick(event.currentTarget.value)} data-setting={mark}>
        {options.map(([key, words]) => <option value={key} key={key}>{words}</option>)}
      </select>
    </div>
  );
}
