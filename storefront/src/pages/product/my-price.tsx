import type { ProductDetail } from '@puzi/shop-client'
import { limitTexts } from '@/features/product/LimitNote'
import { useMyPrices } from '@/features/product/use-my-prices'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Price } from '@/kit/Price'
import { Tag } from '@/kit/Tag'
import { priceOf } from '@/lib/sku'
import { dateTime } from '@/lib/time'

/** What this shopper pays and why, where that is less than the list price; and how many may be bought. */
export function MyPrice({ product }: { product: ProductDetail }) {
  const { prices, personLeft } = useMyPrices(product.id)
  const offers = product.skus
    .map((sku) => priceOf(sku, 1, prices))
    .filter((price) => price.reason !== 'list')
    .sort((a, b) => a.priceFen - b.priceFen)
  const [best] = offers
  const limits = limitTexts(product.limits, personLeft)
  if (!best && limits.length === 0) return null
  return (
    <Card className="my-price" testId="my-price">
      {best ? (
        <Box className="my-price__row">
          <Text className="my-price__name">{t('price.mine')}</Text>
          <Price fen={best.priceFen} from={product.skus.length > 1 ? t('product.from') : undefined} />
          <Tag>{best.until ? t('price.timedUntil', { time: dateTime(best.until) }) : t(`price.${best.reason as 'member'}`)}</Tag>
        </Box>
      ) : null}
      {limits.length > 0 ? <Box className="my-price__limits">{limits.join(' · ')}</Box> : null}
    </Card>
  )
}
