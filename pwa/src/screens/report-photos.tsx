import type { ShotFacts } from '../device/camera.ts';
import { orderWords } from '../i18n/order.ts';
import { removePhoto, type Draft } from '../state/draft.ts';
import { Shutter } from '../ui/button.tsx';
import { CameraShutter } from './camera-shutter.tsx';
import { Taken, take } from './evidence.tsx';
import { reportWords } from './report-words.ts';

/** The first thing on the page, and large; once a photo is there, small and with room for more. */
export function Photos({ mine, taken }: { mine: Draft; taken: () => void }) {
  const shots = mine.shots.value, working = mine.working.value, words = reportWords();
  const shoot = (files: File[], facts?: ShotFacts) => {
    take(mine, files, 'before', 'camera', facts);
    taken();
  };
  if (!shots.length && !working) {
    return (
      <div class="shoot-row">
        <CameraShutter look="snap" take={shoot} mark="shoot"><strong class="block">{words.photo}</strong><span class="quiet small">{words.photoHint}</span></CameraShutter>
        <Album mine={mine} look="button album" />
      </div>
    );
  }
  return (
    <div class="stack tightly">
      <ul class="shots">
        {shots.map((shot) => <li key={shot.photo.value.sha256}><Taken shot={shot} remove={() => removePhoto(mine, shot)} tag={orderWords().foundPhoto} from={mine} /></li>)}
        {Array.from({ length: working }, (_, index) => <li class="bone shot-bone" key={index} />)}
      </ul>
      <div class="chips"><CameraShutter look="button" icon="plus" take={shoot} mark="shoot">{orderWords().addPhoto}</CameraShutter><Album mine={mine} /></div>
    </div>
  );
}

const Album = ({ mine, look = 'button bare' }: { mine: Draft; look?: string }) => (
  <Shutter look={look} icon="album" camera={false} take={(files) => take(mine, files, 'before', 'gallery')} mark="album">{orderWords().fromAlbum}</Shutter>
);
