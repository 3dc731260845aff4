import { isIos } from './push.ts';

/** Hands a file to the person: through the share sheet on an iPhone, where a download from an installed app goes nowhere; as a download elsewhere. */
export async function saveFile(name: string, text: string, type = 'text/html'): Promise<void> {
  const file = new File([text], name, { type });
  if (isIos() && navigator.canShare?.({ files: [file] })) {
    // Closing the share sheet is no fault.
    await navigator.share({ files: [file], title: name }).catch(() => undefined);
    return;
  }
  const url = URL.createObjectURL(file), link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  // Some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
