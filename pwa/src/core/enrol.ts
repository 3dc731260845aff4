/** A code as it may stand behind the # of an enrolment's address; anything else is not sent anywhere. */
const CODE = /^[A-Za-z0-9_-]{4,200}$/;

export function codeOf(hash: string): string | null {
  const code = hash.replace(/^#/, '');
  return CODE.test(code) ? code : null;
}

/** The code in what a camera read, or nothing when it was some other square, such as a site's. */
export function codeIn(scanned: string): string | null {
  const found = /^https?:\/\/[^/?#\s]+\/enrol\/?#(\S+)$/.exec(scanned.trim());
  return found ? codeOf(found[1]!) : null;
}
