import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Popup } from '@/kit/Popup'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Stepper } from '@/kit/Stepper'
import { toast } from '@/kit/overlays-store'
import { money, shortMoney } from '@/lib/money'
import { replace } from '@/lib/navigate'
import { randomKey } from '@/lib/random-key'
import { METHODS, perform } from '@/platform/pay'
import { ROUTES } from '@/routes'

export function BuySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const offers = useQuery({ queryKey: ['gift-card-offers'], queryFn: () => shop.listGiftCardOffers(), enabled: open })
  const [chosen, setChosen] = useState<string | null>(null)
  const [quantity, setQuantity] = useState(1)
  const tried = useRef({ what: '', requestId: '' })
  const [method] = METHODS
  const items = offers.data?.items ?? []
  const offer = items.find((one) => one.id === chosen) ?? items[0]
  const pay = async () => {
    if (!offer || !method) return
    // The same wish tried again carries the same key.
    const what = `${offer.id} ${quantity}`
    if (tried.current.what !== what) tried.current = { what, requestId: randomKey() }
    const { requestId } = tried.current
    const { purchase, action } = await shop.buyGiftCards({
      requestId,
      batchId: offer.id,
      quantity,
      method,
      returnPath: ROUTES.giftCards.alias,
    })
    const outcome = await perform(action)
    tried.current = { what: '', requestId: '' }
    if (outcome === 'cancelled') return toast(t('cashier.cancelled'))
    onClose()
    if (outcome === 'done') replace('giftCards', { purchase: purchase.id })
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('giftCard.buy')}
      testId="buy-sheet"
      foot={
        offer ? (
          <Button block size="large" testId="buy-pay" disabled={!method} onTap={pay}>
            {t('giftCard.payNow', { amount: money(offer.faceFen * quantity) })}
          </Button>
        ) : null
      }
    >
      {offers.isPending ? <RowsSkeleton count={1} plain /> : null}
      {offers.isError ? <ErrorState error={offers.error} onRetry={offers.refetch} /> : null}
      {offers.isSuccess && !offer ? <Empty icon="gift" text={t('giftCard.noOffers')} /> : null}
      <Box className="purse__chips">
        {items.map((one) => (
          <Button
            key={one.id}
            kind={one.id === offer?.id ? 'soft' : 'line'}
            size="small"
            testId="card-offer"
            onTap={() => setChosen(one.id)}
          >
            {`${one.title} ${shortMoney(one.faceFen)}`}
          </Button>
        ))}
      </Box>
      {offer ? (
        <Box className="gift-buy">
          <Box>{t('giftCard.quantity')}</Box>
          <Stepper value={quantity} max={Math.min(10, offer.left)} onChange={setQuantity} testId="card-quantity" />
        </Box>
      ) : null}
      <Box className="gift-card__note">{t('giftCard.buyNote')}</Box>
      {method ? null : <Box className="purse__note">{t('cashier.noMethod')}</Box>}
    </Popup>
  )
}
