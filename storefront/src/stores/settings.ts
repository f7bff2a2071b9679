import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { Lang } from '@/i18n'
import { deviceStorage } from '@/platform/storage'

export interface Settings {
  lang: Lang
  /** Dark mode; only H5 has one. */
  theme: 'system' | 'light' | 'dark'
  text: 'normal' | 'large' | 'huge'
}

/** What the person set on this device. */
export const useSettings = create<Settings>()(
  persist((): Settings => ({ lang: 'zh-CN', theme: 'system', text: 'normal' }), {
    name: 'puzi.settings',
    storage: createJSONStorage(() => deviceStorage),
  }),
)
