import type { ProductCard as Card } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { Price } from '@/kit/Price'
import { Tag } from '@/kit/Tag'
import { go } from '@/lib/navigate'
import { useCardPrice } from './use-card-price'
import './product-card.scss'

/** '1.2 万' for people who count in ten thousands, '12.3k' for others. */
export function sales(sold: number): string {
  if (sold < 10_000) return t('product.sold', { count: sold })
  return t('product.soldMany', { count: (sold / 10_000).toFixed(1), thousands: (sold / 1000).toFixed(1) })
}

/** What this shopper pays, with the reason where it is less than the list price. */
function CardCost({ product }: { product: Card }) {
  const mine = useCardPrice(product.id)
  const from = product.priceVaries ? t('product.from') : undefined
  if (!mine || mine.priceFen >= product.priceFen) return <Price fen={product.priceFen} size="large" from={from} />
  return (
    <Box className="product-card__cost" testId="card-price">
      <Price fen={mine.priceFen} size="large" from={from} />
      <Tag>{t(`price.${mine.reason as 'member'}`)}</Tag>
    </Box>
  )
}

/** A product in two columns. */
export function ProductCard({ product, eager }: { product: Card; eager?: boolean }) {
  return (
    <Tap className="product-card" testId="product-card" onTap={() => go('product', { id: product.id })}>
      <Img picture={product.picture} alt={product.title} width={184} eager={eager ?? false} />
      {product.inStock ? null : <Text className="product-card__out">{t('product.soldOut')}</Text>}
      <Box className="product-card__body">
        <Box className="product-card__title">{product.title}</Box>
        {product.tags.length > 0 ? (
          <Box className="product-card__tags">
            {product.tags.slice(0, 2).map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </Box>
        ) : null}
        <Box className="product-card__foot">
          <CardCost product={product} />
          {product.sold > 0 ? <Text className="product-card__sold">{sales(product.sold)}</Text> : null}
        </Box>
      </Box>
    </Tap>
  )
}

/** A product as a row, with what helps to choose: rating and a line about it. */
export function ProductRow({ product, rank }: { product: Card; rank?: number }) {
  return (
    <Tap className="product-row" testId="product-row" onTap={() => go('product', { id: product.id })}>
      <Box className="product-row__picture">
        <Img picture={product.picture} alt={product.title} width={112} />
        {rank ? <Text className={`product-row__rank product-row__rank--${Math.min(rank, 4)}`}>{rank}</Text> : null}
        {product.inStock ? null : <Text className="product-card__out">{t('product.soldOut')}</Text>}
      </Box>
      <Box className="product-row__body">
        <Box className="product-card__title">{product.title}</Box>
        {product.subtitle ? <Box className="product-row__note">{product.subtitle}</Box> : null}
        <Box className="product-card__tags">
          {product.tags.slice(0, 3).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </Box>
        <Box className="product-row__foot">
          <CardCost product={product} />
          <Text className="product-card__sold">
            {product.rating10 > 0 ? `${(product.rating10 / 10).toFixed(1)} ★  ` : ''}
            {product.sold > 0 ? sales(product.sold) : ''}
          </Text>
        </Box>
      </Box>
    </Tap>
  )
}

/** Two columns of cards, the next always in the shorter one. */
export function Waterfall({ products }: { products: readonly Card[] }) {
  const columns: [Card[], Card[]] = [[], []]
  const heights: [number, number] = [0, 0]
  for (const product of products) {
    const side = heights[1] < heights[0] ? 1 : 0
    columns[side].push(product)
    heights[side] += 1 + (product.title.length > 12 ? 0.12 : 0) + (product.tags.length > 0 ? 0.12 : 0)
  }
  return (
    <Box className="waterfall">
      {columns.map((column, side) => (
        <Box key={side} className="waterfall__column">
          {column.map((product, at) => (
            <ProductCard key={product.id} product={product} eager={at < 1} />
          ))}
        </Box>
      ))}
    </Box>
  )
}
