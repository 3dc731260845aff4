export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export interface Names { readonly zh: string; readonly en: string }

/** The first of the phone's languages that we speak; Chinese when none is. */
export function chosen(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}

export function named(names: Names, language: Language): string {
  return language === 'en' ? names.en || names.zh : names.zh || names.en;
}
