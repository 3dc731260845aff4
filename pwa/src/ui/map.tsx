import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { IconButton } from './button.tsx';
import type { IconName } from './icons.ts';
import './css/map.css';
import type { Drawing, Scale, Shown } from './map-draw.ts';
import { mapWords } from './map-words.ts';

export type { Here, Mark, MarkKind, Pin, Tiles } from './map-draw.ts';

const NUDGES = [['left', 'back', -1, 0], ['up', 'up', 0, -1], ['down', 'down', 0, 1], ['right', 'next', 1, 0]] as const satisfies readonly (readonly [string, IconName, number, number])[];

/** A map that needs no tiles. Leaflet itself is fetched when the first one is shown; the list beside it is the equal for those who see no map. */
export function MapView({ label, ...shown }: Shown & { readonly label?: string }) {
  const frame = useRef<HTMLDivElement>(null), drawn = useRef<Drawing | null>(null), latest = useRef(shown);
  const [scale, setScale] = useState<Scale | null>(null), [broken, setBroken] = useState(false);
  latest.current = shown;
  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const { Drawing } = await import('./map-draw.ts');
      if (gone || !frame.current) return;
      drawn.current = new Drawing(frame.current, mapWords().pin, setScale);
      drawn.current.show(latest.current);
    };
    begin().catch((thrown: unknown) => { console.error(thrown); setBroken(true); });
    return () => {
      gone = true;
      drawn.current?.end();
    };
  }, []);
  useEffect(() => drawn.current?.show(shown));
  const words = mapWords(), name = label ?? words.map;
  return (
    <div class="stack tightly">
      <div class="map" role="group" aria-label={name}>
        <div ref={frame} class="leaflet-container" tabIndex={0} role="region" aria-label={name} data-map={scale ? 'ready' : 'coming'} />
        {!scale && <p class="map-by map-scale" role="status">{broken ? words.broken : words.loading}</p>}
        <div class="map-by zoom">
          <IconButton icon="plus" label={words.closer} press={() => drawn.current?.zoom(1)} mark="zoom-in" />
          <IconButton icon="minus" label={words.farther} press={() => drawn.current?.zoom(-1)} mark="zoom-out" />
        </div>
        {scale && <span class="map-by map-scale num" style={{ width: scale.width }}>{length(scale.metres)}</span>}
        {shown.tiles && <span class="map-by map-credit">{shown.tiles.attribution}</span>}
      </div>
      {shown.pin && (
        <div class="nudge" role="group" aria-label={words.nudge}>
          {NUDGES.map(([way, icon, right, down]) => <IconButton key={way} icon={icon} label={words[way]} press={() => drawn.current?.nudge(right, down)} mark={`pin-${way}`} />)}
        </div>
      )}
      <span class="vh" role="status">{broken ? t().problems['app.fault']?.[1] : ''}</span>
    </div>
  );
}

const length = (metres: number) => (metres < 1000 ? `${metres} m` : `${metres / 1000} km`);
