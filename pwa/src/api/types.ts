import type { Action } from '../core/action.ts';
import type { State } from '../core/order.ts';
import type { components, operations } from './schema.d.ts';

/** Made from the API's own description; what is refined here is what JSON Schema leaves open. */
type Schemas = components['schemas'];

export type Names = Schemas['Names'];
export type Ref = Schemas['Ref'];
export type PersonRef = Schemas['PersonRef'];
export type Person = Schemas['Person'];
export type Role = Schemas['RoleView'];
export type RoleKind = Schemas['RoleKind'];
export type Box = Schemas['Box'];
export type Me = Omit<Schemas['Me'], 'boxes'> & { boxes: Box[] };
export type Demo = Schemas['Demo'];

export type OrderItem = Schemas['OrderItem'];
export type OrderPage = Schemas['OrderPage'];
export type Mark = Schemas['Mark'];
/** What an event says besides its words, by action. */
export interface EventData { person?: PersonRef; unit?: Ref; level?: number; photos?: number; frames?: number; source?: string; verdict?: 'good' | 'bad'; why?: string; until?: string }
/** `unsent`: a tap that is only on this phone so far. */
export type OrderEvent = Omit<Schemas['EventView'], 'data'> & { data: EventData; unsent?: true };
export type OrderDetail = Omit<Schemas['OrderDetail'], 'events'> & { events: OrderEvent[] };

export type Element = Schemas['ElementView'];
export type Site = Schemas['SiteView'];
export type SiteFile = Schemas['SiteFile'];
export type SiteDetail = Schemas['SiteDetail'];
export type Colleague = Schemas['Colleague'];
export type Changes = Schemas['Changes'];
export type MapInfo = Schemas['MapView'];
export type Unit = Schemas['UnitView'];
export type Area = Schemas['AreaView'];
export type UnitMember = Schemas['PersonView'];
export type Roster = Schemas['RosterView'];
export type RosterSaid = Schemas['RosterSaid'];
export type Reason = Schemas['ReasonView'];

export type Inspection = Schemas['Inspection'];
export type InspectionFigures = Schemas['InspectionFigures'];
export type StratumFigures = Schemas['StratumAgreement'];
export type Reversals = Schemas['Reversals'];

export type ElementSettings = Schemas['ElementSettings'];
export type WhatIf = Schemas['WhatIf'];
export type ElementChange = Schemas['ElementChange'];
export type SettingsPatch = Schemas['SettingsPatch'];
export type Calendar = Schemas['CalendarView'];
export type Calendars = Schemas['Calendars'];
export type CalendarNew = Schemas['CalendarNew'];
export type CalendarPatch = Schemas['CalendarPatch'];
export type CalendarChange = Schemas['CalendarChange'];
export type Look = Schemas['Look'];
export type Damage = Schemas['Damage'];
export type AsideOrder = Schemas['AsideOrder'];
export interface Page<T> { readonly items: readonly T[]; readonly next_cursor: string | null }

export type OrderTelling = Schemas['OrderTelling'];
export type RungView = Schemas['RungView'];
export type MyTelling = Schemas['MyTelling'];
export type Gateway = Schemas['GatewayView'];
export type Step = Schemas['Step'];
export type Steps = Schemas['Steps'];
export type OwnWords = Schemas['OwnWords'];
export type AllWords = Schemas['AllWords'];
export type Sent = Schemas['Logged'];
export type LogOutcome = NonNullable<NonNullable<operations['ApiV1TellingLogTellingLog']['parameters']['query']>['outcome']>;
export type TellingFigures = Schemas['TellingFigures'];

export type PhotoFact = Schemas['Shot'];
export type Report = Schemas['Report'];
export type Filed = Schemas['TakenIn'];
export type Suggestion = Schemas['Suggestion'];
export type Board = Omit<Schemas['Board'], 'by_state'> & { by_state: Partial<Record<State, number>> };

/** The core knows no API, so it spells states and actions out; here both lists are held to be the same. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
export const SAME: { readonly states: Same<State, Schemas['State']>; readonly actions: Same<Action, Schemas['Action']> } = { states: true, actions: true };
