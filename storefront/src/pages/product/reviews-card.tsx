import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { ReviewItem } from '@/features/product/ReviewItem'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card } from '@/kit/Cell'
import { Icon } from '@/kit/Icon'
import { Tag } from '@/kit/Tag'
import { go } from '@/lib/navigate'

/** Summary of the reviews and the newest two. */
export function ReviewsCard({ productId }: { productId: string }) {
  const summary = useQuery({ queryKey: ['review-summary', productId], queryFn: () => shop.getReviewSummary({ id: productId }) })
  const newest = useQuery({ queryKey: ['reviews', productId, 'newest'], queryFn: () => shop.listReviews({ id: productId, limit: 2 }) })
  const { count = 0, goodPercent = 0, tags = [] } = summary.data ?? {}
  if (!summary.data) return null
  return (
    <Card testId="reviews-card">
      <Tap className="product__head product__head--tap" testId="open-reviews" onTap={() => go('reviews', { id: productId })}>
        <Text>{t('product.reviews', { count })}</Text>
        <Text className="product__head-end">{count > 0 ? t('product.good', { percent: goodPercent }) : t('product.noReviews')}</Text>
        <Icon name="forward" size={16} className="cell__arrow" />
      </Tap>
      {tags.length > 0 ? (
        <Box className="product__tags">
          {tags.slice(0, 6).map(({ tag, count: times }) => (
            <Tag key={tag}>
              {tag} {times}
            </Tag>
          ))}
        </Box>
      ) : null}
      {newest.data?.items.map((review) => (
        <ReviewItem key={review.id} review={review} short />
      ))}
    </Card>
  )
}
