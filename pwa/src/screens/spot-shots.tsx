import type { PhotoClaim } from '../core/command.ts';
import { addPhoto, removePhoto, type Draft } from '../state/draft.ts';
import { CameraShutter } from './camera-shutter.tsx';
import { Taken } from './evidence.tsx';

/** Photos of how it is on the spot, with the after-photo half seen through for the same angle. */
export function SpotShots({ mine, phase, overlay, words }: {
  mine: Draft; phase: PhotoClaim['phase']; overlay: readonly string[]; words: { readonly spot: string; readonly shoot: string; readonly more: string };
}) {
  const shots = mine.shots.value;
  return (
    <>
      {(shots.length > 0 || mine.working.value > 0) && (
        <ul class="shots">
          {shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} tag={words.spot} remove={() => removePhoto(mine, shot)} /></li>)}
          {Array.from({ length: mine.working.value }, (_, index) => <li class="bone shot-bone" key={index} />)}
        </ul>
      )}
      <div class="chips">
        <CameraShutter look="button" take={(files, facts) => files.forEach((file) => void addPhoto(mine, file, phase, 'camera', facts))} overlay={overlay} mark="shoot-spot">{shots.length ? words.more : words.shoot}</CameraShutter>
      </div>
    </>
  );
}
