interface Named { readonly name: { readonly zh: string; readonly en: string } }

export interface Searched {
  readonly order_no: string;
  readonly element: Named;
  readonly site: (Named & { readonly code: string }) | null;
  readonly area: Named;
  readonly unit: Named | null;
  readonly person: { readonly name: string } | null;
  readonly address: string;
  readonly note: string;
}

/** One writing for what looks the same: `ﬁ` and full-width digits from a Chinese keyboard are found by plain ones. */
const plain = (text: string) => text.normalize('NFKC').normalize('NFC').toLowerCase();

function text({ order_no, element, site, area, unit, person, address, note }: Searched): string {
  const names = [element, site, area, unit].flatMap((one) => (one ? [one.name.zh, one.name.en] : []));
  return plain([order_no, ...names, site?.code, person?.name, address, note].join('\n'));
}

/** What holds every word that was entered, anywhere; an empty question finds everything. */
export function search<T extends Searched>(orders: readonly T[], question: string): T[] {
  const words = plain(question).split(/\s+/u).filter(Boolean);
  return orders.filter((order) => {
    const all = text(order);
    return words.every((word) => all.includes(word));
  });
}
