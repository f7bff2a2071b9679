import type { OrderLine, Picture } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text, TextArea } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Checkbox } from '@/kit/Checkbox'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Stars } from '@/kit/Stars'
import { Empty, ErrorState } from '@/kit/States'
import { Uploader } from '@/kit/Uploader'
import { toast } from '@/kit/overlays-store'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { useParams } from '@/lib/use-params'
import '@/kit/field.scss'
import './index.scss'

const TAGS = [1, 2, 3, 4, 5, 6, 7, 8] as const
const MOST_TAGS = 6
const MOST_PICTURES = 9

export default function ReviewPage() {
  const { id = '' } = useParams()
  const query = useQuery({ queryKey: ['orders', 'one', id], queryFn: () => shop.getOrder({ id }) })
  const lines = query.data?.lines.filter((line) => !line.reviewed) ?? []
  return (
    <Page title={t('review.title')}>
      {query.isPending ? <RowsSkeleton count={2} /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.isSuccess && lines.length === 0 ? (
        <Empty icon="sparkles" text={t('review.allDone')} action={t('review.seeOrders')} onAction={() => go('orders', { tab: 'all' })} />
      ) : null}
      {lines.map((line) => (
        <ReviewForm key={line.id} line={line} orderId={id} />
      ))}
    </Page>
  )
}

function ReviewForm({ line, orderId }: { line: OrderLine; orderId: string }) {
  const client = useQueryClient()
  const [stars, setStars] = useState(5)
  const [text, setText] = useState('')
  const [tags, setTags] = useState<readonly string[]>([])
  const [pictures, setPictures] = useState<Picture[]>([])
  const [anonymous, setAnonymous] = useState(false)
  const toggle = (tag: string) => setTags(tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag].slice(-MOST_TAGS))
  const submit = async () => {
    await shop.createReview({ orderLineId: line.id, stars, text: text.trim(), tags: [...tags], pictures, anonymous })
    toast(t('review.thanks'), 'good')
    await Promise.all([
      client.invalidateQueries({ queryKey: ['orders', 'one', orderId] }),
      client.invalidateQueries({ queryKey: ['orders'] }),
      client.invalidateQueries({ queryKey: ['reviews', line.productId] }),
      client.invalidateQueries({ queryKey: ['review-summary', line.productId] }),
    ])
  }
  return (
    <Card testId="review-form">
      <Box className="review-form__line">
        <Box className="review-form__picture">
          <Img picture={line.picture} alt="" width={56} />
        </Box>
        <Box className="review-form__main">
          <Box className="review-form__title">{line.title}</Box>
          <Box className="review-form__note">{line.options.join(' / ')}</Box>
        </Box>
      </Box>
      <Box className="review-form__stars">
        <Stars value={stars} onChange={setStars} size={30} />
        <Text className="review-form__word">{t(`review.word${stars as 1 | 2 | 3 | 4 | 5}`)}</Text>
      </Box>
      <Box className="review-form__tags">
        {TAGS.map((at) => {
          const tag = t(`review.tag${at}`)
          const on = tags.includes(tag)
          return (
            <Tap
              key={at}
              className={classNames('review-form__tag', on && 'review-form__tag--on')}
              pressed={on}
              testId="review-tag"
              onTap={() => toggle(tag)}
            >
              <Text>{tag}</Text>
            </Tap>
          )
        })}
      </Box>
      <Box className="review-form__text field">
        <TextArea
          value={text}
          onInput={setText}
          label={t('review.text')}
          placeholder={t('review.hint')}
          maxLength={500}
          testId="review-text"
        />
      </Box>
      <Uploader value={pictures} onChange={setPictures} max={MOST_PICTURES} />
      <Box className="review-form__foot">
        <Checkbox on={anonymous} label={t('review.anonymous')} onChange={setAnonymous}>
          <Text className="review-form__note">{t('review.anonymous')}</Text>
        </Checkbox>
        <Button testId="submit-review" disabled={text.trim() === ''} onTap={submit}>
          {t('review.submit')}
        </Button>
      </Box>
    </Card>
  )
}
