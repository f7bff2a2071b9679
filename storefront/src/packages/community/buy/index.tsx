import type { CommunityBatch, CommunityItem, CommunityPoint } from '@puzi/shop-client'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { shop } from '@/api/client'
import { dayName } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Stepper } from '@/kit/Stepper'
import { toast } from '@/kit/overlays-store'
import { go, replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { useParams } from '@/lib/use-params'
import '../community.scss'

/** What is ordered, and who fetches it where. */
export default function CommunityBuyPage() {
  const { point: pointId = '', item: itemId = '' } = useParams()
  const stall = useQuery({
    queryKey: ['community', 'stall', pointId],
    queryFn: () => shop.getCommunityPoint({ id: pointId }),
    staleTime: 0,
  })
  const batch = stall.data?.batches.find((one) => one.items.some((item) => item.id === itemId))
  const item = batch?.items.find((one) => one.id === itemId)
  if (!stall.data || !batch || !item) {
    return (
      <Page title={t('community.confirm')}>
        {stall.isPending ? <RowsSkeleton count={2} /> : null}
        {stall.isError ? <ErrorState error={stall.error} onRetry={stall.refetch} /> : null}
        {stall.data ? (
          <Empty icon="leaf" text={t('community.itemGone')} action={t('community.title')} onAction={() => go('community')} />
        ) : null}
      </Page>
    )
  }
  return <Confirm point={stall.data.point} batch={batch} item={item} />
}

interface Props {
  point: CommunityPoint
  batch: CommunityBatch
  item: CommunityItem
}
const goodPhone = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone)

/** Name and phone of whoever fetches it: those of the address one has, to begin with. */
function useContact() {
  const [contact, setContact] = useState({ name: '', phone: '' })
  const addresses = useQuery({ queryKey: ['addresses'], queryFn: () => shop.listAddresses() })
  const known = addresses.data?.items.find((one) => one.isDefault) ?? addresses.data?.items[0]
  useEffect(() => {
    if (known) setContact((now) => (now.name || now.phone ? now : { name: known.name, phone: known.phone }))
  }, [known])
  return [contact, setContact] as const
}

function Confirm({ point, batch, item }: Props) {
  const client = useQueryClient()
  const [quantity, setQuantity] = useState(1)
  const [contact, setContact] = useContact()
  const [tried, setTried] = useState(false)
  const sent = useRef({ what: '', requestId: '' })
  const delivery = {
    shopId: point.shopId,
    kind: 'pickup' as const,
    pointId: point.id,
    day: batch.deliveryDay,
    span: `${point.opens}-${point.closes}`,
  }
  const wish = {
    lines: [{ skuId: item.goods.skuId, quantity }],
    addressId: null,
    play: { kind: 'community', campaignId: item.id, joinId: point.id, pass: null },
    deliveries: [delivery],
  }
  const quote = useQuery({
    queryKey: ['quote', wish],
    queryFn: () => shop.quoteCheckout(wish),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  })
  const good = contact.name.trim() !== '' && goodPhone(contact.phone)
  const place = async () => {
    setTried(true)
    if (!good || !quote.data) return toast(t('delivery.needContact'))
    const fetched = { ...delivery, contact: { name: contact.name.trim(), phone: contact.phone } }
    const order = { ...wish, deliveries: [fetched], payableFen: quote.data.payableFen }
    const what = JSON.stringify(order)
    if (sent.current.what !== what) sent.current = { what, requestId: randomKey() }
    try {
      const checkout = await shop.placeOrder({ ...order, requestId: sent.current.requestId })
      void client.invalidateQueries({ queryKey: ['orders'] })
      replace('cashier', { id: checkout.id })
    } catch (error) {
      void quote.refetch()
      throw error
    }
  }
  return (
    <Page
      title={t('community.confirm')}
      foot={
        <Box className="community-foot">
          <Box className="community-main">
            {quote.data ? <Price fen={quote.data.payableFen} size="large" testId="payable" /> : null}
            <Box className="community-note">{t('community.freeFreight')}</Box>
          </Box>
          <Button size="large" testId="place-order" disabled={!quote.data || quote.isPlaceholderData || quote.isError} onTap={place}>
            {t('checkout.place')}
          </Button>
        </Box>
      }
    >
      <Card>
        <Box className="community-item community-item--only">
          <Box className="community-item__picture">
            <Img picture={item.goods.picture} alt="" width={88} eager />
          </Box>
          <Box className="community-main">
            <Box className="community-item__title">{item.goods.title}</Box>
            <Box className="community-note">{item.goods.options.join(' / ')}</Box>
            <Box className="community-item__foot">
              <Price fen={item.priceFen} />
              <Stepper
                value={quantity}
                max={Math.max(1, Math.min(item.left, item.perPerson))}
                onChange={setQuantity}
                testId="community-quantity"
              />
            </Box>
          </Box>
        </Box>
        {quote.isError ? <ErrorState error={quote.error} onRetry={quote.refetch} /> : null}
      </Card>
      <Card flush>
        <Cell icon="pin" title={point.pointName} note={point.address} />
        <Cell icon="clock" title={t('community.fetchOn', { day: dayName(batch.deliveryDay) })} note={`${point.opens}–${point.closes}`} />
      </Card>
      <Card>
        <Field
          label={t('delivery.contactName')}
          value={contact.name}
          onInput={(name) => setContact({ ...contact, name })}
          placeholder={t('delivery.contactNameHint')}
          maxLength={30}
          testId="contact-name"
          error={tried && contact.name.trim() === '' ? t('delivery.needContact') : undefined}
        />
        <Field
          label={t('delivery.contactPhone')}
          value={contact.phone}
          onInput={(phone) => setContact({ ...contact, phone })}
          placeholder={t('delivery.contactPhoneHint')}
          type="digits"
          maxLength={11}
          testId="contact-phone"
          error={tried && !goodPhone(contact.phone) ? t('delivery.needContact') : undefined}
        />
      </Card>
      <Card>
        {(['wait', 'missing', 'code'] as const).map((rule, at) => (
          <Box key={rule} className="community-rule">
            {at + 1}. {t(`community.rule.${rule}`)}
          </Box>
        ))}
      </Card>
    </Page>
  )
}
