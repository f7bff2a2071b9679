import type { ProductDetail, Sku } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { useCartChange, useCartCount } from '@/features/cart/use-cart'
import { FlashBar } from '@/features/flash/FlashBar'
import { goSignedIn } from '@/features/login/require'
import { GroupCard } from '@/features/group-buy/GroupCard'
import { sales } from '@/features/product/ProductCard'
import { NotifyButton } from '@/features/stock/NotifyButton'
import { type SkuAction, SkuSheet } from '@/features/product/SkuSheet'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, RichText, Tap, Text } from '@/kit/base'
import { Badge } from '@/kit/Badge'
import { Button } from '@/kit/Button'
import { Card, Cell } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { Bone, RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { showError, toast } from '@/kit/overlays-store'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import { Gallery } from './gallery'
import { MyPrice } from './my-price'
import { Offers, Promises } from './offers'
import { ReviewsCard } from './reviews-card'
import './index.scss'
import './details.scss'

export default function ProductPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['product', id], queryFn: () => shop.getProduct({ id }) })
  const product = query.data
  const onShare = useShare({ kind: 'product', targetId: id, title: product?.title ?? t('app.name'), route: 'product', params: { id } })
  if (query.isPending) return <Waiting />
  if (!product) {
    const gone = isCode(query.error, 'product_not_found')
    return (
      <Page title={t('product.title')}>
        {gone ? (
          <Empty icon="boxOpen" text={t('product.gone')} action={t('common.home')} onAction={() => go('home')} />
        ) : (
          <ErrorState error={query.error} onRetry={query.refetch} />
        )}
      </Page>
    )
  }
  return <Detail product={product} onShare={onShare} />
}

function Detail({ product, onShare }: { product: ProductDetail; onShare: () => Promise<void> }) {
  const [sheet, setSheet] = useState<readonly SkuAction[]>([])
  const [opened, setOpened] = useState(false)
  const [picked, setPicked] = useState<{ sku: Sku; quantity: number }>()
  const { change } = useCartChange()
  const signedIn = useSignedIn()
  const open = (actions: readonly SkuAction[]) => {
    setSheet(actions)
    setOpened(true)
  }
  const done = async (action: SkuAction, sku: Sku, quantity: number) => {
    setPicked({ sku, quantity })
    if (action === 'buy') {
      setOpened(false)
      goSignedIn('checkout', { lines: `${sku.id}:${quantity}` })
    } else if (await change({ kind: 'add', skuId: sku.id, quantity, priceFen: sku.priceFen })) {
      setOpened(false)
      toast(t('product.added'), 'good')
    }
  }
  const onSale = product.state === 'on_sale'
  const pass = async () => {
    await onShare()
    if (signedIn) void shop.noteShare().catch(showError)
  }
  return (
    <Page
      title={product.title}
      bar="clear"
      className="product"
      action={
        <Tap label={t('common.share')} onTap={pass}>
          <Icon name="share" size={20} />
        </Tap>
      }
      foot={<Bar product={product} onSale={onSale} open={open} />}
    >
      <Gallery product={product} />
      <FlashBar productId={product.id} />
      <Facts product={product} />
      <MyPrice product={product} />
      <GroupCard product={product} />
      <Offers product={product} />
      <Card flush>
        <Cell
          title={t('product.options')}
          testId="open-sku"
          value={
            picked
              ? `${picked.sku.options.join(' / ') || t('sku.one')} × ${picked.quantity}`
              : t('sku.choose', { what: product.axes.map((axis) => axis.name).join(' / ') })
          }
          onTap={() => open(product.inStock ? ['cart', 'buy'] : [])}
        />
        <Promises product={product} />
      </Card>
      <ReviewsCard productId={product.id} />
      <ShopCard shopId={product.shopId} />
      <Attributes product={product} />
      <Card className="product__details">
        <Box className="product__head">{t('product.details')}</Box>
        {product.detailHtml ? <RichText html={product.detailHtml} className="rich" /> : null}
        {product.pictures.map((picture) => (
          <Img key={picture.url} picture={picture} alt="" width={480} ratio={picture.height / picture.width} />
        ))}
      </Card>
      <SkuSheet product={product} open={opened} actions={sheet} onClose={() => setOpened(false)} onDone={done} />
    </Page>
  )
}

