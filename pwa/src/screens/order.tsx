export function Order(_: { id: string; back: () => void }) { return null; }
