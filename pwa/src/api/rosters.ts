import { call, query } from './client.ts';
import type { Roster, RosterSaid } from './types.ts';

/** Who is on duty: apart, since nobody's first load needs it. */
export const rosters = async (unit: string): Promise<readonly Roster[]> => (await call<{ items: Roster[] }>('GET', `/rosters${query({ unit })}`)).items;
export const plan = (person: string, said: RosterSaid) => call<null>('PUT', `/rosters/${person}`, said);
