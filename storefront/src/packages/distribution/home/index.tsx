import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { SectionHead } from '@/kit/SectionHead'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { percent } from '../parts'
import '../distribution.scss'

type Row = Awaited<ReturnType<typeof shop.listMyDistributions>>['items'][number]

/** Shops that one sells for, and shops that one could. */
export default function DistributionsPage() {
  const query = useQuery({ queryKey: ['distribution'], queryFn: () => shop.listMyDistributions(), staleTime: 0 })
  useReturn(() => void query.refetch())
  const items = query.data?.items ?? []
  const mine = items.filter((one) => one.state !== null)
  const open = items.filter((one) => one.state === null)
  return (
    <Page title={t('dist.title')}>
      <Box className="dist-lead">{t('dist.lead')}</Box>
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data && items.length === 0 ? (
        <Empty icon="share" text={t('dist.none')} action={t('common.home')} onAction={() => go('home')} />
      ) : null}
      {mine.length > 0 ? (
        <>
          <SectionHead title={t('dist.mine')} />
          <Card flush testId="my-distributions">
            {mine.map((one) => (
              <ShopRow key={one.shop.id} row={one} />
            ))}
          </Card>
        </>
      ) : null}
      {open.length > 0 ? (
        <>
          <SectionHead title={t('dist.open')} />
          <Card flush testId="open-distributions">
            {open.map((one) => (
              <ShopRow key={one.shop.id} row={one} />
            ))}
          </Card>
        </>
      ) : null}
    </Page>
  )
}

function ShopRow({ row: { shop: of, state, level1Bps, pendingFen, settledFen } }: { row: Row }) {
  const sells = state === 'approved' || state === 'stopped'
  return (
    <Tap className="dist-row" testId="distribution-shop" onTap={() => go(state ? 'distributionShop' : 'distributionApply', { id: of.id })}>
      <Box className="dist-row__picture">
        <Img picture={of.logo} alt="" width={48} />
      </Box>
      <Box className="dist-row__main">
        <Box className="dist-row__title">{of.name}</Box>
        <Box className="dist-row__note">
          {sells
            ? t('dist.balances', { settled: money(settledFen), pending: money(pendingFen) })
            : t('dist.rate', { rate: percent(level1Bps) })}
        </Box>
      </Box>
      {state ? (
        <Tag tone={state === 'approved' ? 'good' : state === 'applied' ? 'warn' : 'quiet'}>{t(`dist.state.${state}`)}</Tag>
      ) : (
        <Box className="dist-row__earn">{t('dist.apply')}</Box>
      )}
    </Tap>
  )
}
