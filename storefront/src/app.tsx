import './app.scss'
import '@/platform/style'
import { QueryClientProvider } from '@tanstack/react-query'
import Taro, { useDidShow, useLaunch, usePageNotFound } from '@tarojs/taro'
import { type PropsWithChildren, useEffect } from 'react'
import { queryClient } from '@/api/query'
import { mergeGuestCart } from '@/features/cart/merge'
import { meetSeller } from '@/features/distribution/seller'
import { setLanguage } from '@/i18n'
import { showError } from '@/kit/overlays-store'
import { loadConsents } from '@/platform/consent'
import { applyLook } from '@/platform/look'
import { bridgeQueries } from '@/platform/query-bridge'
import { keepFrontPageShown } from '@/platform/shade'
import { ROUTES } from '@/routes'
import { useSettings } from '@/stores/settings'

bridgeQueries()
keepFrontPageShown()
// Before the first page is drawn.
setLanguage(useSettings.getState().lang)

export default function App({ children }: PropsWithChildren) {
  const { lang, theme, text } = useSettings()
  useEffect(() => applyLook({ lang, theme, text }), [lang, theme, text])
  // A merge that was cut off is taken up again.
  useLaunch(() => void mergeGuestCart().catch(showError))
  // Opened, or brought to the front, perhaps by the link or code of somebody who sells.
  useDidShow((options) => void meetSeller(options?.query).catch(showError))
  // What may be asked of the person later, in the middle of a tap.
  useLaunch(() => void loadConsents().catch(showError))
  // An address nobody knows leads home.
  usePageNotFound(() => void Taro.reLaunch({ url: `/${ROUTES.home.path}` }))
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}
