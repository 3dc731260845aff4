import { percent, type Level } from '../core/ladders.ts';
import { ladderWords as words } from './ladder-words.ts';

/** Who is behind the ids that levels name. */
export type Names = ReadonlyMap<string, string>;

/** A level as one sentence: when, who, how, and whether the order moves. */
export function inWords({ who, share, after_minutes: after, person, moves, at_once }: Level, names: Names): string {
  const said = words(), rungs = (at_once ?? []).map((rung) => said.rungs[rung]).join(said.and);
  const when = typeof share === 'number' ? said.share(String(percent(share))) : after ? said.after(String(after)) : said.due;
  return said.sentence(when, who === 'person' ? names.get(person ?? '') ?? said.who.person : said.who[who], said.how(rungs), moves ?? false);
}
