/** crypto.subtle is missing on plain http over the local network; then the slow way is fetched. */
export async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  const subtle = (crypto as { readonly subtle?: SubtleCrypto }).subtle;
  if (!subtle) return (await import('../core/sha256.ts')).sha256(new Uint8Array(bytes));
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
