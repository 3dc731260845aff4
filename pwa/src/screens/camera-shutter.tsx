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
  /** The SHA-256 of the photo to lie half-transparent over the picture, for the same angle. */
  readonly overlay?: string | null;
}

/** A camera button: the live camera where there is one, the phone's own camera app otherwise. `take` is called once for each photo. */
export function CameraShutter({ overlay: _overlay, take, ...rest }: CameraShutterProps) {
  return <Shutter {...rest} take={(files) => take(files)} />;
}
