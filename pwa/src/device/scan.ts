/** Reads a QR code in what the video shows now; nothing when there is none. */
export type Reader = (video: HTMLVideoElement) => Promise<string | null>;

interface Found { readonly rawValue: string }
interface Detector { detect(from: CanvasImageSource): Promise<readonly Found[]> }
declare const BarcodeDetector: { new (options: { formats: readonly string[] }): Detector; getSupportedFormats(): Promise<readonly string[]> } | undefined;

/** Enough for a label that fills a third of the square; more only costs time on a slow phone. */
const SIDE_PX = 480, MIDDLE = 0.8, LOOKS_A_SECOND = 5;

/** The system's own reader where there is one that knows QR, else ours, which is only then fetched. */
export async function openReader(): Promise<Reader> {
  return (await native().catch(() => null)) ?? own();
}

async function native(): Promise<Reader | null> {
  if (typeof BarcodeDetector === 'undefined' || !(await BarcodeDetector.getSupportedFormats()).includes('qr_code')) return null;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  let instead: Promise<Reader> | null = null;
  return async (video) => {
    if (instead) return (await instead)(video);
    try {
      return (await detector.detect(video))[0]?.rawValue ?? null;
    } catch {
      // Phones without Google's services say that they can, and then cannot.
      instead = own();
      return null;
    }
  };
}

async function own(): Promise<Reader> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas'), pen = canvas.getContext('2d', { willReadFrequently: true });
  canvas.width = canvas.height = SIDE_PX;
  return async (video) => {
    const { videoWidth: width, videoHeight: height } = video, side = Math.min(width, height) * MIDDLE;
    if (!pen || !side) return null;
    pen.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE_PX, SIDE_PX);
    try {
      return decodeQR(pen.getImageData(0, 0, SIDE_PX, SIDE_PX));
    } catch {
      return null;
    }
  };
}

/** Looks a few times a second, never while the last look is still going on; answers how to stop. */
export function watch(video: HTMLVideoElement, found: (text: string) => void): () => void {
  let timer = 0, over = false;
  const begin = async () => {
    const read = await openReader();
    const look = async () => {
      const text = document.hidden ? null : await read(video);
      if (over) return;
      if (text) found(text);
      timer = window.setTimeout(() => void look(), 1000 / LOOKS_A_SECOND);
    };
    await look();
  };
  void begin();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
