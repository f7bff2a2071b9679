import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { paletteOf, themeOf, type Mode, type Palette } from './theme.ts'

const stored = 'puzi.admin.mode'

interface Look {
  mode: Mode
  colour: Palette
  toggle: () => void
}
const Context = createContext<Look | null>(null)

function startMode(): Mode {
  const chosen = localStorage.getItem(stored)
  if (chosen === 'light' || chosen === 'dark') return chosen
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Light or dark, in antd and (as CSS variables `--ink`, `--line`, …) in our own style sheet. */
export function LookProvider({ children }: { children: ReactNode }) {
  const { lang } = useI18n()
  const [mode, setMode] = useState(startMode)
  const look = useMemo<Look>(() => {
    const toggle = () => {
      const next = mode === 'dark' ? 'light' : 'dark'
      localStorage.setItem(stored, next)
      setMode(next)
    }
    return { mode, colour: paletteOf(mode), toggle }
  }, [mode])
  useEffect(() => {
    const root = document.documentElement
    root.dataset['mode'] = mode
    root.style.colorScheme = mode
    for (const [name, value] of Object.entries(look.colour)) if (typeof value === 'string') root.style.setProperty(`--${name}`, value)
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', look.colour.card)
  }, [mode, look])
  return (
    <Context.Provider value={look}>
      <ConfigProvider theme={themeOf(mode)} locale={lang === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
        <App message={{ maxCount: 3 }} style={{ height: '100%' }}>
          {children}
        </App>
      </ConfigProvider>
    </Context.Provider>
  )
}

export function useLook(): Look {
  const look = useContext(Context)
  if (!look) throw new Error('useLook outside LookProvider')
  return look
}
