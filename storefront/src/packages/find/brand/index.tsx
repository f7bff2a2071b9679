import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { useEndless } from '@/api/pages'
import { Waterfall } from '@/features/product/ProductCard'
import { useShare } from '@/features/share/use-share'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Img } from '@/kit/Img'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { CardsSkeleton, RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import { type Sort, Sorts } from '../results/sorts'
import './index.scss'

/** A brand: its logo, its story, and everything on sale of it. */
export default function BrandPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['brand', id], queryFn: () => shop.getBrand({ id }) })
  const brand = query.data
  useShare({ kind: 'brand', targetId: id, title: brand?.name ?? t('app.name'), route: 'brand', params: { id } })
  if (query.isPending)
    return (
      <Page title={t('brand.title')}>
        <RowsSkeleton count={1} />
        <CardsSkeleton />
      </Page>
    )
  if (!brand) {
    const gone = isCode(query.error, 'brand_not_found')
    return (
      <Page title={t('brand.title')}>
        {gone ? (
          <Empty icon="boxOpen" text={t('brand.gone')} action={t('common.home')} onAction={() => go('home')} />
        ) : (
          <ErrorState error={query.error} onRetry={query.refetch} />
        )}
      </Page>
    )
  }
  return (
    <Page title={brand.name} className="brand-page">
      <Box className="brand-head" testId="brand-head">
        <Box className="brand-head__row">
          <Box className="brand-head__logo">
            <Img picture={brand.logo} alt="" width={64} round eager />
          </Box>
          <Box className="brand-head__main">
            <Box className="brand-head__name">{brand.name}</Box>
            <Box className="brand-head__note">
              {[brand.nameEn, t('brand.count', { count: brand.products })].filter((part) => part !== '').join(' · ')}
            </Box>
          </Box>
        </Box>
        {brand.story ? <Story text={brand.story} /> : null}
      </Box>
      <Goods name={brand.name} />
    </Page>
  )
}

/** Long stories are folded until somebody wants to read on. */
const FOLDED_AT = 90

function Story({ text }: { text: string }) {
  const [open, setOpen] = useState(false)
  const long = text.length > FOLDED_AT || text.includes('\n')
  return (
    <Box className="brand-story">
      <Box className={classNames('brand-story__text', long && !open && 'brand-story__text--folded')}>
        {text.split('\n').map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- paragraphs have no other name
          <Box key={index} className="brand-story__part">
            {part}
          </Box>
        ))}
      </Box>
      {long ? (
        <Tap className="brand-story__more" expanded={open} onTap={() => setOpen(!open)}>
          <Text>{t(open ? 'common.fewer' : 'brand.readOn')}</Text>
        </Tap>
      ) : null}
    </Box>
  )
}

function Goods({ name }: { name: string }) {
  const [sort, setSort] = useState<Sort>('relevance')
  const { pages, items } = useEndless(['search', 'brand', name, sort], (cursor) =>
    shop.searchProducts({ brand: name, ...cursor, sort, limit: 20 }),
  )
  return (
    <>
      <Sorts sort={sort} onSort={setSort} />
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<CardsSkeleton />}
        empty={<Empty icon="boxOpen" text={t('brand.empty')} action={t('common.home')} onAction={() => go('home')} />}
      >
        <Waterfall products={items} />
      </InfiniteList>
    </>
  )
}
