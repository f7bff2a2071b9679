import type { MySample } from '@puzi/shop-client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Popup } from '@/kit/Popup'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { Tag } from '@/kit/Tag'
import { toast } from '@/kit/overlays-store'
import { useReturn } from '@/kit/use-shown'
import { money } from '@/lib/money'
import { go } from '@/lib/navigate'
import { writePlay } from '@/lib/play-wish'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import '../distribution.scss'

type Asking = { kind: 'ask'; sample: MySample } | { kind: 'prove'; sample: MySample; requestId: string }

/** Samples that can be had for a task: asked for, bought at their price, and shown to be done. */
export default function SamplesPage() {
  const { id = '' } = useParams()
  const [asking, setAsking] = useState<Asking | null>(null)
  const query = useQuery({ queryKey: ['distribution', id, 'samples'], queryFn: () => shop.listMySamples({ id }), staleTime: 0 })
  useReturn(() => void query.refetch())
  return (
    <Page title={t('dist.samples')}>
      {query.isPending ? <RowsSkeleton /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data?.items.length === 0 ? <Empty icon="gift" text={t('dist.noSamples')} /> : null}
      {query.data?.items.map((one) => (
        <Sample key={one.id} sample={one} onAsk={setAsking} />
      ))}
      <AskSheet asking={asking} onClose={() => setAsking(null)} />
    </Page>
  )
}

function Sample({ sample, onAsk }: { sample: MySample; onAsk: (asking: Asking) => void }) {
  const { goods, request } = sample
  const task = sample.task === 'publish' ? t('dist.taskPublish') : t('dist.taskSell', { count: sample.target })
  return (
    <Card testId="sample">
      <Tap className="dist-card__goods" onTap={() => go('product', { id: goods.productId })}>
        <Box className="dist-row__picture dist-row__picture--large">
          <Img picture={goods.picture} alt="" width={84} />
        </Box>
        <Box className="dist-row__main">
          <Box className="dist-row__title">{sample.title}</Box>
          <Box className="dist-row__note">{[goods.title, ...goods.options].join(' ')}</Box>
          <Box className="dist-row__line">
            <Price fen={sample.priceFen} />
            <Price fen={goods.priceFen} old />
            <Box className="dist-row__earn">{t('dist.reward', { amount: money(sample.rewardFen) })}</Box>
          </Box>
        </Box>
      </Tap>
      <Box className="dist-row__note">{[task, t('dist.within', { count: sample.days }), sample.brief].filter(Boolean).join(' · ')}</Box>
      <Box className="dist-sample__foot">
        <Box className="dist-row__note">
          {request?.dueAt && request.state === 'bought'
            ? t('dist.due', { time: dateTime(request.dueAt) })
            : t('dist.left', { count: sample.left })}
          {request?.reason ? ` · ${request.reason}` : ''}
        </Box>
        <Step sample={sample} onAsk={onAsk} />
      </Box>
    </Card>
  )
}

function Step({ sample, onAsk }: { sample: MySample; onAsk: (asking: Asking) => void }) {
  const { request, goods } = sample
  if (!request)
    return (
      <Button size="small" testId="ask-sample" disabled={!sample.open} onTap={() => onAsk({ kind: 'ask', sample })}>
        {t(sample.open ? 'dist.askSample' : 'dist.sampleOver')}
      </Button>
    )
  const { id: requestId, state } = request
  if (state === 'approved') {
    const play = writePlay({ kind: 'distribution', campaignId: sample.id, joinId: requestId })
    return (
      <Button size="small" testId="buy-sample" onTap={() => go('checkout', { lines: `${goods.skuId}:1`, play })}>
        {t('dist.buySample')}
      </Button>
    )
  }
  if (state === 'bought' || state === 'proved')
    return (
      <Button
        size="small"
        testId="prove-sample"
        {...(state === 'proved' ? { kind: 'line' as const } : {})}
        onTap={() => onAsk({ kind: 'prove', sample, requestId })}
      >
        {t(state === 'proved' ? 'dist.proveAgain' : 'dist.prove')}
      </Button>
    )
  return (
    <Tag tone={state === 'rewarded' ? 'good' : state === 'asked' || state === 'ordered' ? 'warn' : 'quiet'}>
      {t(`dist.request.${state}`)}
    </Tag>
  )
}

/** Why one would like the sample, or what was done for it. */
function AskSheet({ asking, onClose }: { asking: Asking | null; onClose: () => void }) {
  const client = useQueryClient()
  const [text, setText] = useState('')
  const proving = asking?.kind === 'prove'
  const send = async () => {
    if (!asking) return
    if (asking.kind === 'prove') await shop.proveSample({ id: asking.requestId, proof: text.trim() })
    else await shop.requestSample({ id: asking.sample.id, note: text.trim() })
    setText('')
    onClose()
    toast(t(proving ? 'dist.proved' : 'dist.asked'), 'good')
    await client.invalidateQueries({ queryKey: ['distribution'] })
  }
  return (
    <Popup
      open={asking !== null}
      onClose={onClose}
      title={t(proving ? 'dist.prove' : 'dist.askSample')}
      testId="sample-sheet"
      foot={
        <Button block size="large" testId="send-sample" disabled={proving && text.trim().length < 4} onTap={send}>
          {t('dist.send')}
        </Button>
      }
    >
      <Field
        area
        unlabelled
        label={t(proving ? 'dist.prove' : 'dist.askSample')}
        value={text}
        onInput={setText}
        placeholder={t(proving ? 'dist.proveHint' : 'dist.askHint')}
        maxLength={proving ? 500 : 200}
        testId="sample-text"
      />
    </Popup>
  )
}
