import type { AfterSales } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { Goods } from '@/features/after-sales/Goods'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useShown } from '@/kit/use-shown'
import { classNames } from '@/lib/class-names'
import { last } from '@/lib/last'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { POLL_MS } from '@/platform/live'
import { Actions } from './Actions'
import './index.scss'

export default function AfterSalesPage() {
  const { id = '' } = useParams()
  const client = useQueryClient()
  const shown = useShown()
  const query = useQuery({
    queryKey: ['after-sales', 'one', id],
    queryFn: () => shop.getAfterSales({ id }),
    refetchInterval: shown && POLL_MS,
    enabled: !!id,
  })
  const one = query.data
  if (!one) {
    const gone = isCode(query.error, 'after_sales_not_found')
    return (
      <Page title={t('as.title')}>
        {query.isPending ? <RowsSkeleton count={3} /> : null}
        {gone ? <Empty icon="refund" text={t('as.gone')} action={t('as.list')} onAction={() => go('afterSalesList')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  const refresh = () => client.invalidateQueries({ queryKey: ['after-sales'] })
  return (
    <Page title={t('as.title')} foot={<Actions one={one} onDone={refresh} />}>
      <Head one={one} onOver={() => void query.refetch()} />
      {one.state === 'approved' ? <ReturnTo one={one} /> : null}
      <Card>
        <Goods lines={one.lines} />
      </Card>
      <Facts one={one} />
      <Parcels one={one} />
      <Progress one={one} />
    </Page>
  )
}

const NEXT = ['requested', 'approved', 'returning', 'exchanging', 'resent', 'rejected', 'disputed', 'refunding'] as const
const hasNext = (state: AfterSales['state']): state is (typeof NEXT)[number] => NEXT.some((one) => one === state)

function Head({ one, onOver }: { one: AfterSales; onOver: () => void }) {
  const { state, dueAt } = one
  return (
    <Box className="as-head">
      <Box className="as-head__state" testId="after-sales-state">
        {t(`as.state.${state}`)}
      </Box>
      <Box className="as-head__hint">
        {dueAt && hasNext(state) ? (
          <>
            <Countdown until={dueAt} onOver={onOver} /> {t(`as.next.${state}`)}
          </>
        ) : (
          hint(one)
        )}
      </Box>
    </Box>
  )
}

function hint({ state, steps, amountFen, kind }: AfterSales): string {
  if (state === 'done') return kind === 'exchange' ? t('as.hint.done') : t('as.hint.doneRefund', { amount: money(amountFen) })
  if (state === 'closed') return last(steps)?.note || t('as.hint.closed')
  if (state === 'withdrawn') return t('as.hint.withdrawn')
  return state === 'received' ? t('as.hint.received') : t('as.hint.refunding')
}

function ReturnTo({ one: { returnTo } }: { one: AfterSales }) {
  return (
    <Card flush>
      <Cell
        icon="pin"
        title={returnTo ? `${returnTo.name} ${returnTo.phone}` : t('as.returnTo')}
        note={returnTo ? returnTo.address : t('as.noReturnTo')}
      />
    </Card>
  )
}

function Facts({ one }: { one: AfterSales }) {
  return (
    <Card flush>
      <Cell title={t('as.kind')} value={t(`as.kind.${one.kind}`)} />
      <Cell title={t('as.reason')} value={t(`as.reason.${one.reason}`)} />
      <Cell
        title={t('as.amount')}
        note={one.freightFen > 0 ? t('as.withFreight', { amount: money(one.freightFen) }) : undefined}
        value={<Price fen={one.amountFen} testId="after-sales-amount" />}
      />
      {one.inspection ? <Cell title={t('as.inspection')} value={one.inspection} /> : null}
      {one.dispute?.decision ? (
        <Cell title={t('as.decision')} note={one.dispute.decidedText} value={t(`as.decision.${one.dispute.decision}`)} />
      ) : null}
      <Cell title={t('as.number')} value={one.number} />
      <Cell title={t('as.orderNumber')} value={one.orderNumber} onTap={() => go('order', { id: one.orderId })} />
      <Cell title={t('as.appliedAt')} value={dateTime(one.createdAt)} />
    </Card>
  )
}

function Parcels({ one: { parcels } }: { one: AfterSales }) {
  if (parcels.length === 0) return null
  return (
    <Card flush>
      {parcels.map((parcel) => (
        <Cell
          key={parcel.id}
          icon="truck"
          title={`${parcel.carrierName} ${parcel.number}`}
          note={parcel.events[0]?.text}
          value={t(`parcel.${parcel.state}`)}
        />
      ))}
    </Card>
  )
}

function Progress({ one }: { one: AfterSales }) {
  return (
    <Card>
      <Box className="as-steps__title">{t('as.progress')}</Box>
      {[...one.steps].reverse().map((step, at) => (
        <Box key={`${step.at}-${step.to}`} className={classNames('as-step', at === 0 && 'as-step--now')} testId="after-sales-step">
          <Box className="as-step__name">{t(`as.state.${step.to}`)}</Box>
          <Box className="as-step__note">
            {t(`as.actor.${step.actor}`)} · {dateTime(step.at)}
          </Box>
          {step.note ? <Text className="as-step__note">{step.note}</Text> : null}
          <Box className="as-step__pictures">
            {step.pictures.map((picture) => (
              <Box key={picture.url} className="as-step__picture">
                <Img picture={picture} alt={t('as.evidence')} width={56} />
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Card>
  )
}
