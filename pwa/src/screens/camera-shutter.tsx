import type { ComponentChildren } from 'preact';
import type { ShotFacts } from '../device/camera.ts';
import { Shutter } from '../ui/button.tsx';
import type { IconName } from '../ui/icons.ts';

export type Take = (files: File[], facts?: ShotFacts) => void;

export interface CameraShutterProps {
  readonly take: Take;
  readonly children: ComponentChildren;
  readonly look?: string;
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly mark?: string;
  /** The photo to lie half-transparent over the picture, for the same angle: its addresses, the better first. */
  readonly overlay?: readonly string[] | undefined;
}

/** Who was shown once why there is no live camera goes straight to the phone's own from then on. */
let ownOnly = false;
const live = () => !ownOnly && isSecureContext && 'mediaDevices' in navigator;

/** A camera button: the live camera where there is one, the phone's own camera app otherwise. `take` is called once for each photo. */
export function CameraShutter({ overlay, take, ...rest }: CameraShutterProps) {
  const press = (event: Event & { readonly currentTarget: HTMLElement }) => {
    if (rest.disabled || !live()) return;
    event.preventDefault();
    const input = event.currentTarget.querySelector('input'), fellBack = () => void (ownOnly = true);
    import('./camera.tsx').then(({ openCamera }) => openCamera({ take, overlay, fellBack }), () => {
      fellBack();
      input?.click();
    });
  };
  return <Shutter {...rest} take={(files) => take(files)} press={press} />;
}
