import { useDidHide, useDidShow } from '@tarojs/taro'
import { useRef, useState } from 'react'

/** Whether this page is the one in front. */
export function useShown(): boolean {
  const [shown, setShown] = useState(true)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  return shown
}

/** Calls each time the page comes to the front again; not when it is first shown. */
export function useReturn(callback: () => void): void {
  const first = useRef(true)
  useDidShow(() => {
    if (!first.current) callback()
    first.current = false
  })
}
