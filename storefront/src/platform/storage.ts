import Taro from '@tarojs/taro'
import type { StateStorage } from 'zustand/middleware'

/** What zustand keeps on the device: text under a name. */
export const deviceStorage: StateStorage = {
  getItem: (name) => {
    const value: unknown = Taro.getStorageSync(name)
    return typeof value === 'string' && value !== '' ? value : null
  },
  setItem: (name, value) => Taro.setStorageSync(name, value),
  removeItem: (name) => Taro.removeStorageSync(name),
}
