import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/calls.ts';
import type { InspectionFigures, Reversals } from '../api/types.ts';
import { isTelling, percent, rate } from '../core/rate.ts';
import { changes } from '../state/live.ts';
import { Pick } from '../ui/field.tsx';
import { fairnessWords as words } from './fairness-words.ts';
import { Strata } from './strata.tsx';

const PERIODS = ['30', '90', '365'] as const;
type Period = (typeof PERIODS)[number];

/** How fair review is: how often it was taken back, and how often chance found it right. */
export function Fairness() {
  const [reversals, setReversals] = useState<Reversals | null>(null), [inspections, setInspections] = useState<InspectionFigures | null>(null);
  const [period, setPeriod] = useState<Period>('90'), shown = useRef<Period | null>(null);
  useEffect(() => {
    let current = true;
    const ask = () => {
      // Whoever may not see them is shown none; without a network the board itself says so.
      void api.reversals(period).then((found) => current && setReversals(found), () => undefined);
      void api.inspected(period).then((found) => current && setInspections(found), () => undefined);
    };
    // At once for another period; what changes by itself may wait for more of its kind.
    const timer = setTimeout(ask, shown.current === period ? 800 : 0);
    shown.current = period;
    return () => { current = false; clearTimeout(timer); };
  }, [changes.value, period]);
  if (!reversals && !inspections) return null;
  return (
    <>
      <Pick label={words().period} value={period} pick={setPeriod} options={PERIODS.map((days) => [days, words().days(Number(days))] as const)} />
      <div class="halves">{reversals && <ByReviewer of={reversals.items} />}{inspections && <Agreement of={inspections} />}</div>
    </>
  );
}

function ByReviewer({ of }: { of: Reversals['items'] }) {
  return (
    <section class="card stack" data-figures="reversals">
      <div><h2 id="reversals">{words().reversals}</h2><p class="small quiet">{words().reversalsText}</p></div>
      {of.length === 0 ? <p class="quiet">{words().noReversals}</p> : (
        <table aria-labelledby="reversals">
          <thead><tr><th scope="col">{words().reviewer}</th><th scope="col">{words().decided}</th><th scope="col">{words().reversed}</th><th scope="col">{words().share}</th></tr></thead>
          <tbody class="num">
            {of.map(({ person, decided, reversed }) => (
              <tr key={person.id}><th scope="row">{person.name}</th><td>{decided}</td><td>{reversed}</td><td><Share hits={reversed} of={decided} /></td></tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Share({ hits, of }: { hits: number; of: number }) {
  const found = rate(hits, of);
  if (!found || !isTelling(found)) return <span class="quiet small" title={words().few}>{words().fewShort}</span>;
  return <>{percent(found.share)}</>;
}

function Agreement({ of }: { of: InspectionFigures }) {
  const { all, strata } = of;
  return (
    <section class="card stack" data-figures="inspections">
      <div><h2 id="agreement">{words().inspections}</h2><p class="small quiet">{words().inspectionsText}</p></div>
      {all.judged === 0 ? <p class="quiet">{words().noInspections}</p> : <><Sum of={all} /><Strata of={strata} /></>}
    </section>
  );
}

function Sum({ of: { agreed, judged } }: { of: { agreed: number; judged: number } }) {
  const found = rate(agreed, judged);
  if (!found) return null;
  return (
    <p class="num">
      {isTelling(found) ? <><b class="big">{percent(found.share)}</b> {words().between(percent(found.low), percent(found.high))}</> : <strong>{words().few}</strong>}
      <span class="block small quiet">{words().of(agreed, judged)}</span>
    </p>
  );
}
