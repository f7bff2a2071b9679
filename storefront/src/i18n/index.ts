import { en } from './en'
import { zh } from './zh-CN'

export type Lang = 'zh-CN' | 'en'
export type Key = keyof typeof zh
export type Texts = Record<Key, string>

let lang: Lang = 'zh-CN'
let texts: Texts = zh

export function language(): Lang {
  return lang
}

/** Changes the language of what is drawn from now on; pages that stand already must be drawn anew. */
export function setLanguage(next: Lang): void {
  texts = next === 'en' ? en : zh
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
