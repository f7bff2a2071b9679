import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { ProductRow, Waterfall } from '@/features/product/ProductCard'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { CardsSkeleton, RowsSkeleton } from '@/kit/Skeleton'
import { Empty } from '@/kit/States'
import { classNames } from '@/lib/class-names'
import { go, replace } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { type Filter, filterCount, filterQuery, NO_FILTER } from './filter'
import { BrandLink, brandIn } from './brand-link'
import { Filters } from './filters'
import { type Sort, Sorts } from './sorts'
import '@/kit/search-box.scss'
import './index.scss'

export default function ResultsPage() {
  const { text, categoryId, shopId, title } = useParams()
  const [sort, setSort] = useState<Sort>('relevance')
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const [filtering, setFiltering] = useState(false)
  const [rows, setRows] = useState(false)
  const where = { ...(text ? { text } : {}), ...(categoryId ? { categoryId } : {}), ...(shopId ? { shopId } : {}) }
  const { pages, items, first } = useEndless(['search', where, sort, filter], (cursor) =>
    shop.searchProducts({ ...where, ...filterQuery(filter), ...cursor, sort, limit: 20 }),
  )
  const filters = filterCount(filter)
  return (
    <Page title={title ?? text ?? t('results.title')} className="results">
      <Box className="results__head">
        <Tap
          className="search-box"
          testId="results-search"
          onTap={() => (text ? replace : go)('search', { text, shopId, from: 'results' })}
        >
          <Icon name="search" size={18} />
          <Text className={classNames('search-box__hint', text && 'results__words')}>{text ?? t('search.hint')}</Text>
        </Tap>
        <Tap
          className="results__view"
          label={rows ? t('results.grid') : t('results.rows')}
          testId="toggle-view"
          onTap={() => setRows(!rows)}
        >
          <Icon name={rows ? 'category' : 'receipt'} size={20} />
        </Tap>
      </Box>
      <Sorts sort={sort} onSort={setSort}>
        <Tap
          className={classNames('results__sort', filters > 0 && 'results__sort--on')}
          testId="open-filters"
          onTap={() => setFiltering(true)}
        >
          <Text>{filters > 0 ? t('results.filtered', { count: filters }) : t('results.filter')}</Text>
          <Icon name="filter" size={14} />
        </Tap>
      </Sorts>
      <BrandLink name={brandIn(filter.brand, text, first?.facets)} />
      {first?.correctedTo ? <Box className="results__mended">{t('results.corrected', { text: first.correctedTo })}</Box> : null}
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={rows ? <RowsSkeleton /> : <CardsSkeleton />}
        empty={
          filters > 0 ? (
            <Empty
              icon="search"
              text={t('results.emptyFiltered')}
              action={t('results.clearFilters')}
              onAction={() => setFilter(NO_FILTER)}
            />
          ) : (
            <Empty icon="search" text={t('results.empty')} action={t('common.home')} onAction={() => go('home')} />
          )
        }
      >
        {rows ? items.map((product) => <ProductRow key={product.id} product={product} />) : <Waterfall products={items} />}
      </InfiniteList>
      <Filters
        open={filtering}
        onClose={() => setFiltering(false)}
        facets={first?.facets ?? []}
        value={filter}
        onChange={setFilter}
        total={first?.total}
      />
    </Page>
  )
}
