import type { StockSubscription } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { shop } from '@/api/client'
import { STOCK_WATCH, subscribe, useStockWatch } from '@/features/stock/use-stock-watch'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState, ListEnd } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { showError, toast } from '@/kit/overlays-store'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'
import { askConsent } from '@/platform/consent'
import { useSignedIn } from '@/stores/session'
import './index.scss'

/** What one waits for, and what is back. */
export default function StockWatchPage() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const query = useStockWatch()
  const unseen = query.data?.unseen ?? 0
  useReturn(() => void query.refetch())
  useEffect(() => {
    if (unseen === 0) return
    // What is new stays marked while one looks at it; only the dot on "mine" goes.
    void shop
      .seeStockSubscriptions()
      .then(() => client.setQueryData<typeof query.data>(STOCK_WATCH, (list) => list && { ...list, unseen: 0 }))
      .catch(showError)
  }, [client, unseen])
  if (!signedIn) {
    return (
      <Page title={t('restock.title')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  const items = query.data?.items ?? []
  return (
    <Page title={t('restock.title')}>
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <Empty icon="bell" text={t('restock.empty')} action={t('cart.goShopping')} onAction={() => go('home')} />
      ) : null}
      {items.map((item) => (
        <Watched key={item.id} item={item} waitsAnew={items.some((one) => one.skuId === item.skuId && one.toldAt === null)} />
      ))}
      {items.length > 0 ? <ListEnd /> : null}
    </Page>
  )
}

/** Waiting, back, or back and gone once more: then one can wait again. */
function Watched({ item, waitsAnew }: { item: StockSubscription; waitsAnew: boolean }) {
  const client = useQueryClient()
  const renew = () => client.invalidateQueries({ queryKey: STOCK_WATCH })
  const waiting = item.toldAt === null
  const open = () => go('product', { id: item.productId })
  const remove = async () => {
    await shop.deleteStockSubscription({ id: item.id })
    toast(t(waiting ? 'restock.cancelled' : 'restock.removed'), 'good')
    await renew()
  }
  const again = async () => {
    await askConsent(['stock.back'])
    await subscribe(item.skuId)
    await renew()
  }
  return (
    <Card className="watched" testId="watched">
      <Tap className="watched__goods" testId="open-watched" onTap={open}>
        <Box className="watched__picture">
          <Img picture={item.picture} alt="" width={72} />
          {item.seen ? null : <Box className="watched__dot" />}
        </Box>
        <Box className="watched__main">
          <Box className="watched__title">{item.title || t('cart.unknown')}</Box>
          {item.options.length > 0 ? <Box className="watched__note">{item.options.join(' / ')}</Box> : null}
          <Box className="watched__state">
            {waiting ? <Tag tone="quiet">{t('restock.waiting')}</Tag> : null}
            {!waiting && item.inStock ? <Tag tone="good">{t('restock.back')}</Tag> : null}
            {!waiting && !item.inStock ? <Tag tone="warn">{t('restock.goneAgain')}</Tag> : null}
            <Box className="watched__when">
              {t(waiting ? 'restock.since' : 'restock.toldAt', { date: date(item.toldAt ?? item.createdAt) })}
            </Box>
          </Box>
        </Box>
      </Tap>
      <Box className="watched__actions">
        <Button kind="line" size="small" testId="drop-watched" onTap={remove}>
          {t(waiting ? 'restock.cancel' : 'common.remove')}
        </Button>
        {!waiting && item.inStock ? (
          <Button size="small" testId="buy-watched" onTap={open}>
            {t('restock.buy')}
          </Button>
        ) : null}
        {!waiting && !item.inStock && !waitsAnew ? (
          <Button kind="soft" size="small" testId="again-watched" onTap={again}>
            {t('restock.again')}
          </Button>
        ) : null}
      </Box>
    </Card>
  )
}
