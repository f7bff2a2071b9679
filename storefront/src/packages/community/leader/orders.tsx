import type { CommunityLeaderOrder } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { dayName } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { InfiniteList } from '@/kit/InfiniteList'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { Tag } from '@/kit/Tag'
import { confirm, toast } from '@/kit/overlays-store'

const views = ['here', 'open', 'done'] as const
const tones = { ordered: 'quiet', coming: 'warn', here: 'accent', handed: 'good', refunded: 'quiet' } as const

/** Orders of one's own point; handed out by the shopper's code, or from the list. */
export function Orders({ leaderId }: { leaderId: string }) {
  const client = useQueryClient()
  const [view, setView] = useState<(typeof views)[number]>('here')
  const [code, setCode] = useState('')
  const { pages, items } = useEndless(['community', 'orders', leaderId, view], (cursor) =>
    shop.listLeaderOrders({ id: leaderId, view, ...cursor, limit: 20 }),
  )
  const handOut = async (by: { code: string } | { orderId: string }) => {
    const { receiver, title, quantity } = await shop.handOutCommunityOrder({ id: leaderId, ...by })
    setCode('')
    toast(t('community.handedTo', { name: receiver, goods: title, count: quantity }), 'good')
    await client.invalidateQueries({ queryKey: ['community'] })
  }
  const fromList = async (order: CommunityLeaderOrder) => {
    const text = t('community.sureHandText', { name: order.receiver, tail: order.phoneTail, goods: order.title, count: order.quantity })
    if (await confirm({ title: t('community.sureHand'), text, ok: t('community.handOut') })) await handOut({ orderId: order.orderId })
  }
  return (
    <>
      <Card>
        <Field
          label={t('community.code')}
          value={code}
          onInput={setCode}
          type="digits"
          maxLength={10}
          placeholder={t('community.codeHint')}
          testId="hand-code"
          end={
            <Button size="small" testId="hand-out-code" disabled={code.length !== 10} onTap={() => handOut({ code })}>
              {t('community.handOut')}
            </Button>
          }
        />
      </Card>
      <Tabs
        items={views.map((key) => ({ key, title: t(`community.view.${key}`) }))}
        value={view}
        onChange={setView}
        label={t('community.tab.orders')}
        spread
        testId="orders"
      />
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton />}
        empty={<Empty icon="box" text={t('community.noOrders')} />}
      >
        {items.map((order) => (
          <Card key={order.orderId} testId="leader-order">
            <Box className="community-batch__head">
              <Box className="community-batch__title">
                {order.receiver} {order.phoneTail}
              </Box>
              <Tag tone={tones[order.state]}>{t(`community.state.${order.state}`)}</Tag>
            </Box>
            <Box className="community-item community-item--only">
              <Box className="community-main">
                <Box className="community-item__title">
                  {[order.title, ...order.options].join(' ')} ×{order.quantity}
                </Box>
                <Box className="community-note">{t('community.fetchOn', { day: dayName(order.deliveryDay) })}</Box>
              </Box>
              {order.state === 'here' ? (
                <Button size="small" kind="line" testId="hand-out" onTap={() => fromList(order)}>
                  {t('community.handOut')}
                </Button>
              ) : null}
            </Box>
          </Card>
        ))}
      </InfiniteList>
    </>
  )
}
