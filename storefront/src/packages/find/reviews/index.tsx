import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { useEndless } from '@/api/pages'
import { ReviewItem } from '@/features/product/ReviewItem'
import { t } from '@/i18n'
import { Box, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { InfiniteList } from '@/kit/InfiniteList'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Stars } from '@/kit/Stars'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { back } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import './index.scss'

type Filter = 'all' | 'pictures' | 'good' | 'middle' | 'bad'

export default function ReviewsPage() {
  const { id = '' } = useParams()
  const [filter, setFilter] = useState<Filter>('all')
  const { data: summary } = useQuery({ queryKey: ['review-summary', id], queryFn: () => shop.getReviewSummary({ id }) })
  const { pages, items } = useEndless(['reviews', id, filter], (cursor) => shop.listReviews({ ...cursor, id, filter, limit: 20 }))
  const stars = summary?.stars ?? []
  const sum = (from: number, to: number) => stars.slice(from - 1, to).reduce((total, one) => total + one, 0)
  return (
    <Page title={t('reviews.title')}>
      {summary && summary.count > 0 ? (
        <Card className="rating">
          <Box className="rating__score">
            <Text className="rating__number">{(summary.rating10 / 10).toFixed(1)}</Text>
            <Stars value={summary.rating10 / 10} />
          </Box>
          <Box className="rating__bars">
            {[5, 4, 3, 2, 1].map((star) => (
              <Box key={star} className="rating__row">
                <Text className="rating__label">{t('review.nStars', { count: star })}</Text>
                <Box className="rating__track">
                  <Box className="rating__fill" style={{ width: `${((stars[star - 1] ?? 0) / summary.count) * 100}%` }} />
                </Box>
              </Box>
            ))}
          </Box>
        </Card>
      ) : null}
      <Tabs
        items={[
          { key: 'all' as const, title: t('reviews.all'), count: summary?.count },
          { key: 'pictures' as const, title: t('reviews.pictures'), count: summary?.withPictures },
          { key: 'good' as const, title: t('reviews.good'), count: sum(4, 5) },
          { key: 'middle' as const, title: t('reviews.middle'), count: sum(3, 3) },
          { key: 'bad' as const, title: t('reviews.bad'), count: sum(1, 2) },
        ]}
        value={filter}
        onChange={setFilter}
        label={t('reviews.title')}
      />
      <InfiniteList
        pages={pages}
        count={items.length}
        skeleton={<RowsSkeleton plain />}
        empty={<Empty icon="message" text={t('reviews.empty')} action={t('common.back')} onAction={back} />}
      >
        <Box className="reviews">
          {items.map((review) => (
            <ReviewItem key={review.id} review={review} />
          ))}
        </Box>
      </InfiniteList>
    </Page>
  )
}
