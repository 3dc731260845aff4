import { fitted } from '../core/picture.ts';
import { Problem } from '../core/problem.ts';
import type { Fix } from './location.ts';

/** What the live camera knows of a shot and a picked file does not. */
export interface ShotFacts {
  readonly taken_at?: string;
  /** The one place of this shot; it may come after the picture. `null`: there is none, do not ask again. */
  readonly place?: Fix | null | Promise<Fix | null>;
}

/** Why there is no live camera. */
export type Fault = 'denied' | 'missing' | 'busy' | 'unsupported';
export class NoLens extends Error {
  readonly fault: Fault;

  constructor(fault: Fault, cause?: unknown) {
    super(fault, { cause });
    this.fault = fault;
  }
}

/** As long as what is sent in the end; more only costs memory and battery. A phone of 2 GB gets less. */
const LONG = 2048;
const LONG_ON_SMALL_PHONES = 1600;
/** Some phones never answer when asked for a still picture; a frame of the video is better than none. */
const STILL_MS = 4_000;
const QUALITY = 0.92;
const NATIVE = { resizeMode: { ideal: 'none' } } as MediaTrackConstraints;

interface PhotoSettings { readonly imageWidth?: number; readonly imageHeight?: number }
interface Range { readonly max: number }
interface ImageCapture {
  takePhoto(settings?: PhotoSettings): Promise<Blob>;
  getPhotoCapabilities(): Promise<{ readonly imageWidth?: Range; readonly imageHeight?: Range }>;
}
declare const ImageCapture: { new (track: MediaStreamTrack): ImageCapture } | undefined;

/** Opens the camera that looks away from its owner; `NoLens` says why not. */
export async function openLens(): Promise<MediaStream> {
  if (!isSecureContext || !('mediaDevices' in navigator)) throw new NoLens('unsupported');
  const weak = ((navigator as { readonly deviceMemory?: number }).deviceMemory ?? 4) <= 2;
  const width = weak ? LONG_ON_SMALL_PHONES : LONG;
  try {
    return await navigator.mediaDevices.getUserMedia({
      // A picture of the camera's own: cut to the wished sides it would show less of the street than the earlier photo.
      audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: width }, height: { ideal: (width * 3) / 4 }, ...NATIVE },
    });
  } catch (thrown) {
    throw new NoLens(fault(thrown), thrown);
  }
}

function fault(thrown: unknown): Fault {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
}

/** Turns the light and the red dot off. */
export function shut(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}

export const hasTorch = (stream: MediaStream): boolean => {
  const [track] = stream.getVideoTracks();
  return Boolean((track?.getCapabilities?.() as { readonly torch?: boolean } | undefined)?.torch);
};

export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}

/** A still picture where the camera can take one, else the frame that is on the screen. */
export async function shoot(stream: MediaStream, video: HTMLVideoElement): Promise<Blob> {
  const [track] = stream.getVideoTracks();
  // Taken first: a still picture that fails after four seconds must not show what came four seconds later.
  const now = frame(video, LONG);
  if (!track || typeof ImageCapture === 'undefined') return encoded(now);
  try {
    const picture = await within(STILL_MS, still(new ImageCapture(track)));
    if (!picture.size || !picture.type.startsWith('image/')) return await encoded(now);
    release(now);
    return picture;
  } catch {
    return encoded(now);
  }
}

/** No larger than is kept: the 50 megapixels of some phones take seconds, and 200 MB to look at. */
async function still(capture: ImageCapture): Promise<Blob> {
  const { imageWidth, imageHeight } = await capture.getPhotoCapabilities();
  const width = imageWidth?.max ?? 0, height = imageHeight?.max ?? 0, scale = (LONG * 1.25) / Math.max(width, height);
  if (!width || !height || scale >= 1) return capture.takePhoto();
  return capture.takePhoto({ imageWidth: Math.round(width * scale), imageHeight: Math.round(height * scale) });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** What the video shows now, on a canvas no longer than asked. */
function frame(video: HTMLVideoElement, longest: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted({ width: video.videoWidth, height: video.videoHeight }, longest));
  canvas.getContext('2d', { alpha: false })?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A few kilobytes to show that it was taken, from the same frame. */
export function stamp(video: HTMLVideoElement): string {
  const small = frame(video, 112), url = small.toDataURL('image/jpeg', 0.6);
  release(small);
  return url;
}

export function encoded(canvas: HTMLCanvasElement, quality = QUALITY): Promise<Blob> {
  return new Promise<Blob>((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Problem('photo.unreadable', -1))), 'image/jpeg', quality);
  }).finally(() => release(canvas));
}

/** Safari keeps the pixels of a canvas until it is collected, and stops giving out canvases before that. */
function release(canvas: HTMLCanvasElement): void {
  canvas.width = canvas.height = 0;
}
