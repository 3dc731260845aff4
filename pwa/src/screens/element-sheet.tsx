import { useState } from 'preact/hooks';
import { name, t } from '../i18n/index.ts';
import { elements, scenarios } from '../state/registry.ts';
import { Text } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { elementIcon } from '../ui/icons.ts';
import { Sheet } from '../ui/sheet.tsx';

/** All kinds of problem, by scenario, with a search: one tap chooses. */
export function ElementSheet({ title, value, pick, close }: { title: string; value: string; pick: (code: string) => void; close: () => void }) {
  const [q, setQ] = useState('');
  const wanted = q.trim().toLowerCase();
  const fits = elements().value.filter((one) => !wanted || `${one.name.zh} ${one.name.en} ${one.code}`.toLowerCase().includes(wanted));
  return (
    <Sheet title={title} close={close}>
      <Text label={t().search} hideLabel hint={t().search} type="search" value={q} input={setQ} />
      {scenarios().value.map((scenario) => {
        const rows = fits.filter((one) => one.scenario === scenario.code);
        return rows.length > 0 && (
          <section key={scenario.code} class="stack tightly" aria-label={name(scenario.name)}>
            <h3 class="quiet small">{name(scenario.name)}</h3>
            <ul class="options">
              {rows.map((one) => (
                <li key={one.code}>
                  <button type="button" class="option" aria-pressed={one.code === value} onClick={() => pick(one.code)} data-element={one.code}>
                    <Icon name={elementIcon(one.code)} /><span class="grow">{name(one.name)}</span>{one.code === value && <Icon name="check" />}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {fits.length === 0 && <p class="quiet">{t().list.nothing[0]}</p>}
    </Sheet>
  );
}
