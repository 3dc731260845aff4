import { signal } from '@preact/signals';

/** Pictures that are being made small: they are nowhere but in memory, and a reload would lose them. */
export const shrinking = signal(0);
