import { useQuery, useQueryClient } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { Ticket } from '@/features/coupon/Ticket'
import { requireLogin } from '@/features/login/require'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { toast } from '@/kit/overlays-store'
import { go, replace } from '@/lib/navigate'
import { date } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { share } from '@/platform/share'
import './index.scss'

/** A coupon on its way to a friend: its owner shares this page, the friend takes the coupon on it. */
export default function CouponPassPage() {
  const { token = '' } = useParams()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['coupons', 'pass', token], queryFn: () => shop.getPassedCoupon({ token }), enabled: token !== '' })
  const coupon = query.data
  const take = async () => {
    if (!requireLogin()) return
    try {
      await shop.takePassedCoupon({ token })
      toast(t('coupon.claimed'), 'good')
      replace('coupons')
    } finally {
      await client.invalidateQueries({ queryKey: ['coupons'] })
    }
  }
  return (
    <Page title={t('couponPass.title')}>
      {token === '' ? <Empty icon="ticket" text={t('couponPass.gone')} action={t('common.home')} onAction={() => go('home')} /> : null}
      {query.isLoading ? <RowsSkeleton plain count={1} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {coupon ? (
        <Box className="coupon-pass">
          <Box className="coupon-pass__from">{coupon.mine ? t('couponPass.mine') : t('couponPass.from', { name: coupon.from })}</Box>
          <Ticket
            coupon={coupon}
            off={coupon.state !== 'open'}
            testId="passed-coupon"
            note={t('coupon.until', { date: date(coupon.expiresAt) })}
          />
          {coupon.state === 'open' ? (
            coupon.mine ? (
              <Button block size="large" testId="share-pass" onTap={() => share({ title: t('couponPass.from', { name: coupon.from }) })}>
                {t('couponPass.share')}
              </Button>
            ) : (
              <Button block size="large" testId="take-pass" onTap={take}>
                {t('couponPass.take')}
              </Button>
            )
          ) : (
            <Box className="coupon-pass__from" testId="pass-over">
              {t(coupon.state === 'taken' ? 'couponPass.taken' : 'couponPass.gone')}
            </Box>
          )}
        </Box>
      ) : null}
    </Page>
  )
}
