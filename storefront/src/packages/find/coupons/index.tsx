import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { ClaimButton } from '@/features/coupon/ClaimButton'
import { Ticket, validity } from '@/features/coupon/Ticket'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState, ListEnd } from '@/kit/States'
import { go } from '@/lib/navigate'
import './index.scss'

export default function CouponCentrePage() {
  const query = useQuery({ queryKey: ['coupons', 'claimable'], queryFn: () => shop.listClaimableCoupons({}) })
  const shops = useQuery({ queryKey: ['shops'], queryFn: () => shop.listShops() })
  const items = query.data?.items ?? []
  const shopName = (id: string) => shops.data?.items.find((one) => one.id === id)?.name ?? ''
  return (
    <Page title={t('couponCentre.title')}>
      <Box className="coupon-list">
        <Button kind="quiet" testId="to-codes" onTap={() => go('coupons')}>
          {t('couponCentre.haveCode')}
        </Button>
      </Box>
      {query.isPending ? <RowsSkeleton plain /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && items.length === 0 ? (
        <Empty icon="ticket" text={t('couponCentre.empty')} action={t('common.home')} onAction={() => go('home')} />
      ) : null}
      <Box className="coupon-list">
        {items.map((coupon) => (
          <Ticket
            key={coupon.id}
            coupon={coupon}
            testId="claimable"
            note={[coupon.newcomersOnly ? t('coupon.newcomersOnly') : '', shopName(coupon.shopId), validity(coupon)]
              .filter(Boolean)
              .join(' · ')}
          >
            <ClaimButton coupon={coupon} />
          </Ticket>
        ))}
      </Box>
      {items.length > 0 ? <ListEnd /> : null}
    </Page>
  )
}
