const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Written out because the core knows no `btoa`, and `btoa` takes no bytes. */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  let part = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const three = (bytes[index]! << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    part += LETTERS[three >> 18]! + LETTERS[(three >> 12) & 63]! + (left > 1 ? LETTERS[(three >> 6) & 63]! : '=') + (left > 2 ? LETTERS[three & 63]! : '=');
    // One string of a whole photo, built letter by letter, is a chain of millions of links to some engines.
    if (part.length > 8192) {
      parts.push(part);
      part = '';
    }
  }
  return parts.join('') + part;
}