function Facts({ product }: { product: ProductDetail }) {
  const tiers = product.skus.flatMap((sku) => sku.tiers)
  const best = tiers.length > 0 ? tiers.reduce((low, tier) => (tier.priceFen < low.priceFen ? tier : low)) : undefined
  const market = product.marketPriceFen
  return (
    <Box className="facts">
      <Box className="facts__price">
        <Price fen={product.priceFen} size="hero" from={product.priceVaries ? t('product.from') : undefined} testId="price" />
        {market !== null && market > product.priceFen ? <Price fen={market} old /> : null}
        {product.sold > 0 ? <Text className="facts__sold">{sales(product.sold)}</Text> : null}
      </Box>
      {best ? (
        <Box className="facts__why">
          <Tag>{t('product.tierWhy', { count: best.minQuantity, price: (best.priceFen / 100).toFixed(2) })}</Tag>
        </Box>
      ) : null}
      <Box className="facts__title" testId="product-title">
        {product.title}
      </Box>
      {product.subtitle ? <Box className="facts__subtitle">{product.subtitle}</Box> : null}
      {product.tags.length > 0 ? (
        <Box className="facts__tags">
          {product.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </Box>
      ) : null}
    </Box>
  )
}

function ShopCard({ shopId }: { shopId: string }) {
  const { data } = useQuery({ queryKey: ['shop', shopId], queryFn: () => shop.getShop({ id: shopId }) })
  if (!data) return null
  return (
    <Card>
      <Tap className="shop-card" testId="shop-card" onTap={() => go('shop', { id: shopId })}>
        <Box className="shop-card__logo">
          <Img picture={data.logo} alt="" width={44} round />
        </Box>
        <Box className="shop-card__main">
          <Box className="shop-card__name">{data.name}</Box>
          <Box className="shop-card__note">{data.notice}</Box>
        </Box>
        <Text className="shop-card__go">{t('product.visitShop')}</Text>
      </Tap>
    </Card>
  )
}

function Attributes({ product }: { product: ProductDetail }) {
  const { brand, brandId } = product
  const named = product.attributes.some(({ value }) => value === brand)
  const rows = [...(brand && !named ? [{ name: t('product.brand'), value: brand }] : []), ...product.attributes]
  if (rows.length === 0) return null
  return (
    <Card>
      <Box className="product__head">{t('product.attributes')}</Box>
      {rows.map(({ name, value }) => (
        <Box key={name} className="attribute">
          <Text className="attribute__name">{name}</Text>
          {brandId && value === brand ? (
            <Tap className="attribute__value attribute__link" testId="to-brand" onTap={() => go('brand', { id: brandId })}>
              <Text>{t('product.brandPage', { name: value })}</Text>
              <Icon name="forward" size={12} />
            </Tap>
          ) : (
            <Text className="attribute__value">{value}</Text>
          )}
        </Box>
      ))}
    </Card>
  )
}

function Bar({ product, onSale, open }: { product: ProductDetail; onSale: boolean; open: (actions: readonly SkuAction[]) => void }) {
  const count = useCartCount()
  const there = onSale && product.inStock
  return (
    <>
      <Tap className="bar-icon" testId="bar-shop" onTap={() => go('shop', { id: product.shopId })}>
        <Icon name="shop" size={22} />
        <Text className="bar-icon__text">{t('product.shop')}</Text>
      </Tap>
      <Tap className="bar-icon" testId="bar-cart" onTap={() => go('cart')}>
        <Box className="bar-icon__icon">
          <Icon name="cart" size={22} />
          <Badge count={count} />
        </Box>
        <Text className="bar-icon__text">{t('tab.cart')}</Text>
      </Tap>
      {there ? (
        <>
          <Button block kind="soft" size="large" testId="add-to-cart" onTap={() => open(['cart'])}>
            {t('product.cart')}
          </Button>
          <Button block size="large" testId="buy-now" onTap={() => open(['buy'])}>
            {t('product.buy')}
          </Button>
        </>
      ) : onSale ? (
        <SoldOut product={product} open={open} />
      ) : (
        <Button block size="large" disabled onTap={() => undefined}>
          {t('product.offSale')}
        </Button>
      )}
    </>
  )
}

/** Nothing is left: of a product with options one says which to wait for. */
function SoldOut({ product, open }: { product: ProductDetail; open: (actions: readonly SkuAction[]) => void }) {
  const only = product.skus.length === 1 ? product.skus[0] : undefined
  return (
    <>
      <Text className="bar-out">{t('product.soldOut')}</Text>
      {only ? (
        <NotifyButton skuId={only.id} />
      ) : (
        <Button block size="large" icon="bell" testId="open-notify" onTap={() => open([])}>
          {t('restock.ask')}
        </Button>
      )}
    </>
  )
}

function Waiting() {
  return (
    <Page title={t('product.title')} bar="clear">
      <Box className="bone bones__square" hidden />
      <Box className="facts" hidden>
        <Bone width="40%" height={28} />
        <Bone className="facts__bone" />
        <Bone width="60%" />
      </Box>
      <RowsSkeleton count={2} plain />
    </Page>
  )
}
