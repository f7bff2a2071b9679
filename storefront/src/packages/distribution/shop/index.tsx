import type { MyDistribution } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { Figure } from '../parts'
import { WithdrawSheet } from './withdraw'
import '../distribution.scss'

/** Selling for one shop: what was earned, and everything that leads to more. */
export default function DistributionShopPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['distribution', id], queryFn: () => shop.getMyDistribution({ id }), staleTime: 0 })
  useReturn(() => void query.refetch())
  const data = query.data
  return (
    <Page title={data?.shop.name ?? t('dist.centre')}>
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {data?.earnings ? <Centre data={data} earnings={data.earnings} /> : null}
      {data && !data.earnings ? <Waiting data={data} /> : null}
    </Page>
  )
}

function Waiting({ data }: { data: MyDistribution }) {
  const { id } = data.shop
  if (data.me?.state === 'applied') return <Empty icon="clock" text={t('dist.waiting')} testId="distribution-waiting" />
  const text = data.me ? t('dist.rejected', { reason: data.me.reason }) : t('dist.notYet')
  return <Empty icon="share" text={text} action={t('dist.apply')} onAction={() => go('distributionApply', { id })} />
}

function Centre({ data, earnings }: { data: MyDistribution; earnings: NonNullable<MyDistribution['earnings']> }) {
  const [sheet, setSheet] = useState(false)
  const { id } = data.shop
  const stopped = data.me?.state === 'stopped'
  return (
    <>
      <Card className="dist-hero" testId="distribution">
        <Box className="dist-hero__name">{t('dist.settled')}</Box>
        <Price fen={earnings.settledFen} size="hero" plain testId="settled" />
        {earnings.debtFen > 0 ? <Box className="dist-hero__note">{t('dist.debt', { amount: money(earnings.debtFen) })}</Box> : null}
        {stopped ? <Box className="dist-hero__note">{t('dist.stopped', { reason: data.me?.reason ?? '' })}</Box> : null}
        <Box className="dist-hero__action">
          <Button block testId="withdraw-commission" disabled={earnings.settledFen < data.rule.minWithdrawFen} onTap={() => setSheet(true)}>
            {t('dist.withdraw')}
          </Button>
        </Box>
      </Card>
      <Card className="dist-figures">
        <Figure name={t('dist.pending')} value={money(earnings.pendingFen)} testId="pending" />
        <Figure name={t('dist.today')} value={money(earnings.todayFen)} />
        <Figure name={t('dist.month')} value={money(earnings.monthFen)} />
        <Figure name={t('dist.orders')} value={String(earnings.orders)} />
        <Figure name={t('dist.customers')} value={String(earnings.customers)} />
        <Figure name={t('dist.withdrawn')} value={money(earnings.withdrawnFen)} />
      </Card>
      <Card flush>
        {stopped ? null : (
          <>
            <Cell icon="tag" title={t('dist.goods')} testId="distribution-goods" onTap={() => go('distributionGoods', { id })} />
            <Cell icon="image" title={t('dist.poster')} testId="distribution-poster" onTap={() => go('distributionPoster', { id })} />
            <Cell icon="gift" title={t('dist.samples')} testId="distribution-samples" onTap={() => go('distributionSamples', { id })} />
          </>
        )}
        <Cell icon="receipt" title={t('dist.earnings')} testId="distribution-earnings" onTap={() => go('distributionEarnings', { id })} />
        <Cell
          icon="user"
          title={t('dist.team')}
          value={t('dist.people', { count: earnings.team })}
          testId="distribution-team"
          onTap={() => go('distributionTeam', { id })}
        />
      </Card>
      <WithdrawSheet
        open={sheet}
        onClose={() => setSheet(false)}
        id={id}
        settledFen={earnings.settledFen}
        minFen={data.rule.minWithdrawFen}
      />
    </>
  )
}
