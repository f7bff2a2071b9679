import type { MyCommunityLeader } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { Tag } from '@/kit/Tag'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { Arrivals } from './arrivals'
import { Orders } from './orders'
import '@/features/assets/entry-row.scss'
import '../community.scss'

/** What a leader does: count what comes, hand it out, see what it earns. */
export default function CommunityLeaderPage() {
  const leaders = useQuery({ queryKey: ['community', 'mine'], queryFn: () => shop.listMyCommunityLeaders(), staleTime: 0 })
  const [chosen, setChosen] = useState<string | null>(null)
  useReturn(() => void leaders.refetch())
  const items = leaders.data?.items ?? []
  const active = items.filter((one) => one.state === 'approved' || one.state === 'paused')
  const leader = active.find((one) => one.id === chosen) ?? active[0]
  return (
    <Page title={t('community.leading')}>
      {leaders.isPending ? <RowsSkeleton /> : null}
      {leaders.isError ? <ErrorState error={leaders.error} onRetry={leaders.refetch} /> : null}
      {leaders.isSuccess && items.length === 0 ? (
        <Empty icon="shop" text={t('community.noLeader')} action={t('community.apply')} onAction={() => go('communityApply')} />
      ) : null}
      {items
        .filter((one) => !active.includes(one))
        .map((one) => (
          <Applied key={one.id} leader={one} />
        ))}
      {active.length > 1 && leader ? (
        <Tabs
          items={active.map((one) => ({ key: one.id, title: one.pointName }))}
          value={leader.id}
          onChange={setChosen}
          label={t('community.leading')}
          testId="leader"
        />
      ) : null}
      {leader ? <Desk key={leader.id} leader={leader} /> : null}
    </Page>
  )
}

function Applied({ leader }: { leader: MyCommunityLeader }) {
  return (
    <Card testId="community-applied">
      <Box className="community-batch__head">
        <Box className="community-batch__title">{leader.pointName}</Box>
        <Tag tone={leader.state === 'applied' ? 'warn' : 'quiet'}>
          {t(leader.state === 'applied' ? 'community.applied' : 'community.rejected')}
        </Tag>
      </Box>
      <Box className="community-note">{[leader.shopName, leader.reason].filter(Boolean).join(' · ')}</Box>
      {leader.state === 'rejected' ? (
        <Button kind="line" size="small" onTap={() => go('communityApply', { shop: leader.shopId })}>
          {t('community.applyAgain')}
        </Button>
      ) : null}
    </Card>
  )
}

type Tab = 'arrivals' | 'orders' | 'earnings'

function Desk({ leader }: { leader: MyCommunityLeader }) {
  const [tab, setTab] = useState<Tab>('arrivals')
  return (
    <>
      <Card className="purse" testId="community-desk">
        <Box className="purse__name">{t('community.pending')}</Box>
        <Price fen={leader.pendingFen} size="hero" plain testId="community-pending" />
        <Box className="community-note">
          {[
            t('community.paidOut', { amount: money(leader.paidFen) }),
            leader.owedFen > 0 ? t('community.owed', { amount: money(leader.owedFen) }) : '',
            leader.state === 'paused' ? t('community.paused') : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </Box>
      </Card>
      <Tabs
        items={(['arrivals', 'orders', 'earnings'] as const).map((key) => ({ key, title: t(`community.tab.${key}`) }))}
        value={tab}
        onChange={setTab}
        label={t('community.leading')}
        spread
        testId="desk"
      />
      {tab === 'arrivals' ? <Arrivals leaderId={leader.id} /> : null}
      {tab === 'orders' ? <Orders leaderId={leader.id} /> : null}
      {tab === 'earnings' ? <Earnings leaderId={leader.id} /> : null}
    </>
  )
}

function Earnings({ leaderId }: { leaderId: string }) {
  const { pages, items } = useEndless(['community', 'earnings', leaderId], (cursor) =>
    shop.listLeaderCommissions({ id: leaderId, ...cursor, limit: 20 }),
  )
  return (
    <Card flush>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="wallet" text={t('community.noEarnings')} />}
      >
        {items.map((one) => (
          <Cell
            key={one.id}
            title={one.title}
            note={one.state === 'pending' ? t('community.dueAt', { time: dateTime(one.dueAt) }) : t('community.settled')}
            value={money(one.amountFen)}
            strong
          />
        ))}
      </InfiniteList>
    </Card>
  )
}
