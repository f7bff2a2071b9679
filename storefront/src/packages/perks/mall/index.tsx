import type { MallItem } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { useReturn } from '@/kit/use-shown'
import { confirm, toast } from '@/kit/overlays-store'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'
import { randomKey } from '@/lib/random-key'
import { dateTime } from '@/lib/time'
import { useSignedIn } from '@/stores/session'
import '../perks.scss'

type Tab = 'all' | 'goods' | 'coupon' | 'card' | 'mine'
const TABS: readonly Tab[] = ['all', 'goods', 'coupon', 'card', 'mine']

/** What can be had for points, and what one has had. */
export default function PointsMallPage() {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const [tab, setTab] = useState<Tab>('all')
  const points = useQuery({ queryKey: ['points'], queryFn: () => shop.getMyPoints(), enabled: signedIn, staleTime: 0 })
  const items = useQuery({ queryKey: ['points-mall', 'items', signedIn], queryFn: () => shop.listMallItems({}), staleTime: 0 })
  useReturn(() => {
    void client.invalidateQueries({ queryKey: ['points-mall'] })
    void client.invalidateQueries({ queryKey: ['points'], exact: true })
  })
  useShareAppMessage(() => ({ title: t('mall.title'), path: '/packages/perks/mall/index' }))
  const shown = (items.data?.items ?? []).filter((item) => tab === 'all' || item.kind === tab)
  return (
    <Page title={t('mall.title')}>
      <Card className="mall-head" testId="mall-points">
        <Box>
          <Box className="mall-head__word">{t('points.available')}</Box>
          <Box className="mall-head__number">{points.data?.available ?? '—'}</Box>
        </Box>
        <Button kind="line" size="small" testId="earn-points" onTap={() => (signedIn ? go('tasks') : goSignedIn('pointsMall'))}>
          {signedIn ? t('mall.earn') : t('login.title')}
        </Button>
      </Card>
      <Tabs
        label={t('mall.title')}
        value={tab}
        onChange={setTab}
        testId="mall-tab"
        items={TABS.filter((key) => signedIn || key !== 'mine').map((key) => ({ key, title: t(`mall.tab.${key}`) }))}
      />
      {tab === 'mine' ? (
        <Mine />
      ) : (
        <>
          {items.isPending ? <RowsSkeleton count={3} /> : null}
          {items.isError ? <ErrorState error={items.error} onRetry={items.refetch} /> : null}
          {items.isSuccess && shown.length === 0 ? <Empty icon="gift" text={t('mall.empty')} /> : null}
          {shown.map((item) => (
            <Item key={item.id} item={item} available={points.data?.available} />
          ))}
        </>
      )}
    </Page>
  )
}

function Item({ item, available }: { item: MallItem; available: number | undefined }) {
  const client = useQueryClient()
  const signedIn = useSignedIn()
  const requestId = useRef('')
  const short = available === undefined ? 0 : Math.max(0, item.points - available)
  const take = async () => {
    if (!signedIn) return goSignedIn('pointsMall')
    if (item.kind === 'goods' && item.skuId)
      return go('checkout', {
        lines: `${item.skuId}:1`,
        play: writePlay({ kind: 'points-mall', campaignId: item.id, joinId: null, pass: null }),
      })
    const sure = await confirm({
      title: t('mall.sure'),
      text: t('mall.sureText', { points: item.points, title: item.title }),
      ok: t('mall.take'),
    })
    if (!sure) return
    // Tried again after a lost answer it is the same exchange.
    requestId.current ||= randomKey()
    await shop.exchangeMallItem({ id: item.id, requestId: requestId.current, points: item.points })
    requestId.current = ''
    toast(t('mall.taken'), 'good')
    for (const key of ['points-mall', 'points', 'coupons', 'member-cards']) await client.invalidateQueries({ queryKey: [key] })
  }
  return (
    <Card className="mall-item" testId="mall-item">
      <Tap
        className="mall-item__picture"
        label={item.title}
        onTap={() =>
          item.productId ? go('product', { id: item.productId }) : item.kind === 'card' ? go('memberCard', { shop: item.shopId }) : take()
        }
      >
        {item.picture ? (
          <Img picture={item.picture} alt="" width={88} />
        ) : (
          <Icon name={item.kind === 'coupon' ? 'ticket' : 'star'} size={32} />
        )}
      </Tap>
      <Box className="mall-item__main">
        <Box className="mall-item__title">{[item.title, ...item.options].join(' ')}</Box>
        <Box className="perks-plan__note">
          {[
            item.shopName,
            item.state === 'soon' ? t('mall.from', { time: dateTime(item.startsAt) }) : t('mall.left', { count: item.left }),
          ].join(' · ')}
        </Box>
        <Box className="mall-item__foot">
          <Box className="mall-item__price">
            <Text>{t('mall.points', { count: item.points })}</Text>
            {item.cashFen > 0 ? <Text>+ {money(item.cashFen)}</Text> : null}
          </Box>
          <Button size="small" testId="mall-take" disabled={item.state !== 'running' || short > 0 || item.mayStill === 0} onTap={take}>
            {wordFor(item, short)}
          </Button>
        </Box>
      </Box>
    </Card>
  )
}

function wordFor(item: MallItem, short: number): string {
  if (item.state === 'gone') return t('mall.gone')
  if (item.state === 'soon') return t('mall.soon')
  if (item.mayStill === 0) return t('mall.had')
  return short > 0 ? t('mall.short', { count: short }) : t('mall.take')
}

function Mine() {
  const { pages, items } = useEndless(['points-mall', 'mine'], (cursor) => shop.listMyExchanges({ ...cursor, limit: 20 }))
  return (
    <Card flush testId="my-exchanges">
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="gift" text={t('mall.noneMine')} />}
      >
        {items.map((one) => {
          const { orderId } = one
          return (
            <Cell
              key={one.id}
              title={one.title}
              note={`${dateTime(one.createdAt)} · ${t('mall.points', { count: one.points * one.quantity })}`}
              value={t(`mall.state.${one.state}`)}
              {...(orderId && one.state !== 'over' ? { onTap: () => go('order', { id: orderId }) } : {})}
            />
          )
        })}
      </InfiniteList>
    </Card>
  )
}
