import { focusManager, onlineManager } from '@tanstack/react-query'
import Taro from '@tarojs/taro'

/** Tells TanStack Query when the mini program is in front and when there is a network: it knows only browser events by itself. */
export function bridgeQueries(): void {
  focusManager.setEventListener((setFocused) => {
    const show = () => setFocused(true)
    const hide = () => setFocused(false)
    Taro.onAppShow(show)
    Taro.onAppHide(hide)
    return () => {
      Taro.offAppShow(show)
      Taro.offAppHide(hide)
    }
  })
  onlineManager.setEventListener((setOnline) => {
    const change = ({ isConnected }: { isConnected: boolean }) => setOnline(isConnected)
    Taro.onNetworkStatusChange(change)
    return () => Taro.offNetworkStatusChange(change)
  })
}
