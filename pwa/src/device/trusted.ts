import workerUrl from '../worker/photo.ts?worker&url';

interface Policy { createScriptURL(url: string): string }
interface Factory { createPolicy(name: string, rules: Policy): Policy }

/** The only addresses from which this app ever starts a script by itself. */
const ALLOWED: readonly string[] = ['/sw.js', workerUrl];

const rules: Policy = {
  createScriptURL(url) {
    if (!ALLOWED.includes(url)) throw new TypeError(`not on the list of scripts: ${url}`);
    return url;
  },
};
const factory = (globalThis as { readonly trustedTypes?: Factory }).trustedTypes;
const policy = factory ? factory.createPolicy('app', rules) : rules;

export const workerScript = () => policy.createScriptURL(workerUrl);
export const swScript = () => policy.createScriptURL('/sw.js');
