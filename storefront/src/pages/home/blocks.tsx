import type { HomeBlock } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { ClaimButton } from '@/features/coupon/ClaimButton'
import { threshold, worth } from '@/features/coupon/Ticket'
import { t } from '@/i18n'
import { Box, Carousel, Scroller, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { SectionHead } from '@/kit/SectionHead'
import { classNames } from '@/lib/class-names'
import { follow, go } from '@/lib/navigate'

type Of<K extends HomeBlock['kind']> = Extract<HomeBlock, { kind: K }>

/** One block of the home page; a kind this version does not know is left out. */
export function Block({ block }: { block: HomeBlock }) {
  if (block.kind === 'banner') return <Banner block={block} />
  if (block.kind === 'nav') return <Nav block={block} />
  if (block.kind === 'coupons') return <Coupons block={block} />
  if (block.kind === 'products') return <Products block={block} />
  if (block.kind === 'shops') return <Shops block={block} />
  return null
}

/** Keeps the place of a rail until its goods have come, so that what lies below does not jump. */
function RailWaiting({ title, note, kind }: { title: string; note?: string; kind: 'coupons' | 'products' | 'shops' }) {
  return (
    <>
      <SectionHead title={title} {...(note ? { note } : {})} />
      <Box className="rail" hidden>
        {[0, 1, 2].map((at) => (
          <Box key={at} className={`bone rail-bone rail-bone--${kind}`} />
        ))}
      </Box>
    </>
  )
}

function Banner({ block }: { block: Of<'banner'> }) {
  const [index, setIndex] = useState(0)
  if (block.items.length === 0) return null
  return (
    <Box className="banner">
      <Carousel
        className="banner__slides"
        label={t('home.banner')}
        index={index}
        onChange={setIndex}
        everyMs={5000}
        slides={block.items.map((item, at) => (
          <Tap key={at} className="banner__slide" label={`${item.title} ${item.subtitle}`} onTap={() => follow(item.link)}>
            <Img picture={item.picture} alt="" width={480} ratio={0.44} eager={at === 0} />
            <Box className="banner__words">
              <Box className="banner__title">{item.title}</Box>
              <Box className="banner__note">{item.subtitle}</Box>
            </Box>
          </Tap>
        ))}
      />
      <Box className="banner__dots" hidden>
        {block.items.map((_, at) => (
          <Box key={at} className={classNames('banner__dot', at === index && 'banner__dot--on')} />
        ))}
      </Box>
    </Box>
  )
}

function Nav({ block }: { block: Of<'nav'> }) {
  return (
    <Box className="nav-grid">
      {block.items.map((item) => (
        <Tap key={item.title} className="nav-grid__item" onTap={() => follow(item.link)}>
          <Box className="nav-grid__picture">
            <Img picture={item.picture} alt="" width={52} />
          </Box>
          <Text className="nav-grid__text">{item.title}</Text>
        </Tap>
      ))}
    </Box>
  )
}

function Coupons({ block }: { block: Of<'coupons'> }) {
  const coupons = useQuery({ queryKey: ['coupons', 'claimable'], queryFn: () => shop.listClaimableCoupons({}) })
  const items = coupons.data?.items ?? []
  if (coupons.isPending) return <RailWaiting title={block.title} kind="coupons" />
  if (items.length === 0) return null
  return (
    <>
      <SectionHead title={block.title} onMore={() => go('couponCentre')} />
      <Scroller axis="x" className="rail">
        {items.slice(0, 10).map((coupon) => {
          const { large, unit } = worth(coupon)
          return (
            <Box key={coupon.id} className="coupon-chip">
              <Box className={classNames('coupon-chip__worth', unit === '' && 'coupon-chip__worth--word')}>
                {unit === '¥' ? <Text className="coupon-chip__unit">¥</Text> : null}
                {large}
                {unit && unit !== '¥' ? <Text className="coupon-chip__unit">{unit}</Text> : null}
              </Box>
              <Box className="coupon-chip__note">{threshold(coupon)}</Box>
              <ClaimButton coupon={coupon} />
            </Box>
          )
        })}
      </Scroller>
    </>
  )
}

function Products({ block }: { block: Of<'products'> }) {
  const ids = block.productIds.join(',')
  const cards = useQuery({ queryKey: ['cards', ids], queryFn: () => shop.listProductCards({ ids }), enabled: ids !== '' })
  const items = cards.data?.items ?? []
  if (cards.isLoading) return <RailWaiting title={block.title} note={block.subtitle} kind="products" />
  if (items.length === 0) return null
  return (
    <>
      <SectionHead title={block.title} note={block.subtitle} />
      <Scroller axis="x" className="rail">
        {items.map((product) => (
          <Tap key={product.id} className="mini-card" testId="mini-card" onTap={() => go('product', { id: product.id })}>
            <Box className="mini-card__picture">
              <Img picture={product.picture} alt={product.title} width={124} />
            </Box>
            <Box className="mini-card__title">{product.title}</Box>
            <Price fen={product.priceFen} />
          </Tap>
        ))}
      </Scroller>
    </>
  )
}

function Shops({ block }: { block: Of<'shops'> }) {
  const shops = useQuery({ queryKey: ['shops'], queryFn: () => shop.listShops() })
  const items = shops.data?.items ?? []
  if (shops.isPending) return <RailWaiting title={block.title} kind="shops" />
  if (items.length === 0) return null
  return (
    <>
      <SectionHead title={block.title} />
      <Scroller axis="x" className="rail">
        {items.map((one) => (
          <Tap key={one.id} className="shop-chip" onTap={() => go('shop', { id: one.id })}>
            <Box className="shop-chip__logo">
              <Img picture={one.logo} alt="" width={48} round />
            </Box>
            <Box className="shop-chip__name">{one.name}</Box>
            <Box className="shop-chip__note">{one.notice}</Box>
          </Tap>
        ))}
      </Scroller>
    </>
  )
}
