const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{1,79}$/;
const LABEL = /^https?:\/\/([^/?#\s]+)\/s\/([^/?#\s]+)\/?(?:[?#]\S*)?$/i;

/** The site's code in what a camera read or a hand typed; nothing for other people's labels, which may carry any text at all. */
export function siteCodeIn(read: string, host: string): string | null {
  const text = read.trim(), label = LABEL.exec(text);
  const code = label ? (label[1]!.toLowerCase() === host.toLowerCase() ? decoded(label[2]!) : '') : text;
  return CODE.test(code) ? code : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
