import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { sayProblem } from '../state/toast.ts';

/** A part that is fetched by the tap that asks for it; while it is not here, the page stays as it was. */
export function useOnDemand<P>(fetch: () => Promise<ComponentType<P>>): readonly [Part: ComponentType<P> | null, open: () => void, close: () => void] {
  const [part, setPart] = useState<{ readonly Part: ComponentType<P> } | null>(null);
  const open = () => void fetch().then((Part) => setPart({ Part }), sayProblem);
  return [part?.Part ?? null, open, () => setPart(null)];
}
