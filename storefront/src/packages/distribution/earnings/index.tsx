import type { MyCommission } from '@puzi/shop-client'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { Tag } from '@/kit/Tag'
import { money } from '@/lib/money'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { percent } from '../parts'
import '../distribution.scss'

/** Every commission: of which goods, by which rate, and where it stands. */
export default function EarningsPage() {
  const { id = '' } = useParams()
  const [tab, setTab] = useState<'all' | MyCommission['state']>('all')
  const { pages, items } = useEndless(['distribution', id, 'commissions', tab], (cursor) =>
    shop.listMyCommissions({ id, ...cursor, limit: 20, ...(tab === 'all' ? {} : { state: tab }) }),
  )
  return (
    <Page title={t('dist.earnings')}>
      <Tabs
        spread
        label={t('dist.earnings')}
        value={tab}
        onChange={setTab}
        items={[
          { key: 'all', title: t('dist.all') },
          { key: 'pending', title: t('dist.commission.pending') },
          { key: 'settled', title: t('dist.commission.settled') },
          { key: 'void', title: t('dist.commission.void') },
        ]}
      />
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="receipt" text={t('dist.noEarnings')} />}
      >
        <Card flush>
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </Card>
      </InfiniteList>
    </Page>
  )
}

const tones = { pending: 'warn', settled: 'good', void: 'quiet' } as const

function Row({ one }: { one: MyCommission }) {
  const leftFen = one.amountFen - one.clawedFen
  const rate = t(one.level === 1 ? 'dist.byLevel1' : 'dist.byLevel2', { base: money(one.baseFen), rate: percent(one.rateBps) })
  return (
    <Box className="dist-row" testId="commission">
      <Box className="dist-row__main">
        <Box className="dist-row__title">
          {one.title} ×{one.quantity}
        </Box>
        <Box className="dist-row__note">{rate}</Box>
        <Box className="dist-row__note">
          {dateTime(one.paidAt)} · {t('dist.orderNumber', { number: one.orderHint })}
        </Box>
      </Box>
      <Box className="dist-row__end">
        <Text className={leftFen > 0 ? 'dist-row__change dist-row__change--plus' : 'dist-row__change'}>{`+${money(leftFen)}`}</Text>
        {one.clawedFen > 0 ? <Box className="dist-row__note">{t('dist.clawed', { amount: money(one.clawedFen) })}</Box> : null}
        <Tag tone={tones[one.state]}>{t(`dist.commission.${one.state}`)}</Tag>
      </Box>
    </Box>
  )
}
