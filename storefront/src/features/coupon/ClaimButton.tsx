import type { ClaimableCoupon } from '@puzi/shop-client'
import { useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { requireLogin } from '@/features/login/require'
import { t } from '@/i18n'
import { Button } from '@/kit/Button'
import { toast } from '@/kit/overlays-store'

/** Claims a coupon; says when it is claimed or gone. */
export function ClaimButton({ coupon }: { coupon: ClaimableCoupon }) {
  const client = useQueryClient()
  const claim = async () => {
    if (!requireLogin()) return
    try {
      await shop.claimCoupon({ id: coupon.id })
      toast(t('coupon.claimed'), 'good')
    } finally {
      await client.invalidateQueries({ queryKey: ['coupons'] })
    }
  }
  if (coupon.mine >= coupon.perShopper) {
    return (
      <Button kind="quiet" size="small" disabled onTap={() => undefined}>
        {t('coupon.have')}
      </Button>
    )
  }
  return (
    <Button kind="primary" size="small" testId="claim" disabled={coupon.left <= 0} onTap={claim}>
      {coupon.left > 0 ? t('coupon.claim') : t('coupon.gone')}
    </Button>
  )
}
