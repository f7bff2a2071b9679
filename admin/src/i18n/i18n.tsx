import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react'
import en from './locales/en.json' with { type: 'json' }
import zhCN from './locales/zh-CN.json' with { type: 'json' }

/** The keys of the first language are the keys of all; a test holds the others to them. */
export type Key = keyof typeof zhCN
export type Lang = 'zh-CN' | 'en'
type Values = Record<string, string | number>
export type Translate = (key: Key, values?: Values) => string

const texts: Record<Lang, Record<Key, string>> = { 'zh-CN': zhCN, en }
const stored = 'puzi.admin.lang'

/** The language to start with: the one chosen before, else the browser's. */
export function startLang(): Lang {
  const chosen = localStorage.getItem(stored)
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** One sentence in one language; `{name}` is replaced by the value of that name. */
export function translate(lang: Lang, key: Key, values: Values = {}): string {
  return texts[lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

interface I18n {
  lang: Lang
  setLang: (lang: Lang) => void
  t: Translate
}

const Context = createContext<I18n | null>(null)

export function I18nProvider({ children }: { children: ReactNode }) {
  const [lang, set] = useState<Lang>(() => applyLang(startLang()))
  const setLang = useCallback((next: Lang) => {
    localStorage.setItem(stored, next)
    set(applyLang(next))
  }, [])
  const value = useMemo(() => ({ lang, setLang, t: (key: Key, values?: Values) => translate(lang, key, values) }), [lang, setLang])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useI18n(): I18n {
  const value = useContext(Context)
  if (!value) throw new Error('useI18n outside I18nProvider')
  return value
}

export const useT = (): Translate => useI18n().t

function applyLang(lang: Lang): Lang {
  document.documentElement.lang = lang
  dayjs.locale(lang === 'en' ? 'en' : 'zh-cn')
  return lang
}
