import { call, query } from './client.ts';
import type { Mark, OrderPage } from './types.ts';

/** Open orders that ask for attention: apart, since nobody's first load needs it. */
export const marked = (mark: Mark, cursor: string | null) => call<OrderPage>('GET', `/orders${query({ box: 'all', mark, cursor })}`);
