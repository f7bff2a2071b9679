import type { Review } from '@puzi/shop-client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Stars } from '@/kit/Stars'
import { classNames } from '@/lib/class-names'
import { date } from '@/lib/time'
import { preview } from '@/platform/preview'
import './review-item.scss'

export function ReviewItem({ review, short }: { review: Review; short?: boolean }) {
  const urls = review.pictures.map((picture) => `${API_BASE}${picture.url}-960.webp`)
  return (
    <Box className="review" testId="review">
      <Box className="review__head">
        <Box className="review__avatar">
          {review.avatar ? <Img picture={review.avatar} alt="" width={32} round /> : <Icon name="user" size={28} />}
        </Box>
        <Text className="review__author">{review.author}</Text>
        <Stars value={review.stars} />
      </Box>
      <Box className={classNames('review__text', short && 'review__text--short')}>{review.text}</Box>
      {review.pictures.length > 0 ? (
        <Box className="review__pictures">
          {review.pictures.slice(0, short ? 3 : 9).map((picture, at) => (
            <Tap key={picture.url} className="review__picture" label={t('review.photo')} onTap={() => preview(urls, at)}>
              <Img picture={picture} alt="" width={100} />
            </Tap>
          ))}
        </Box>
      ) : null}
      <Box className="review__meta">{[date(review.createdAt), review.options.join(' / ')].filter(Boolean).join('  ')}</Box>
      {review.reply ? (
        <Box className="review__reply">
          <Text className="review__reply-name">{t('review.reply')}</Text>
          {review.reply.text}
        </Box>
      ) : null}
    </Box>
  )
}
