import type { MyCoupon, ShopQuote } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { Ticket } from '@/features/coupon/Ticket'
import { t, tOr } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Checkbox } from '@/kit/Checkbox'
import { Popup } from '@/kit/Popup'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { money } from '@/lib/money'
import { date } from '@/lib/time'

interface Props {
  open: boolean
  onClose: () => void
  group: ShopQuote
  onChoice: (choice: 'best' | string[]) => void
}

/** The shopper's coupons of one shop: what is used is ticked, what cannot be used says why. */
export function CouponSheet({ open, onClose, group, onChoice }: Props) {
  const query = useQuery({ queryKey: ['coupons', 'mine', 'usable'], queryFn: () => shop.listMyCoupons({ state: 'usable' }), enabled: open })
  const mine = (query.data?.items ?? []).filter((coupon) => coupon.shopId === group.shopId)
  const used = new Set(group.couponIds)
  const declined = new Map(group.declined.map((one) => [one.offerId, one]))
  // "A better one is used" and "none was wanted" are choices one may overrule; any other reason is not.
  const free = mine.filter((coupon) => {
    const reason = declined.get(coupon.id)?.reason
    return used.has(coupon.id) || reason === undefined || reason === 'better_offer_used' || reason === 'not_chosen'
  })
  const blocked = mine.filter((coupon) => !free.includes(coupon))
  const toggle = (coupon: MyCoupon) => onChoice(used.has(coupon.id) ? [...used].filter((id) => id !== coupon.id) : [coupon.id])
  const saving = (coupon: MyCoupon) => {
    const offer = group.applied.find((one) => one.offerId === coupon.id)
    return offer
      ? t('checkout.couponSaves', { amount: money(offer.goodsFen + offer.freightFen) })
      : t('coupon.until', { date: date(coupon.expiresAt) })
  }
  const why = (coupon: MyCoupon) => {
    const reason = declined.get(coupon.id)
    if (!reason) return ''
    if (reason.missingFen !== null) return t('declined.missing', { amount: money(reason.missingFen) })
    return tOr(`declined.${reason.reason}`, t('declined.coupon_unusable'))
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('checkout.coupon')}
      testId="checkout-coupons"
      foot={
        mine.length > 0 ? (
          <>
            <Button kind="line" block testId="coupon-none" onTap={() => (onChoice([]), onClose())}>
              {t('checkout.useNone')}
            </Button>
            <Button block testId="coupon-best" onTap={() => (onChoice('best'), onClose())}>
              {t('checkout.useBest')}
            </Button>
          </>
        ) : null
      }
    >
      {query.isPending ? <RowsSkeleton count={2} plain /> : null}
      {query.isSuccess && mine.length === 0 ? <Empty icon="ticket" text={t('checkout.noCoupons')} /> : null}
      {free.map((coupon) => (
        <Ticket key={coupon.id} coupon={coupon} note={saving(coupon)} testId="usable-coupon">
          <Checkbox on={used.has(coupon.id)} label={coupon.title} onChange={() => toggle(coupon)} />
        </Ticket>
      ))}
      {blocked.length > 0 ? <Box className="checkout__blocked">{t('checkout.unusable', { count: blocked.length })}</Box> : null}
      {blocked.map((coupon) => (
        <Ticket key={coupon.id} coupon={coupon} off note={why(coupon)} testId="unusable-coupon" />
      ))}
    </Popup>
  )
}
