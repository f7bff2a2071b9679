import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { askConsent } from '@/platform/consent'
import { sessionToken, useSignedIn } from '@/stores/session'

/** What the shopper waits for and what came back. */
export function useStockWatch() {
  const signedIn = useSignedIn()
  return useQuery({ queryKey: STOCK_WATCH, queryFn: () => shop.listStockSubscriptions(), enabled: signedIn, staleTime: 10_000 })
}
export const STOCK_WATCH = ['stock-watch'] as const

/** Asks to be told when an SKU is back, or takes that back. Who is not signed in does so first: the login page carries the wish along. */
export function useStockWish(skuId: string | undefined) {
  const client = useQueryClient()
  const { data } = useStockWatch()
  const wish = data?.items.find((one) => one.skuId === skuId && one.toldAt === null)
  const renew = () => Promise.all([client.invalidateQueries({ queryKey: STOCK_WATCH }), client.invalidateQueries({ queryKey: ['stock'] })])
  const toggle = async () => {
    if (skuId === undefined) return
    if (wish) {
      await shop.deleteStockSubscription({ id: wish.id })
      toast(t('restock.cancelled'), 'good')
      return void (await renew())
    }
    const asked = askConsent(['stock.back'])
    if (!sessionToken()) return go('login', { notify: skuId })
    await asked
    await subscribe(skuId)
    await renew()
  }
  return { waits: wish !== undefined, toggle }
}

/** Subscribes and says so. That it is back already is good news, and no failure. */
export async function subscribe(skuId: string): Promise<void> {
  try {
    await shop.subscribeStock({ skuId })
    toast(t('restock.asked'), 'good')
  } catch (error) {
    if (!isCode(error, 'in_stock')) throw error
    toast(t('restock.already'), 'good')
  }
}
