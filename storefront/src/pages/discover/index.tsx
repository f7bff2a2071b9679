import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { ProductRow, Waterfall } from '@/features/product/ProductCard'
import { t } from '@/i18n'
import { Box } from '@/kit/base'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { CardsSkeleton, RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import './index.scss'

type Shelf = 'new' | 'best'

export default function DiscoverPage() {
  const [shelf, setShelf] = useState<Shelf>('new')
  const { pages, items } = useEndless(['recommended', shelf], (cursor) => shop.listRecommended({ ...cursor, order: shelf, limit: 20 }))
  const shelves = [
    { key: 'new' as const, title: t('discover.new') },
    { key: 'best' as const, title: t('discover.ranking') },
  ]
  return (
    <Page title={t('tab.discover')} tab="discover">
      <Box className="discover__tabs">
        <Tabs items={shelves} value={shelf} onChange={setShelf} label={t('tab.discover')} spread testId="shelf" />
      </Box>
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={shelf === 'new' ? <CardsSkeleton /> : <RowsSkeleton />}
        empty={<Empty icon="sparkles" text={t('discover.empty')} action={t('common.retry')} onAction={pages.refetch} />}
      >
        {shelf === 'new' ? (
          <Waterfall products={items} />
        ) : (
          items.map((product, at) => <ProductRow key={product.id} product={product} rank={at + 1} />)
        )}
      </InfiniteList>
    </Page>
  )
}
