import type { GroupBuyCard } from '@puzi/shop-client'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { go } from '@/lib/navigate'
import './index.scss'

/** Group buys that run now. */
export default function GroupBuysPage() {
  const { pages, items } = useEndless(['group-buy', 'list'], (cursor) => shop.listGroupBuyCards({ ...cursor, limit: 20 }))
  useShare({ kind: 'group-buys', targetId: null, title: t('group.list'), route: 'groupBuys' })
  return (
    <Page title={t('group.list')}>
      <Box className="group-list">
        <InfiniteList
          pages={pages}
          count={items.length}
          skeleton={<RowsSkeleton plain />}
          empty={<Empty icon="user" text={t('group.listEmpty')} action={t('common.home')} onAction={() => go('home')} />}
        >
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </InfiniteList>
      </Box>
    </Page>
  )
}

function Row({ one }: { one: GroupBuyCard }) {
  return (
    <Tap className="group-row" testId="group-buy" onTap={() => go('product', { id: one.productId })}>
      <Box className="group-row__picture">
        <Img picture={one.picture} alt="" width={108} />
      </Box>
      <Box className="group-row__main">
        <Box className="group-row__title">{one.productTitle}</Box>
        <Box className="group-row__tags">
          <Tag>{one.sizes.map(({ size }) => t('group.sizeOf', { size })).join(' · ')}</Tag>
          {one.newOnly === 'nobody' ? null : <Tag tone="line">{t(`group.new.${one.newOnly}`)}</Tag>}
        </Box>
        <Box className="group-row__foot">
          <Price fen={one.priceFen} size="large" from={one.sizes.length > 1 ? t('product.from') : undefined} />
          {one.listPriceFen > one.priceFen ? <Price fen={one.listPriceFen} old /> : null}
          {one.bought > 0 ? <Text className="group-row__bought">{t('group.bought', { count: one.bought })}</Text> : null}
        </Box>
      </Box>
    </Tap>
  )
}
