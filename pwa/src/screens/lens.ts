import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { asProblem, Problem } from '../core/problem.ts';
import { NoLens, openLens, shut, type Fault } from '../device/camera.ts';
import { locate, type Fix } from '../device/location.ts';

export type View = { readonly kind: 'opening' } | { readonly kind: 'live'; readonly stream: MediaStream } | { readonly kind: 'off'; readonly code: Fault };
const OPENING: View = { kind: 'opening' };

/** The camera, for as long as it is looked at: let go when the page is hidden, taken back when it is seen again. */
export function useLens(on: boolean, video: RefObject<HTMLVideoElement | null>): { view: View; again: () => void } {
  const [view, setView] = useState<View>(OPENING), [tries, setTries] = useState(0);
  useEffect(() => {
    if (!on) return;
    let stream: MediaStream | null = null, turn = 0;
    const stop = () => {
      turn++;
      if (stream) shut(stream);
      stream = null;
    };
    const start = async () => {
      stop();
      const mine = turn;
      setView(OPENING);
      try {
        const fresh = await openLens();
        // Hidden, closed or asked again while the person was answering the question.
        if (mine !== turn) return shut(fresh);
        stream = fresh;
        // Another app took it, or it was unplugged: once more, and then say so.
        fresh.getVideoTracks()[0]?.addEventListener('ended', () => { if (mine === turn && !document.hidden) void start(); });
        setView({ kind: 'live', stream: fresh });
      } catch (thrown) {
        if (mine === turn) setView({ kind: 'off', code: thrown instanceof NoLens ? thrown.fault : 'busy' });
      }
    };
    const look = () => (document.hidden ? stop() : void start());
    document.addEventListener('visibilitychange', look);
    if (!document.hidden) void start();
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
      setView(OPENING);
    };
  }, [on, tries]);
  useEffect(() => {
    const { current } = video, wanted = view.kind === 'live' ? view.stream : null;
    if (!current) return;
    if (current.srcObject !== wanted) current.srcObject = wanted;
    // An iPhone stops a video that was not shown for a while.
    if (wanted && current.paused && !current.hidden) void current.play().catch(() => undefined);
  });
  return { view, again: () => setTries(tries + 1) };
}

/** Somebody who walks on between two shots is asked for again; who stands still is not. */
const FRESH_MS = 20_000;

/** One fix when the camera opens, and one more at a shutter much later. Never a track. */
export function usePlace(on: boolean): { place: Fix | Problem | null; ask: () => void; now: () => Promise<Fix | null> } {
  const [place, setPlace] = useState<Fix | Problem | null>(null);
  const asked = useRef<{ readonly at: number; readonly fix: Promise<Fix | null> } | null>(null);
  const ask = () => {
    const fix = locate(5_000).then(
      (found) => { setPlace(found); return found; },
      (thrown: unknown) => { setPlace(asProblem(thrown)); return null; },
    );
    asked.current = { at: Date.now(), fix };
    return fix;
  };
  // After the camera's own question: two at once and people say no to both.
  useEffect(() => { if (on && !asked.current) void ask(); }, [on]);
  const now = () => (asked.current && Date.now() - asked.current.at < FRESH_MS ? asked.current.fix : ask());
  return { place, ask: () => { setPlace(null); void ask(); }, now };
}
