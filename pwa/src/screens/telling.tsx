import { Gateways } from './telling-gateways.tsx';
import { Ladder } from './telling-ladder.tsx';
import { Log } from './telling-log.tsx';
import { NoticeWords } from './telling-notices.tsx';

/** How people are told: gateways, ladder, words, and what became of each notice. */
export default function Telling() {
  return <div class="stack" data-telling><Gateways /><Ladder /><NoticeWords /><Log /></div>;
}
