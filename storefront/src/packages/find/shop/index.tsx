import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { ClaimButton } from '@/features/coupon/ClaimButton'
import { Ticket, validity } from '@/features/coupon/Ticket'
import { Waterfall } from '@/features/product/ProductCard'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Scroller } from '@/kit/base'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { SearchLink } from '@/kit/SearchBox'
import { CardsSkeleton, RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import '@/kit/section.scss'
import './index.scss'

type Order = 'best' | 'new'

export default function ShopPage() {
  const { id = '' } = useParams()
  const [order, setOrder] = useState<Order>('best')
  const query = useQuery({ queryKey: ['shop', id], queryFn: () => shop.getShop({ id }) })
  const coupons = useQuery({ queryKey: ['coupons', 'claimable', 'shop', id], queryFn: () => shop.listClaimableCoupons({ shopId: id }) })
  const { pages, items } = useEndless(['recommended', order, id], (cursor) =>
    shop.listRecommended({ ...cursor, shopId: id, order, limit: 20 }),
  )
  const one = query.data
  useShare({ kind: 'shop', targetId: id, title: one?.name ?? t('app.name'), route: 'shop', params: { id } })
  return (
    <Page title={one?.name ?? t('shop.title')} className="shop-page">
      {query.isPending ? <RowsSkeleton count={1} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {one ? (
        <Box className="shop-head" testId="shop-head">
          <Box className="shop-head__logo">
            <Img picture={one.logo} alt="" width={60} round eager />
          </Box>
          <Box className="shop-head__main">
            <Box className="shop-head__name">{one.name}</Box>
            <Box className="shop-head__note">{one.open ? one.notice : t('shop.closed')}</Box>
          </Box>
        </Box>
      ) : null}
      <Box className="shop-page__search">
        <SearchLink shopId={id} hint={t('shop.search')} />
      </Box>
      {coupons.data && coupons.data.items.length > 0 ? (
        <Scroller axis="x" className="rail shop-page__coupons">
          {coupons.data.items.map((coupon) => (
            <Box key={coupon.id} className="shop-page__coupon">
              <Ticket coupon={coupon} note={validity(coupon)}>
                <ClaimButton coupon={coupon} />
              </Ticket>
            </Box>
          ))}
        </Scroller>
      ) : null}
      <Box className="shop-page__tabs">
        <Tabs
          items={[
            { key: 'best' as const, title: t('shop.best') },
            { key: 'new' as const, title: t('shop.new') },
          ]}
          value={order}
          onChange={setOrder}
          label={t('shop.title')}
          spread
        />
      </Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<CardsSkeleton />}
        empty={<Empty icon="boxOpen" text={t('shop.empty')} action={t('common.home')} onAction={() => go('home')} />}
      >
        <Waterfall products={items} />
      </InfiniteList>
    </Page>
  )
}
