import type { OrderItem } from '../api/types.ts';
import { name } from '../i18n/index.ts';

/** Where an order is, in the words that say most: its site's name, else the address, else only the area. */
export const whereOf = (order: OrderItem) => (order.site ? name(order.site.name) : order.address || name(order.area.name));
