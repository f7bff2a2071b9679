import type { OrderRow } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { OrderActions } from '@/features/order/OrderActions'
import { OrderLines } from '@/features/order/OrderLines'
import { stateText } from '@/features/order/state-text'
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

const TABS = ['all', 'to_pay', 'to_ship', 'to_receive', 'to_review'] as const
type Tab = (typeof TABS)[number]
const isTab = (value: string | undefined): value is Tab => TABS.some((tab) => tab === value)

export default function OrdersPage() {
  const params = useParams()
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const [tab, setTab] = useState<Tab>(isTab(params['tab']) ? params['tab'] : 'all')
  const counts = useQuery({ queryKey: ['orders', 'counts'], queryFn: () => shop.countOrders(), enabled: signedIn })
  const { pages, items } = useEndless(['orders', 'list', tab], (cursor) => shop.listOrders({ ...cursor, tab, limit: 10 }), signedIn)
  useReturn(() => {
    if (signedIn) void client.invalidateQueries({ queryKey: ['orders'] })
  })
  if (!signedIn) {
    return (
      <Page title={t('orders.title')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  return (
    <Page title={t('orders.title')}>
      <Box className="orders__tabs">
        <Tabs
          items={TABS.map((key) => ({ key, title: t(`orders.${key}`), count: key === 'all' ? undefined : counts.data?.[key] }))}
          value={tab}
          onChange={setTab}
          label={t('orders.title')}
          spread
        />
      </Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="receipt" text={t('orders.empty')} action={t('cart.goShopping')} onAction={() => go('home')} />}
      >
        {items.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </InfiniteList>
    </Page>
  )
}

function Row({ order }: { order: OrderRow }) {
  const open = () => go('order', { id: order.id })
  return (
    <Card className="order-row" testId="order-row">
      <Tap className="order-row__head" onTap={open}>
        <Icon name="shop" size={16} />
        <Text className="order-row__shop">{order.shopName}</Text>
        <Text className="order-row__state" testId="order-row-state">
          {stateText(order)}
        </Text>
      </Tap>
      <Tap className="order-row__body" testId="open-order" onTap={open}>
        <OrderLines lines={order.lines.slice(0, 3)} />
        {order.lines.length > 3 ? <Box className="order-row__more">{t('orders.more', { count: order.lines.length - 3 })}</Box> : null}
      </Tap>
      <Box className="order-row__sum">
        <Text>{t('checkout.subtotal', { count: order.lines.reduce((sum, line) => sum + line.quantity, 0) })}</Text>
        <Price fen={order.payableFen} plain />
      </Box>
      <OrderActions order={order} />
    </Card>
  )
}
