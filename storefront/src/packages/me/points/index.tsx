import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { EntryRow } from '@/features/assets/EntryRow'
import { t, tOr } from '@/i18n'
import { Box } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { date } from '@/lib/time'

/** How many points there are, what they are worth, and where they came from. */
export default function PointsPage() {
  const points = useQuery({ queryKey: ['points'], queryFn: () => shop.getMyPoints(), staleTime: 0 })
  const { pages, items } = useEndless(['points', 'entries'], (cursor) => shop.listPointsEntries({ ...cursor, limit: 20 }))
  const mine = points.data
  return (
    <Page title={t('points.title')}>
      {points.isPending ? <RowsSkeleton count={1} /> : null}
      {points.isError ? <ErrorState error={points.error} onRetry={points.refetch} /> : null}
      {mine ? (
        <Card className="purse" testId="points">
          <Box className="purse__name">{t('points.available')}</Box>
          <Box className="purse__number">{mine.available}</Box>
          {mine.rule.spending ? (
            <Box className="purse__note">{t('points.worth', { amount: money(mine.worthFen), share: String(mine.rule.capBps / 100) })}</Box>
          ) : null}
          {mine.held > 0 ? <Box className="purse__note">{t('points.held', { count: mine.held })}</Box> : null}
          {mine.expiring ? (
            <Box className="purse__note">{t('points.expiring', { count: mine.expiring.points, date: date(mine.expiring.at) })}</Box>
          ) : null}
          {mine.rule.earnPerYuan > 0 ? <Box className="purse__note">{t('points.earn', { count: mine.rule.earnPerYuan })}</Box> : null}
        </Card>
      ) : null}
      {points.isSuccess ? (
        <Card flush>
          <Cell icon="gift" title={t('mall.title')} testId="to-points-mall" onTap={() => go('pointsMall')} />
        </Card>
      ) : null}
      {points.isSuccess ? (
        <Card>
          <InfiniteList
            pages={pages}
            count={items.length}
            skeleton={<RowsSkeleton plain />}
            empty={<Empty icon="star" text={t('points.empty')} action={t('cashier.goOn')} onAction={() => go('home')} />}
          >
            {items.map((entry) => (
              <EntryRow
                key={entry.id}
                title={tOr(`pointsKind.${entry.kind}`, entry.kind)}
                note={entry.note}
                at={entry.at}
                plus={entry.change > 0}
                change={`${entry.change > 0 ? '+' : ''}${entry.change}`}
                balance={String(entry.balanceAfter)}
              />
            ))}
          </InfiniteList>
        </Card>
      ) : null}
    </Page>
  )
}
