import { zh } from './zh-CN'

export type Lang = 'zh-CN' | 'en'
export type Key = keyof typeof zh
export type Texts = Record<Key, string>

let lang: Lang = 'zh-CN'
let texts: Texts = zh

export function language(): Lang {
  return lang
}

/** Loads the texts of a language; on H5 English is a file of its own that only its readers fetch. */
export async function useLanguage(next: Lang): Promise<void> {
  texts = next === 'en' ? (await import('./en')).en : zh
  lang = next
}

/** The text for a key, with `{name}` filled in. */
export function t(key: Key, values?: Record<string, string | number>): string {
  const text = texts[key]
  return values ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : text
}

/** For keys that are made from a value of the API: unknown ones show the value itself. */
export function tOr(key: string, otherwise: string): string {
  return (texts as Record<string, string>)[key] ?? otherwise
}
