import type { Membership } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import type { IconName } from '@/design/icons'
import { EntryRow } from '@/features/assets/EntryRow'
import { t, tOr } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'
import './index.scss'

const RIGHT_ICONS: Record<string, IconName> = {
  discount: 'tag',
  free_shipping: 'truck',
  birthday: 'gift',
  support: 'message',
  exclusive: 'sparkles',
  other: 'star',
}

/** What one is in each shop, how far the next tier is, and what each tier gives. */
export default function MemberPage() {
  const mine = useQuery({ queryKey: ['membership'], queryFn: () => shop.listMemberships(), staleTime: 0 })
  const [chosen, choose] = useState('')
  const items = mine.data?.items ?? []
  const one = items.find((item) => item.shopId === chosen) ?? items[0]
  return (
    <Page title={t('member.title')}>
      {mine.isPending ? <RowsSkeleton count={2} /> : null}
      {mine.isError ? <ErrorState error={mine.error} onRetry={mine.refetch} /> : null}
      {items.length > 1 && one ? (
        <Tabs
          label={t('member.shops')}
          value={one.shopId}
          onChange={choose}
          items={items.map((item) => ({ key: item.shopId, title: item.shopName }))}
        />
      ) : null}
      {mine.isSuccess && !one ? <Empty icon="star" text={t('member.none')} /> : null}
      {one ? <Standing one={one} /> : null}
      <Card flush>
        <Cell icon="check" title={t('checkIn.title')} testId="member-check-in" onTap={() => go('checkIn')} />
        <Cell icon="star" title={t('card.title')} testId="member-card-entry" onTap={() => go('memberCard')} />
        <Cell icon="gift" title={t('mall.title')} testId="member-mall" onTap={() => go('pointsMall')} />
        <Cell icon="trophy" title={t('task.title')} testId="member-tasks" onTap={() => go('tasks')} />
      </Card>
      {one ? <Rights one={one} /> : null}
      {mine.data ? (
        <Card>
          <SectionHead title={t('member.how')} />
          {mine.data.growthPerYuan > 0 ? (
            <Box className="member__how">{t('member.howOrder', { count: mine.data.growthPerYuan })}</Box>
          ) : null}
          {mine.data.growthPerReview > 0 ? (
            <Box className="member__how">{t('member.howReview', { count: mine.data.growthPerReview })}</Box>
          ) : null}
          {mine.data.growthPerCheckIn > 0 ? (
            <Box className="member__how">{t('member.howCheckIn', { count: mine.data.growthPerCheckIn })}</Box>
          ) : null}
          {mine.data.windowDays > 0 ? <Box className="member__how">{t('member.howWindow', { count: mine.data.windowDays })}</Box> : null}
        </Card>
      ) : null}
      <Entries />
    </Page>
  )
}

/** The tier, and how much growth the next one needs. */
function Standing({ one }: { one: Membership }) {
  const now = one.tiers.find((tier) => tier.level === one.tier)
  const next = one.tiers.find((tier) => tier.level > one.tier)
  const share = next ? Math.min(100, Math.floor((one.growth / next.growth) * 100)) : 100
  return (
    <Box className="member__card" testId="member-card">
      <Box className="member__tier">{now?.name ?? (one.tier > 0 ? t('member.tierOf', { tier: one.tier }) : t('member.plain'))}</Box>
      <Box className="member__shop">{one.shopName}</Box>
      <Box className="member__bar">
        <Box className="member__fill" style={{ width: `${share}%` }} />
      </Box>
      <Box className="member__line">
        <Text>{t('member.growth', { count: one.growth })}</Text>
        <Text>{next ? t('member.toNext', { count: Math.max(0, next.growth - one.growth), name: next.name }) : t('member.highest')}</Text>
      </Box>
      {one.until ? <Box className="member__until">{t('member.until', { date: date(one.until) })}</Box> : null}
    </Box>
  )
}

function Rights({ one }: { one: Membership }) {
  return (
    <>
      {one.tiers.map((tier) => (
        <Card key={tier.level}>
          <Box className="member__head">
            <Text className="member__name">{tier.name}</Text>
            <Text className="member__need">{tier.level === one.tier ? t('member.now') : t('member.needs', { count: tier.growth })}</Text>
          </Box>
          {tier.rights.length === 0 ? <Box className="member__how">{t('member.noRights')}</Box> : null}
          {tier.rights.map((right, at) => (
            <Cell key={at} icon={RIGHT_ICONS[right.kind] ?? 'star'} title={right.text} />
          ))}
        </Card>
      ))}
    </>
  )
}

function Entries() {
  const { pages, items } = useEndless(['membership', 'entries'], (cursor) => shop.listGrowthEntries({ ...cursor, limit: 20 }))
  return (
    <Card>
      <SectionHead title={t('member.entries')} />
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="star" text={t('member.noEntries')} />}
      >
        {items.map((entry) => (
          <EntryRow
            key={entry.id}
            title={tOr(`growthKind.${entry.kind}`, entry.kind)}
            note={[entry.shopName, entry.note].filter(Boolean).join(' · ')}
            at={entry.at}
            plus={entry.change > 0}
            change={`${entry.change > 0 ? '+' : ''}${entry.change}`}
            balance={String(entry.balanceAfter)}
          />
        ))}
      </InfiniteList>
    </Card>
  )
}
