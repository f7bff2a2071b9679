import type { AfterSalesRow } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { Goods } from '@/features/after-sales/Goods'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import './index.scss'

const TABS = ['all', 'open', 'ended'] as const

export default function AfterSalesListPage() {
  const { orderId } = useParams()
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const [tab, setTab] = useState<(typeof TABS)[number]>('all')
  const { pages, items } = useEndless(
    ['after-sales', 'list', tab, orderId],
    (cursor) => shop.listAfterSales({ ...cursor, tab, limit: 10, ...(orderId ? { orderId } : {}) }),
    signedIn,
  )
  useReturn(() => {
    if (signedIn) void client.invalidateQueries({ queryKey: ['after-sales'] })
  })
  if (!signedIn) {
    return (
      <Page title={t('as.list')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  return (
    <Page title={t('as.list')}>
      <Box className="as-list__tabs">
        <Tabs items={TABS.map((key) => ({ key, title: t(`as.tab.${key}`) }))} value={tab} onChange={setTab} label={t('as.list')} spread />
      </Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="refund" text={t('as.none')} action={t('orders.title')} onAction={() => go('orders')} />}
      >
        {items.map((one) => (
          <Row key={one.id} one={one} />
        ))}
      </InfiniteList>
    </Page>
  )
}

function Row({ one }: { one: AfterSalesRow }) {
  const open = () => go('afterSales', { id: one.id })
  return (
    <Card testId="after-sales-row">
      <Tap className="as-list__head" onTap={open}>
        <Icon name="shop" size={16} />
        <Text className="as-list__shop">{one.shopName}</Text>
        <Text className="as-list__state">{t(`as.state.${one.state}`)}</Text>
      </Tap>
      <Tap className="as-list__body" testId="open-after-sales" onTap={open}>
        <Goods lines={one.lines} />
      </Tap>
      <Box className="as-list__sum">
        <Text>{t(`as.kind.${one.kind}`)}</Text>
        <Text className="as-list__amount">
          {t('as.amount')} <Price fen={one.amountFen} plain />
        </Text>
      </Box>
    </Card>
  )
}
