import type { Presale } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import { between, Goods, Rules, Steps, Sums } from '../parts'
import { rulesOf, sumsOf, wordOf } from '../words'
import { JoinSheet } from './join'
import '../presale.scss'

/** A presale with its rules, before anybody pays. */
export default function PresalePage() {
  const { id = '' } = useParams()
  const signedIn = useSignedIn()
  const query = useQuery({ queryKey: ['presales', 'one', id, signedIn], queryFn: () => shop.getPresale({ id }), staleTime: 0 })
  useReturn(() => void query.refetch())
  const presale = query.data
  useShareAppMessage(() => ({ title: presale?.title ?? t('presale.slogan'), path: `/packages/presale/detail/index?id=${id}` }))
  if (!presale) {
    const gone = isCode(query.error, 'presale_not_found')
    return (
      <Page title={t('presale.title')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="clock" text={t('presale.unknown')} action={t('presale.all')} onAction={() => go('presales')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page title={t('presale.title')} foot={<Foot presale={presale} renew={() => void query.refetch()} />}>
      <Goods
        goods={presale.goods}
        title={presale.title}
        priceFen={presale.priceFen}
        note={[t('presale.left', { count: presale.left }), t('presale.most', { count: presale.perPerson })].join(' · ')}
      />
      <Steps steps={stepsOf(presale)} />
      {presale.kind === 'deposit' ? <Sums sums={sumsOf(presale)} /> : null}
      <Rules rules={rulesOf(presale)} />
    </Page>
  )
}

function stepsOf(presale: Presale) {
  const now = Date.now()
  const past = (time: string) => new Date(time).getTime() <= now
  const { startsAt, endsAt, balanceStartsAt, balanceEndsAt, shipBy, kind } = presale
  const first = kind === 'deposit' ? t('presale.step.deposit', { word: t(wordOf(presale.word)) }) : t('presale.step.order')
  return [
    { title: first, at: between(startsAt, endsAt), done: past(startsAt) },
    ...(balanceStartsAt && balanceEndsAt
      ? [{ title: t('presale.step.balance'), at: between(balanceStartsAt, balanceEndsAt), done: past(balanceStartsAt) }]
      : []),
    { title: t('presale.step.ship'), at: t('presale.before', { time: dateTime(shipBy) }), done: false },
  ]
}

function Foot({ presale, renew }: { presale: Presale; renew: () => void }) {
  const signedIn = useSignedIn()
  const [open, setOpen] = useState(false)
  const { state, kind, mineLeft } = presale
  const can = state === 'running' && mineLeft > 0
  const word = t(wordOf(presale.word))
  const text =
    state !== 'running'
      ? t(`presale.closed.${state}`)
      : mineLeft < 1
        ? t('presale.hadYours')
        : kind === 'deposit'
          ? t('presale.payDeposit', { word, amount: money(presale.depositFen) })
          : t('presale.order', { amount: money(presale.priceFen) })
  return (
    <Box className="presale-foot">
      <Button
        size="large"
        testId="join-presale"
        disabled={!can}
        onTap={() => (signedIn ? setOpen(true) : goSignedIn('presale', { id: presale.id }))}
      >
        {text}
      </Button>
      <JoinSheet presale={presale} open={open} onClose={() => setOpen(false)} renew={renew} />
    </Box>
  )
}
