import type { OnDeliveryOffer } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Switch } from '@/kit/Checkbox'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { useShown } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go, replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { METHODS, type Method, perform } from '@/platform/pay'
import { askConsent } from '@/platform/consent'
import { ROUTES } from '@/routes'
import { Code } from './code'
import { Methods } from './methods'
import { AskFriend } from './ask-friend'
import { Done } from './done'
import { OnDeliveryChoice } from './on-delivery'
import './index.scss'

/** How often the server is asked while a payment is being confirmed, and for how long. */
const ASK_MS = 1_500
const CONFIRM_MS = 45_000

export default function CashierPage() {
  const { id = '', back } = useParams()
  const client = useQueryClient()
  // Coming back from the channel's page: the money may be on its way.
  const [confirmingUntil, setConfirmingUntil] = useState(() => (back ? Date.now() + CONFIRM_MS : 0))
  const [code, setCode] = useState<ScanCode>()
  const [now, setNow] = useState(() => Date.now())
  const shown = useShown()
  const confirming = now < confirmingUntil
  const query = useQuery({
    queryKey: ['checkout', id],
    queryFn: () => shop.getCheckout({ id }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'unpaid' && shown ? (confirming || code ? ASK_MS : 6_000) : false),
  })
  const state = query.data?.state
  useEffect(() => {
    if (!confirming || state !== 'unpaid') return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [confirming, state])
  useEffect(() => {
    if (state !== 'paid' && state !== 'closed' && state !== 'on_delivery') return
    for (const key of ['orders', 'wallet', 'points', 'red-packets']) void client.invalidateQueries({ queryKey: [key] })
  }, [state, client])

  const checkout = query.data
  if (!checkout) {
    return (
      <Page title={t('cashier.title')}>
        {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : <RowsSkeleton count={2} plain />}
      </Page>
    )
  }
  const orderId = checkout.orders.length === 1 ? checkout.orders[0]?.id : undefined
  const toOrders = () => (orderId ? replace('order', { id: orderId }) : replace('orders', { tab: 'all' }))
  if (checkout.state === 'paid') return <Done how="paid" payableFen={checkout.payableFen} onOrders={toOrders} />
  if (checkout.state === 'on_delivery') return <Done how="promised" payableFen={checkout.payableFen} onOrders={toOrders} />
  const { replacedBy } = checkout
  if (checkout.state === 'closed' && replacedBy) {
    // The shop changed the price: the new total is looked at before it is paid.
    return (
      <Page title={t('cashier.title')}>
        <Empty
          icon="alert"
          text={t('cashier.replaced')}
          action={t('cashier.toNew')}
          onAction={() => replace('cashier', { id: replacedBy })}
        />
      </Page>
    )
  }
  if (checkout.state === 'closed') {
    return (
      <Page title={t('cashier.title')}>
        <Empty icon="clock" text={t('cashier.closed')} action={t('cashier.seeOrder')} onAction={toOrders} />
      </Page>
    )
  }
  if (code) return <Code {...code} onBack={() => setCode(undefined)} />
  if (confirming) return <Confirming onStop={() => setConfirmingUntil(0)} />
  return (
    <Cashier
      id={id}
      payableFen={checkout.payableFen}
      payBefore={checkout.payBefore}
      offer={checkout.onDelivery}
      asked={confirmingUntil > 0}
      onSent={() => {
        setNow(Date.now())
        setConfirmingUntil(Date.now() + CONFIRM_MS)
      }}
      onCode={setCode}
      onOver={() => void query.refetch()}
      onLater={toOrders}
    />
  )
}

interface ScanCode {
  image: string
  codeUrl: string
  amountFen: number
}

interface CashierProps {
  id: string
  payableFen: number
  payBefore: string
  offer: OnDeliveryOffer
  /** It was tried before and no money has come. */
  asked: boolean
  onSent: () => void
  onCode: (code: ScanCode) => void
  onOver: () => void
  onLater: () => void
}

function Cashier({ id, payableFen, payBefore, offer, asked, onSent, onCode, onOver, onLater }: CashierProps) {
  const [method, setMethod] = useState<Method | undefined>(METHODS[0])
  const wallet = useQuery({ queryKey: ['wallet'], queryFn: () => shop.getWallet(), staleTime: 0 })
  const [fromWallet, setFromWallet] = useState(false)
  const [atDoor, setAtDoor] = useState(false)
  const promising = atDoor && offer.offered
  const funds = useQuery({ queryKey: ['funds'], queryFn: () => shop.getFunds() })
  // What an earlier try has set aside is free again when another is begun.
  const walletFen = Math.min((wallet.data?.availableFen ?? 0) + (asked ? (wallet.data?.heldFen ?? 0) : 0), payableFen)
  const restFen = fromWallet ? payableFen - walletFen : payableFen
  // What the wallet pays whole goes through no channel, so none need be up.
  const by = method ?? (restFen === 0 ? METHODS[0] : undefined)
  const useWallet = (on: boolean) => {
    setFromWallet(on)
    setAtDoor(false)
  }
  const choose = (next: Method | undefined, byHand: boolean) => {
    setMethod(next)
    if (byHand) setAtDoor(false)
    // Who chooses a channel does not mean the wallet that pays whole.
    if (byHand && restFen === 0) setFromWallet(false)
  }
  const pay = async () => {
    if (promising) {
      await shop.payOnDelivery({ id, requestId: `door-${id}` }).finally(onOver)
      return
    }
    if (!by) return
    // Asked while the tap is handled; paying does not wait for the answer.
    void askConsent(['order.shipped', 'order.arrived', 'order.refunded'])
    const { action } = await shop.payCheckout({
      id,
      method: by,
      walletFen: fromWallet ? payableFen : 0,
      returnPath: `${ROUTES.cashier.alias}?id=${id}&back=1`,
    })
    const outcome = await perform(action)
    if (outcome === 'done') onSent()
    if (outcome === 'code' && action.kind === 'code') onCode({ image: action.image ?? '', codeUrl: action.codeUrl, amountFen: restFen })
    if (outcome === 'cancelled') toast(t('cashier.cancelled'))
  }
  return (
    <Page
      title={t('cashier.title')}
      foot={
        <Button block size="large" testId="pay" disabled={!by && !promising} onTap={pay}>
          {promising
            ? t('onDelivery.submit')
            : fromWallet && walletFen > 0
              ? restFen > 0
                ? t('cashier.payRest', { amount: money(restFen) })
                : t('cashier.payWallet')
              : t('cashier.pay')}
        </Button>
      }
    >
      <Box className="cashier__amount">
        <Price fen={payableFen} size="hero" plain testId="cashier-amount" />
        <Box className="cashier__left">
          {t('cashier.left')} <Countdown until={payBefore} onOver={onOver} className="cashier__clock" />
        </Box>
        {asked ? <Box className="cashier__hint">{t('cashier.notYet')}</Box> : null}
      </Box>
      {walletFen > 0 ? (
        <Card flush>
          <Cell
            icon="wallet"
            title={t('cashier.wallet', { amount: money(walletFen) })}
            note={t(walletFen < payableFen ? 'cashier.walletNote' : 'cashier.walletWhole')}
            value={<Switch on={fromWallet && !promising} label={t('wallet.title')} testId="use-wallet" onChange={useWallet} />}
          />
        </Card>
      ) : null}
      <Methods method={method} off={promising || restFen === 0} onChange={choose} />
      <OnDeliveryChoice offer={offer} amountFen={payableFen} on={promising} onChoose={() => setAtDoor(true)} />
      <Box className="cashier__later">
        <AskFriend checkoutId={id} />
        {funds.data?.bank ? (
          <Button kind="quiet" testId="bank-transfer" onTap={() => go('bank', { id })}>
            {t('bank.title')}
          </Button>
        ) : null}
        <Button kind="quiet" testId="pay-later" onTap={onLater}>
          {t('cashier.later')}
        </Button>
      </Box>
    </Page>
  )
}

function Confirming({ onStop }: { onStop: () => void }) {
  return (
    <Page title={t('cashier.title')}>
      <Box className="cashier__state" testId="confirming">
        <Icon name="loading" size={44} className="cashier__turning" />
        <Box className="cashier__state-title">{t('cashier.confirming')}</Box>
        <Box className="cashier__state-text">{t('cashier.confirmingText')}</Box>
        <Button kind="line" onTap={onStop}>
          {t('cashier.payAgain')}
        </Button>
      </Box>
    </Page>
  )
}
