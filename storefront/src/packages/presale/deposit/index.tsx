import type { PresaleDeposit } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { confirm, toast } from '@/kit/overlays-store'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { useReturn, useShown } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { METHODS } from '@/platform/pay'
import { ROUTES } from '@/routes'
import { between, Goods, Rules, Steps, Sums } from '../parts'
import { CodeSheet, usePaying } from '../paying'
import { rulesOf, stateText, sumsOf, tones, wordOf } from '../words'
import '../presale.scss'

/** A deposit of one's own: where it stands, and what can be done with it now. */
export default function DepositPage() {
  // The channel's page comes back with `deposit`.
  const params = useParams()
  const id = params['id'] ?? params['deposit'] ?? ''
  const shown = useShown()
  const query = useQuery({
    queryKey: ['presales', 'deposit', id],
    queryFn: () => shop.getDeposit({ id }),
    staleTime: 0,
    refetchInterval: ({ state }) => (shown && state.data?.state === 'unpaid' ? 3_000 : false),
  })
  useReturn(() => void query.refetch())
  const deposit = query.data
  if (!deposit) {
    const gone = isCode(query.error, 'deposit_not_found')
    return (
      <Page title={t('presale.mine')}>
        {query.isPending ? <RowsSkeleton count={2} /> : null}
        {gone ? <Empty icon="clock" text={t('presale.depositUnknown')} action={t('presale.all')} onAction={() => go('presales')} /> : null}
        {query.isError && !gone ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      </Page>
    )
  }
  return (
    <Page title={t('presale.mine')} foot={<Foot deposit={deposit} renew={() => void query.refetch()} />}>
      <Head deposit={deposit} onOver={() => void query.refetch()} />
      <Goods
        goods={deposit.goods}
        title={deposit.title}
        priceFen={deposit.priceFen}
        note={t('presale.pieces', { count: deposit.quantity })}
      />
      <Sums sums={sumsOf(deposit)} />
      <Steps steps={stepsOf(deposit)} />
      <Rules rules={rulesOf(deposit)} />
    </Page>
  )
}

function Head({ deposit, onOver }: { deposit: PresaleDeposit; onOver: () => void }) {
  const { state, canBuy } = deposit
  const until = canBuy ? deposit.balanceEndsAt : state === 'unpaid' ? deposit.payBefore : null
  return (
    <Card testId="deposit-state">
      <Tag tone={canBuy ? 'accent' : tones[state]}>{stateText(deposit)}</Tag>
      <Box className="presale-note">{hintOf(deposit)}</Box>
      {until ? (
        <Box className="presale-note">
          {t('bargain.left')} <Countdown until={until} onOver={onOver} />
        </Box>
      ) : null}
    </Card>
  )
}

function hintOf(deposit: PresaleDeposit): string {
  const { state, why, canBuy } = deposit
  if (state === 'refunded') return t(`presale.why.${why ?? 'asked'}`, { amount: money(deposit.returnedFen) })
  if (canBuy) return t('presale.hint.balance', { amount: money(deposit.balanceFen) })
  if (state === 'paid') return t('presale.hint.paid', { time: dateTime(deposit.balanceStartsAt) })
  return t(`presale.hint.${state}`)
}

function stepsOf(deposit: PresaleDeposit) {
  const { state, paidAt } = deposit
  const word = t(wordOf(deposit.word))
  return [
    { title: t('presale.step.deposit', { word }), at: paidAt ? dateTime(paidAt) : t('presale.notYet'), done: paidAt !== null },
    { title: t('presale.step.balance'), at: between(deposit.balanceStartsAt, deposit.balanceEndsAt), done: state === 'bought' },
    { title: t('presale.step.ship'), at: t('presale.before', { time: dateTime(deposit.shipBy) }), done: false },
  ]
}

function Foot({ deposit, renew }: { deposit: PresaleDeposit; renew: () => void }) {
  const client = useQueryClient()
  const { perform, code, closeCode } = usePaying()
  const [method] = METHODS
  const { id, state, orderId } = deposit
  const word = t(wordOf(deposit.word))
  const pay = async () => {
    if (!method) return toast(t('cashier.noMethod'))
    const { action } = await shop.payDeposit({ id, method, returnPath: ROUTES.deposit.alias })
    await perform(action, id)
  }
  const buy = () =>
    go('checkout', {
      lines: `${deposit.skuId}:${deposit.quantity}`,
      play: writePlay({ kind: 'presale', campaignId: deposit.campaignId, joinId: id }),
    })
  const quit = async () => {
    if (!(await confirm({ title: t('presale.quitSure', { word }), text: t('presale.quitText'), ok: t('presale.quitYes') }))) return
    client.setQueryData(['presales', 'deposit', id], await shop.quitDeposit({ id }))
    toast(t('presale.quitDone'), 'good')
    renew()
  }
  return (
    <Box className="presale-foot">
      {deposit.canQuit ? (
        <Button kind="line" size="large" testId="quit-deposit" onTap={quit}>
          {t('presale.quit', { word })}
        </Button>
      ) : null}
      {state === 'unpaid' ? (
        <Button size="large" testId="pay-deposit" onTap={pay}>
          {t('presale.payDeposit', { word, amount: money(deposit.depositFen) })}
        </Button>
      ) : orderId ? (
        <Button size="large" testId="deposit-order" onTap={() => go('order', { id: orderId })}>
          {t('bargain.toOrder')}
        </Button>
      ) : deposit.canBuy ? (
        <Button size="large" testId="pay-balance" onTap={buy}>
          {t('presale.payBalance', { amount: money(deposit.balanceFen) })}
        </Button>
      ) : state === 'paid' ? null : (
        <Button size="large" testId="more-presales" onTap={() => go('presales')}>
          {t('presale.more')}
        </Button>
      )}
      <CodeSheet code={code} onClose={closeCode} />
    </Box>
  )
}
