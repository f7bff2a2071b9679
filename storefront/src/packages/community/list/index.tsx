import type { CommunityBatch, CommunityItem, CommunityPoint } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { shop } from '@/api/client'
import { dayName, distanceText } from '@/features/delivery/words'
import { goSignedIn } from '@/features/login/require'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Card } from '@/kit/Cell'
import { Countdown } from '@/kit/Countdown'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { Page } from '@/kit/Page'
import { Price } from '@/kit/Price'
import { RowsSkeleton } from '@/kit/Skeleton'
import { Empty, ErrorState } from '@/kit/States'
import { useReturn } from '@/kit/use-shown'
import { go } from '@/lib/navigate'
import { dateTime } from '@/lib/time'
import { useParams } from '@/lib/use-params'
import { useSignedIn } from '@/stores/session'
import { usePointChoice } from '../point'
import { PointSheet } from './point-sheet'
import '../community.scss'

/** What the neighbourhood orders together, at the leader one fetches from. */
export default function CommunityPage() {
  const { point: given } = useParams()
  const signedIn = useSignedIn()
  const { id: picked, spot } = usePointChoice()
  const [open, setOpen] = useState(false)
  const points = useQuery({
    queryKey: ['community', 'points', signedIn, spot],
    queryFn: () => shop.listCommunityPoints(spot ? { lng: spot.lng, lat: spot.lat } : {}),
  })
  const all = points.data?.items ?? []
  const id = picked ?? given ?? (all.find((one) => one.last) ?? all[0])?.id
  const stall = useQuery({
    queryKey: ['community', 'stall', id],
    queryFn: () => shop.getCommunityPoint({ id: id ?? '' }),
    enabled: !!id,
    staleTime: 0,
  })
  useReturn(() => void stall.refetch())
  useShareAppMessage(() => ({ title: t('community.slogan'), path: `/packages/community/list/index${id ? `?point=${id}` : ''}` }))
  const data = stall.data
  return (
    <Page title={t('community.title')}>
      <Box className="community-lead">{t('community.slogan')}</Box>
      {points.isPending || (id && stall.isPending) ? <RowsSkeleton /> : null}
      {points.isError ? <ErrorState error={points.error} onRetry={points.refetch} /> : null}
      {stall.isError ? <ErrorState error={stall.error} onRetry={stall.refetch} /> : null}
      {points.isSuccess && !id ? <Empty icon="shop" text={t('community.noPoints')} /> : null}
      {data ? <PointCard point={data.point} onChange={() => setOpen(true)} /> : null}
      {data && data.batches.length === 0 ? <Empty icon="leaf" text={t('community.noBatches')} /> : null}
      {data?.batches.map((batch) => (
        <BatchCard key={batch.id} batch={batch} pointId={data.point.id} onOver={() => void stall.refetch()} />
      ))}
      <Box className="community-lead community-lead--end">
        <Button kind="quiet" testId="community-leading" onTap={() => (signedIn ? go('communityLeader') : goSignedIn('communityLeader'))}>
          {t('community.toLeading')}
        </Button>
      </Box>
      <PointSheet open={open} onClose={() => setOpen(false)} points={all} chosenId={id} />
    </Page>
  )
}

function PointCard({ point, onChange }: { point: CommunityPoint; onChange: () => void }) {
  return (
    <Card testId="community-point">
      <Tap className="community-point" testId="community-change" onTap={onChange}>
        <Icon name="pin" size={20} className="community-point__icon" />
        <Box className="community-main">
          <Box className="community-point__name">{point.pointName}</Box>
          <Box className="community-note">
            {[point.address, point.meters === null ? '' : distanceText(point.meters)].filter(Boolean).join(' · ')}
          </Box>
          <Box className="community-note">
            {t('community.leaderHours', { name: point.leaderName, from: point.opens, to: point.closes })}
          </Box>
        </Box>
        <Text className="community-point__change">{t('community.change')}</Text>
      </Tap>
    </Card>
  )
}

function BatchCard({ batch, pointId, onOver }: { batch: CommunityBatch; pointId: string; onOver: () => void }) {
  return (
    <Card testId="community-batch">
      <Box className="community-batch__head">
        <Box className="community-batch__title">{batch.title}</Box>
        {batch.state === 'running' ? (
          <Box className="community-batch__left">
            {t('community.closesIn')} <Countdown until={batch.closesAt} onOver={onOver} />
          </Box>
        ) : (
          <Box className="community-note">{t('community.opensAt', { time: dateTime(batch.opensAt) })}</Box>
        )}
      </Box>
      <Box className="community-day">
        <Icon name="truck" size={16} /> {t('community.fetchOn', { day: dayName(batch.deliveryDay) })}
      </Box>
      {batch.items.map((item) => (
        <ItemRow key={item.id} item={item} pointId={pointId} running={batch.state === 'running'} />
      ))}
    </Card>
  )
}

function ItemRow({ item, pointId, running }: { item: CommunityItem; pointId: string; running: boolean }) {
  const signedIn = useSignedIn()
  const { goods, left } = item
  const params = { point: pointId, item: item.id }
  const gone = left === 0
  return (
    <Box className="community-item" testId="community-item">
      <Tap className="community-item__picture" label={goods.title} onTap={() => go('product', { id: goods.productId })}>
        <Img picture={goods.picture} alt="" width={88} />
      </Tap>
      <Box className="community-main">
        <Box className="community-item__title">{goods.title}</Box>
        <Box className="community-note">
          {[goods.options.join(' / '), gone ? '' : t('community.left', { count: left }), t('community.limit', { count: item.perPerson })]
            .filter(Boolean)
            .join(' · ')}
        </Box>
        <Box className="community-item__foot">
          <Box>
            <Price fen={item.priceFen} size="large" />
            {goods.priceFen > item.priceFen ? <Price fen={goods.priceFen} old /> : null}
          </Box>
          <Button
            size="small"
            testId="community-buy"
            disabled={gone || !running}
            onTap={() => (signedIn ? go('communityBuy', params) : goSignedIn('communityBuy', params))}
          >
            {t(gone ? 'community.gone' : running ? 'community.buy' : 'community.soon')}
          </Button>
        </Box>
      </Box>
    </Box>
  )
}
