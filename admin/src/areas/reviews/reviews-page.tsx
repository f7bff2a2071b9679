import { Button, Image, Input, Pagination, Rate, Segmented, Select, Skeleton, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Item } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Nothing, Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { pictureUrl } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { HideDialog } from './hide-dialog.tsx'

type Review = Item<'listAdminReviews'>
const stale = ['listAdminReviews'] as const

/** What shoppers say, and the place to answer. */
export function ReviewsPage() {
  const t = useT()
  const [url, setUrl] = useUrlState({ answered: '', stars: '', page: '1' })
  const reviews = useRead('listAdminReviews', {
    page: Number(url.page),
    pageSize: 20,
    ...(url.answered === 'true' || url.answered === 'false' ? { answered: url.answered } : {}),
    ...(/^[1-5]$/.test(url.stars) ? { stars: Number(url.stars) } : {}),
  })
  return (
    <>
      <PageHead title={t('nav.reviews')} />
      <div className="card" data-testid="reviews">
        <div className="toolbar">
          <Segmented<string>
            value={url.answered}
            onChange={(answered) => setUrl({ answered })}
            options={[
              { value: '', label: t('common.all') },
              { value: 'false', label: t('review.unanswered') },
              { value: 'true', label: t('review.answered') },
            ]}
            data-testid="review-filter"
          />
          <Select<string>
            allowClear
            style={{ minWidth: 130 }}
            value={url.stars || null}
            placeholder={t('review.anyStars')}
            aria-label={t('review.anyStars')}
            options={[5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: t('review.stars', { stars }) }))}
            onChange={(stars?: string) => setUrl({ stars: stars ?? '' })}
          />
        </div>
        {reviews.error && !reviews.data && <Problem error={reviews.error} onRetry={() => void reviews.refetch()} />}
        {!reviews.data && !reviews.error && <Skeleton active style={{ padding: 16 }} />}
        {reviews.data?.items.length === 0 && <Nothing title={t(url.answered === 'false' ? 'review.allAnswered' : 'review.none')} />}
        {(reviews.data?.items ?? []).map((review) => (
          <ReviewRow key={review.id} review={review} />
        ))}
        <Pagination
          align="end"
          current={Number(url.page)}
          pageSize={20}
          total={reviews.data?.total ?? 0}
          showSizeChanger={false}
          hideOnSinglePage
          onChange={(page) => setUrl({ page: String(page) })}
          style={{ padding: 16 }}
        />
      </div>
    </>
  )
}

function ReviewRow({ review }: { review: Review }) {
  const t = useT()
  const mayWrite = useCan()('review.write')
  const [answering, setAnswering] = useState(false)
  const [hiding, setHiding] = useState(false)
  const show = useWrite('hideReview', { stale, success: t('review.shown') })
  return (
    <article style={{ padding: 16, borderTop: '1px solid var(--line)' }} className="stack-tight" data-testid="review">
      <div className="row">
        <Rate disabled value={review.stars} style={{ fontSize: 14 }} />
        <span className="strong">{review.author}</span>
        <span className="muted small">
          <Time iso={review.createdAt} />
        </span>
        {review.hidden && <State tone="bad">{t('review.hiddenBecause', { reason: review.hiddenReason })}</State>}
        <span className="spring" />
        <Link to={`/products/${review.productId}`} className="small ellipsis" style={{ maxWidth: 280 }}>
          {review.productTitle}
        </Link>
        <span className="small muted">{review.options.join(' / ')}</span>
      </div>
      <p style={{ maxWidth: '80ch', overflowWrap: 'anywhere' }}>{review.text}</p>
      {review.tags.length > 0 && (
        <div className="row" style={{ gap: 4 }}>
          {review.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </div>
      )}
      {review.pictures.length > 0 && (
        <Image.PreviewGroup>
          <div className="row">
            {review.pictures.map((picture) => (
              <Image
                key={picture.url}
                src={pictureUrl(picture, 240)}
                preview={{ src: pictureUrl(picture, 960) }}
                width={72}
                height={72}
                alt={t('review.picture')}
                style={{ objectFit: 'cover', borderRadius: 8 }}
              />
            ))}
          </div>
        </Image.PreviewGroup>
      )}
      {review.reply && (
        <div className="remark" style={{ maxWidth: '80ch' }}>
          <span className="strong">{t('review.ourReply')}</span> {review.reply.text}{' '}
          <span className="small muted">
            <Time iso={review.reply.at} />
          </span>
        </div>
      )}
      {mayWrite && !answering && (
        <div className="row">
          <Button size="small" onClick={() => setAnswering(true)} data-testid="review-answer">
            {t(review.reply ? 'review.editReply' : 'review.answer')}
          </Button>
          {review.hidden ? (
            <Button
              size="small"
              type="text"
              loading={show.isPending}
              onClick={() => show.mutate({ id: review.id, hidden: false, reason: t('review.showReason') })}
            >
              {t('review.show')}
            </Button>
          ) : (
            <Button size="small" type="text" onClick={() => setHiding(true)}>
              {t('review.hide')}
            </Button>
          )}
        </div>
      )}
      {answering && <ReplyBox review={review} onClose={() => setAnswering(false)} />}
      {hiding && <HideDialog reviewId={review.id} onClose={() => setHiding(false)} />}
    </article>
  )
}

function ReplyBox({ review, onClose }: { review: Review; onClose: () => void }) {
  const t = useT()
  const [text, setText] = useState(review.reply?.text ?? '')
  const reply = useWrite('replyReview', { stale, success: t('review.replied'), onDone: onClose })
  return (
    <div className="stack-tight" style={{ maxWidth: 720 }}>
      <Input.TextArea
        value={text}
        autoFocus
        maxLength={500}
        showCount
        autoSize={{ minRows: 3 }}
        placeholder={t('review.replyHint')}
        aria-label={t('review.answer')}
        onChange={(event) => setText(event.target.value)}
        data-testid="review-text"
      />
      <div className="row">
        <Button
          type="primary"
          size="small"
          loading={reply.isPending}
          disabled={text.trim() === ''}
          onClick={() => reply.mutate({ id: review.id, text: text.trim() })}
          data-testid="review-send"
        >
          {t('review.send')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  )
}
