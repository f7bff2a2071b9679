import type { DistributionGoods } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { percent } from '../parts'
import '../distribution.scss'

/** What the shop sells, and what each brings. */
export default function DistributionGoodsPage() {
  const { id = '' } = useParams()
  const { pages, items } = useEndless(['distribution', id, 'goods'], (cursor) => shop.listDistributionGoods({ id, ...cursor, limit: 20 }))
  return (
    <Page title={t('dist.goods')}>
      <InfiniteList pages={pages} count={items.length} skeleton={<RowsSkeleton />} empty={<Empty icon="tag" text={t('dist.noGoods')} />}>
        <Card flush>
          {items.map((one) => (
            <Row key={one.product.id} id={id} one={one} />
          ))}
        </Card>
      </InfiniteList>
    </Page>
  )
}

function Row({ id, one: { product, earnFen, rateBps } }: { id: string; one: DistributionGoods }) {
  return (
    <Box className="dist-row" testId="distribution-product">
      <Tap className="dist-row__picture dist-row__picture--large" onTap={() => go('product', { id: product.id })}>
        <Img picture={product.picture} alt="" width={84} />
      </Tap>
      <Box className="dist-row__main">
        <Box className="dist-row__title">{product.title}</Box>
        <Box className="dist-row__line">
          <Price fen={product.priceFen} {...(product.priceVaries ? { from: t('product.from') } : {})} />
          <Box className="dist-row__earn">{t('dist.earn', { amount: money(earnFen), rate: percent(rateBps) })}</Box>
        </Box>
        <Box className="dist-row__note">{t('dist.sold', { count: product.sold })}</Box>
      </Box>
      <Button size="small" testId="make-poster" onTap={() => go('distributionPoster', { id, productId: product.id })}>
        {t('dist.promote')}
      </Button>
    </Box>
  )
}
