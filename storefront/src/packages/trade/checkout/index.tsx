import type { Quote } from '@puzi/shop-client'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { useCart } from '@/features/cart/use-cart'
import { MY_CART } from '@/features/cart/merge'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { confirm, toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'
import { go, replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { useParams } from '@/lib/use-params'
import { useCheckoutChoice } from '@/stores/checkout'
import { useGiftChoice } from '@/stores/gift-choice'
import { useSignedIn } from '@/stores/session'
import { type AssetChoice, AssetsCard } from './assets'
import { type PlayWish, readPlay } from '@/lib/play-wish'
import { type BuyLine, type CouponChoices, readLines } from './choices'
import { type Answers, answersFor, GiftSwitch, QuestionsCard } from './extras'
import { AddressCard, InvalidCard, ShopCard, SumCard } from './parts'
import { ContactCard } from './delivery'
import { InvoiceCard, type InvoiceWish } from './invoice'
import { contactIsGood, type Deliveries, useDeliveries, useShopIds } from './use-deliveries'
import './index.scss'
import './delivery.scss'

export default function CheckoutPage() {
  const { lines: given, play } = useParams()
  const signedIn = useSignedIn()
  const cart = useCart()
  const [lines, setLines] = useState<BuyLine[] | undefined>(() => (given ? readLines(given) : undefined))
  useEffect(() => {
    // What was ticked when the page opened; later changes of the cart do not slip in.
    if (lines || !cart.data || cart.isPlaceholderData) return
    const selected = cart.data.shops.flatMap((group) => group.lines).filter((line) => line.selected)
    setLines(selected.map(({ skuId, quantity }) => ({ skuId, quantity })))
  }, [lines, cart.data, cart.isPlaceholderData])

  if (!signedIn) {
    return (
      <Page title={t('checkout.title')}>
        <Empty icon="user" text={t('error.signIn')} action={t('login.title')} onAction={() => go('login')} />
      </Page>
    )
  }
  if (lines?.length === 0) {
    return (
      <Page title={t('checkout.title')}>
        <Empty icon="cart" text={t('checkout.nothing')} action={t('tab.cart')} onAction={() => go('cart')} />
      </Page>
    )
  }
  if (!lines) {
    return (
      <Page title={t('checkout.title')}>
        <RowsSkeleton />
      </Page>
    )
  }
  return <Checkout lines={lines} play={play ? readPlay(play) : null} fromCart={!given} />
}

function Checkout({ lines, play, fromCart }: { lines: BuyLine[]; play: PlayWish | null; fromCart: boolean }) {
  const picked = useCheckoutChoice((choice) => choice.addressId)
  const addresses = useQuery({ queryKey: ['addresses'], queryFn: () => shop.listAddresses() })
  const [coupons, setCoupons] = useState<CouponChoices>({})
  const chosen = useGiftChoice((state) => state.chosen)
  const [notes, setNotes] = useState<Record<string, string>>({})
  const [assets, setAssets] = useState<AssetChoice>({ usePoints: false, useRedPackets: false })
  const [answers, setAnswers] = useState<Answers>({})
  const [gift, setGift] = useState<string | null>(null)
  const [invoice, setInvoice] = useState<InvoiceWish | null>(null)
  const known = addresses.data?.items
  const address = known?.find((one) => one.id === picked) ?? known?.find((one) => one.isDefault) ?? known?.[0]
  const [before, setBefore] = useState<Quote>()
  const deliveries = useDeliveries(useShopIds(before), address)
  const input = {
    lines,
    addressId: address?.id ?? null,
    coupons: Object.entries(coupons).map(([shopId, ids]) => ({ shopId, coupons: ids })),
    deliveries: deliveries.chosen,
    gifts: Object.entries(chosen).map(([offerId, skuId]) => ({ offerId, skuId })),
    play,
    ...assets,
  }
  const quote = useQuery({
    queryKey: ['quote', input],
    queryFn: () => shop.quoteCheckout(input),
    enabled: addresses.isSuccess,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const data = quote.data
  useEffect(() => setBefore(data), [data])
  const { place, tried } = usePlace({
    input,
    notes,
    answers,
    gift: deliveries.chosen.length > 0 ? null : gift,
    invoice,
    fromCart,
    deliveries,
    refetch: () => quote.refetch(),
  })
  return (
    <Page
      title={t('checkout.title')}
      className="checkout"
      foot={
        data ? (
          <Foot
            quote={data}
            old={quote.isPlaceholderData || deliveries.blocked}
            ready={!!address || !data.needsAddress}
            onPlace={() => place(data)}
          />
        ) : null
      }
    >
      {addresses.isSuccess && data?.needsAddress !== false ? <AddressCard address={address} /> : null}
      {addresses.isPending || quote.isPending ? <RowsSkeleton count={3} /> : null}
      {addresses.isError ? <ErrorState error={addresses.error} onRetry={addresses.refetch} /> : null}
      {quote.isError && !data ? <ErrorState error={quote.error} onRetry={quote.refetch} /> : null}
      {data ? (
        <Box className={classNames(quote.isPlaceholderData && 'checkout--old')}>
          {data.invalid.length > 0 ? (
            <InvalidCard lines={data.invalid} {...(deliveries.chosen.length > 0 ? { onSend: deliveries.reset } : {})} />
          ) : null}
          {data.shops.map((group) => (
            <ShopCard
              key={group.shopId}
              group={group}
              deliveries={deliveries}
              addressId={address?.id}
              hasAddress={!!address || !data.needsAddress}
              note={notes[group.shopId] ?? ''}
              onNote={(text) => setNotes({ ...notes, [group.shopId]: text })}
              choice={coupons[group.shopId]}
              onChoice={(choice) => setCoupons({ ...coupons, [group.shopId]: choice })}
            />
          ))}
          <AssetsCard quote={data} choice={assets} onChoice={setAssets} />
          <QuestionsCard quote={data} answers={answers} onAnswers={setAnswers} />
          {deliveries.fetches ? <ContactCard deliveries={deliveries} tried={tried} /> : null}
          {data.needsAddress && !play && deliveries.chosen.length === 0 ? <GiftSwitch message={gift} onMessage={setGift} /> : null}
          <InvoiceCard quote={data} wish={invoice} onWish={setInvoice} />
          <SumCard quote={data} hasAddress={!!address || !data.needsAddress} byHand={Object.keys(coupons).length > 0} />
        </Box>
      ) : null}
    </Page>
  )
}

/** Refusals after which the checkout is shown anew. */
const known = [
  'price_changed',
  'stock_short',
  'over_person_limit',
  'lines_invalid',
  'coupon_unusable',
  'rule_used_up',
  'balance_short',
  'slot_full',
  'delivery_choice_wrong',
] as const

interface PlaceInput {
  input: {
    lines: BuyLine[]
    addressId: string | null
    coupons: { shopId: string; coupons: 'best' | string[] }[]
    gifts: { offerId: string; skuId: string }[]
    deliveries: Deliveries['chosen']
    play: PlayWish | null
  } & AssetChoice
  notes: Record<string, string>
  answers: Answers
  /** The message of a gift; null when it is none. */
  gift: string | null
  invoice: InvoiceWish | null
  fromCart: boolean
  deliveries: Deliveries
  refetch: () => Promise<{ data: Quote | undefined }>
}

/** Places the order. The same order tried again carries the same key, so that a lost answer never makes two. */
function usePlace({ input, notes, answers, gift, invoice, fromCart, deliveries, refetch }: PlaceInput): {
  place: (quote: Quote) => Promise<void>
  tried: boolean
} {
  const client = useQueryClient()
  const sent = useRef({ what: '', requestId: '' })
  const [tried, setTried] = useState(false)
  const place = async (quote: Quote) => {
    setTried(true)
    const { addressId } = input
    if (!addressId && quote.needsAddress) return toast(t('checkout.needAddress'))
    if (deliveries.fetches && !contactIsGood(deliveries.contact)) return toast(t('delivery.needContact'))
    const contact = { name: deliveries.contact.name.trim(), phone: deliveries.contact.phone }
    const order = {
      ...input,
      addressId,
      // What is shown is what is given: a gift that is gone by then is told before anything is paid.
      gifts: quote.shops.flatMap((group) =>
        group.gifts.flatMap(({ offerId, items }) => items.filter((item) => item.chosen).map(({ skuId }) => ({ offerId, skuId }))),
      ),
      deliveries: input.deliveries.map((one) => (one.kind === 'pickup' ? { ...one, contact } : one)),
      payableFen: quote.payableFen,
      notes: Object.entries(notes)
        .filter(([, text]) => text.trim() !== '')
        .map(([shopId, text]) => ({ shopId, text: text.trim() })),
      answers: answersFor(answers),
      gift: gift === null ? null : { message: gift.trim() },
      fromCart,
    }
    const what = JSON.stringify([order, invoice])
    if (sent.current.what !== what) sent.current = { what, requestId: randomKey() }
    try {
      const invoiceWishId = invoice ? await wishId(invoice) : null
      const checkout = await shop.placeOrder({ ...order, invoiceWishId, requestId: sent.current.requestId })
      void client.invalidateQueries({ queryKey: MY_CART })
      void client.invalidateQueries({ queryKey: ['orders'] })
      for (const key of ['coupons', 'points', 'red-packets']) void client.invalidateQueries({ queryKey: [key] })
      replace('cashier', { id: checkout.id })
    } catch (error) {
      if (!isCode(error, ...known)) throw error
      deliveries.refetch()
      const { data } = await refetch()
      const text =
        error.code === 'price_changed' && data
          ? t('checkout.newTotal', { before: money(quote.payableFen), now: money(data.payableFen) })
          : error.message
      await confirm({
        title: t(`checkout.${error.code as (typeof known)[number]}`),
        text,
        ok: t('common.gotIt'),
        cancel: null,
      })
    }
  }
  return { place, tried }
}

/** Kept before the order is placed, so that no order loses it. The same wish again is the same. */
async function wishId({ name: _name, ...wish }: InvoiceWish): Promise<string> {
  return (await shop.wishInvoice(wish)).id
}

function Foot({ quote, old, ready, onPlace }: { quote: Quote; old: boolean; ready: boolean; onPlace: () => Promise<void> }) {
  const blocked = quote.invalid.length > 0 || quote.shops.length === 0
  return (
    <>
      <Box className="checkout__sum">
        <Box>
          <Text className="checkout__sum-name">{t('checkout.payable')}</Text>
          <Price fen={quote.payableFen} size="large" testId="payable" />
        </Box>
        {quote.discountFen > 0 ? <Box className="checkout__saved">{t('cart.saving', { amount: money(quote.discountFen) })}</Box> : null}
      </Box>
      <Button size="large" testId="place-order" disabled={blocked || old} onTap={ready ? onPlace : () => go('address', { first: 1 })}>
        {ready ? t('checkout.place') : t('checkout.addAddress')}
      </Button>
    </>
  )
}
