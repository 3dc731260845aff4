import { useState } from 'preact/hooks';
import type { StratumFigures } from '../api/types.ts';
import { isTelling, percent, rate } from '../core/rate.ts';
import { name } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { fairnessWords as words } from './fairness-words.ts';

/** At first so many: those of which most is known come first. */
const FEW = 6;

/** Where re-inspection looked, and what it found there: an element of a unit in an area each. */
export function Strata({ of }: { of: readonly StratumFigures[] }) {
  const [all, setAll] = useState(false), judged = of.filter((one) => one.judged > 0), shown = all ? judged : judged.slice(0, FEW);
  if (!judged.length) return null;
  return (
    <section class="stack" aria-labelledby="strata" data-figures="strata">
      <h3 id="strata">{words().strata}</h3>
      <ul class="bars">{shown.map((one) => <Stratum of={one} key={one.stratum} />)}</ul>
      {judged.length > shown.length && <Button press={() => setAll(true)} mark="all-strata">{words().allStrata(judged.length)}</Button>}
    </section>
  );
}

function Stratum({ of: { stratum, area, unit, element, agreed, judged } }: { of: StratumFigures }) {
  const found = rate(agreed, judged), where = [...new Set([unit, area].flatMap((each) => (each ? [name(each.name)] : [])))].join(' · ');
  if (!found) return null;
  const tells = isTelling(found), between = words().between(percent(found.low), percent(found.high));
  return (
    <li data-stratum={stratum}>
      <p class="row top"><strong class="grow">{element ? name(element.name) : stratum}</strong>
        <span class="num">{tells ? <><b>{percent(found.share)}</b> {between}</> : <span class="quiet small">{words().fewShort}</span>}</span></p>
      <p class="small quiet">{where}</p>
      <p class="small quiet num">{words().of(agreed, judged)}{!tells && <> {between}</>}</p>
    </li>
  );
}
