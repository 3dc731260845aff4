import { divIcon, type DivIcon, type Marker } from 'leaflet';
import { ICONS, type IconName } from './icons.ts';

const SPACE = 'http://www.w3.org/2000/svg', TAP = 48;

/** Made of nodes: the policy refuses markup as text. Its box is as large as a thumb needs. */
export function icon(shape: IconName, look: string, anchor: [number, number] = [TAP / 2, TAP / 2]): DivIcon {
  const html = document.createElement('span'), svg = document.createElementNS(SPACE, 'svg'), path = document.createElementNS(SPACE, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', ICONS[shape]);
  svg.append(path);
  html.append(svg);
  return divIcon({ html, className: look, iconSize: [TAP, TAP], iconAnchor: anchor });
}

/** Stands with its tip on the place. */
export const pinIcon = () => icon('pin', 'map-pin', [TAP / 2, TAP - 6]);

/** Leaflet calls a marker a button but gives it neither words nor keys. */
export function named(sign: Marker, words: string, keys: (event: KeyboardEvent) => boolean): void {
  const node = sign.getElement();
  node?.setAttribute('aria-label', words);
  node?.addEventListener('keydown', (event) => {
    if (!keys(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}
