import type { ComponentChildren } from 'preact';
import type { OrderDetail } from '../api/types.ts';
import { lines, shown, stretches, type Line, type Stretch } from '../core/sum.ts';
import { moment, name, roughly, t } from '../i18n/index.ts';
import { now } from '../state/clock.ts';
import { reasonWords } from '../state/registry.ts';
import { Sheet } from '../ui/sheet.tsx';
import { sumWords } from './sum-words.ts';

type Deadline = NonNullable<OrderDetail['deadlines']>[number];

/** Each deadline as one adds it up by hand: start, limit, days that do not count, pauses, end. */
export function SumSheet({ order, close }: { order: OrderDetail; close: () => void }) {
  const words = sumWords();
  return (
    <Sheet title={words.title} close={close}>
      <div class="stack" tabIndex={0}>
        {shown(order.deadlines).map((deadline) => <One deadline={deadline} key={deadline.kind + deadline.started_at} />)}
        {order.actions.includes('appeal') && <p class="small quiet">{words.contest}</p>}
      </div>
    </Sheet>
  );
}

function One({ deadline }: { deadline: Deadline }) {
  const words = sumWords();
  return (
    <section class="stack tightly" data-sum={deadline.kind}>
      <h3>{deadline.kind === 'resident' ? words.resident : t().clock[deadline.kind]}</h3>
      <dl class="facts">
        {lines(deadline).map((line) => <div key={line}><dt>{words[line]}</dt><dd>{said(deadline, line)}</dd></div>)}
      </dl>
      {deadline.provisional && <p class="small quiet">{words.provisional}</p>}
    </section>
  );
}

const at = (iso: string) => moment(iso, now.value);

function said(deadline: Deadline, line: Line): ComponentChildren {
  const words = sumWords(), { limit, calendar, due_at, ended_at, next_level } = deadline;
  switch (line) {
    case 'started': return <span class="num">{at(deadline.started_at)}</span>;
    case 'limit': return limit && [words.units[limit.unit]?.(limit.amount) ?? `${limit.amount} ${limit.unit}`, deadline.limit_since && words.since(at(deadline.limit_since))].filter(Boolean).join(' · ');
    case 'calendar': return calendar && `${name(calendar.name)} · ${deadline.zone}`;
    case 'days': return <Days deadline={deadline} />;
    case 'pauses': return <ul class="stack tightly">{deadline.pauses.map((pause) => <li key={pause.event}>{stood(pause)}</li>)}</ul>;
    case 'moves': return <ul class="stack tightly">{deadline.moves.map((move) => <li key={move.event} data-move={move.cause}>{moved(move)}</li>)}</ul>;
    case 'due': return due_at ? <strong class="num">{at(due_at)}</strong> : words.waits;
    case 'next': return next_level && <span class="num">{words.level(next_level.level, at(next_level.at))}</span>;
    case 'ended': return ended_at && <><span class="num">{at(ended_at)}</span>{due_at && ` · ${verdict(due_at, ended_at)}`}</>;
  }
}

const verdict = (due: string, ended: string) => {
  const late = Date.parse(ended) - Date.parse(due);
  return late > 0 ? sumWords().lateBy(roughly(late)) : sumWords().inTime;
};

function moved({ at: when, due_at, cause, by, reason, text }: Deadline['moves'][number]): string {
  const words = sumWords();
  return [at(when), words.moved[cause](by ?? ''), reason && reasonWords(reason), text, words.movedTo(at(due_at))].filter(Boolean).join(' · ');
}

function stood({ started_at, ended_at, by, reason, text, waits_for, given_back_s }: Deadline['pauses'][number]): string {
  const words = sumWords(), when = ended_at ? `${at(started_at)} ${words.to} ${at(ended_at)}` : words.since(at(started_at));
  const back = given_back_s === null ? null : words.gaveBack(roughly(given_back_s * 1000));
  return [when, waits_for && words.waitsFor[waits_for], by, reason && reasonWords(reason), text, back].filter(Boolean).join(' · ');
}

function Days({ deadline }: { deadline: Deadline }) {
  const words = sumWords(), named = new Map(deadline.days.map((day) => [day.day, day.name]));
  return (
    <ul class="stack tightly">
      {stretches(deadline.days).map((stretch) => {
        const known = named.get(stretch.first);
        return <li key={stretch.first}><span class="num">{dates(stretch)}</span> · {words.why[stretch.why]}{known && ` · ${name(known)}`}</li>;
      })}
      {deadline.more_days > 0 && <li>{words.more(deadline.more_days)}</li>}
    </ul>
  );
}

/** A date is the area's, wherever the phone is. */
function dates({ first, last }: Stretch): string {
  const one = (day: string) => {
    const date = new Date(`${day}T00:00:00Z`);
    return `${t().date(date.getUTCMonth() + 1, date.getUTCDate()).replace(/,$/, '')} ${sumWords().week[date.getUTCDay()]}`;
  };
  return first === last ? one(first) : `${one(first)} – ${one(last)}`;
}
